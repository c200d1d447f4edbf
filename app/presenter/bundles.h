// Taking in a bundle: a carrier takes one from a stick, and the province's answer comes back the same way. The files
// that are at hand are listed; one tap takes one in, and what it brought stays on the page until the next.
//
// The machine looks for files and reads them (outside.h). Who goes back meanwhile reads of the outcome all the same.
#pragma once

#include <memory>

#include "app/presenter/bundles_view.h"
#include "app/presenter/screen.h"

namespace ocop::presenter {

class Bundles final : public Screen {
 public:
  explicit Bundles(Context& context) : Screen(context) {}

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;

 private:
  void show();
  void import(const std::string& path);
  void imported(const std::string& name, const Result<service::Imported>& done);

  std::optional<BundleFiles> found_;
  std::string importing_;  // the name of the file; empty: none
  BundlesView view_;
  std::shared_ptr<Bundles*> self_ = std::make_shared<Bundles*>(this);
};

}  // namespace ocop::presenter
