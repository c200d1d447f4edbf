// Sending to the province: where everything is, the bill before anything is sent, the session under way, the journal.
// The session itself is the machine's (outside.h); this screen starts it, stops it, and tells what it says.
#pragma once

#include <memory>

#include "app/presenter/screen.h"
#include "app/presenter/sync_view.h"
#include "core/service/sync_sessions.h"

namespace ocop::presenter {

class Sync final : public Screen {
 public:
  explicit Sync(Context& context);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;
  std::optional<std::int64_t> next_deadline_ms() const override;

 private:
  bool ask();  // false: the desk is full
  void show();
  void show_bill();
  void show_session();
  void start();
  std::uint64_t bytes_of_bill() const;
  std::string cost_of(std::uint64_t bytes) const;  // "7,2 MB · 24 phút"
  void export_journal();
  void export_bundle();
  void prune();

  std::optional<service::SyncOverview> overview_;
  std::vector<service::SyncSession> sessions_;  // the newest of the journal
  std::optional<std::uint64_t> bytes_per_second_;
  SyncView view_;
  std::optional<PhotosNow> chosen_;  // by the officer; else what the link suggests
  std::uint64_t planned_bytes_ = 0;  // of the session under way
  bool is_stopping_ = false;
  bool was_running_ = false;
  bool must_ask_ = false;
  Asker exporter_, pruner_;
  std::shared_ptr<Sync*> self_ = std::make_shared<Sync*>(this);
};

}  // namespace ocop::presenter
