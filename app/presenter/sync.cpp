#include "app/presenter/sync.h"

#include <algorithm>

#include "app/presenter/sync_journal.h"
#include "app/text/amounts.h"
#include "core/service/prune.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;

constexpr std::int64_t countdown_ms = 1'000;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t backup_days_max = 7;
constexpr std::size_t journal_lines_max = 30;  // the export has all

std::string say(Key key, Language language) { return std::string(text::sentence(key, language)); }
std::string number(std::uint64_t value) { return text::number(static_cast<std::int64_t>(value)); }

// By service::BillRow::Kind.
struct BillWords {
  Key label;
  Key when;
  ChipTone tone;
  PhotosNow from;  // the least choice that sends them
};
constexpr BillWords bill_words[] = {
    {Key::SyncBillChanges, Key::SyncNow, ChipTone::Good, PhotosNow::Thumbnails},
    {Key::SyncBillThumbnails, Key::SyncNow, ChipTone::Good, PhotosNow::Thumbnails},
    {Key::SyncBillReviews, Key::SyncOn4G, ChipTone::Warning, PhotosNow::Review},
    {Key::SyncBillOriginals, Key::SyncOnWifi, ChipTone::Neutral, PhotosNow::All},
};
const BillWords& words_of(const service::BillRow& row) { return bill_words[static_cast<std::size_t>(row.kind)]; }

service::PhotoPolicy policy_of(PhotosNow photos) {
  switch (photos) {
    case PhotosNow::Thumbnails:
      return service::PhotoPolicy::Thumbnails;
    case PhotosNow::Review:
      return service::PhotoPolicy::Review;
    case PhotosNow::All:
      return service::PhotoPolicy::All;
  }
  return service::PhotoPolicy::Thumbnails;
}

PhotosNow suggested(Network network) {
  switch (network) {
    case Network::Unmetered:
      return PhotosNow::All;
    case Network::Metered:
    case Network::Unknown:
      return PhotosNow::Review;
    case Network::None:
      return PhotosNow::Thumbnails;
  }
  return PhotosNow::Thumbnails;
}

// Empty where there is nothing to worry about, or nothing known.
std::string backup_warning(std::int64_t taken_wall_ms, std::int64_t now_wall_ms, Language language) {
  const std::int64_t days = (now_wall_ms - taken_wall_ms) / day_ms;
  if (taken_wall_ms == 0 || days <= backup_days_max) return {};
  return text::fill(Key::BackupTooOld, language, {number(static_cast<std::uint64_t>(days))});
}

}  // namespace

Sync::Sync(Context& context) : Screen(context) {}

void Sync::refresh() { must_ask_ = !ask(); }

void Sync::tick() {
  if (must_ask_) refresh();
  if (overview_) show();  // the session moves on by itself
}

std::optional<std::int64_t> Sync::next_deadline_ms() const {
  if (view_.retry.empty() || !context_.sync.retry_at_monotonic_ms) return std::nullopt;
  const std::int64_t now_ms = context_.clock.monotonic_ms();
  const std::int64_t left_ms = *context_.sync.retry_at_monotonic_ms - now_ms;
  // The words change by the minute until the last one: no reason to wake up more often.
  return now_ms + (left_ms > minute_ms ? (left_ms - 1) % minute_ms + 1 : countdown_ms);
}

bool Sync::ask() {
  asker_.move_on();
  return context_.desk.ask(
      asker_, [](service::Folder& folder) { return service::read_sync_overview(folder); },
      [this](Result<service::SyncOverview> answer) {
        if (!answer) return context_.report(answer.error());
        overview_ = std::move(*answer);
        sessions_ = service::sessions_of(overview_->events);
        bytes_per_second_ = service::measured_rate(sessions_);
        show();
      });
}

