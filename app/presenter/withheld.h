// What the province does not let count, and why: effects that it withholds, and changes that it holds apart. Only
// looked at: what is to be done is done with the province, or in the dossier that a row opens.
#pragma once

#include "app/presenter/screen.h"
#include "app/presenter/withheld_view.h"

namespace ocop::presenter {

class Withheld final : public Screen {
 public:
  Withheld(Context& context, const place::Withheld& place) : Screen(context), place_(place) {}

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;

 private:
  bool ask();  // false: the desk is full

  place::Withheld place_;
  WithheldView view_;
  bool must_ask_ = false;
};

}  // namespace ocop::presenter
