// A real tablet beside a real province, without the network between them.
#pragma once

#include "core/service/commands.h"
#include "core/service/queries.h"
#include "core/service/verify.h"
#include "tests/support/places.h"
#include "tests/unit/sync/server/direct.h"

namespace ocop::server::test {

class FolderOnTablet {
 public:
  FolderOnTablet(World& world, std::uint64_t seed, std::vector<std::string> units = {ba_dinh})
      : world_(world), entropy_(seed) {
    auto made = service::Folder::create(path(), ports(), {"Mai", units});
    REQUIRE_OK(made);
    folder_.emplace(std::move(*made));
    enrol_directly(*folder_, *world_.province, "Mai", units);
  }
  // As the other stands now, while its program goes on: what a backup program or a copied card gives.
  FolderOnTablet(FolderOnTablet& other, std::uint64_t seed)
      : world_(other.world_), files_(other.files_), entropy_(seed) {
    REQUIRE_OK(other->database().run("VACUUM INTO ?", path()));
    reopen();
  }

  std::size_t count_files() { return files_.contents().size(); }
  service::Folder* operator->() { return &*folder_; }
  service::Folder& operator*() { return *folder_; }
  void reopen() {
    folder_.reset();
    auto opened = service::Folder::open(path(), ports());
    REQUIRE_OK(opened);
    folder_.emplace(std::move(*opened));
  }

  Id make_producer(const std::string& unit = ba_dinh) {
    const auto producer = service::add_producer(*folder_, {{field("name", "HTX", {}), field("unit", unit, {})}});
    REQUIRE_OK(producer);
    return *producer;
  }
  Id make_dossier(const std::string& unit = ba_dinh) {
    const auto dossier = service::new_dossier(*folder_, {make_producer(unit), "Trà", "ocop-26-2026/07"});
    REQUIRE_OK(dossier);
    return *dossier;
  }
  Id add_photo(const Id& dossier) {
    const std::string text =
        ocop::test::read_text(std::string(OCOP_SOURCE_DIR) + "/platform/fake/photos/product_coffee.jpg");
    const auto added =
        service::add_evidence(*folder_, {dossier, Bytes(text.begin(), text.end()), "product_photo", {}, ""});
    REQUIRE_OK(added);
    return *added;
  }
  bool has(const Id& root) { return folder_->journal().record({root, root})->has_value(); }
  void set(const Id& dossier, const std::string& name, const std::string& value) {
    const auto view = service::read_record(*folder_, {dossier, dossier});
    REQUIRE_OK(view);
    const service::ShownField* found = view->find(name);
    const service::ShownField shown = found == nullptr ? service::ShownField{} : *found;
    REQUIRE_OK(service::edit_record(*folder_, {{dossier, dossier}, "dossier", {field(name, value, shown)}}));
  }
  std::string text(const Id& dossier, std::string_view name) {
    const auto view = service::read_record(*folder_, {dossier, dossier});
    REQUIRE_OK(view);
    return view->text(name);
  }
  std::vector<service::ConflictView> conflicts() {
    const auto found = service::list_conflicts(*folder_);
    REQUIRE_OK(found);
    return *found;
  }
  journal::RootState root(const Id& dossier) {
    const auto state = folder_->journal().root_state(dossier);
    REQUIRE_OK(state);
    return *state;
  }

  engine::Summary sync() { return sync_directly(*folder_, *world_.province); }
  void check_whole() {
    const auto problems = service::verify_folder(*folder_);
    REQUIRE_OK(problems);
    for (const auto& problem : *problems) FAIL_CHECK(problem.code << " " << problem.where);
  }
  PublicKey key() { return folder_->device_key()->public_key; }

 private:
  static service::FieldEdit field(std::string name, std::string value, service::ShownField shown) {
    return {std::move(name), domain::Value::text(std::move(value)), std::move(shown)};
  }
  std::string path() const { return place_ / "ocop.sqlite"; }
  service::Ports ports() { return {files_, world_.clock, entropy_}; }

  ocop::test::TempFolder place_;
  World& world_;
  fake::MemoryFiles files_;
  fake::SeededEntropy entropy_;
  std::optional<service::Folder> folder_;
};

// As `durable` tells it: everything that the province has lies in its backups.
inline void all_is_durable(FolderOnTablet& tablet) {
  service::SyncService control(*tablet);
  const auto standing = control.standing();
  REQUIRE_OK(standing);
  service::ExchangeResult exchange;
  exchange.cursor = standing->cursor;
  exchange.mark = *standing->highest;
  exchange.durable = service::Mark{standing->highest->generation, standing->highest->position + 10, 1};
  REQUIRE_OK(control.import(exchange));
}

}  // namespace ocop::server::test
