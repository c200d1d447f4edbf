// A tablet's data folder on a real SQLite file, with everything else of its world scripted; and what two such folders
// send each other, carried by hand.
#pragma once

#include <optional>
#include <string>

#include "core/service/commands.h"
#include "core/service/folder.h"
#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "core/service/verify.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "tests/support/catch.h"
#include "tests/support/places.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {

inline constexpr const char* commune = "24043";  // xã Phú Thiện

class DataFolder {
 public:
  explicit DataFolder(std::uint64_t seed, std::string officer = "Nguyễn Thị Hoa")
      : entropy(seed), folder_(service::Folder::create(path(), ports(), {std::move(officer), {commune}}).value()) {}
  // As the other stands now, while its program goes on: what a backup program or a copied card gives.
  DataFolder(DataFolder& other, std::uint64_t seed) : files(other.files), clock(other.clock), entropy(seed) {
    REQUIRE_OK(other->database().run("VACUUM INTO ?", path()));
    reopen();
  }

  std::string path() const { return temp_ / "ocop.sqlite"; }
  service::Ports ports() { return {files, clock, entropy}; }
  service::Folder& operator*() { return *folder_; }
  service::Folder* operator->() { return &*folder_; }
  void close() { folder_.reset(); }
  void reopen() {
    close();
    folder_.emplace(service::Folder::open(path(), ports()).value());
  }
  void sql(std::string_view statement) { REQUIRE_OK(folder_->database().run(statement)); }
  std::int64_t count(std::string_view statement) { return folder_->database().integer(statement).value().value_or(-1); }
  void require_whole() {
    const auto problems = service::verify_folder(*folder_).value();
    for (const service::Problem& problem : problems) FAIL(problem.code << " " << problem.where);
  }

 private:
  TempFolder temp_;

 public:
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy;

 private:
  std::optional<service::Folder> folder_;
};

// Everything that `from` ever sealed and has no answer to.
inline std::vector<journal::Change> sent_by(DataFolder& from) {
  std::vector<journal::Change> out;
  service::SyncService sync(*from);
  const auto batches = sync.batches_to_send(SIZE_MAX, 0).value();
  for (const Bytes& bytes : batches) {
    const auto batch = journal::decode_batch(bytes).value();
    out.insert(out.end(), batch.changes.begin(), batch.changes.end());
  }
  return out;
}

inline service::ImportCounts import(DataFolder& to, const std::vector<journal::Change>& changes) {
  service::ExchangeResult exchange;
  std::uint64_t position = 0;
  for (const journal::Change& change : changes) exchange.changes.push_back({++position, change});
  exchange.mark = {1, position, 0};
  exchange.cursor.position = position;
  service::SyncService sync(*to);
  return sync.import(exchange).value();
}

inline service::ImportCounts carry(DataFolder& from, DataFolder& to) { return import(to, sent_by(from)); }

// The province says that it has merged all that this folder ever sealed.
inline void acknowledge(DataFolder& tablet) {
  service::SyncService sync(*tablet);
  service::ExchangeResult exchange;
  const auto batches = sync.batches_to_send(SIZE_MAX, 0).value();
  for (const Bytes& bytes : batches) {
    const auto batch = journal::decode_batch(bytes).value();
    exchange.answers.push_back({batch.replica, batch.number, service::BatchOutcome::Merged, {}});
  }
  exchange.mark = {1, 1, 0};
  REQUIRE_OK(sync.import(exchange));
}

inline void meet(DataFolder& one, DataFolder& other) {
  carry(one, other);
  carry(other, one);
}

inline service::FieldEdit field(std::string name, std::string text, service::ShownField shown = {}) {
  return {std::move(name), text.empty() ? domain::Value{} : domain::Value::text(std::move(text)), std::move(shown)};
}

inline Id a_producer(DataFolder& tablet, const std::string& name = "HTX Chè Đắng") {
  return service::add_producer(*tablet, {{field("name", name)}}).value();
}

inline Id a_dossier(DataFolder& tablet, const Id& producer, const std::string& name = "Trà Shan tuyết") {
  return service::new_dossier(*tablet, {producer, name, "ocop-26-2026/07"}).value();
}

inline service::ShownField shown(DataFolder& tablet, const store::RecordKey& key, std::string_view name) {
  const auto view = service::read_record(*tablet, key);
  if (!view) return {};
  const service::ShownField* found = view->find(name);
  return found == nullptr ? service::ShownField{} : *found;
}

inline service::SetScore score(const Id& dossier, std::string criterion, std::string option,
                               service::ShownField before = {}) {
  service::SetScore out;
  out.dossier = dossier;
  out.criterion = std::move(criterion);
  out.option = std::move(option);
  out.shown_option = std::move(before);
  return out;
}

inline Bytes sample_photo() {
  const std::string text = read_text(std::string(OCOP_SOURCE_DIR) + "/platform/fake/photos/product_coffee.jpg");
  return Bytes(text.begin(), text.end());
}

}  // namespace ocop::test
