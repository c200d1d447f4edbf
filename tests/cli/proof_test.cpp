// What can be shown to somebody else: the province's receipt, the tablet's word that nothing is unsent; and pruning.
#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

struct Sent {
  Province province;
  Tablet tablet;
  std::string dossier;

  Sent() {
    province.enrol(tablet, "Nguyễn Thị Mai");
    dossier = tablet.new_dossier(tablet.add_producer());
    tablet.json({"score", dossier, "1.1", "a"});
    tablet.add_photo(dossier);
    tablet.json({"sync"});
  }
  std::string shown_in_file() const {
    const std::string path = tablet.file("receipt.json");
    write_text(path, tablet.json({"receipt", dossier}).dump());
    return path;
  }
};

}  // namespace

TEST_CASE("A receipt comes with the photos, is kept, and says whether the province has all that is here") {
  Sent world;
  world.province.stop();  // it is here already
  const Json receipt = world.tablet.json({"receipt", world.dossier.substr(0, 8)});
  CHECK(receipt["dossier"] == world.dossier);
  CHECK(receipt["complete"] == true);
  CHECK(receipt["counts"]["records"] == 5);
  CHECK(receipt["counts"]["photos"] == 3);
  CHECK(receipt["counts"]["photos_arrived"] == 3);
  CHECK(receipt["records"].size() == 5);
  CHECK(receipt["photos"][0]["sha256"].get<std::string>().size() == 64);
  world.tablet.json({"score", world.dossier, "1.2", "a"});
  CHECK(world.tablet.json({"receipt", world.dossier})["complete"] == false);  // the old one, and that it is old
  world.province.start();
  CHECK(world.tablet.json({"receipt", world.dossier})["complete"] == false);
  world.tablet.json({"sync"});
  const Json newer = world.tablet.json({"receipt", world.dossier});
  CHECK(newer["complete"] == true);
  CHECK(newer["counts"]["changes"] == receipt["counts"]["changes"].get<int>() + 1);
}

TEST_CASE("A receipt that was never fetched is asked for, and without a link the error says why") {
  Sent world;
  const std::string second = world.tablet.new_dossier(world.tablet.add_producer("HTX Hai"), "Chè");
  world.tablet.json({"sync"});
  CHECK(world.tablet.json({"receipt", second})["complete"] == true);
  const std::string third = world.tablet.new_dossier(world.tablet.add_producer("HTX Ba"), "Miến");
  CHECK(error_code(world.tablet.run({"receipt", third})) == "not_found");  // the province does not know it
  world.province.stop();
  CHECK(error_code(world.tablet.run({"receipt", third})) == "unreachable");
  const Tablet alone;
  CHECK(error_code(alone.run({"receipt", alone.new_dossier(alone.add_producer())})) == "not_enrolled");
}

TEST_CASE("Anybody can check a receipt without a link, and one letter changed is found") {
  Sent world;
  const std::string path = world.shown_in_file();
  world.province.stop();
  const Json known = world.tablet.json({"receipt", "--check", path});
  CHECK(known["ok"] == true);
  CHECK(known["is_our_province"] == true);
  const Json anywhere = ocop_json({"receipt", "--check", path, "--json"});
  CHECK(anywhere["is_our_province"] == false);
  CHECK(anywhere["province"] == known["province"]);
  CHECK(run_ocop({"receipt", "--check", path}).out.find(known["province"].get<std::string>()) != std::string::npos);

  const Json right = Json::parse(read_text(path));
  const auto refused = [&](const Json& shown) {
    write_text(path, shown.dump());
    return error_code(world.tablet.run({"receipt", "--check", path}));
  };
  Json changed = right;
  changed["counts"]["photos"] = 4;
  CHECK(refused(changed) == "invalid_input");
  changed = right;
  changed["at"] = "2026-01-01T00:00:00Z";
  CHECK(refused(changed) == "invalid_input");
  changed = right;
  std::string bytes = changed["signed"];
  bytes[100] = bytes[100] == '0' ? '1' : '0';
  changed["signed"] = bytes;
  CHECK(refused(changed) == "invalid_input");
  changed.erase("signed");
  CHECK(refused(changed) == "invalid_input");
  CHECK(refused(Json::array()) == "invalid_input");
  CHECK(error_code(world.tablet.run({"receipt", "--check", world.tablet.file("none")})) == "not_found");
  CHECK(world.tablet.run({"receipt"}).exit_status == 2);
  CHECK(world.tablet.run({"receipt", world.dossier, "--check", path}).exit_status == 2);
}

TEST_CASE("A receipt of another province is not ours") {
  Sent world;
  const Sent other;
  const std::string path = other.shown_in_file();
  CHECK(error_code(world.tablet.run({"receipt", "--check", path})) == "invalid_input");
}

