// Bundles that are written and taken in, by a tablet and by the province, on a machine that fails (fault_trial.h).
#include "sync/bundle/entry_file.h"
#include "tests/store/subjects.h"
#include "tests/unit/sync/bundle/world.h"

using namespace ocop;
using namespace ocop::test;
using bundle::test::Stick;
using service::PhotoPolicy;

namespace {

using server::test::World;

constexpr std::uint64_t few = 6;  // points of a kind in the ordinary run: these take long

void write_dossier(Tablet& tablet) {
  const Id producer = service::add_producer(tablet.folder, {{field("name", "HTX A")}}).value();
  const Id dossier = service::new_dossier(tablet.folder, {producer, "Trà", "ocop-26-2026/07"}).value();
  REQUIRE_OK(service::add_evidence(tablet.folder, {dossier, sample_photo(), "product_photo", {"1.1"}, ""}));
}

// A colleague with work of her own, enrolled.
struct Lan {
  explicit Lan(World& world) {
    bundle::test::enrol(tablet, *world.province, "Lan");
    dossier = a_dossier(tablet, a_producer(tablet));
    REQUIRE_OK(service::add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {"1.1"}, ""}));
  }
  DataFolder tablet{9, "Lan"};
  Id dossier;
};

// How many entries a file has that is whole; fails the test when it is not.
std::uint64_t entries_of_whole(const Files& files, const std::string& path) {
  bundle::EntryFile file(files, path);
  bundle::Tally tally;
  for (std::uint64_t count = 0;; ++count) {
    const auto bytes = file.next();
    REQUIRE_OK(bytes);
    if (!*bytes) {
      REQUIRE(file.has_end());
      REQUIRE(tally.missing() == 0);
      return count;
    }
    const auto entry = protocol::read_bundle_entry(**bytes);
    REQUIRE_OK(entry);
    tally.add(*entry);
  }
}

// Under a name that is free, on the machine's own files. What fails leaves no file that somebody could carry away.
Status write_bundle(Tablet& tablet) {
  Files& files = tablet.folder.files();
  std::string path = "stick/0.ocop";
  for (char digit = '0'; files.size(path).has_value(); ++digit) path[6] = digit;
  const auto done = bundle::export_bundle(tablet.sync, tablet.folder.entropy(), PhotoPolicy::All, {files, path});
  if (!done) {
    REQUIRE_ERROR(files.size(path), NotFound);
    return done.error();
  }
  REQUIRE(done->photos == 3);
  REQUIRE(done->carried == 1);
  REQUIRE(entries_of_whole(files, path) > done->entries);
  return {};
}

// The second file behind the first, as `cat` would put them.
void add_file(Stick& stick, const std::string& to, const std::string& more) {
  const Bytes bytes = stick.content(more);
  REQUIRE_OK(stick.files.append(to, stick.content(to).size(), bytes));
}

// All of Hoa's arrived, the province's record of Lan's is here, and so is what Lan gave along, as it came.
Status require_taken(Tablet& tablet, const Id& theirs, const journal::RootState& there) {
  TRY_ASSIGN(const auto standing, tablet.sync.standing());
  REQUIRE(standing.pending.changes + standing.pending.photos == 0);
  TRY_ASSIGN(const auto wanted, tablet.sync.photos_to_fetch(PhotoPolicy::Thumbnails, 9));
  REQUIRE(wanted.empty());
  TRY_ASSIGN(const auto here, tablet.folder.journal().root_state(theirs));
  REQUIRE(here == there);
  TRY_ASSIGN(const auto carried, tablet.sync.list_carried());
  REQUIRE(carried.size() == 1);
  REQUIRE(carried[0].held == carried[0].count);
  TRY_ASSIGN(const auto piece, tablet.sync.read_carried(carried[0].bundle, 0, 1 << 20, service::CarriedWhich::All));
  REQUIRE(piece.entries.size() == carried[0].count);
  for (const Bytes& entry : piece.entries) REQUIRE(protocol::is_signed(protocol::read_bundle_entry(entry).value()));
  return {};
}

}  // namespace

TEST_CASE("On a failing machine a bundle is written whole or no file is left of it") {
  World world;
  Lan lan(world);
  Stick stick;
  REQUIRE_OK(stick.export_from(lan.tablet, "lan"));
  const auto prepare = [&](Tablet& tablet) {
    server::test::enrol_directly(tablet.folder, *world.province, "Hoa", {commune});
    write_dossier(tablet);
    REQUIRE_OK(bundle::import_bundle(tablet.sync, stick.files, "lan"));  // carried from now on
  };
  try_all_faults<Tablet>("export_bundle", prepare, write_bundle, {.course = Course::InSteps, .points = few});
}

TEST_CASE("On a failing machine a tablet takes entries in or not, and the same file again brings the rest") {
  World world;
  Lan lan(world);
  Stick stick;
  journal::RootState there;
  const auto prepare = [&](Tablet& tablet) {
    server::test::enrol_directly(tablet.folder, *world.province, "Hoa", {commune});
    write_dossier(tablet);
    REQUIRE_OK(bundle::export_bundle(tablet.sync, tablet.folder.entropy(), PhotoPolicy::All, {stick.files, "hoa"}));
    REQUIRE_OK(stick.import_to(world, "hoa"));
    bundle::test::sync(lan.tablet, *world.province);
    there = world.province->folder().journal().root_state(lan.dossier).value();
    REQUIRE_OK(stick.answer(world, "Hoa", "answer"));
    REQUIRE_OK(service::set_score(*lan.tablet, score(lan.dossier, "1.1", "c")));
    REQUIRE_OK(stick.export_from(lan.tablet, "lan"));
    add_file(stick, "answer", "lan");
  };
  const auto act = [&](Tablet& tablet) -> Status {
    TRY_ASSIGN(const bundle::Imported done, bundle::import_bundle(tablet.sync, stick.files, "answer"));
    REQUIRE(done.is_whole());
    return require_taken(tablet, lan.dossier, there);
  };
  try_all_faults<Tablet>("import_bundle, a tablet", prepare, act, {.course = Course::InSteps, .points = few});
}

TEST_CASE("On a failing machine the province takes entries in or not, and the same file again brings the rest") {
  Sender lan;
  Stick stick;
  const auto prepare = [&](Office& office) {
    server::test::enrol_directly(*lan.tablet, office.province, "Lan", {commune});
    REQUIRE_OK(stick.export_from(lan.tablet, "lan"));
  };
  const auto act = [&](Office& office) -> Status {
    TRY_ASSIGN(const server::BundleTaken done, server::import_bundle(office.province, stick.files, "lan"));
    REQUIRE(done.is_whole());
    const auto size = office.blobs.size(lan.thumbnail.sha256);
    if (!size) return size.error();
    return {};
  };
  try_all_faults<Office>("import_bundle, the province", prepare, act,
                         {.course = Course::InStepsToOneEnd, .points = few});
}
