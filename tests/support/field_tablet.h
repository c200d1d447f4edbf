// The application on a tablet of its own, stepped by hand: a real Folder in a temporary place, one thread, a clock that
// stands, a machine that does what the test says. Without a screen; screen_tablet.h adds one.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "app/presenter/application.h"
#include "core/service/commands.h"
#include "core/service/folder.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "sync/engine/proofs.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {

// What the machine did and was asked. Answers come when the screen's executor is drained.
class ScriptedOutside final : public presenter::Outside {
 public:
  explicit ScriptedOutside(Executor& screen) : screen_(screen) {}

  bool has_camera() const override { return is_camera_there; }
  void take_photo(std::function<void(Result<Bytes>)> then) override;
  presenter::Network network() const override { return network_now; }
  void start_sync(service::PhotoPolicy policy) override { syncs.push_back(policy); }
  void stop_sync() override { ++stops; }
  void enrol(const presenter::EnrolmentRequest& request, std::function<void(Status)> then) override;
  void export_text(const presenter::TextFile& file, std::function<void(Result<std::string>)> then) override;
  void export_bundle(std::function<void(Result<std::string>)> then) override;
  void find_bundles(std::function<void(Result<presenter::BundleFiles>)> then) override;
  Result<std::optional<service::ReceiptView>> read_receipt(service::Folder& folder, const Id& dossier) const override {
    return engine::view_kept_receipt(folder, dossier);
  }
  Result<service::StatementView> state_unsent(service::Folder& folder) const override {
    return engine::view_statement(folder);
  }
  void import_bundle(const std::string& path, std::function<void(Result<service::Imported>)> then) override;

  bool is_camera_there = true;
  std::deque<Result<Bytes>> photos;  // taken in turn; none left: Cancelled
  presenter::Network network_now = presenter::Network::None;
  std::vector<service::PhotoPolicy> syncs;
  int stops = 0;
  std::vector<presenter::EnrolmentRequest> enrolments;
  Status enrolment_answer;
  presenter::TextFile exported;
  Result<std::string> export_answer = std::string("exported/nhat-ky.txt");
  Result<std::string> bundle_answer = std::string("exported/goi.ocop");
  Result<presenter::BundleFiles> bundle_files = presenter::BundleFiles{{}, "exported"};
  std::function<Result<service::Imported>(const std::string& path)> import_by;  // none: Cancelled

 private:
  void later(std::function<void()> job);
  Executor& screen_;
};

class FieldTablet {
 public:
  explicit FieldTablet(presenter::Settings settings = {});

  void send(presenter::Intent intent);  // a frame in which the finger meant this, and all that follows from it
  void settle();                        // answers arrive, drafts that are due are saved, until nothing moves
  void let_pass(std::int64_t ms);       // time, then settle

  // The view-model on top. Fails the test when another screen is open.
  template <typename ViewOf>
  const ViewOf& showing() {
    const auto view = application.view();
    const auto* const* shown = std::get_if<const ViewOf*>(&view.screen);
    if (shown == nullptr) fail("another screen is open");
    return **shown;
  }

  // Made by commands, without a screen.
  Id add_producer(const std::string& name);
  Id add_dossier(const std::string& product, const std::string& set = "ocop-26-2026/07");
  service::DossierView dossier(const Id& id);

  TempFolder place;
  fake::FakeClock clock;
  fake::SeededEntropy entropy{7};
  fake::MemoryFiles files;
  std::unique_ptr<service::Folder> folder;
  fake::SteppedExecutor database, screen;
  ScriptedOutside outside{screen};
  std::unique_ptr<presenter::Desk> desk;
  std::unique_ptr<presenter::Application> owned;
  presenter::Application& application;

 private:
  [[noreturn]] static void fail(const std::string& why);
  presenter::Application& start(const presenter::Settings& settings);
};

}  // namespace ocop::test
