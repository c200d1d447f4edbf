// Scoring: one criterion a page. A tap is a draft that is saved at once (drafts.h), so it is seen in the same frame;
// the figures follow when the database has it and the dossier was read again.
#pragma once

#include "app/presenter/scoring_page.h"
#include "app/presenter/screen.h"

namespace ocop::presenter {

class Scoring final : public Screen {
 public:
  Scoring(Context& context, const place::Scoring& place);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;
  void saved(const service::RecordView& record) override;

 private:
  using Page = ScoringView::Page;

  bool ask();  // false: the desk is full
  void take(Result<service::DossierView> answer);
  void begin_somewhere();
  void show();
  void show_ways();
  bool apply_move(const ScoringIntent& intent);
  void apply_answer(const ScoringIntent& intent);
  void go_to(const std::string& criterion);
  void step(int by);
  void set(const std::string& field, std::string text, bool is_typed);
  bool can_write(const std::string& field) const;

  place::Scoring place_;
  std::optional<ScoringSheet> sheet_;
  ScoringView view_;
  std::string criterion_;  // of the page
  bool has_begun_ = false;
  bool must_ask_ = false;
};

}  // namespace ocop::presenter
