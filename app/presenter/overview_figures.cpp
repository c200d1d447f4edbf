#include "app/presenter/overview_figures.h"

#include <algorithm>

#include "app/presenter/figure_words.h"
#include "app/presenter/form_fields.h"
#include "app/presenter/words.h"
#include "core/rules/declarations.h"
#include "core/rules/library.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;

constexpr std::size_t thumbnails_max = 6;

class Builder {
 public:
  Builder(const service::DossierView& dossier, Language language) : dossier_(dossier), language_(language) {
    if (const auto found = rules::find_set(dossier.set)) set_ = *found;
    const auto self = dossier.assessments.find("self");
    if (self != dossier.assessments.end()) self_ = &self->second;
  }

  OverviewView build() {
    add_heading();
    add_points();
    if (self_ != nullptr && self_->result && set_.set != nullptr) add_what_holds_back(*self_->result);
    for (const auto& form : rules::forms())
      if (form.id.starts_with("form_")) add_form(form);
    add_ways();
    return std::move(out_);
  }

 private:
  std::string say(Key key) const { return std::string(text::sentence(key, language_)); }
  std::string say(Key key, std::initializer_list<std::string_view> arguments) const {
    return text::fill(key, language_, arguments);
  }

  void add_heading() {
    out_.dossier = dossier_.id;
    out_.is_loaded = true;
    out_.title = dossier_.product ? dossier_.product->text("name") : std::string{};
    out_.subtitle = say(Key::HomeRowAbout, {dossier_.producer ? dossier_.producer->text("name") : std::string{},
                                            set_name(dossier_.set, language_),
                                            text::label("dossier_kind." + dossier_.kind, language_)});
    out_.state = {std::string(text::label("state." + dossier_.state, language_)), ChipTone::Neutral};
    const bool is_returned = dossier_.state == "returned" || dossier_.state == "supplement_requested";
    if (is_returned) {
      out_.state.tone = ChipTone::Error;
      out_.returned = say(Key::OverviewReturned, {dossier_.dossier.text("returned_for")});
    }
    add_whereabouts();
    out_.is_archived = dossier_.is_archived;
    if (out_.is_archived) out_.archived = say(Key::ErrorArchived);
    const std::size_t withheld = dossier_.notices.size() + dossier_.held.size();
    if (withheld > 0) out_.withheld = say(Key::WithheldCount, {std::to_string(withheld)});
    out_.conflicts = dossier_.conflicts.size();
    if (out_.conflicts > 0) out_.conflict_line = say(Key::HomeChipConflicts, {std::to_string(out_.conflicts)});
  }

  void add_whereabouts() {
    const bool has_unsent = dossier_.unsent_changes + dossier_.unsent_photos > 0;
    if (has_unsent)
      out_.whereabouts = {say(Key::HomeChipUnsent, {std::to_string(dossier_.unsent_changes),
                                                    std::to_string(dossier_.unsent_pictures)}),
                          ChipTone::Information};
    else if (dossier_.whereabouts == service::Whereabouts::Tablet)  // held apart at the province: not called safe
      out_.whereabouts = {say(Key::OverviewOnTablet), ChipTone::Warning};
    else if (dossier_.whereabouts == service::Whereabouts::Withheld)
      out_.whereabouts = {say(Key::WithheldOnOverview), ChipTone::Warning};
    else if (dossier_.whereabouts == service::Whereabouts::Province)
      out_.whereabouts = {say(Key::OverviewAtProvince), ChipTone::Good};
    else
      out_.whereabouts = {say(Key::OverviewInBackup), ChipTone::Good};
  }

  void add_points() {
    out_.points = "0";
    out_.points_unit = say(Key::ScoringTotalOf, {"100"});
    if (self_ == nullptr) {
      if (set_.set == nullptr) return;
      out_.stars = 0;
      add_parts(nullptr);
      return;
    }
    if (!self_->result || !self_->bounds || !self_->bounds->figures) {
      out_.points.clear();
      out_.no_figure = self_->why_no_figures == "set_in_conflict" ? say(Key::ScoringSetInConflict)
                                                                  : say(Key::ScoringCannotBeScored);
      return;
    }
    const auto& figures = *self_->bounds->figures;
    out_.points = span(figures.points);
    out_.stars = figures.stars.min;
    out_.stars_max = figures.stars.max;
    add_parts(&*self_->result);
  }

  void add_parts(const rules::ScoreResult* result) {
    for (const rules::Part& part : set_.set->parts) {
      PartBar bar{part.code, 0, part.points_max, {}};
      if (result != nullptr)
        for (const auto& points : result->parts)
          if (points.code == part.code) bar.points = points.points;
      bar.text = say(Key::PointsOf, {std::to_string(bar.points), std::to_string(bar.points_max)});
      out_.parts.push_back(std::move(bar));
    }
  }

  void add_what_holds_back(const rules::ScoreResult& result) {
    const auto declarations = rules::declarations(*set_.set);
    for (const std::string& id : result.barred_by)
      for (const auto& one : declarations)
        if (one.id == id) out_.barred.push_back(say(Key::ScoringBarred, {in(one.text, language_)}));
    out_.next_band = next_band(result, language_);
    FailedGates gates = failed_gates(*set_.set, result, language_);
    out_.held_back_title = std::move(gates.title);
    out_.held_back_about = std::move(gates.about);
    out_.held_back = std::move(gates.rows);
  }

  void add_form(const rules::Form& form) {
    const FormState nothing_open;
    const int missing = count_missing(show_form({form, dossier_, nullptr, nothing_open, language_}));
    out_.forms.push_back({form.id, form_title(form, language_),
                          missing == 0 ? say(Key::OverviewFormComplete)
                                       : say(Key::OverviewFormMissing, {std::to_string(missing)}),
                          missing});
  }

  std::string evidence_count() const {
    const auto& all = dossier_.evidence;
    const auto there = std::count_if(all.begin(), all.end(), [](const service::EvidenceView& one) {
      return one.state >= service::Whereabouts::Province;
    });
    if (there == 0) return say(Key::OverviewEvidenceCount, {std::to_string(all.size())});
    return say(Key::OverviewEvidenceThere, {std::to_string(all.size()), std::to_string(there)});
  }

  void add_ways() {
    const std::size_t criteria = set_.set == nullptr ? 0 : set_.set->criteria().size();
    const std::size_t unanswered = self_ != nullptr && self_->result ? self_->result->unanswered.size() : criteria;
    out_.scoring = {say(Key::OverviewScoring),
                    say(Key::OverviewScored, {std::to_string(criteria - unanswered), std::to_string(criteria)})};
    out_.evidence = {say(Key::OverviewEvidence), evidence_count()};
    const std::size_t count = std::min(thumbnails_max, dossier_.evidence.size());
    for (std::size_t i = 0; i < count; ++i) {
      const auto& thumbnail = dossier_.evidence[i].thumbnail;
      out_.thumbnails.push_back(thumbnail && thumbnail->is_here ? std::optional(thumbnail->sha256) : std::nullopt);
    }
  }

  const service::DossierView& dossier_;
  const Language language_;
  rules::FoundSet set_;
  const service::AssessmentView* self_ = nullptr;
  OverviewView out_;
};

}  // namespace

OverviewView show_overview(const service::DossierView& dossier, Language language) {
  return Builder(dossier, language).build();
}

}  // namespace ocop::presenter
