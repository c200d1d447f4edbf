// The check of a folder finds each damage that was planted, by name, and changes nothing.
#include <algorithm>

#include "core/service/json.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

namespace {

// A tablet with a bit of everything: sealed and unsealed changes, photos, a conflict, something archived.
struct Furnished {
  DataFolder tablet{1, "Hoa"}, other{2, "Lan"};
  Id producer = a_producer(tablet), dossier = a_dossier(tablet, producer);

  Furnished() {
    REQUIRE_OK(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}));
    REQUIRE_OK(archive(*tablet, a_dossier(tablet, producer, "Cũ"), "entered twice"));
    carry(tablet, other);
    REQUIRE_OK(set_score(*tablet, score(dossier, "1.1", "a")));
    REQUIRE_OK(set_score(*other, score(dossier, "1.1", "b")));
    meet(tablet, other);
    REQUIRE_OK(set_score(*tablet, score(dossier, "1.2", "a")));
    tablet.require_whole();
  }
  bool finds(const std::string& code) {
    const auto problems = verify_folder(*tablet).value();
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) { return problem.code == code; });
  }
};

}  // namespace

TEST_CASE("A sound folder has no problems, and checking it changes not one byte") {
  Furnished world;
  world.tablet.reopen();
  const std::string before = read_text(world.tablet.path());
  REQUIRE(to_json(verify_folder(*world.tablet).value()) == R"({"ok":true,"problems":[]})");
  world.tablet.close();
  REQUIRE(read_text(world.tablet.path()) == before);
}

TEST_CASE("Every planted damage is found and named") {
  const std::pair<const char*, const char*> damages[] = {
      {"UPDATE changes SET bytes = zeroblob(40) WHERE id = 1", "change_damaged"},
      {"UPDATE changes SET hash = zeroblob(32) WHERE id = 1", "change_damaged"},
      {"UPDATE changes SET last = last + 7 WHERE id = 1", "change_damaged"},
      {"DELETE FROM changes WHERE id = 1", "document_differs"},
      {"UPDATE seen SET number = number + 1", "seen_differs"},
      {"DELETE FROM seen", "seen_differs"},
      {"DELETE FROM records WHERE type = 'dossier'", "document_differs"},
      {"UPDATE records SET type = 'visit' WHERE type = 'product'", "document_differs"},
      {"UPDATE records SET document = '{}' WHERE type = 'product'", "document_differs"},
      {"UPDATE batches SET bytes = zeroblob(9) WHERE number = 1", "batch_damaged"},
      {"UPDATE batches SET name = zeroblob(32) WHERE number = 1", "batch_damaged"},
      {"DELETE FROM batches", "batch_missing"},
      {"DELETE FROM conflicts", "conflict_missing"},
      {"INSERT INTO conflicts SELECT randomblob(16), root, record, 'phone' FROM records LIMIT 1",
       "conflict_without_heads"},
      {"INSERT INTO conflicts SELECT randomblob(16), root, root, 'archived' FROM records WHERE type = 'dossier' LIMIT "
       "1",
       "conflict_without_heads"},
      {"DELETE FROM archived_roots", "archiving_differs"},
      {"INSERT INTO archived_roots SELECT root, x'80' FROM records WHERE type = 'producer'", "archiving_differs"},
      {"DELETE FROM photos WHERE size = 1", "photo_row_missing"},
      {"UPDATE photos SET bytes = bytes + 1 WHERE size = 0", "photo_damaged"},
      {"UPDATE dossiers SET name = 'another'", "summary_differs"},
      {"UPDATE dossiers SET points_max = points_max + 1", "summary_differs"},
      {"UPDATE dossiers SET conflicts = 0", "summary_differs"},
      {"DELETE FROM dossiers", "summary_differs"},
      {"DELETE FROM search", "search_differs"},
      {"INSERT INTO waiting SELECT root, 900, 1, 1, NULL, zeroblob(32), zeroblob(3) FROM changes LIMIT 1",
       "change_damaged"},
  };
  for (const auto& [sql, code] : damages) {
    INFO(sql << " is " << code);
    Furnished world;
    world.tablet.sql(sql);
    CHECK(world.finds(code));
  }
}

TEST_CASE("A photo file that is gone or changed is found by its hash") {
  Furnished world;
  const Hash hash = read_dossier(*world.tablet, world.dossier).value().evidence.front().review->sha256;
  world.tablet.files.corrupt(store::PhotoFiles::path_of(hash), 100);
  REQUIRE(world.finds("photo_damaged"));
  REQUIRE_OK(world.tablet.files.remove(store::PhotoFiles::path_of(hash)));
  REQUIRE(world.finds("photo_missing"));
}

TEST_CASE("Temporary files and photos without a row are no problem") {
  Furnished world;
  const Bytes some(10, 1);
  REQUIRE_OK(world.tablet.files.append("partial/new-0000", 0, some));
  REQUIRE_OK(world.tablet.files.append("aa/aa00.jpg", 0, some));
  world.tablet.require_whole();
}

TEST_CASE("A change that waits although nothing is missing is a problem") {
  Furnished world;
  journal::Change change;
  change.root = change.record = world.producer;
  change.type = "producer";
  change.replica = 900;
  change.first = change.last = 1;
  const Bytes bytes = journal::encode_change(change);
  REQUIRE_OK(world.tablet->database().run("INSERT INTO waiting VALUES (?, 900, 1, 1, NULL, ?, ?)", world.producer,
                                          sha256(bytes), bytes));
  REQUIRE(world.finds("waits_for_nothing"));
}

TEST_CASE(
    "A database with broken pages is reported as such, and opening one beyond reading is refused and leaves it alone") {
  Furnished world;
  world.tablet.reopen();
  world.tablet.close();
  const std::string sound = read_text(world.tablet.path());
  std::size_t reported = 0, refused = 0;
  for (std::size_t at = 4096; at < sound.size(); at += 4096) {
    std::string broken = sound;
    for (std::size_t i = 0; i < 200 && at + i < broken.size(); ++i) broken[at + i] = static_cast<char>(0xA5);
    write_text(world.tablet.path(), broken);
    auto folder = Folder::open(world.tablet.path(), world.tablet.ports());
    if (!folder) {
      REQUIRE_ERROR(folder, StorageCorrupt);
      REQUIRE(error_row(folder.error().code).exit_status == 3);
      ++refused;
      continue;
    }
    const auto problems = verify_folder(*folder);
    if (problems) {
      REQUIRE_FALSE(problems->empty());
    } else {
      REQUIRE_ERROR(problems, StorageCorrupt);
    }
    ++reported;
  }
  REQUIRE(reported + refused > 10);
  REQUIRE(reported > 0);
  write_text(world.tablet.path(), sound.substr(0, 100) + std::string(5'000, '\x5A'));
  const std::string before = read_text(world.tablet.path());
  REQUIRE_ERROR(Folder::open(world.tablet.path(), world.tablet.ports()), StorageCorrupt);
  REQUIRE(read_text(world.tablet.path()) == before);
}

TEST_CASE("A disk that lies about syncing loses photos, and the check says which") {
  DataFolder tablet(3);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  tablet.files.lie_about_syncing();
  REQUIRE_OK(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}));
  tablet.files.lose_power();
  const auto problems = verify_folder(*tablet).value();
  REQUIRE(problems.size() == 3);
  for (const Problem& problem : problems) REQUIRE(problem.code.starts_with("photo_"));
}
