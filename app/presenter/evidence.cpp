#include "app/presenter/evidence.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "app/presenter/words.h"
#include "app/text/amounts.h"
#include "core/base/limits.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;
using Sheet = EvidenceView::Sheet;

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }

// "2026-11-21T14:05:09+07:00" as people write it: "21/11/2026 14:05".
std::string moment(const std::string& iso) {
  if (iso.size() < 16) return text::date(iso);
  return text::date(iso.substr(0, 10)) + " " + iso.substr(11, 5);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

Evidence::Evidence(Context& context, const place::Evidence& place)
    : Screen(context), place_(place), must_take_(place.takes_photo) {
  view_.dossier = place.dossier;
}

void Evidence::refresh() { must_ask_ = !ask(); }

void Evidence::tick() {
  if (must_ask_) refresh();
  const auto again = std::exchange(unsaved_, {});
  for (const Photo& photo : again)
    if (!keep(context_, self_, photo)) unsaved_.push_back(photo);
  if (answer_) show();
}

void Evidence::saved(const service::RecordView& record) {
  if (!answer_ || record.key.root != place_.dossier) return;
  for (auto& photo : answer_->dossier.evidence)
    if (photo.record.key == record.key) photo.record = record;  // heads for the next tap
  refresh();
}

bool Evidence::ask() {
  asker_.move_on();
  return context_.desk.ask(
      asker_,
      [id = place_.dossier](service::Folder& folder) -> Result<Answer> {
        Answer out;
        TRY_ASSIGN(out.dossier, service::read_dossier(folder, id));
        TRY_ASSIGN(out.free_bytes, folder.photos().free_bytes());
        return out;
      },
      [this](Result<Answer> answer) { take(std::move(answer)); });
}

void Evidence::take(Result<Answer> answer) {
  if (!answer) return context_.report(answer.error());
  auto found = rules::find_set(answer->dossier.set);
  if (!found) return context_.report(found.error());
  found_ = *found;
  answer_ = std::move(*answer);
  std::sort(answer_->dossier.evidence.begin(), answer_->dossier.evidence.end(), [](const auto& a, const auto& b) {
    return std::tie(b.taken_at, a.record.key) < std::tie(a.taken_at, b.record.key);  // newest first
  });
  show();
  if (std::exchange(must_take_, false)) take_photo();
}

// --- what is shown --------------------------------------------------------------------------------------------------

void Evidence::show() {
  const Language language = context_.language();
  const auto& dossier = answer_->dossier;
  view_.is_loaded = true;
  view_.choosing_for = place_.criterion;
  const std::string product = dossier.product ? dossier.product->text("name") : std::string{};
  view_.title = place_.criterion.empty() ? text::fill(Key::EvidenceTitle, language, {product})
                                         : text::fill(Key::EvidenceFromCriterion, language, {place_.criterion});
  view_.subtitle = place_.criterion.empty()
                       ? text::fill(Key::OverviewEvidenceCount, language, {std::to_string(dossier.evidence.size())})
                       : product;
  view_.locked = dossier.is_archived ? say(text::error_sentence(ErrorCode::Archived), language) : std::string{};
  view_.has_camera = context_.outside.has_camera();
  show_room();
  show_tiles();
  show_open();
  show_sheet();
}

void Evidence::show_room() {
  const std::uint64_t reserve = limits::free_space_reserve_bytes;
  const std::uint64_t usable = answer_->free_bytes > reserve ? answer_->free_bytes - reserve : 0;
  const std::uint64_t photos = usable / photo_bytes_typical;
  view_.can_take = photos > 0 && view_.locked.empty();
  view_.room.clear();
  if (photos == 0)
    view_.room = say(text::error_sentence(ErrorCode::StorageFull), context_.language());
  else if (photos < photos_low)
    view_.room = text::fill(Key::EvidenceRoomLow, context_.language(), {std::to_string(photos)});
}

namespace {

ChipView state_chip(const service::EvidenceView& photo, Language language) {
  switch (photo.state) {
    case service::Whereabouts::Tablet:
      return {say(Key::EvidenceOnTablet, language), ChipTone::Information};
    case service::Whereabouts::Withheld:
      return {say(Key::HomeChipWithheld, language), ChipTone::Warning};
    case service::Whereabouts::Province:
      return {say(Key::EvidenceAtProvince, language), ChipTone::Good};
    case service::Whereabouts::Backup:
      return {say(Key::EvidenceInBackup, language), ChipTone::Good};
  }
  return {};
}

std::string criteria_line(const std::vector<std::string>& criteria, Language language) {
  return criteria.empty() ? say(Key::EvidenceNoCriteria, language)
                          : text::fill(Key::EvidenceCriteria, language, {joined(criteria)});
}

}  // namespace

void Evidence::show_tiles() {
  const Language language = context_.language();
  view_.tiles.clear();
  for (const auto& photo : answer_->dossier.evidence) {
    EvidenceTile tile;
    tile.evidence = photo.record.key.record;
    if (photo.thumbnail && photo.thumbnail->is_here) tile.thumbnail = photo.thumbnail->sha256;
    tile.kind = kind_label(text_of(photo, "kind"));
    tile.criteria = criteria_line(criteria_of(photo), language);
    tile.state = state_chip(photo, language);
    tile.is_chosen = !place_.criterion.empty() && is_for(photo, place_.criterion);
    view_.tiles.push_back(std::move(tile));
  }
}

void Evidence::show_open() {
  view_.open.reset();
  const service::EvidenceView* photo = open_ ? find(*open_) : nullptr;
  if (photo == nullptr) return;
  const Language language = context_.language();
  EvidenceDetail out;
  out.evidence = *open_;
  if (photo->review && photo->review->is_here)
    out.picture = photo->review->sha256;
  else if (photo->thumbnail && photo->thumbnail->is_here)
    out.picture = photo->thumbnail->sha256;
  if (!photo->review || !photo->review->is_here) out.not_here = say(Key::EvidenceNotHere, language);
  out.kind = text_of(*photo, "kind");
  out.kind_label = kind_label(out.kind);
  out.criteria = criteria_line(criteria_of(*photo), language);
  out.state = state_chip(*photo, language);
  out.taken = photo->taken_at.empty() ? say(Key::EvidenceNoTime, language)
                                      : text::fill(Key::EvidenceTakenAt, language, {moment(photo->taken_at)});
  out.place = say(photo->latitude ? Key::EvidenceHasPlace : Key::EvidenceNoPlace, language);
  if (photo->original) {
    out.file = text::size_in_bytes(photo->original->bytes, language);
    if (!photo->original->is_here) out.fetch_original = text::fill(Key::EvidenceFetchOriginal, language, {out.file});
  }
  out.caption = text_of(*photo, "caption");
  const service::ShownField* caption = photo->record.find("caption");
  out.caption_in_conflict = caption != nullptr && caption->is_in_conflict;
  view_.open = std::move(out);
}

void Evidence::show_sheet() {
  const Language language = context_.language();
  view_.kinds.clear();
  view_.criteria.clear();
  const service::EvidenceView* photo = subject_ ? find(*subject_) : nullptr;
  if (photo == nullptr) return;
  if (view_.sheet == Sheet::Kind) {
    const auto kinds = rules::evidence_kinds(*found_->pack);
    for (const bool is_ours : {true, false})  // what a camera mostly sees stands first
      for (const auto& kind : kinds)
        if (rules::is_own_evidence_kind(kind.id) == is_ours)
          view_.kinds.push_back(
              {kind.id, std::string(in(kind.name, language)), text_of(*photo, "kind") == kind.id ? "✓" : ""});
  } else if (view_.sheet == Sheet::Criteria) {
    for (const rules::Criterion* criterion : found_->set->criteria())
      view_.criteria.push_back(
          {criterion->code,
           text::fill(Key::ScoringCriterionOf, language, {criterion->code, in(criterion->name, language)}),
           is_for(*photo, criterion->code)});
  }
}

const service::EvidenceView* Evidence::find(const Id& evidence) const {
  for (const auto& photo : answer_->dossier.evidence)
    if (photo.record.key.record == evidence) return &photo;
  return nullptr;
}

std::string Evidence::text_of(const service::EvidenceView& photo, const std::string& field) const {
  const Draft* draft = context_.drafts.find(photo.record.key, field);
  return draft == nullptr ? photo.record.text(field) : draft->text;
}

bool Evidence::is_for(const service::EvidenceView& photo, const std::string& criterion) const {
  return text_of(photo, "criterion." + criterion) == "true";
}

std::vector<std::string> Evidence::criteria_of(const service::EvidenceView& photo) const {
  std::vector<std::string> out;
  for (const rules::Criterion* criterion : found_->set->criteria())
    if (is_for(photo, criterion->code)) out.push_back(criterion->code);
  return out;
}

std::string Evidence::kind_label(const std::string& kind) const {
  for (const auto& one : rules::evidence_kinds(*found_->pack))
    if (one.id == kind) return std::string(in(one.name, context_.language()));
  return kind;
}

// --- what is done ---------------------------------------------------------------------------------------------------

void Evidence::apply(const Intent& intent) {
  const auto* own = std::get_if<EvidenceIntent>(&intent);
  if (own == nullptr || !answer_) return;
  if (std::holds_alternative<evidence::Take>(*own))
    take_photo();
  else if (const auto* opened = std::get_if<evidence::Open>(own))
    open(opened->evidence);
  else if (std::holds_alternative<evidence::Close>(*own)) {
    context_.drafts.leave_all();
    open_.reset();
  } else if (std::holds_alternative<evidence::FetchOriginal>(*own)) {
    fetch_original();
  } else if (std::holds_alternative<evidence::AskKind>(*own)) {
    subject_ = open_;
    view_.sheet = Sheet::Kind;
  } else if (std::holds_alternative<evidence::AskCriteria>(*own)) {
    subject_ = open_;
    view_.sheet = Sheet::Criteria;
  } else if (std::holds_alternative<evidence::CloseSheet>(*own))
    close_sheet();
  else
    apply_edit(*own);
  show();
}

// A larger size that is not here is asked for: it comes with the next sending, as the screen says.
void Evidence::open(const Id& evidence) {
  open_ = evidence;
  const service::EvidenceView* photo = find(evidence);
  if (photo != nullptr && photo->review && !photo->review->is_here) want(photo->review->sha256, {});
}

void Evidence::fetch_original() {
  const service::EvidenceView* photo = open_ ? find(*open_) : nullptr;
  if (photo == nullptr || !photo->original || photo->original->is_here) return;
  want(photo->original->sha256, say(Key::EvidenceOriginalAsked, context_.language()));
}

void Evidence::want(const Hash& sha256, std::string said_then) {
  const auto asker = std::make_shared<Asker>();
  const bool is_asked = context_.desk.ask(
      *asker, [sha256](service::Folder& folder) { return service::want_photo(folder, sha256); },
      [asker, context = &context_, said_then = std::move(said_then)](const Status& status) {
        if (!status) context->report(status.error());
        else if (!said_then.empty()) context->notices.say(said_then);
      });
  if (!is_asked) context_.report({ErrorCode::StorageBusy, {}});
}

void Evidence::apply_edit(const EvidenceIntent& intent) {
  const auto toggle = [&](const Id& evidence, const std::string& criterion) {
    const service::EvidenceView* photo = find(evidence);
    if (photo != nullptr) set(evidence, "criterion." + criterion, is_for(*photo, criterion) ? "" : "true");
  };
  if (const auto* toggled = std::get_if<evidence::Toggle>(&intent)) {
    if (!place_.criterion.empty()) toggle(toggled->evidence, place_.criterion);
  } else if (const auto* ticked = std::get_if<evidence::ToggleCriterion>(&intent)) {
    if (subject_) toggle(*subject_, ticked->code);
  } else if (const auto* kind = std::get_if<evidence::ChooseKind>(&intent)) {
    if (subject_) set(*subject_, "kind", kind->kind);
    close_sheet();
  } else if (const auto* typed = std::get_if<evidence::TypeCaption>(&intent)) {
    if (open_) set(*open_, "caption", typed->text, true);
  } else if (std::holds_alternative<evidence::LeaveCaption>(intent) && open_) {
    const service::EvidenceView* photo = find(*open_);
    if (photo != nullptr) context_.drafts.leave(photo->record.key, "caption");
  }
}

// Who came to take one photo for a criterion is led back to it.
void Evidence::close_sheet() {
  const bool is_done = view_.sheet == Sheet::Kind && was_just_taken_ && place_.takes_photo;
  view_.sheet = Sheet::None;
  subject_.reset();
  was_just_taken_ = false;
  if (is_done) context_.back();
}

void Evidence::set(const Id& evidence, const std::string& field, std::string text, bool is_typed) {
  const service::EvidenceView* photo = find(evidence);
  if (photo == nullptr || !view_.locked.empty()) return;
  const service::ShownField* shown = photo->record.find(field);
  if (shown != nullptr && shown->is_in_conflict) return context_.report({ErrorCode::Conflict, {}});
  const DraftField draft{photo->record.key, "evidence", field, shown == nullptr ? service::ShownField{} : *shown};
  if (is_typed)
    context_.drafts.edit(draft, std::move(text));
  else
    context_.drafts.set(draft, std::move(text));
}

void Evidence::take_photo() {
  if (view_.is_taking || !view_.can_take) return;
  view_.is_taking = true;
  const auto command = std::make_shared<service::AddEvidence>();
  command->dossier = place_.dossier;
  command->kind = kind_before_asked;
  if (!place_.criterion.empty()) command->criteria = {place_.criterion};
  context_.outside.take_photo(
      [context = &context_, screen = std::weak_ptr<Evidence*>(self_), command](Result<Bytes> photo) {
        const auto here = screen.lock();
        if (!photo) {
          if (here) (*here)->photo_added(photo.error());
          return;
        }
        command->jpeg = std::move(*photo);
        if (keep(*context, screen, command)) return;
        if (here)
          (*here)->unsaved_.push_back(command);
        else
          context->report({ErrorCode::StorageBusy, {}});
      });
}

// The asker lives as long as the question: the answer is read even when the screen has gone.
bool Evidence::keep(Context& context, const std::weak_ptr<Evidence*>& screen, const Photo& photo) {
  const auto asker = std::make_shared<Asker>();
  return context.desk.ask(
      *asker, [photo](service::Folder& folder) { return service::add_evidence(folder, *photo); },
      [asker, screen, context = &context](const Result<Id>& added) {
        if (const auto here = screen.lock())
          (*here)->photo_added(added);
        else if (!added)
          context->report(added.error());
      });
}

void Evidence::photo_added(const Result<Id>& added) {
  view_.is_taking = false;
  if (!added) {
    if (added.error().code != ErrorCode::Cancelled)
      context_.report(added.error());
    else if (place_.takes_photo)
      context_.back();
    return;
  }
  context_.notices.saved();
  context_.notices.say(text::fill(Key::EvidenceAdded, context_.language(), {"1"}));
  subject_ = *added;
  was_just_taken_ = true;
  view_.sheet = Sheet::Kind;
  refresh();
}

}  // namespace ocop::presenter
