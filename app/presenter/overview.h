// The overview of a dossier: points and stars, what holds them back, what is missing, the ways on, and putting it away.
#pragma once

#include "app/presenter/screen.h"

namespace ocop::presenter {

class Overview final : public Screen {
 public:
  Overview(Context& context, const place::Overview& at);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;
  void saved(const service::RecordView& record) override;

 private:
  void open_archive();
  void archive();
  void restore();
  void put_away(const Status& status, text::Key done);

  OverviewView view_;
  bool must_ask_ = false;
  Asker archiver_;
};

}  // namespace ocop::presenter
