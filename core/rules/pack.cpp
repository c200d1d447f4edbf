#include "core/rules/pack.h"

#include <algorithm>
#include <array>

#include "core/rules/calendar.h"
#include "core/rules/library.h"
#include "core/rules/reader.h"
#include "core/rules/set_reader.h"

namespace ocop::rules {
namespace {

constexpr int days_max = 3660;

std::string read_date(const Node& node) {
  const std::string text = node.text();
  if (!parse_date(text)) node.complain("not a date: " + text);
  return text;
}

Decision read_decision(const Node& node) {
  Decision decision;
  decision.number = node.at("number").text();
  decision.signed_on = read_date(node.at("signed"));
  decision.effective_from = read_date(node.at("effective_from"));
  if (node.has("effective_to")) decision.effective_to = read_date(node.at("effective_to"));
  for (const Node& replaced : node.maybe_items_of("replaces")) decision.replaces.push_back(replaced.text());
  return decision;
}

std::vector<Band> read_bands(const Node& node) {
  std::vector<Band> bands;
  for (const Node& item : node.items()) {
    const Band band{item.at("stars").integer(1, 5), item.at("from_points").integer(0, 100)};
    if (band.stars != static_cast<int>(bands.size()) + 1) item.complain("bands are not 1, 2, 3 … stars");
    if (bands.empty() ? band.from_points != 0 : band.from_points <= bands.back().from_points)
      item.complain("bands do not rise from 0 points");
    bands.push_back(band);
  }
  if (bands.empty()) node.complain("no bands");
  return bands;
}

std::optional<int> maybe_integer(const Node& node, std::string_view key, int least, int most) {
  if (!node.has(key)) return std::nullopt;
  return node.at(key).integer(least, most);
}

CertificateTerms read_certificate(const Node& node) {
  CertificateTerms terms;
  terms.stars_min = node.at("min_stars").integer(1, 5);
  terms.validity_months = node.at("validity_months").integer(1, 600);
  terms.reevaluation_opens_days = maybe_integer(node, "reevaluation_opens_days", 0, days_max);
  terms.reevaluation_closes_days = maybe_integer(node, "reevaluation_closes_days", 0, days_max);
  terms.late_extension_days = maybe_integer(node, "late_extension_days", 0, days_max);
  terms.decide_within_days = maybe_integer(node, "decide_within_days", 0, days_max);
  if (terms.reevaluation_opens_days.has_value() != terms.reevaluation_closes_days.has_value())
    node.complain("a window needs both its ends");
  if (terms.reevaluation_opens_days < terms.reevaluation_closes_days)
    node.complain("the window closes before it opens");
  return terms;
}

Levels read_levels(const Node& node) {
  Levels levels;
  std::vector<std::string> seen;
  for (const Node& item : node.items_of("chain")) {
    const std::string id = item.id();
    expect_new(item, seen, id);
    levels.chain.push_back({id, read_text(node.at("names").at(id))});
  }
  const auto is_known = [&](const std::string& id) { return std::find(seen.begin(), seen.end(), id) != seen.end(); };
  for (const Node& item : node.items_of("decides")) {
    DecidingLevel deciding{item.at("level").id(), {}};
    if (!is_known(deciding.level)) item.complain("level is not in the chain: " + deciding.level);
    for (const Node& stars : item.items_of("stars")) deciding.stars.push_back(stars.integer(1, 5));
    levels.decides.push_back(std::move(deciding));
  }
  for (const std::string& id : seen)
    if (const Node from = node.maybe("forward_to_" + id + "_from_points"); from.exists())
      levels.forward_from_points.emplace_back(id, from.integer(0, 100));
  return levels;
}

Deadline read_deadline(const Node& node) {
  Deadline deadline;
  deadline.step = node.at("step").id();
  deadline.round = node.at("round").integer(1, 12);
  deadline.month = static_cast<unsigned>(node.at("month").integer(1, 12));
  deadline.day = static_cast<unsigned>(node.at("day").integer(1, 31));
  deadline.year_offset = node.at("year_offset").integer(0, 1);
  deadline.name = read_text(node.at("name"));
  if (!exists_every_year(deadline.month, deadline.day)) node.complain("no such day in every year");
  if (node.at("comparison").text() != "before") node.complain("comparison other than \"before\"");
  return deadline;
}

Transition read_transition(const Node& node) {
  return {read_date(node.at("pending_on")), node.at("old_rules_days").integer(0, days_max),
          node.at("old_rules_reevaluation_days").integer(0, days_max)};
}

ProvinceSettings read_province(const Node& node) {
  ProvinceSettings settings;
  settings.quorum_percent = maybe_integer(node, "quorum_percent", 0, 100);
  settings.members_difference_points_max = maybe_integer(node, "members_difference_points_max", 0, 100);
  if (const Node gates = node.maybe("gates"); gates.exists()) {
    const std::string name = gates.text();
    if (name == "mean") settings.gates_on = GatesOn::Mean;
    else if (name == "every_member") settings.gates_on = GatesOn::EveryMember;
    else if (name != "consensus") gates.complain("none of consensus, mean, every_member");
  }
  if (const Node day = node.maybe("last_valid_day"); day.exists()) {
    const std::string name = day.text();
    if (name == "day_before") settings.last_valid_day = LastValidDay::DayBefore;
    else if (name != "same_date") day.complain("none of same_date, day_before");
  }
  if (node.has("average") && node.at("average").text() != "exact") node.at("average").complain("only exact is known");
  return settings;
}

std::vector<EvidenceKind> read_evidence_kinds(const Node& root) {
  std::vector<EvidenceKind> kinds;
  std::vector<std::string> seen;
  for (const Node& item : root.maybe_items_of("evidence_kinds")) {
    EvidenceKind kind{item.at("id").id(), item.at("number").integer(1, 99), read_text(item.at("name")),
                      EvidenceKind::Origin::Law};
    expect_new(item, seen, kind.id);
    if (is_own_evidence_kind(kind.id)) item.complain("the id is one of ours: " + kind.id);
    if (kind.number != static_cast<int>(kinds.size()) + 1) item.complain("kinds are not numbered 1, 2, 3 …");
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

std::vector<DossierKind> read_dossier_kinds(const Node& root) {
  std::vector<DossierKind> kinds;
  std::vector<std::string> seen;
  for (const Node& item : root.maybe_items_of("dossier_kinds")) {
    DossierKind kind{item.at("id").id(), read_text(item.at("name")), read_maybe_text(item, "must_show")};
    expect_new(item, seen, kind.id);
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

std::vector<KnownSet> read_known_sets(const Node& root) {
  std::vector<KnownSet> known;
  for (const Node& item : root.maybe_items_of("known_sets")) {
    KnownSet one{item.at("number").integer(1, 99), read_text(item.at("name"))};
    if (!known.empty() && one.number <= known.back().number) item.complain("numbers do not rise");
    known.push_back(std::move(one));
  }
  return known;
}

void read_sets(const Node& root, Pack& pack) {
  for (const Node& item : root.items_of("sets")) {
    Set set = read_set(item, pack.id);
    if (!pack.sets.empty() && set.number <= pack.sets.back().number) item.complain("numbers of sets do not rise");
    for (const Part& part : set.parts)
      if (const Node most = root.maybe("part_max");
          most.exists() && most.at(part.code).integer(0, 100) != part.points_max)
        item.complain("part " + part.code + " has not the maximum that the pack gives");
    pack.sets.push_back(std::move(set));
  }
  if (pack.is_scorable == pack.sets.empty()) root.complain("scorable and having sets do not go together");
  const bool has_gap = pack.sets.empty() || pack.sets.back().number != static_cast<int>(pack.sets.size());
  if (pack.is_complete && has_gap) root.complain("complete, but a set is missing");
}

Pack read_pack(const Node& root) {
  Pack pack;
  root.at("format").integer(1, 1);
  pack.id = root.at("id").id();
  pack.title = read_text(root.at("title"));
  pack.is_complete = root.at("complete").boolean();
  pack.is_scorable = root.at("scorable").boolean();
  pack.scorable_notice = read_maybe_text(root, "scorable_notice");
  pack.decision = read_decision(root.at("decision"));
  pack.wording_notice = read_maybe_text(root, "wording_notice");
  for (const Node& caveat : root.maybe_items_of("caveats")) pack.caveats.push_back(read_text(caveat));
  pack.gate_rule = read_maybe_text(root, "gate_rule");
  if (const Node none = root.maybe("no_option"); none.exists()) {
    none.at("points").integer(0, 0);
    pack.no_option = read_text(none.at("label"));
  } else if (pack.is_scorable) {
    root.complain("a pack that scores needs no_option");
  }
  pack.bands = read_bands(root.at("bands"));
  pack.certificate = read_certificate(root.at("certificate"));
  pack.levels = read_levels(root.at("levels"));
  for (const Node& item : root.maybe_items_of("deadlines")) pack.deadlines.push_back(read_deadline(item));
  pack.commune_check_working_days = maybe_integer(root, "commune_check_working_days", 1, 365);
  if (root.has("transition")) pack.transition = read_transition(root.at("transition"));
  if (root.has("province_settings")) pack.province = read_province(root.at("province_settings"));
  pack.evidence_kinds = read_evidence_kinds(root);
  pack.dossier_kinds = read_dossier_kinds(root);
  pack.known_sets = read_known_sets(root);
  read_sets(root, pack);
  return pack;
}

struct NoteName {
  NoteKind kind;
  std::string_view name;
};
constexpr std::array<NoteName, 7> note_names{{
    {NoteKind::Guidance, "guidance"},
    {NoteKind::ChooseOneCase, "choose_one_case"},
    {NoteKind::Disqualify, "disqualify"},
    {NoteKind::Precondition, "precondition"},
    {NoteKind::NotEligibleIfCommodity, "not_eligible_if_commodity"},
    {NoteKind::StopIfFailed, "stop_if_failed"},
    {NoteKind::AppliesOnlyIfStory, "applies_only_if_story"},
}};

}  // namespace

std::string_view note_kind_name(NoteKind kind) { return note_names[static_cast<std::size_t>(kind)].name; }

std::optional<NoteKind> note_kind_named(std::string_view name) {
  for (const NoteName& row : note_names)
    if (row.name == name) return row.kind;
  return std::nullopt;
}

const Option* Criterion::find_option(std::string_view id) const {
  for (const Option& option : options)
    if (option.id == id) return &option;
  return nullptr;
}

const Criterion* Set::find_criterion(std::string_view code) const {
  for (const Part& part : parts)
    for (const Group& of_part : part.groups)
      for (const Criterion& criterion : of_part.criteria)
        if (criterion.code == code) return &criterion;
  return nullptr;
}

std::vector<const Criterion*> Set::criteria() const {
  std::vector<const Criterion*> all;
  for (const Part& part : parts)
    for (const Group& of_part : part.groups)
      for (const Criterion& criterion : of_part.criteria) all.push_back(&criterion);
  return all;
}

const Set* Pack::find_set(int wanted) const {
  for (const Set& set : sets)
    if (set.number == wanted) return &set;
  return nullptr;
}

Result<Pack> parse_pack(std::string_view json) {
  const auto tree = read_json(json);
  if (!tree) return Error{ErrorCode::PackInvalid, tree.error().detail};
  Reader reader(ErrorCode::PackInvalid);
  Pack pack = read_pack(reader.root(*tree));
  TRY(reader.status());
  return pack;
}

}  // namespace ocop::rules
