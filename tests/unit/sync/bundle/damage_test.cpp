// Files that are not what they were: each gets its answer, and nothing is lost.
#include "tests/unit/sync/bundle/world.h"

using namespace ocop;
using namespace ocop::bundle;
using namespace ocop::bundle::test;

namespace {

// Where the entries of a file end.
std::vector<std::size_t> boundaries(const Bytes& file) {
  std::vector<std::size_t> out;
  fake::MemoryFiles files;
  REQUIRE_OK(files.append("f", 0, file));
  TarReader reader(files, "f");
  std::size_t at = 0;
  for (;;) {
    const auto entry = reader.next().value();
    if (!entry) return out;
    at += 512 + (entry->bytes.size() + 511) / 512 * 512;
    out.push_back(at);
  }
}

Bytes first(const Bytes& file, std::size_t bytes) {
  return Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(bytes));
}

// One tablet's text and thumbnail: small enough to be damaged a hundred times.
struct Damaged {
  Damaged() : village(2) {
    dossier = village.write_dossier(village.tablet(0));
    REQUIRE_OK(village.stick.export_from(village.tablet(0), "good", PhotoPolicy::Thumbnails));
    good = village.stick.content("good");
    ends = boundaries(good);
    REQUIRE(ends.size() >= 4);
  }

  // The damaged file first, then the good one: all is there, once.
  void check_mends(const Bytes& file) {
    village.stick.put("bad", file);
    const auto taken = village.stick.import_to(village.world, "bad");
    if (taken) {
      CHECK_FALSE(taken->is_whole());
    } else {
      const ErrorCode code = taken.error().code;
      CHECK((code == ErrorCode::BundleIncomplete || code == ErrorCode::NotABundle));
    }
    village.world.check_whole();
  }

  Village village;
  Id dossier;
  Bytes good;
  std::vector<std::size_t> ends;
};

}  // namespace

TEST_CASE("a bundle that is cut gives what is whole, says what is missing, and the whole file mends it") {
  Damaged world;
  std::vector<std::size_t> lengths = {0, 1, 11, 12, 511, 512, 513};
  for (const std::size_t end : world.ends) {
    for (const std::size_t length : {end - 1, end, end + 1, end + 512}) lengths.push_back(length);
  }
  for (std::size_t length = 700; length < world.good.size(); length += 1777) lengths.push_back(length);
  for (const std::size_t length : lengths) {
    if (length + 512 >= world.good.size()) continue;  // the second half of the end's mark is no loss
    INFO("cut to " << length << " of " << world.good.size());
    world.check_mends(first(world.good, length));
  }
  REQUIRE(world.village.stick.import_to(world.village.world, "good").value().is_whole());
  CHECK(world.village.world.province->folder().journal().root_state(world.dossier).value() ==
        world.village.tablet(0)->journal().root_state(world.dossier).value());
}

TEST_CASE("of a bundle cut between two entries the rest is counted as missing") {
  Damaged world;
  for (std::size_t i = 0; i + 1 < world.ends.size(); ++i) {
    world.village.stick.put("bad", first(world.good, world.ends[i]));
    const auto taken = world.village.stick.import_to(world.village.world, "bad");
    REQUIRE_OK(taken);
    CHECK(taken->entries == i + 1);
    CHECK(taken->missing == world.ends.size() - i - 1);
    CHECK(taken->is_cut);
  }
}

