#include "core/service/summaries.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/domain/units.h"
#include "core/rules/library.h"
#include "core/service/queries.h"
#include "core/service/reading.h"

namespace ocop::service {
namespace {

// Sensitive values never enter the index; of the personal ones only the representative's name, by which people ask.
std::string search_text_of_producer(const RecordView& view) {
  return fold(view.text("name") + " " + domain::unit_name(view.text("unit")) + " " + view.text("representative_name") +
              " " + view.text("registration_number"));
}

std::string search_text_of_dossier(const DossierView& view) {
  return fold((view.product ? view.product->text("name") : "") + " " +
              (view.producer ? view.producer->text("name") : "") + " " + domain::unit_name(view.unit) + " " +
              view.dossier.text("product_code"));
}

Result<bool> has_search(store::Database& database, std::int64_t rowid, const std::string& text) {
  TRY_ASSIGN(auto query, database.query("SELECT text FROM search WHERE rowid = ?", rowid));
  TRY_ASSIGN(const bool has_row, query.next());
  return has_row && query.text(0) == text;
}

// Most saved edits are scores, which change no word that anybody searches by.
Status put_search(store::Database& database, std::int64_t rowid, const std::string& text) {
  TRY_ASSIGN(const bool is_there, has_search(database, rowid, text));
  if (is_there) return {};
  TRY(database.run("DELETE FROM search WHERE rowid = ?", rowid));
  return database.run("INSERT INTO search (rowid, text) VALUES (?, ?)", rowid, text);
}

Result<std::int64_t> search_row_of_producer(store::Database& database, const store::RecordKey& key) {
  TRY_ASSIGN(const auto id,
             database.integer("SELECT id FROM records WHERE record = ? AND root = ?", key.record, key.root));
  return -id.value_or(0);
}

Result<std::int64_t> search_row_of_dossier(store::Database& database, const Id& root) {
  TRY_ASSIGN(const auto id, database.integer("SELECT id FROM dossiers WHERE root = ?", root));
  return id.value_or(0);
}

Status refresh_producer(Folder& folder, const store::RecordKey& key, const RecordView& view) {
  TRY_ASSIGN(const std::int64_t rowid, search_row_of_producer(folder.database(), key));
  return put_search(folder.database(), rowid, search_text_of_producer(view));
}

struct Gates {
  int count = 0;
  int stars = 0;
};

// The lowest star that is held back, and by how many gates.
Gates lowest_gates(const rules::ScoreResult& result) {
  Gates out;
  for (const rules::FailedGate& gate : result.failed_gates) {
    if (out.stars == 0) out.stars = gate.stars;
    if (gate.stars == out.stars) ++out.count;
  }
  return out;
}

struct Figures {
  std::optional<std::int64_t> points_min, points_max, stars_min, stars_max;
  std::int64_t answered = 0;
  std::int64_t criteria = 0;
  Gates gates;
};

Figures figures_of(const DossierView& view) {
  Figures out;
  const auto self = view.assessments.find("self");
  if (self == view.assessments.end()) return out;
  for (const auto& [code, score] : self->second.scores) out.answered += score.option.empty() ? 0 : 1;
  if (!self->second.result || !self->second.bounds || !self->second.bounds->figures) return out;
  const auto& figures = *self->second.bounds->figures;
  out.points_min = figures.points.min;
  out.points_max = figures.points.max;
  out.stars_min = figures.stars.min;
  out.stars_max = figures.stars.max;
  out.criteria = static_cast<std::int64_t>(self->second.result->criteria.size());
  out.gates = lowest_gates(*self->second.result);
  return out;
}

std::optional<Hash> thumbnail_of(const DossierView& view) {
  std::optional<Hash> any;
  for (const EvidenceView& evidence : view.evidence) {
    if (!evidence.thumbnail) continue;
    if (evidence.kind == "product_photo") return evidence.thumbnail->sha256;
    if (!any) any = evidence.thumbnail->sha256;
  }
  return any;
}

std::int64_t criteria_of_set(const std::string& set) {
  const auto found = rules::find_set(set);
  return found ? static_cast<std::int64_t>(found->set->criteria().size()) : 0;
}

// A dossier's line as derived, in the order of the columns: handed to `use`, which writes or compares it.
template <typename Use>
auto with_line(const DossierView& view, const Use& use) {
  Figures figures = figures_of(view);
  if (figures.criteria == 0) figures.criteria = criteria_of_set(view.set);
  const std::string name = view.product ? view.product->text("name") : "";
  const std::string producer_name = view.producer ? view.producer->text("name") : "";
  return use(view.id, Id::parse(view.dossier.text("producer")), Id::parse(view.dossier.text("product")), name,
             producer_name, view.unit, view.set, view.kind, view.state, figures.points_min, figures.points_max,
             figures.stars_min, figures.stars_max, figures.answered, figures.criteria,
             std::uint64_t{view.evidence.size()}, std::uint64_t{view.missing.size()}, figures.gates.count,
             figures.gates.stars, std::uint64_t{view.conflicts.size()}, view.is_archived, thumbnail_of(view));
}

Status refresh_dossier(Folder& folder, const Id& root) {
  TRY_ASSIGN(const DossierView view, read_dossier(folder, root));
  TRY(with_line(view, [&](const auto&... columns) {
    return folder.database().run(
        "INSERT INTO dossiers (root, producer, product, name, producer_name, unit, rule_set, kind, state, points_min, "
        "points_max, stars_min, stars_max, answered, criteria, evidence, missing, failed_gates, failed_stars, "
        "conflicts, archived, thumbnail, changed_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, "
        "?) "
        "ON CONFLICT (root) DO UPDATE SET producer = excluded.producer, product = excluded.product, name = "
        "excluded.name, producer_name = excluded.producer_name, unit = excluded.unit, rule_set = excluded.rule_set, "
        "kind "
        "= excluded.kind, state = excluded.state, points_min = excluded.points_min, points_max = excluded.points_max, "
        "stars_min = excluded.stars_min, stars_max = excluded.stars_max, answered = excluded.answered, criteria = "
        "excluded.criteria, evidence = excluded.evidence, missing = excluded.missing, failed_gates = "
        "excluded.failed_gates, failed_stars = excluded.failed_stars, conflicts = excluded.conflicts, archived = "
        "excluded.archived, thumbnail = excluded.thumbnail, changed_at_ms = excluded.changed_at_ms",
        columns..., folder.clock().wall_ms());
  }));
  TRY_ASSIGN(const std::int64_t rowid, search_row_of_dossier(folder.database(), root));
  return put_search(folder.database(), rowid, search_text_of_dossier(view));
}

Status cite_photos(Folder& folder, const store::RecordKey& key, const journal::RecordState& state, PhotosAre photos) {
  for (const CitedFile& file : cited_files(state)) {
    TRY(folder.photos().cite(
        {file.sha256, file.bytes, file.size, key.root, photos == PhotosAre::Here, false, {}, false}));
  }
  return {};
}

// The dossiers that show something of a producer or a product.
Status add_citing_dossiers(Folder& folder, const Id& record, std::set<Id>& out) {
  TRY_ASSIGN(auto query,
             folder.database().query("SELECT root FROM dossiers WHERE producer = ?1 OR product = ?1", record));
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return {};
    out.insert(query.fixed<Id>(0));
  }
}

// A root that is neither a dossier nor a producer shows nowhere but in itself: its registers are not even read.
Result<bool> is_summarised(Folder& folder, const store::RecordKey& key) {
  if (key.record != key.root) return true;
  TRY_ASSIGN(
      const auto found,
      folder.database().integer("SELECT type IN ('producer', 'dossier', 'evidence') FROM records WHERE record = ? AND "
                                "root = ?",
                                key.record, key.root));
  return found.value_or(0) != 0;
}

}  // namespace

