// Home: the officer's dossiers, newest first, with search, filters that are counts, what is unsent and how many photos
// still fit. The anchor of all presenters.
#pragma once

#include "app/presenter/screen.h"
#include "core/service/queries.h"

namespace ocop::presenter {

class Home final : public Screen {
 public:
  explicit Home(Context& context);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;

 private:
  struct Answer {
    std::vector<HomeRow> rows;
    std::uint64_t total = 0;
    service::DossierCounts counts;
    service::Officer officer;
    std::uint64_t free_bytes = 0;
  };

  bool ask();  // false: the desk is full
  void show(Answer answer);
  void show_filters(const service::DossierCounts& counts);
  void show_room(std::uint64_t free_bytes);

  HomeView view_;
  service::DossierFilter filter_ = service::DossierFilter::All;
  bool must_ask_ = false;  // again at the next tick
};

}  // namespace ocop::presenter
