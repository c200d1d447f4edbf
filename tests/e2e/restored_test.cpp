// The province's disk is lost and a backup takes its place: what the tablets hold comes back.
#include <filesystem>

#include "tests/e2e/office.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

struct Lost {
  Province province;
  TempFolder disk;
  std::string backup_folder = disk / "backup";

  Json backup(const std::string& folder) const { return province.json({"backup", "--to", folder}); }
  // A copy, so that the backup stays what it was.
  void lose_and_restore() {
    province.stop();
    std::filesystem::remove_all(province.data());
    std::filesystem::copy(backup_folder, province.data(), std::filesystem::copy_options::recursive);
    province.start();
  }
  std::string state_at_province(const std::string& dossier) const {
    return without_travel(province.json({"show", dossier})).dump();
  }
};

std::string photo_state(const Json& dossier, std::size_t at, const char* size) {
  return dossier["evidence"][at][size]["state"];
}

}  // namespace

TEST_CASE("a province restored from a backup gets back all that its tablets hold, also what a lost tablet wrote") {
  Lost office;
  const Tablet mai("Nguyễn Thị Mai"), an("Lê Văn An");
  auto lost = std::make_unique<Tablet>("Trần Thị Bình");
  office.province.enrol(mai, "Nguyễn Thị Mai");
  office.province.enrol(an, "Lê Văn An");
  office.province.enrol(*lost, "Trần Thị Bình");
  const std::string producer = mai.add_producer();
  const std::string first = mai.new_dossier(producer);
  mai.add_photo(first);
  mai.json({"sync"});
  CHECK(mai.json({"dossier", "show", first})["whereabouts"] == "province");

  const Json backup = office.backup(office.backup_folder);  // while the province serves
  CHECK(backup["photos"] == 3);
  CHECK(backup["durable"] == nullptr);
  mai.json({"sync"});
  const Json backed_up = mai.json({"dossier", "show", first});
  CHECK(backed_up["whereabouts"] == "backup");
  CHECK(backed_up["evidence"][0]["state"] == "backup");

  // After the backup: more work on all sides, and a tablet that joins.
  mai.json({"score", first, "1.1", "a"});
  mai.add_photo(first, "workshop_room_sideways.jpg");
  mai.json({"sync"});
  const std::string second = lost->new_dossier(lost->add_producer("HTX Phú Thiện"), "Miến dong");
  lost->json({"score", second, "1.1", "b"});
  lost->add_photo(second, "product_fig.jpg");
  lost->json({"sync"});
  an.json({"sync"});
  const Tablet late("Phạm Thị Lan");
  office.province.enrol(late, "Phạm Thị Lan");
  const std::string third = late.new_dossier(late.add_producer("HTX Mới"), "Chè");
  late.json({"sync"});
  const std::string first_before = office.state_at_province(first);
  const std::string second_before = office.state_at_province(second);
  const std::string third_before = office.state_at_province(third);
  lost.reset();

  office.lose_and_restore();
  CHECK(office.province.json({"list"}).size() == 1);
  for (const Tablet* tablet : {&mai, &an, &late}) {
    const Json counts = tablet->json({"sync"});
    CHECK(counts["unsent"] == Json{{"changes", 0}, {"photos", 0}});
    CHECK(counts["held"] == 0);
    CHECK(counts["waiting"] == 0);
  }
  CHECK(office.state_at_province(first) == first_before);
  CHECK(office.state_at_province(second) == second_before);
  CHECK(office.state_at_province(third) == third_before);
  const Json all_here = office.province.json({"show", first});
  CHECK(photo_state(all_here, 1, "original") == "province");
  const Json half_here = office.province.json({"show", second});
  CHECK(photo_state(half_here, 0, "thumbnail") == "province");  // another tablet had fetched it
  CHECK(photo_state(half_here, 0, "original") == "tablet");     // nobody had: gone with its tablet

  for (const Tablet* tablet : {&mai, &an, &late}) {
    tablet->json({"sync"});
    for (const std::string& dossier : {first, second, third}) {
      CHECK(without_travel(tablet->json({"dossier", "show", dossier})).dump() == office.state_at_province(dossier));
    }
    CHECK(tablet->json({"verify"})["ok"] == true);
  }
  CHECK(office.province.json({"verify"})["ok"] == true);
  CHECK(mai.json({"dossier", "show", first})["whereabouts"] == "province");
  office.backup(office.backup_folder);
  mai.json({"sync"});
  CHECK(mai.json({"dossier", "show", first})["whereabouts"] == "backup");
}

TEST_CASE("a backup whose keys are sealed is looked at without the passphrase and started with it alone") {
  Lost office;
  const Tablet mai;
  office.province.enrol(mai, "Nguyễn Thị Mai");
  const std::string dossier = mai.new_dossier(mai.add_producer());
  mai.json({"sync"});
  const std::string secret = office.disk / "passphrase";
  write_text(secret, "bốn mùa\r\n");
  CHECK(office.province.json({"backup", "--to", office.backup_folder, "--passphrase-file", secret})["sealed"] == true);
  office.province.stop();

  const auto on_backup = [&](Words words) {
    words.insert(words.begin(), server_program);
    words.insert(words.end(), {"--data", office.backup_folder});
    return run({.arguments = words});
  };
  CHECK(on_backup({"verify", "--json"}).exit_status == 0);
  CHECK(on_backup({"show", dossier, "--json"}).exit_status == 0);
  const Outcome closed = on_backup({"serve", "--listen", "127.0.0.1:0"});
  CHECK(error_code(closed) == "invalid_input");
  CHECK(closed.err.find("--passphrase-file") != std::string::npos);
  write_text(office.disk / "wrong", "ba mùa");
  CHECK(error_code(on_backup({"serve", "--listen", "127.0.0.1:0", "--passphrase-file", office.disk / "wrong"})) ==
        "invalid_input");
  CHECK(error_code(on_backup({"serve", "--passphrase-file", office.disk / "none"})) == "invalid_input");
  CHECK(error_code(on_backup({"backup", "--to", office.disk / "other"})) == "invalid_input");

  Process server(Launch{.arguments = {server_program, "serve", "--data", office.backup_folder, "--listen",
                                      office.province.url().substr(7), "--allow-plain-http", "--passphrase-file",
                                      secret}});
  CHECK_FALSE(server.wait_for_line("listening on ").empty());
  mai.json({"score", dossier, "1.1", "a"});
  CHECK(mai.json({"sync"})["unsent"]["changes"] == 0);
}