void Sync::show() {
  const Language language = context_.language();
  const auto& all = *overview_;
  const Network network = context_.outside.network();
  view_.is_loaded = true;
  view_.is_enrolled = all.is_enrolled;
  view_.not_enrolled = all.is_enrolled ? std::string{} : say(Key::EnrolmentNotYet, language);
  view_.server = all.server_url;
  const std::string last = all.last_finished_wall_ms == 0 ? std::string{} : local_day_time(all.last_finished_wall_ms);
  if (last.empty())
    view_.subtitle = say(Key::SyncNever, language);
  else
    view_.subtitle = text::fill(network == Network::None ? Key::SyncNoNetwork : Key::SyncLastTime, language, {last});
  view_.network.clear();  // unknown: nothing is claimed
  if (network == Network::None)
    view_.network = say(Key::SyncNoSignal, language);
  else if (network != Network::Unknown)
    view_.network = say(Key::SyncOnline, language);
  const auto card = [&](Key label, std::uint64_t changes, std::uint64_t photos) {
    return WhereaboutsCard{say(label, language), number(changes),
                           text::fill(Key::SyncChangesAndPhotos, language, {number(changes), number(photos)})};
  };
  view_.cards = {card(Key::SyncOnTablet, all.changes_tablet, all.pictures - all.pictures_province),
                 card(Key::SyncAtProvince, all.changes_province, all.pictures_province),
                 card(Key::SyncInBackup, all.changes_backup, all.pictures_backup)};
  view_.photos_there.clear();
  if (all.pictures > 0) {
    view_.photos_there =
        text::fill(Key::SyncPhotosThere, language, {number(all.pictures_province), number(all.pictures)});
    view_.photos_part = static_cast<double>(all.pictures_province) / static_cast<double>(all.pictures);
  }
  view_.photos = chosen_.value_or(suggested(network));
  show_bill();
  view_.doubts.clear();
  if (all.waiting > 0) view_.doubts.push_back(text::fill(Key::SyncWaiting, language, {number(all.waiting)}));
  if (all.is_revoked) view_.doubts.emplace_back(text::sentence(Key::SyncRevoked, language));
  if (all.leaving > 0) view_.doubts.push_back(text::fill(Key::SyncLeaving, language, {number(all.leaving)}));
  view_.withheld.clear();
  if (all.withheld > 0) view_.withheld.push_back(text::fill(Key::SyncWithheld, language, {number(all.withheld)}));
  if (all.held > 0) view_.withheld.push_back(text::fill(Key::SyncHeldApart, language, {number(all.held)}));
  view_.backup_too_old = backup_warning(all.backup_taken_wall_ms, context_.clock.wall_ms(), language);
  view_.prunable.clear();
  if (all.prunable_photos > 0) {
    const std::string photos = number(all.prunable_photos);
    view_.prunable = text::fill(Key::SyncPrunable, language, {photos, text::size_in_bytes(all.prunable_bytes, language),
                                                              text::size_in_bytes(all.free_bytes, language)});
    view_.prune = text::fill(Key::SyncPrune, language, {photos});
  }
  view_.conflicts =
      all.conflicts == 0 ? std::string{} : text::fill(Key::HomeChipConflicts, language, {number(all.conflicts)});
  view_.journal = journal_lines(sessions_, language);
  if (view_.journal.size() > journal_lines_max) view_.journal.resize(journal_lines_max);
  show_session();
}

std::string Sync::cost_of(std::uint64_t bytes) const {
  const Language language = context_.language();
  const std::string size = text::size_in_bytes(bytes, language);
  const auto seconds = service::seconds_for(bytes, bytes_per_second_);
  return seconds ? text::fill(Key::SyncBillSize, language, {size, text::duration(*seconds, language)}) : size;
}

void Sync::show_bill() {
  const Language language = context_.language();
  view_.bill.clear();
  view_.has_photos = false;
  for (const service::BillRow& row : service::bill_of(*overview_)) {
    const BillWords& words = words_of(row);
    view_.has_photos = view_.has_photos || row.kind != service::BillRow::Kind::Changes;
    view_.bill.push_back({text::fill(words.label, language, {number(row.count)}), cost_of(row.bytes),
                          {say(words.when, language), words.tone}});
  }
  view_.nothing_to_send = view_.bill.empty() ? say(Key::SyncNothingToSend, language) : std::string{};
  const std::uint64_t bytes = bytes_of_bill();
  view_.total = bytes == 0 ? std::string{} : text::fill(Key::SyncBillTotal, language, {cost_of(bytes)});
}

std::uint64_t Sync::bytes_of_bill() const {
  std::uint64_t bytes = 0;
  for (const service::BillRow& row : service::bill_of(*overview_))
    if (words_of(row).from <= view_.photos) bytes += row.bytes;
  return bytes;
}

