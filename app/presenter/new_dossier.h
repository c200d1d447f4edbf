// A new dossier: the producer (found as one types, or a new one), the product's name, its set, which registration.
//
// Nothing is written before "Lập hồ sơ": a new producer and the dossier are made together. If only the first succeeds
// (the disk is full), the producer is there and chosen, and trying again makes no second one.
#pragma once

#include "app/presenter/screen.h"
#include "core/service/queries.h"

namespace ocop::presenter {

class NewDossier final : public Screen {
 public:
  static constexpr std::size_t producers_max = 8;
  static constexpr std::size_t units_max = 8;

  explicit NewDossier(Context& context);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;

 private:
  struct Answer {
    std::vector<ChoiceView> producers;
    std::vector<ChoiceGroup> sets;
    std::string unit;  // the officer's first
  };
  struct Made {
    std::optional<Id> producer;
    Result<Id> dossier;
  };

  void apply(const NewDossierIntent& intent);
  void choose_producer(const std::string& id);
  void choose_unit(const std::string& code);
  void find_units();
  void find_sets();
  void say_what_is_needed();
  void create();
  void finish(const Made& made);

  NewDossierView view_;
  std::vector<ChoiceGroup> all_sets_;
  bool must_ask_ = false;
  Asker creator_;  // a search typed meanwhile does not make it miss the answer
};

}  // namespace ocop::presenter
