// A rule pack: one decision of the government as data. What an OCOP product is scored by stands here and nowhere in
// code: sets of criteria, options and their points, star gates, bands, declarations, deadlines, terms of a certificate.
//
// A pack is read once from JSON (core/rules/packs/*.json), checked as a whole, and never changes afterwards: share it
// freely between threads. Points are whole numbers. Texts are in Vietnamese and English, in our own condensed wording;
// the decision's text governs, and `caveats` says what has not been checked against it.
//
//   Pack ─ Set (26: "ocop-26-2026/07") ─ Part (A B C) ─ Group (1, 2, …) ─ Criterion (1.1) ─ Option (a b c …)
//
// See library.h for the packs that the program carries, scoring.h for what is done with a Set.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace ocop::rules {

struct Text {
  std::string vi;
  std::string en;
};

struct Named {
  std::string id;
  Text name;
};

// An answer to a criterion. `gate_stars` N marks the least that N stars and more ask of this criterion.
struct Option {
  std::string id;           // "a", "b", …; never "none", which means that no option is met
  int points = 0;
  Text label;
  std::optional<int> gate_stars;
  std::string case_id;      // empty when the criterion has no cases
};

enum class NoteKind {
  Guidance,                // help to show beside the criterion
  ChooseOneCase,           // help: the case follows from the option chosen
  Disqualify,              // these five are questions of their own: declarations.h
  Precondition,
  NotEligibleIfCommodity,
  StopIfFailed,
  AppliesOnlyIfStory,
};
std::string_view note_kind_name(NoteKind kind);  // "stop_if_failed": as in packs and in declaration ids

struct Note {
  NoteKind kind = NoteKind::Guidance;
  Text text;
};

struct Case {
  std::string id;
  Text label;
};

struct Heading {  // a line between group and criterion, in two of the sets
  std::string code;
  Text name;
  int points_max = 0;
};

struct Criterion {
  std::string code;  // "1.2", "9", "6.1.3": unique in its set
  Text name;
  int points_max = 0;
  std::optional<Heading> heading;
  std::vector<Note> notes;
  std::vector<Case> cases;       // empty, or two: tourism
  std::vector<Option> options;   // in each case, points never fall and gates rise

  const Option* find_option(std::string_view id) const;
};

struct Group {
  std::string code;
  Text name;
  int points_max = 0;
  std::vector<Criterion> criteria;
};

struct Part {
  std::string code;
  Text name;
  int points_max = 0;
  std::vector<Group> groups;
};

struct Set {
  std::string id;  // pack id, a slash, the number with two digits: the number alone does not name a set
  int number = 0;
  Text name;
  std::string industry_code;
  Text industry;
  Text group;
  std::optional<Text> subgroup;
  std::vector<Text> lead_agencies;
  int sample_units = 0;               // product samples that go with the dossier
  std::vector<Text> disqualifiers;    // declarations set/1, set/2, … in this order
  std::vector<Part> parts;            // A, B, C; together 100 points

  const Criterion* find_criterion(std::string_view code) const;
  std::vector<const Criterion*> criteria() const;  // all, in the order of the sheet
};

struct Band {
  int stars = 0;
  int from_points = 0;  // half open: up to the next band's
};

struct Decision {
  std::string number;
  std::string signed_on;                       // dates as YYYY-MM-DD
  std::string effective_from;
  std::optional<std::string> effective_to;     // its last day; nothing while in force
  std::vector<std::string> replaces;
};

// Terms of a certificate. The 2019 and 2023 packs do not know those of re-evaluation.
struct CertificateTerms {
  int stars_min = 0;
  int validity_months = 0;
  std::optional<int> reevaluation_opens_days;   // before expiry
  std::optional<int> reevaluation_closes_days;  // before expiry
  std::optional<int> late_extension_days;       // after expiry
  std::optional<int> decide_within_days;        // of a complete dossier
};

struct DecidingLevel {
  std::string level;
  std::vector<int> stars;
};

struct Levels {
  std::vector<Named> chain;  // commune, province, ministry
  std::vector<DecidingLevel> decides;
  std::vector<std::pair<std::string, int>> forward_from_points;  // {"ministry", 90}
};

struct Deadline {
  std::string step;   // "commune_proposes"
  int round = 0;
  unsigned month = 0;
  unsigned day = 0;
  int year_offset = 0;  // 1: in the year after the round's
  Text name;            // always "before": the day itself is too late
};

struct Transition {  // dossiers pending when the decision came finish under the old rules
  std::string pending_on;
  int old_rules_days = 0;
  int old_rules_reevaluation_days = 0;
};

enum class LastValidDay { SameDate, DayBefore };
enum class GatesOn { Consensus, Mean, EveryMember };

// What the law leaves to the province, with our defaults. A province confirms them against its own regulation.
struct ProvinceSettings {
  std::optional<int> quorum_percent;
  std::optional<int> members_difference_points_max;
  GatesOn gates_on = GatesOn::Consensus;
  LastValidDay last_valid_day = LastValidDay::SameDate;  // why: calendar.h
};

struct EvidenceKind {
  enum class Origin { Law, Ours };
  std::string id;
  int number = 0;  // as the form numbers them; 0 for ours
  Text name;
  Origin origin = Origin::Law;
};

struct DossierKind {
  std::string id;
  Text name;
  std::optional<Text> must_show;
};

struct KnownSet {  // a set that an incomplete pack can name and perhaps not score
  int number = 0;
  Text name;
};

struct Pack {
  std::string id;
  Text title;
  bool is_complete = false;  // has every set of its decision; only then may a new dossier pin it
  bool is_scorable = false;
  std::optional<Text> scorable_notice;
  Decision decision;
  std::optional<Text> wording_notice;
  std::vector<Text> caveats;
  std::optional<Text> gate_rule;
  Text no_option;            // what "none" reads as
  std::vector<Band> bands;   // by stars, from 1 and 0 points
  CertificateTerms certificate;
  Levels levels;
  std::vector<Deadline> deadlines;
  std::optional<int> commune_check_working_days;
  std::optional<Transition> transition;
  ProvinceSettings province;
  std::vector<EvidenceKind> evidence_kinds;  // the law's; evidence_kinds() in library.h adds ours
  std::vector<DossierKind> dossier_kinds;
  std::vector<KnownSet> known_sets;
  std::vector<Set> sets;     // by number

  const Set* find_set(int number) const;
};

// Reads and checks a pack. Keys that we do not know are allowed, nothing else is: PackInvalid with a detail
// that names the place ("/sets[3]/parts[0]/max: the maxima below make 39, not 40") for wrong shapes, ids or
// codes that repeat, sums that do not add up, points over their maximum, gates outside 1..5 or falling, kinds of notes
// that we do not know (they may bar), texts that are not NFC, dates that do not exist, a file over
// limits::json_file_bytes_max or deeper than limits::json_depth_max.
Result<Pack> parse_pack(std::string_view json);

}  // namespace ocop::rules