void Sync::show_session() {
  const Language language = context_.language();
  const SyncProgress& progress = context_.sync;
  if (progress.is_running && !was_running_) planned_bytes_ = bytes_of_bill();  // later bills are smaller
  if (!progress.is_running) is_stopping_ = false;
  was_running_ = progress.is_running;
  view_.is_running = progress.is_running;
  view_.is_stopping = is_stopping_;
  view_.progress.clear();
  view_.retry.clear();
  view_.failed.clear();
  if (progress.retry_at_monotonic_ms) {
    const std::int64_t left_ms = *progress.retry_at_monotonic_ms - context_.clock.monotonic_ms();
    if (left_ms > 0)
      view_.retry = text::fill(Key::SyncBackoff, language,
                               {text::duration(static_cast<std::uint64_t>(left_ms + 999) / 1000, language)});
  }
  if (progress.is_running) {
    const std::string sent =
        text::fill(Key::SyncSendingOf, language, {number(progress.changes_up), number(progress.photos_up)});
    view_.progress = text::fill(view_.retry.empty() ? Key::SyncSending : Key::SyncSentSoFar, language, {sent});
    view_.progress_part =
        planned_bytes_ == 0
            ? 0
            : std::min(1.0, static_cast<double>(progress.bytes_up) / static_cast<double>(planned_bytes_));
  } else if (progress.error && *progress.error != ErrorCode::Cancelled) {
    view_.failed = say(text::error_sentence(*progress.error), language);
  }
}

void Sync::apply(const Intent& intent) {
  const auto* own = std::get_if<SyncIntent>(&intent);
  if (own == nullptr || !overview_) return;
  if (std::holds_alternative<sync::Start>(*own))
    start();
  else if (std::holds_alternative<sync::Stop>(*own)) {
    is_stopping_ = context_.sync.is_running;
    context_.outside.stop_sync();
  } else if (const auto* photos = std::get_if<sync::ChoosePhotos>(own))
    chosen_ = photos->photos;
  else if (std::holds_alternative<sync::Enrol>(*own))
    context_.go(place::Enrolment{});
  else if (std::holds_alternative<sync::OpenConflicts>(*own))
    context_.go(place::Conflicts{});
  else if (std::holds_alternative<sync::OpenWithheld>(*own))
    context_.go(place::Withheld{});
  else if (std::holds_alternative<sync::OpenBundles>(*own))
    context_.go(place::Bundles{});
  else if (std::holds_alternative<sync::Prune>(*own))
    prune();
  else if (std::holds_alternative<sync::OpenStatement>(*own))
    context_.go(place::Proof{});
  else if (std::holds_alternative<sync::ExportJournal>(*own))
    export_journal();
  else
    export_bundle();
  show();
}

void Sync::export_bundle() {
  context_.outside.export_bundle(
      [context = &context_, screen = std::weak_ptr<Sync*>(self_)](const Result<std::string>& path) {
        if (!path) return context->report(path.error());
        context->notices.say(text::fill(Key::SyncExportedTo, context->language(), {*path}));
        if (const auto here = screen.lock()) (*here)->refresh();
      });
}

void Sync::prune() {
  const bool is_asked = context_.desk.ask(
      pruner_, [](service::Folder& folder) { return service::prune_originals(folder); },
      [this](const Result<service::Pruned>& pruned) {
        const Language language = context_.language();
        if (!pruned) context_.report(pruned.error());
        else
          context_.notices.say(text::fill(Key::SyncPruned, language,
                                          {number(pruned->photos), text::size_in_bytes(pruned->bytes, language)}));
        refresh();
      });
  if (!is_asked) context_.report({ErrorCode::StorageBusy, "the desk is full"});
}

// All that is kept of it, a year, as text: for whoever asks the officer what was sent when.
void Sync::export_journal() {
  const bool is_asked = context_.desk.ask(
      exporter_, [](service::Folder& folder) { return service::read_sync_sessions(folder); },
      [context = &context_](const Result<std::vector<service::SyncSession>>& sessions) {
        if (!sessions) return context->report(sessions.error());
        std::string all;
        for (const std::string& line : journal_lines(*sessions, context->language())) all += line + "\n";
        context->outside.export_text({"ocop-nhat-ky-gui", ".txt", all}, [context](const Result<std::string>& path) {
          if (!path) return context->report(path.error());
          context->notices.say(text::fill(Key::SyncJournalExportedTo, context->language(), {*path}));
        });
      });
  if (!is_asked) context_.report({ErrorCode::StorageBusy, "the desk is full"});
}

void Sync::start() {
  if (!overview_->is_enrolled) return context_.go(place::Enrolment{});
  if (context_.sync.is_running) return;
  context_.drafts.leave_all();
  context_.drafts.tick();  // what was typed last goes along
  context_.outside.start_sync(policy_of(view_.photos));
}

}  // namespace ocop::presenter
