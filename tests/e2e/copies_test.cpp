// Folders that were copied, and older copies put back: the real programs. Nothing is lost, nothing comes twice, and the
// office sees that two tablets speak with one key.
#include <filesystem>

#include "tests/e2e/office.h"
#include "tests/support/catch.h"

using namespace ocop::test;

namespace {

struct Commune {
  Office office;
  Tablet mai{"Nguyễn Thị Mai"};
  std::string dossier;

  Commune() {
    office.enrol(mai);
    dossier = mai.new_dossier(mai.add_producer());
    mai.add_photo(dossier);
    mai.json({"sync"});
  }
};

void copy_folder(const Tablet& from, const Tablet& to) {
  namespace fs = std::filesystem;
  fs::remove_all(to.data());
  fs::copy(from.data(), to.data(), fs::copy_options::recursive);
}

Json shown(const Tablet& tablet, const std::string& dossier) {
  return without_travel(tablet.json({"dossier", "show", dossier}));
}

}  // namespace

TEST_CASE("a copied folder and its original work side by side, and the office sees two tablets with one key") {
  Commune commune;
  commune.mai.json({"dossier", "set", commune.dossier, "note=chưa gửi"});
  const Tablet copy;
  copy_folder(commune.mai, copy);
  for (int round = 1; round <= 3; ++round) {
    const std::string number = std::to_string(round);
    commune.mai.json({"dossier", "set", commune.dossier, "note=máy một " + number});
    copy.json({"dossier", "set", commune.dossier, "proposal=máy hai " + number});
    copy.json({"score", commune.dossier, "1." + number, "a"});
    commune.mai.json({"sync"});
    copy.json({"sync"});
  }
  check_converged(commune.mai, commune.office.province, commune.dossier);
  check_converged(copy, commune.office.province, commune.dossier);
  const Json there = shown(copy, commune.dossier);
  CHECK(there["fields"]["note"] == "máy một 3");
  CHECK(there["fields"]["proposal"] == "máy hai 3");
  CHECK(there["conflicts"].empty());
  CHECK(copy.json({"held"}).empty());
}

TEST_CASE("an older copy put back gets what was sent since, and sends on") {
  Commune commune;
  const Tablet backup;
  copy_folder(commune.mai, backup);
  commune.mai.json({"dossier", "set", commune.dossier, "note=sau bản sao"});
  const std::string later = commune.mai.new_dossier(commune.mai.add_producer(), "Mắc ca");
  commune.mai.json({"sync"});
  const Json before = shown(commune.mai, commune.dossier);

  copy_folder(backup, commune.mai);  // the tablet was lost; this is what there is
  CHECK(shown(commune.mai, commune.dossier) != before);
  commune.mai.json({"sync"});
  CHECK(shown(commune.mai, commune.dossier) == before);
  commune.mai.json({"dossier", "set", later, "note=viết tiếp"});
  check_converged(commune.mai, commune.office.province, commune.dossier);
  check_converged(commune.mai, commune.office.province, later);
  CHECK(commune.office.province.json({"show", later})["conflicts"].empty());
}
