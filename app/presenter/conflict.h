// Settling: one conflict at a time, its values side by side. The command names the conflict by its heads: when they are
// no longer those on the screen nothing is decided, and the values are shown anew.
#pragma once

#include <memory>

#include "app/presenter/conflict_page.h"
#include "app/presenter/screen.h"

namespace ocop::presenter {

class Conflicts final : public Screen {
 public:
  Conflicts(Context& context, const place::Conflicts& place);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;

 private:
  bool ask();  // false: the desk is full
  void take(Result<ConflictAnswer> answer);
  void show();
  void move(int by);
  void apply_other(const ConflictIntent& intent);
  void choose(int n);
  void choose_other(const std::string& text);
  void settle(service::Settle command);
  void settled(const Status& status);

  place::Conflicts place_;
  ConflictAnswer answer_;
  ConflictView view_;
  std::optional<Id> wanted_;  // the conflict to show
  std::string reason_;        // as typed; it stays when the values change under it
  bool must_ask_ = false;
  std::shared_ptr<Conflicts*> self_ = std::make_shared<Conflicts*>(this);
};

}  // namespace ocop::presenter
