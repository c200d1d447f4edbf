// The overview of a dossier: points and stars, what holds them back, what is missing, and the ways on.
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
  void restore();

  OverviewView view_;
  bool must_ask_ = false;
  Asker restorer_;
};

}  // namespace ocop::presenter