TEST_CASE("A tablet says, signed, whether it holds anything unsent") {
  Sent world;
  Json stated = world.tablet.json({"unsent"});
  CHECK(stated["nothing_unsent"] == true);
  CHECK(stated["officer"] == "Nguyễn Thị Mai");
  CHECK(stated["signature"].get<std::string>().size() == 128);
  world.tablet.json({"score", world.dossier, "1.2", "a"});
  world.tablet.add_photo(world.dossier, "product_fig.jpg");
  stated = world.tablet.json({"unsent"});
  CHECK(stated["nothing_unsent"] == false);
  CHECK(stated["unsent"] == world.tablet.json({"dossier", "show", world.dossier})["unsent"]);
  CHECK(stated["photos"] == 3);
  CHECK(world.tablet.run({"unsent"}).out.find("3 tệp ảnh") != std::string::npos);
}

TEST_CASE("Anybody can check that word without a link, and with the province's key whose tablet it is") {
  Sent world;
  const std::string path = world.tablet.file("unsent.json");
  const Json right = world.tablet.json({"unsent"});
  write_text(path, right.dump());
  world.province.stop();
  const Json known = world.tablet.json({"unsent", "--check", path});
  CHECK(known["ok"] == true);
  CHECK(known["province"] == world.province.json({"key"})["province"]);  // what the office tells who asks
  CHECK(known["nothing_unsent"] == true);
  CHECK(known["is_our_province"] == true);
  CHECK(known["province"] == world.tablet.json({"receipt", world.dossier})["province"]);
  CHECK(world.tablet.run({"unsent", "--check", path}).out.find("máy mà tỉnh đã ghi danh") != std::string::npos);
  const Json anywhere = ocop_json({"unsent", "--check", path, "--json"});
  CHECK(anywhere["is_our_province"] == false);
  const std::string said = run_ocop({"unsent", "--check", path}).out;
  CHECK(said.find(known["province"].get<std::string>()) != std::string::npos);

  const auto refused = [&](const std::string& key, const Json& value) {
    Json changed = right;
    changed[key] = value;
    write_text(path, changed.dump());
    return error_code(world.tablet.run({"unsent", "--check", path}));
  };
  CHECK(refused("unsealed", 1) == "invalid_input");
  CHECK(refused("nothing_unsent", false) == "invalid_input");
  CHECK(refused("officer", "Người khác") == "invalid_input");
  CHECK(refused("at", "2026-01-01T00:00:00Z") == "invalid_input");
  CHECK(refused("enrolment", "00") == "invalid_input");
  CHECK(refused("enrolment", Json()) == "invalid_input");
  CHECK(refused("device", std::string(64, '1')) == "invalid_input");
  const Tablet never;
  write_text(path, never.json({"unsent"}).dump());
  CHECK(never.json({"unsent", "--check", path})["province"].is_null());
  CHECK(run_ocop({"unsent", "--check", path}).out.find("chưa ghi danh với tỉnh nào") != std::string::npos);
  CHECK(error_code(world.tablet.run({"unsent", "--check", path})) == "invalid_input");
  const Sent other;
  write_text(path, other.tablet.json({"unsent"}).dump());
  CHECK(error_code(world.tablet.run({"unsent", "--check", path})) == "invalid_input");
}

TEST_CASE("Originals go when two backups hold them, and come back when they are opened") {
  Sent world;
  const std::string evidence = world.tablet.json({"dossier", "show", world.dossier})["evidence"][0]["id"];
  world.province.json({"backup", "--to", world.tablet.file("one")});
  world.tablet.json({"sync"});
  Json pruned = world.tablet.json({"prune"});
  CHECK(pruned["photos"] == 0);
  CHECK(pruned["kept"]["photos"] == 1);
  const Json second = world.province.json({"backup", "--to", world.tablet.file("two")});
  CHECK(second["durable"]["position"] == second["position"]);
  world.tablet.json({"sync"});
  pruned = world.tablet.json({"prune"});
  CHECK(pruned["photos"] == 1);
  CHECK(pruned["bytes"].get<int>() > 50'000);
  CHECK(pruned["kept"]["photos"] == 0);
  CHECK(world.tablet.json({"verify"})["ok"] == true);
  const Json shown = world.tablet.json({"dossier", "show", world.dossier});
  CHECK(shown["whereabouts"] == "backup");
  CHECK(shown["evidence"][0]["state"] == "backup");
  CHECK(world.tablet.json({"sync"})["photos_down"] == 0);  // not fetched again by itself
  const Words get{"evidence", "get", evidence, "--size", "original", "--out", world.tablet.file("original.jpg")};
  CHECK(world.tablet.run(get).exit_status == 1);
  CHECK(world.tablet.json({"sync"})["photos_down"] == 1);
  CHECK(world.tablet.run(get).exit_status == 0);
}
