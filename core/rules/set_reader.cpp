#include "core/rules/set_reader.h"

#include <algorithm>
#include <map>

#include "core/rules/declarations.h"
#include "core/rules/scoring.h"

namespace ocop::rules {
namespace {

constexpr int points_total = 100;  // what the three parts of a sheet make, by format 1 of a pack

std::string sum_complaint(int sum, int most) {
  return "the maxima below make " + std::to_string(sum) + ", not " + std::to_string(most);
}

Option read_option(const Node& node, const Criterion& criterion) {
  Option option;
  option.id = node.at("id").id();
  option.points = node.at("points").integer(0, criterion.points_max);
  option.label = read_text(node.at("label"));
  if (node.has("gate_stars")) option.gate_stars = node.at("gate_stars").integer(1, 5);
  if (node.has("case")) option.case_id = node.at("case").id();
  if (option.id == no_option_met) node.complain("an option may not be called none");
  return option;
}

// Options of one case, or of a criterion without cases: points never fall, gates rise with them.
void check_case(const Node& node, const Criterion& criterion, const std::string& case_id) {
  int points = 0;
  int gate_stars = 0;
  int count = 0;
  for (const Option& option : criterion.options) {
    if (option.case_id != case_id) continue;
    ++count;
    if (option.points < points) node.complain("points fall at option " + option.id);
    points = option.points;
    if (!option.gate_stars) continue;
    if (*option.gate_stars <= gate_stars) node.complain("gates do not rise at option " + option.id);
    gate_stars = *option.gate_stars;
  }
  if (count == 0) node.complain(case_id.empty() ? "no options" : "case without options: " + case_id);
}

void read_cases(const Node& node, Criterion& criterion) {
  std::vector<std::string> seen;
  for (const Node& item : node.maybe_items_of("cases")) {
    criterion.cases.push_back({item.at("id").id(), read_text(item.at("label"))});
    expect_new(item, seen, criterion.cases.back().id);
  }
}

void read_options(const Node& node, Criterion& criterion) {
  std::vector<std::string> seen;
  int best = 0;
  for (const Node& item : node.items_of("options")) {
    criterion.options.push_back(read_option(item, criterion));
    const Option& option = criterion.options.back();
    expect_new(item, seen, option.id);
    best = std::max(best, option.points);
    const bool is_case_known = std::any_of(criterion.cases.begin(), criterion.cases.end(),
                                           [&](const Case& one) { return one.id == option.case_id; });
    if (criterion.cases.empty() ? !option.case_id.empty() : !is_case_known) item.complain("case of the option");
  }
  if (best != criterion.points_max) node.complain("best option " + std::to_string(best) + " is not the maximum");
  if (criterion.cases.empty()) check_case(node, criterion, "");
  for (const Case& one : criterion.cases) check_case(node, criterion, one.id);
}

void read_notes(const Node& node, Criterion& criterion) {
  std::vector<NoteKind> declared;
  bool has_choice = false;
  for (const Node& item : node.maybe_items_of("notes")) {
    const std::string name = item.at("kind").text();
    const auto kind = note_kind_named(name);
    if (!kind) {
      item.complain("kind of note not known: " + name);
      continue;
    }
    criterion.notes.push_back({*kind, read_text(item)});
    has_choice = has_choice || *kind == NoteKind::ChooseOneCase;
    if (!is_declared(*kind)) continue;
    if (std::find(declared.begin(), declared.end(), *kind) != declared.end())
      item.complain("two notes would be one declaration: " + name);
    declared.push_back(*kind);
  }
  if (has_choice != !criterion.cases.empty()) node.complain("cases and the note to choose one do not go together");
}

Criterion read_criterion(const Node& node) {
  Criterion criterion;
  criterion.code = node.at("code").code();
  criterion.name = read_text(node.at("name"));
  criterion.points_max = node.at("max").integer(1, points_total);
  if (const Node heading = node.maybe("heading"); heading.exists())
    criterion.heading = Heading{heading.at("code").code(), read_text(heading.at("name")),
                                heading.at("max").integer(1, points_total)};
  read_cases(node, criterion);
  read_options(node, criterion);
  read_notes(node, criterion);
  return criterion;
}

bool belongs_to(const std::string& code, const std::string& above) {
  return code == above || code.compare(0, above.size() + 1, above + ".") == 0;
}

void check_headings(const Node& node, const Group& group) {
  std::map<std::string, int> sums;
  for (const Criterion& criterion : group.criteria)
    if (criterion.heading) sums[criterion.heading->code] += criterion.points_max;
  for (const Criterion& criterion : group.criteria) {
    if (!criterion.heading) continue;
    const Heading& heading = *criterion.heading;
    if (sums[heading.code] != heading.points_max)
      node.complain("heading " + heading.code + ": " + sum_complaint(sums[heading.code], heading.points_max));
    if (!belongs_to(criterion.code, heading.code))
      node.complain("criterion " + criterion.code + " under another heading");
  }
}

Group read_group(const Node& node, std::vector<std::string>& codes) {
  Group group{node.at("code").code(), read_text(node.at("name")), node.at("max").integer(1, points_total), {}};
  int sum = 0;
  for (const Node& item : node.items_of("criteria")) {
    Criterion criterion = read_criterion(item);
    expect_new(item, codes, criterion.code);
    if (!belongs_to(criterion.code, group.code)) item.complain("code is not of group " + group.code);
    if (criterion.code == "declare" || criterion.code == "set") item.complain("code is a reserved word");
    sum += criterion.points_max;
    group.criteria.push_back(std::move(criterion));
  }
  if (sum != group.points_max) node.at("max").complain(sum_complaint(sum, group.points_max));
  check_headings(node, group);
  return group;
}

Part read_part(const Node& node, std::vector<std::string>& codes) {
  Part part{node.at("code").code(), read_text(node.at("name")), node.at("max").integer(1, points_total), {}};
  int sum = 0;
  for (const Node& item : node.items_of("groups")) {
    part.groups.push_back(read_group(item, codes));
    sum += part.groups.back().points_max;
  }
  if (sum != part.points_max) node.at("max").complain(sum_complaint(sum, part.points_max));
  return part;
}

void read_parts(const Node& node, Set& set) {
  std::vector<std::string> part_codes;
  std::vector<std::string> criterion_codes;
  int sum = 0;
  for (const Node& item : node.items_of("parts")) {
    set.parts.push_back(read_part(item, criterion_codes));
    expect_new(item, part_codes, set.parts.back().code);
    sum += set.parts.back().points_max;
  }
  if (sum != points_total) node.at("parts").complain(sum_complaint(sum, points_total));
}

}  // namespace

Text read_text(const Node& node) { return {node.at("vi").text(), node.at("en").text()}; }

std::optional<Text> read_maybe_text(const Node& parent, std::string_view key) {
  const Node node = parent.maybe(key);
  if (!node.exists()) return std::nullopt;
  return read_text(node);
}

Set read_set(const Node& node, const std::string& pack_id) {
  Set set;
  set.id = node.at("id").text();
  set.number = node.at("number").integer(1, 99);
  const std::string digits = std::to_string(set.number);
  if (set.id != pack_id + (digits.size() == 1 ? "/0" : "/") + digits) node.at("id").complain("not pack and number");
  set.name = read_text(node.at("name"));
  const Node industry = node.at("industry");
  set.industry_code = industry.at("code").code();
  set.industry = read_text(industry.at("name"));
  set.group = read_text(node.at("group"));
  set.subgroup = read_maybe_text(node, "subgroup");
  for (const Node& item : node.items_of("lead_agencies")) set.lead_agencies.push_back(read_text(item));
  set.sample_units = node.at("sample_units").integer(0, 1000);
  for (const Node& item : node.items_of("disqualifiers")) set.disqualifiers.push_back(read_text(item));
  read_parts(node, set);
  return set;
}

}  // namespace ocop::rules
