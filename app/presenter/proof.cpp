#include "app/presenter/proof.h"

#include "app/text/amounts.h"
#include "core/service/queries.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;

constexpr std::size_t short_name_digits = 8;  // of a record's name or a photo's hash: enough to find it in the file
constexpr std::size_t key_group_digits = 8;   // people compare keys by groups

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }
std::string number(std::uint64_t value) { return text::number(static_cast<std::int64_t>(value)); }

std::string key_words(Key sentence, const PublicKey& key, Language language) {
  std::string groups;
  const std::string hex = key.hex();
  for (std::size_t at = 0; at < hex.size(); at += key_group_digits) {
    groups += (at == 0 ? "" : " ") + hex.substr(at, key_group_digits);
  }
  return text::fill(sentence, language, {groups});
}

ProofRow record_row(const service::RecordDigest& record, Language language) {
  const std::string_view type = text::label("type." + record.type, language);
  return {text::fill(Key::ReceiptRecord, language, {type.empty() ? std::string_view(record.type) : type,
                                                    record.key.record.hex().substr(0, short_name_digits)}),
          text::fill(Key::ReceiptChanges, language, {number(record.changes)}), std::nullopt};
}

ProofRow photo_row(const service::ReceiptView::Photo& photo, Language language) {
  const ChipView chip = photo.is_here ? ChipView{say(Key::ReceiptPhotoHere, language), ChipTone::Good}
                                      : ChipView{say(Key::ReceiptPhotoMissing, language), ChipTone::Warning};
  return {text::fill(Key::ReceiptPhoto, language, {photo.sha256.hex().substr(0, short_name_digits)}),
          text::size_in_bytes(photo.bytes, language), chip};
}

}  // namespace

Proof::Shown Proof::show_receipt(const service::DossierView& dossier,
                                 const std::optional<service::ReceiptView>& receipt, Language language) {
  Shown out;
  ProofView& view = out.view;
  view.is_loaded = true;
  view.title = say(Key::ReceiptTitle, language);
  view.subtitle = dossier.product ? dossier.product->text("name") : std::string{};
  view.is_to_send = !receipt || !receipt->is_whole;
  const std::size_t withheld = dossier.notices.size() + dossier.held.size();
  view.tone = view.is_to_send || withheld > 0 ? ChipTone::Warning : ChipTone::Good;
  if (!receipt) {
    view.said = say(Key::ReceiptNone, language);
    view.about.push_back(say(Key::ReceiptWanted, language));
    return out;
  }
  view.said = text::fill(
      receipt->is_whole ? Key::ReceiptAll : Key::ReceiptPart, language,
      {number(receipt->changes()), number(receipt->photos_here()), local_day_time(receipt->wall_ms)});
  if (receipt->waiting > 0)
    view.about.push_back(text::fill(Key::ReceiptWaiting, language, {number(receipt->waiting)}));
  if (receipt->vouched > 0)
    view.about.push_back(text::fill(Key::ReceiptVouched, language, {number(receipt->vouched)}));
  if (withheld > 0) view.about.push_back(text::fill(Key::ReceiptWithheld, language, {number(withheld)}));
  if (view.is_to_send) view.about.push_back(say(Key::ReceiptWanted, language));
  view.rows_title = say(Key::ReceiptArrived, language);
  for (const auto& record : receipt->records) view.rows.push_back(record_row(record, language));
  for (const auto& photo : receipt->photos) view.rows.push_back(photo_row(photo, language));
  view.keys = {key_words(Key::ProofProvince, receipt->province, language)};
  view.explained = say(Key::ProofExplained, language);
  out.text = receipt->text;
  return out;
}

Proof::Shown Proof::show_statement(const service::StatementView& statement, Language language) {
  const service::Unsent& left = statement.unsent;
  Shown out;
  ProofView& view = out.view;
  view.is_loaded = true;
  view.title = say(Key::StatementTitle, language);
  view.subtitle = text::fill(Key::StatementBy, language, {left.officer, local_day_time(left.wall_ms)});
  view.is_to_send = !left.is_nothing();
  view.said = say(view.is_to_send ? Key::StatementSomething : Key::StatementNothing, language);
  view.tone = view.is_to_send ? ChipTone::Warning : ChipTone::Good;
  const std::pair<Key, std::uint64_t> counts[] = {
      {Key::StatementUnsent, left.changes()}, {Key::StatementPhotos, left.photos},
      {Key::StatementHeld, left.held},        {Key::StatementWaiting, left.waiting},
      {Key::StatementCarried, left.carried},  {Key::StatementBundles, left.bundles}};
  for (const auto& [key, count] : counts) {
    if (count > 0) view.rows.push_back({say(key, language), number(count), std::nullopt});
  }
  view.keys = {key_words(Key::ProofDevice, left.device, language)};
  if (statement.province) view.keys.push_back(key_words(Key::ProofProvince, *statement.province, language));
  else view.about.push_back(say(Key::StatementNotEnrolled, language));
  view.explained = say(Key::ProofExplained, language);
  out.text = statement.text;
  return out;
}

bool Proof::ask() {
  asker_.move_on();
  return context_.desk.ask(
      asker_,
      [dossier = place_.dossier, &outside = context_.outside,
       language = context_.language()](service::Folder& folder) -> Result<Shown> {
        if (!dossier) {
          TRY_ASSIGN(const auto statement, outside.state_unsent(folder));
          return show_statement(statement, language);
        }
        TRY_ASSIGN(const auto view, service::read_dossier(folder, *dossier));
        TRY_ASSIGN(const auto receipt, outside.read_receipt(folder, *dossier));
        Shown shown = show_receipt(view, receipt, language);
        if (shown.view.is_to_send) TRY(service::ask_for_receipt(folder, *dossier));
        return shown;
      },
      [this](Result<Shown> answer) {
        if (!answer) return context_.report(answer.error());
        view_ = std::move(answer->view);
        text_ = std::move(answer->text);
      });
}

void Proof::tick() {
  if (must_ask_) refresh();
}

void Proof::apply(const Intent& intent) {
  const auto* own = std::get_if<ProofIntent>(&intent);
  if (own == nullptr) return;
  if (std::holds_alternative<proof::OpenSync>(*own)) {
    if (place_.dossier) context_.go(place::Sync{});
    else context_.back();  // it was opened there
  }
  if (std::holds_alternative<proof::Export>(*own) && !text_.empty()) export_text();
}

void Proof::export_text() {
  const std::string stem = place_.dossier ? "ocop-giay-xac-nhan" : "ocop-con-gi-chua-gui";
  context_.outside.export_text({stem, ".json", text_ + "\n"}, [context = &context_](const Result<std::string>& path) {
    if (!path) return context->report(path.error());
    context->notices.say(text::fill(Key::ProofExportedTo, context->language(), {*path}));
  });
}

}  // namespace ocop::presenter
