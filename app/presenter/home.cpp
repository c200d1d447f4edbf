#include "app/presenter/home.h"

#include <algorithm>

#include "app/presenter/words.h"
#include "app/text/amounts.h"
#include "core/base/limits.h"
#include "core/domain/units.h"

namespace ocop::presenter {
namespace {

using service::DossierFilter;
using text::Key;
using text::Language;

constexpr std::uint64_t photo_bytes_typical = 6'000'000;  // twelve megapixels with its two made sizes
constexpr std::uint64_t photos_low = 30;                  // a day's work: from here on the officer is warned

struct FilterRow {
  std::string_view id;
  DossierFilter filter;
  Key label;
  ChipTone tone;
  std::uint64_t service::DossierCounts::* count;
};
constexpr FilterRow filter_rows[] = {
    {"all", DossierFilter::All, Key::HomeFilterAll, ChipTone::Good, &service::DossierCounts::all},
    {"drafts", DossierFilter::Drafts, Key::HomeFilterWorking, ChipTone::Neutral, &service::DossierCounts::drafts},
    {"returned", DossierFilter::Returned, Key::HomeFilterReturned, ChipTone::Error, &service::DossierCounts::returned},
    {"in_conflict", DossierFilter::InConflict, Key::HomeFilterToDecide, ChipTone::Warning,
     &service::DossierCounts::in_conflict},
    {"withheld", DossierFilter::Withheld, Key::HomeFilterWithheld, ChipTone::Warning,
     &service::DossierCounts::withheld},
    {"unsent", DossierFilter::Unsent, Key::HomeFilterUnsent, ChipTone::Information, &service::DossierCounts::unsent},
    {"archived", DossierFilter::Archived, Key::HomeFilterArchived, ChipTone::Neutral,
     &service::DossierCounts::archived},
};

ChipView chip_of(const service::DossierLine& line, Language language) {
  const auto count = [](std::uint64_t number) { return text::number(static_cast<std::int64_t>(number)); };
  if (line.is_archived && line.unsent_changes + line.unsent_photos + line.withheld == 0)
    return {std::string(text::sentence(Key::HomeChipArchived, language)), ChipTone::Neutral};
  if (line.conflicts > 0)
    return {text::fill(Key::HomeChipConflicts, language, {std::to_string(line.conflicts)}), ChipTone::Error};
  if (line.state == "returned" || line.state == "supplement_requested")
    return {std::string(text::label("state." + line.state, language)), ChipTone::Error};
  if (line.withheld > 0)
    return {std::string(text::sentence(Key::HomeChipWithheld, language)), ChipTone::Warning};
  const bool is_scored = line.criteria > 0 && line.answered == line.criteria;
  if (is_scored && line.missing > 0)
    return {text::fill(Key::HomeChipMissing, language, {std::to_string(line.missing)}), ChipTone::Warning};
  if (line.unsent_changes + line.unsent_photos > 0)
    return {text::fill(Key::HomeChipUnsent, language, {count(line.unsent_changes), count(line.unsent_pictures)}),
            ChipTone::Information};
  if (is_scored && line.missing == 0 && line.whereabouts >= service::Whereabouts::Province) {
    const bool is_safe = line.whereabouts == service::Whereabouts::Backup;
    return {std::string(text::sentence(is_safe ? Key::HomeChipInBackup : Key::HomeChipArrived, language)),
            ChipTone::Good};
  }
  return {std::string(text::sentence(Key::HomeChipWorking, language)), ChipTone::Neutral};
}

std::string points_of(const service::DossierLine& line, Language language) {
  const std::string answered = std::to_string(line.answered), criteria = std::to_string(line.criteria);
  if (!line.points || line.answered == 0)
    return line.criteria == 0 ? std::string{} : text::fill(Key::HomeRowCriteria, language, {answered, criteria});
  const auto [least, most] = *line.points;
  if (least != most) return text::fill(Key::PointsBetween, language, {std::to_string(least), std::to_string(most)});
  if (line.failed_gates > 0)
    return text::fill(Key::HomeRowGates, language,
                      {std::to_string(least), std::to_string(line.failed_gates), std::to_string(line.failed_stars)});
  return text::fill(Key::HomeRowPointsAndCriteria, language, {std::to_string(least), answered, criteria});
}

HomeRow row_of(const service::DossierLine& line, Language language) {
  HomeRow row;
  row.dossier = line.id;
  row.name = line.name;
  row.about = text::fill(
      Key::HomeRowAbout, language,
      {line.producer_name, set_name(line.set, language), text::label("dossier_kind." + line.kind, language)});
  if (line.stars) {
    row.stars = line.stars->min;
    row.stars_max = line.stars->max;
  } else if (line.criteria > 0) {
    row.stars = 0;  // nothing is scored yet
  }
  row.points = points_of(line, language);
  row.chip = chip_of(line, language);
  row.thumbnail = line.thumbnail;
  return row;
}

// In the bar. What the province does not recognise arrived, and is not called sent.
std::string how_it_stands(const service::DossierCounts& counts, Language language) {
  const auto number = [](std::uint64_t count) { return text::number(static_cast<std::int64_t>(count)); };
  if (counts.unsent > 0) return text::fill(Key::HomeUnsentDossiers, language, {number(counts.unsent)});
  if (counts.withheld > 0) return text::fill(Key::HomeFilterWithheld, language, {number(counts.withheld)});
  return std::string(text::sentence(Key::HomeAllSent, language));
}

}  // namespace

Home::Home(Context& context) : Screen(context) {}

void Home::apply(const Intent& intent) {
  const auto* own = std::get_if<HomeIntent>(&intent);
  if (own == nullptr) return;
  if (const auto* search = std::get_if<home::Search>(own)) {
    view_.search = search->text;
    refresh();
  } else if (const auto* chosen = std::get_if<home::ChooseFilter>(own)) {
    const auto row = std::find_if(std::begin(filter_rows), std::end(filter_rows),
                                  [&](const FilterRow& one) { return one.id == chosen->id; });
    if (row == std::end(filter_rows)) return;
    filter_ = row->filter;
    refresh();
  } else if (const auto* opened = std::get_if<home::OpenDossier>(own)) {
    context_.go(place::Overview{opened->dossier});
  } else if (std::holds_alternative<home::NewDossier>(*own)) {
    context_.go(place::NewDossier{});
  } else if (std::holds_alternative<home::OpenSync>(*own)) {
    context_.go(place::Sync{});
  }
}

void Home::refresh() { must_ask_ = !ask(); }

void Home::tick() {
  if (must_ask_) refresh();
}

// What the list costs is paid on the database's thread: rows come back ready to be drawn.
bool Home::ask() {
  asker_.move_on();
  view_.is_searching = view_.is_loaded;
  const service::DossierQuery query{.search = view_.search, .filter = filter_, .count_max = limits::search_results_max,
                                    .order = service::DossierQuery::Order::Newest};
  return context_.desk.ask(
      asker_,
      [query, language = context_.language()](service::Folder& folder) -> Result<Answer> {
        Answer out;
        TRY_ASSIGN(const auto page, service::list_dossiers(folder, query));
        for (const auto& line : page.lines) out.rows.push_back(row_of(line, language));
        out.total = page.total;
        TRY_ASSIGN(out.counts, service::count_dossiers(folder));
        TRY_ASSIGN(out.officer, folder.officer());
        TRY_ASSIGN(out.free_bytes, folder.photos().free_bytes());
        return out;
      },
      [this](Result<Answer> answer) {
        if (answer) show(std::move(*answer));
        else context_.report(answer.error());
      });
}

void Home::show(Answer answer) {
  const Language language = context_.language();
  view_.rows = std::move(answer.rows);
  view_.more = answer.total - view_.rows.size();
  view_.is_loaded = true;
  view_.is_searching = false;
  show_filters(answer.counts);
  const std::string unit =
      answer.officer.units.empty() ? std::string{} : domain::unit_name(answer.officer.units.front());
  view_.officer = text::fill(Key::HomeWho, language, {unit, answer.officer.name});
  show_room(answer.free_bytes);
  view_.has_unsent = answer.counts.unsent > 0;
  view_.unsent = how_it_stands(answer.counts, language);
}

void Home::show_filters(const service::DossierCounts& counts) {
  view_.filters.clear();
  for (const FilterRow& row : filter_rows) {
    const std::uint64_t count = counts.*row.count;
    const bool is_chosen = row.filter == filter_;
    const bool is_always_there = row.filter == DossierFilter::All || row.filter == DossierFilter::Drafts;
    if (count == 0 && !is_chosen && !is_always_there) continue;
    view_.filters.push_back(
        {std::string(row.id),
         text::fill(row.label, context_.language(), {text::number(static_cast<std::int64_t>(count))}), row.tone,
         is_chosen});
  }
}

void Home::show_room(std::uint64_t free_bytes) {
  const std::uint64_t usable =
      free_bytes > limits::free_space_reserve_bytes ? free_bytes - limits::free_space_reserve_bytes : 0;
  const std::uint64_t photos = usable / photo_bytes_typical;
  view_.is_room_low = photos < photos_low;
  view_.room = photos == 0 ? std::string(text::sentence(Key::HomeNoRoom, context_.language()))
                           : text::fill(Key::HomeRoomForPhotos, context_.language(),
                                        {text::number(static_cast<std::int64_t>(photos))});
}

}  // namespace ocop::presenter
