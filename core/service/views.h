// What readers see: records as they stand, with the heads a later command must name. Plain data, copied out of the
// database; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/value.h"
#include "core/journal/merge.h"
#include "core/rules/score_bounds.h"
#include "core/rules/scoring.h"
#include "core/service/sync_control.h"
#include "core/store/journal_store.h"

namespace ocop::service {

// One field as it is shown. Whoever edits it hands `heads` back with the new value: that is what the author knew.
struct ShownField {
  domain::Value value;
  std::vector<journal::Stamp> heads;
  bool is_in_conflict = false;
};

struct RecordView {
  store::RecordKey key;
  std::string type;
  std::map<std::string, ShownField, std::less<>> fields;  // cleared ones included: they have heads

  const ShownField* find(std::string_view name) const;
  std::string text(std::string_view name) const;  // to_text of the value; empty when there is none
};

// Where something is, as far as this tablet has proof, from the least to the most. Withheld: all of it was sent, and
// of something the province withholds the effect (core/service/notices.h), so it is not called arrived, wherever it is.
enum class Whereabouts { Tablet, Withheld, Province, Backup };
std::string_view whereabouts_name(Whereabouts whereabouts);  // "tablet", "withheld", "province", "backup"

struct PhotoView {
  Hash sha256;
  std::uint64_t bytes = 0;
  std::int64_t width_px = 0;
  std::int64_t height_px = 0;
  Whereabouts state = Whereabouts::Tablet;
  bool is_here = false;  // the file is on this machine
};

struct EvidenceView {
  RecordView record;
  std::string kind;
  std::vector<std::string> criteria;
  std::string taken_at;
  std::optional<double> latitude, longitude;  // degrees
  std::optional<PhotoView> original, review, thumbnail;
  Whereabouts state = Whereabouts::Tablet;     // the lowest of its sizes and of its record's changes
};

struct ScoreView {  // of one criterion
  std::string option;  // "b", "none"; empty: unanswered
  std::string note;
  std::optional<rules::Bounds> points;
};

struct AssessmentView {
  std::string assessor;  // "self", "commune", "council:NAME"
  RecordView record;
  std::map<std::string, ScoreView> scores;  // criteria that have an option, a note or had one
  // Of the values shown; nothing when the set is in conflict, unknown here or cannot be scored (`why_no_figures`).
  std::optional<rules::ScoreResult> result;
  std::optional<rules::ScoreBounds> bounds;  // differs from result only while a score is in conflict
  std::string why_no_figures;
};

struct ConflictValue {
  int n = 0;  // from 1, by stamp: the same on every replica
  domain::Value value;
  std::string officer;
  std::int64_t wall_ms = 0;
  std::int64_t province_offset_ms = 0;        // of the writer's clock, as far as it was known
  std::int64_t province_offset_error_ms = -1;
  Replica replica = 0;
  journal::Stamp stamp;
};

struct ConflictView {
  Id id;
  Id dossier;        // the dossier it concerns; of a producer's field the first dossier that cites it, or zero
  store::RecordKey record;
  std::string type;
  std::string field;
  std::vector<ConflictValue> values;
};

// The province withholds the effects of a change, never the change (core/service/notices.h).
struct NoticeView {
  std::uint64_t position = 0;
  Id root;
  Id record;            // zero while the change itself has not merged here
  std::string type;
  journal::Stamp stamp;
  std::string officer;  // who wrote it
  std::int64_t wall_ms = 0;
  std::string reason;   // "move_not_permitted"; of a later version shown as it is (app/text has the sentences)
};

// Changes that the province keeps apart, not merged and not called safe (PROTOCOL.md §10).
struct HeldApart {
  std::string reason;  // of a later version shown as it is (app/text has the sentences)
  std::uint64_t changes = 0;
};

struct DossierView {
  Id id;
  std::string kind, set, unit, state;
  bool is_archived = false;
  RecordView dossier;
  std::optional<RecordView> producer, product;
  std::map<std::string, AssessmentView> assessments;  // by assessor
  std::vector<EvidenceView> evidence;                 // by id
  std::vector<ConflictView> conflicts;
  std::vector<NoticeView> notices;
  std::vector<HeldApart> held;                        // by reason
  std::vector<std::string> missing;                   // required fields that are empty: "producer.phone"
  std::uint64_t unsent_changes = 0;
  std::uint64_t unsent_photos = 0;             // files, each size one
  std::uint64_t unsent_pictures = 0;           // photos as people count them
  Whereabouts whereabouts = Whereabouts::Tablet;  // the lowest of its changes and of the photos that are here
};

// One line of a list; from the table that core/service/summaries.h keeps.
struct DossierLine {
  Id id;
  std::string name, producer_name, unit, set, kind, state;
  std::optional<rules::Bounds> points, stars;  // of the self-assessment
  int answered = 0, criteria = 0, evidence = 0, missing = 0, conflicts = 0;
  int failed_gates = 0, failed_stars = 0;
  bool is_archived = false;
  std::optional<Hash> thumbnail;
  std::uint64_t unsent_changes = 0, unsent_photos = 0;  // photos: files, each size one
  std::uint64_t unsent_pictures = 0;                    // photos as people count them
  Whereabouts whereabouts = Whereabouts::Tablet;
  std::uint64_t withheld = 0;  // changes that the province withholds the effect of, or holds apart
};

struct ProducerLine {
  Id id;
  std::string name, type, unit;
};

}  // namespace ocop::service
