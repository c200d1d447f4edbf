#include "core/service/summaries.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/domain/units.h"
#include "core/rules/library.h"
#include "core/service/commands.h"
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
  return database.run("INSERT OR REPLACE INTO search (rowid, text) VALUES (?, ?)", rowid, text);
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

// Of a dossier's self-assessment; nothing: it has none.
Figures figures_of(const AssessmentView* self) {
  Figures out;
  if (self == nullptr) return out;
  for (const auto& [code, score] : self->scores) out.answered += score.option.empty() ? 0 : 1;
  if (!self->result || !self->bounds || !self->bounds->figures) return out;
  const auto& figures = *self->bounds->figures;
  out.points_min = figures.points.min;
  out.points_max = figures.points.max;
  out.stars_min = figures.stars.min;
  out.stars_max = figures.stars.max;
  out.criteria = static_cast<std::int64_t>(self->result->criteria.size());
  out.gates = lowest_gates(*self->result);
  return out;
}

const AssessmentView* self_of(const DossierView& view) {
  const auto self = view.assessments.find("self");
  return self == view.assessments.end() ? nullptr : &self->second;
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
  Figures figures = figures_of(self_of(view));
  if (figures.criteria == 0) figures.criteria = criteria_of_set(view.set);
  const std::string name = view.product ? view.product->text("name") : "";
  const std::string producer_name = view.producer ? view.producer->text("name") : "";
  return use(view.id, Id::parse(view.dossier.text("producer")), Id::parse(view.dossier.text("product")), name,
             producer_name, view.unit, view.set, view.kind, view.state, figures.points_min, figures.points_max,
             figures.stars_min, figures.stars_max, figures.answered, figures.criteria,
             std::uint64_t{view.evidence.size()}, std::uint64_t{view.missing.size()}, figures.gates.count,
             figures.gates.stars, std::uint64_t{view.conflicts.size()}, view.is_archived, thumbnail_of(view));
}

Status insert_line(Folder& folder, const DossierView& view) {
  return with_line(view, [&](const auto&... columns) {
    return folder.database().run(
        "INSERT INTO dossiers (root, producer, product, name, producer_name, unit, rule_set, kind, state, points_min, "
        "points_max, stars_min, stars_max, answered, criteria, evidence, missing, failed_gates, failed_stars, "
        "conflicts, archived, thumbnail, changed_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?)",
        columns..., folder.clock().wall_ms());
  });
}

// Producer and product are written only where they changed: naming them would write their indexes anew each time.
Status update_line(Folder& folder, const DossierView& view) {
  const auto update = [&](const Id& root, const auto& producer, const auto& product, const auto&... columns) -> Status {
    TRY(folder.database().run(
        "UPDATE dossiers SET producer = ?2, product = ?3 WHERE root = ?1 AND (producer IS NOT ?2 OR product IS NOT ?3)",
        root, producer, product));
    return folder.database().run(
        "UPDATE dossiers SET name = ?, producer_name = ?, unit = ?, rule_set = ?, kind = ?, state = ?, points_min = ?, "
        "points_max = ?, stars_min = ?, stars_max = ?, answered = ?, criteria = ?, evidence = ?, missing = ?, "
        "failed_gates = ?, failed_stars = ?, conflicts = ?, archived = ?, thumbnail = ?, changed_at_ms = ? "
        "WHERE root = ?",
        columns..., folder.clock().wall_ms(), root);
  };
  return with_line(view, update);
}

Status refresh_dossier(Folder& folder, const Id& root) {
  TRY_ASSIGN(const DossierView view, read_dossier(folder, root));
  TRY_ASSIGN(const std::int64_t known, search_row_of_dossier(folder.database(), root));
  TRY(known == 0 ? insert_line(folder, view) : update_line(folder, view));
  std::int64_t rowid = known;
  if (known == 0) {
    TRY_ASSIGN(rowid, search_row_of_dossier(folder.database(), root));
  }
  return put_search(folder.database(), rowid, search_text_of_dossier(view));
}

// A score changes nothing of a line but its figures, and most saved edits are scores: then the rest is not derived
// again. Where anything of the dossier is or was in conflict, it is. True: done.
Result<bool> refresh_figures(Folder& folder, const store::RecordKey& key, const journal::RecordState& state) {
  store::Database& database = folder.database();
  if (state.type != "assessment" || key.record != assessment_id(key.root, "self")) return false;
  std::string set;
  {
    TRY_ASSIGN(auto query, database.query(
        "SELECT rule_set FROM dossiers WHERE root = ?1 AND conflicts = 0 "
        "AND NOT EXISTS (SELECT 1 FROM conflicts WHERE conflicts.root = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM conflicts WHERE conflicts.record = producer) "
        "AND NOT EXISTS (SELECT 1 FROM conflicts WHERE conflicts.record = product)", key.root));
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return false;
    set = query.text(0);
  }
  const AssessmentView self = assess(view_of(key, state), state, set, false);
  if (self.assessor != "self") return false;
  Figures figures = figures_of(&self);
  if (figures.criteria == 0) figures.criteria = criteria_of_set(set);
  TRY(database.run(
      "UPDATE dossiers SET points_min = ?, points_max = ?, stars_min = ?, stars_max = ?, answered = ?, criteria = ?, "
      "failed_gates = ?, failed_stars = ?, changed_at_ms = ? WHERE root = ?",
      figures.points_min, figures.points_max, figures.stars_min, figures.stars_max, figures.answered, figures.criteria,
      figures.gates.count, figures.gates.stars, folder.clock().wall_ms(), key.root));
  return true;
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

// A root that is neither a dossier nor a producer shows nowhere but in itself.
bool is_summarised(const store::RecordKey& key, const journal::RecordState& state) {
  return key.record != key.root || state.type == "producer" || state.type == "dossier" || state.type == "evidence";
}

}  // namespace

Status refresh_summaries(Folder& folder, const store::Touched& touched, PhotosAre photos) {
  if (touched.records.size() == 1 && !touched.has_new_type) {
    const auto& [key, state] = *touched.records.begin();
    TRY_ASSIGN(const bool is_done, refresh_figures(folder, key, state));
    if (is_done) return {};
  }
  std::set<Id> dossiers;
  for (const auto& [key, state] : touched.records) {
    if (!is_summarised(key, state)) continue;
    if (state.type == "evidence") TRY(cite_photos(folder, key, state, photos));
    if (state.type == "producer") TRY(refresh_producer(folder, key, view_of(key, state)));
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