TEST_CASE("a flipped bit costs at most the entry that it hits") {
  Damaged world;
  for (std::size_t at = 0; at < world.ends.back(); at += 397) {
    INFO("byte " << at);
    Bytes file = world.good;
    file[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
    world.village.stick.put("bad", file);
    const auto taken = world.village.stick.import_to(world.village.world, "bad");
    REQUIRE_OK(taken);
    CHECK(taken->entries >= world.ends.size() - 1);
    CHECK(taken->damaged + taken->missing <= 2);  // one entry: damaged, and so missing
    CHECK(taken->held == 0);
  }
  world.village.world.check_whole();
}

TEST_CASE("a tablet takes damage as the province does, and carries on only what is whole") {
  Damaged world;
  DataFolder& binh = world.village.tablet(1);
  Bytes file = world.good;
  file[world.ends[0] + 600] ^= 4;
  world.village.stick.put("bad", file);
  const auto kept = world.village.stick.import_to(binh, "bad");
  REQUIRE_OK(kept);
  CHECK(kept->damaged == 1);
  CHECK(kept->missing == 1);
  CHECK(kept->carried == world.ends.size() - 1);
  const auto mended = world.village.stick.import_to(binh, "good");
  REQUIRE_OK(mended);
  CHECK(mended->carried == 1);
  CHECK(mended->again == world.ends.size() - 1);
  REQUIRE_OK(world.village.stick.export_from(binh, "both"));
  CHECK(world.village.stick.import_to(world.village.world, "both").value().is_whole());
}

TEST_CASE("an answer that is damaged answers what is whole of it, and the next answer the rest") {
  Damaged world;
  DataFolder& mai = world.village.tablet(0);
  REQUIRE_OK(world.village.stick.import_to(world.village.world, "good"));
  REQUIRE_OK(world.village.stick.answer(world.village.world, "Mai", "answer"));
  const Bytes answer = world.village.stick.content("answer");
  for (std::size_t at = 0; at < boundaries(answer).back(); at += 211) {
    Bytes file = answer;
    file[at] ^= 16;
    world.village.stick.put("bad", file);
    const auto imported = world.village.stick.import_to(mai, "bad");
    if (!imported) CHECK(imported.error().code == ErrorCode::BundleIncomplete);
  }
  REQUIRE_OK(world.village.stick.import_to(mai, "answer"));
  CHECK(pending(mai).changes == 0);
  CHECK(pending(mai).photos == 2);
  world.village.check_whole();
}

TEST_CASE("a file that is something else is not a bundle, for tablet and province") {
  Village village;
  const Bytes picture = ocop::test::sample_photo();
  fake::MemoryFiles other;
  TarWriter tar(other, "t");
  REQUIRE_OK(tar.add("letter.txt", as_bytes("xin chào")));
  REQUIRE_OK(tar.finish());
  for (const Bytes& file : {Bytes{}, Bytes(5, 'a'), Bytes(100'000, 0), picture, other.contents().at("t")}) {
    village.stick.put("f", file);
    REQUIRE_ERROR(village.stick.import_to(village.tablet(0), "f"), NotABundle);
    REQUIRE_ERROR(village.stick.import_to(village.world, "f"), NotABundle);
  }
  REQUIRE_ERROR(village.stick.import_to(village.tablet(0), "none"), NotFound);
  REQUIRE_ERROR(village.stick.import_to(village.world, "none"), NotFound);
}

TEST_CASE("another province's bundle is not taken in and not carried") {
  Village here;
  Village there(1, 8);
  there.write_dossier(there.tablet(0));
  REQUIRE_OK(there.stick.export_from(there.tablet(0), "up"));
  here.stick.put("up", there.stick.content("up"));
  REQUIRE_ERROR(here.stick.import_to(here.tablet(0), "up"), BundleElsewhere);
  REQUIRE_ERROR(here.stick.import_to(here.world, "up"), BundleElsewhere);
  CHECK(service::count_carried(*here.tablet(0)).value().to_province == 0);
}

TEST_CASE("of a tablet that never enrolled nothing is kept, and all is taken in once it has") {
  Village village;
  DataFolder stranger(55);
  enrol(stranger, *village.world.province, "Dung");
  village.write_dossier(stranger);
  REQUIRE_OK(village.stick.export_from(stranger, "up"));
  const KeyPair keys = stranger->device_key().value();
  REQUIRE_OK(village.world.province->database().run("DELETE FROM devices WHERE device = ?", keys.public_key));
  REQUIRE_ERROR(village.stick.import_to(village.world, "up"), Unauthorised);
  CHECK(village.world.province->database().integer("SELECT count(*) FROM held_batches").value() == 0);
  REQUIRE_ERROR(village.stick.answer(village.world, "Dung", "down"), NotFound);
  enrol(stranger, *village.world.province, "Dung");
  CHECK(village.stick.import_to(village.world, "up").value().photos == 3);
}

TEST_CASE("what a revoked tablet wrote is held apart and not answered") {
  Village village;
  DataFolder& mai = village.tablet(0);
  const Id dossier = village.write_dossier(mai);
  REQUIRE_OK(village.stick.export_from(mai, "up"));
  REQUIRE_OK(server::revoke(*village.world.province, mai->device_key().value().public_key));
  const auto taken = village.stick.import_to(village.world, "up");
  REQUIRE_OK(taken);
  CHECK(taken->held == taken->batches);
  CHECK(taken->batches > 0);
  CHECK(taken->changes + taken->photos == 0);
  CHECK(village.world.province->folder().journal().root_state(dossier).value().records.empty());
  REQUIRE_ERROR(village.stick.answer(village.world, "Mai", "down"), Unauthorised);
  CHECK(pending(mai).changes > 0);
  village.world.check_whole();
}

TEST_CASE("an answer for another tablet is kept for it, and one that somebody forged is damaged") {
  Village village;
  DataFolder& mai = village.tablet(0);
  DataFolder& binh = village.tablet(1);
  village.write_dossier(mai);
  REQUIRE_OK(village.stick.export_from(mai, "up"));
  REQUIRE_OK(village.stick.import_to(village.world, "up"));
  REQUIRE_ERROR(village.stick.answer(village.world, "Bình", "none"), NotFound);  // nothing of hers came
  REQUIRE_ERROR(village.stick.answer(village.world, "nobody", "none"), NotFound);
  REQUIRE_OK(village.stick.answer(village.world, "Mai", "down"));
  CHECK(village.stick.import_to(binh, "down").value().carried > 0);

  // Bình signs an answer in the province's name.
  const KeyPair forger = binh->device_key().value();
  Sealer sealer({forger, mai->device_key().value().public_key, 1, 1, 0}, binh.entropy);
  protocol::BundleEntry entry = sealer.seal(write_content(Hashes{HashesAre::Arrived, 1, {}})).value();
  entry.sender = village.world.province->keys().public_key;
  TarWriter file(village.stick.files, "forged");
  REQUIRE_OK(file.add(name_of(entry), protocol::write_bundle_entry(entry)));
  REQUIRE_OK(file.finish());
  REQUIRE_ERROR(village.stick.import_to(mai, "forged"), BundleIncomplete);
  CHECK(pending(mai).photos == 3);
}