Status refresh_summaries(Folder& folder, const store::Touched& touched, PhotosAre photos) {
  std::set<Id> dossiers;
  for (const store::RecordKey& key : touched.records) {
    TRY_ASSIGN(const bool is_needed, is_summarised(folder, key));
    if (!is_needed) continue;
    TRY_ASSIGN(const auto state, folder.journal().record(key));
    if (!state) continue;
    if (state->type == "evidence") TRY(cite_photos(folder, key, *state, photos));
    if (state->type == "producer") TRY(refresh_producer(folder, key, view_of(key, *state)));
    // A record of any type may bring or end a conflict, its own or with the archiving of its root.
    dossiers.insert(key.root);
    TRY(add_citing_dossiers(folder, key.root, dossiers));
    if (key.record != key.root) TRY(add_citing_dossiers(folder, key.record, dossiers));
  }
  for (const Id& root : dossiers) {
    TRY_ASSIGN(const auto state, folder.journal().record({root, root}));
    if (state && state->type == "dossier") TRY(refresh_dossier(folder, root));  // else its record has yet to come
  }
  return {};
}

Result<Derived> check_summary(Folder& folder, const store::RecordKey& key, const journal::RecordState& state) {
  store::Database& database = folder.database();
  Derived out;
  if (state.type == "producer") {
    TRY_ASSIGN(const std::int64_t rowid, search_row_of_producer(database, key));
    TRY_ASSIGN(out.search_is_right, has_search(database, rowid, search_text_of_producer(view_of(key, state))));
  }
  if (state.type != "dossier" || key.record != key.root) return out;
  TRY_ASSIGN(const DossierView view, read_dossier(folder, key.root));
  TRY_ASSIGN(
      const auto line, with_line(view, [&](const auto&... columns) {
        return database.integer(
            "SELECT 1 FROM dossiers WHERE root IS ? AND producer IS ? AND product IS ? AND name IS ? AND producer_name "
            "IS ? "
            "AND unit IS ? AND rule_set IS ? AND kind IS ? AND state IS ? AND points_min IS ? AND points_max IS ? AND "
            "stars_min IS ? AND stars_max IS ? AND answered IS ? AND criteria IS ? AND evidence IS ? AND missing IS ? "
            "AND "
            "failed_gates IS ? AND failed_stars IS ? AND conflicts IS ? AND archived IS ? AND thumbnail IS ?",
            columns...);
      }));
  out.line_is_right = line.has_value();
  TRY_ASSIGN(const std::int64_t rowid, search_row_of_dossier(database, key.root));
  TRY_ASSIGN(out.search_is_right, has_search(database, rowid, search_text_of_dossier(view)));
  return out;
}

}  // namespace ocop::service
