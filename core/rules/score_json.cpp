#include "core/rules/score_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/rules/json_value.h"

namespace ocop::rules {
namespace {

using Json = nlohmann::ordered_json;

// Texts that came out of a pack are UTF-8; "replace" keeps dump() from throwing whatever comes.
std::string one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json to_json(const Text& text) { return {{"vi", text.vi}, {"en", text.en}}; }

Json to_json(const std::vector<Text>& texts) {
  Json list = Json::array();
  for (const Text& text : texts) list.push_back(to_json(text));
  return list;
}

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Status read_declarations(const JsonValue& object, const Set& set, Choices& choices) {
  if (object.kind != JsonValue::Kind::Object) return Error{ErrorCode::InvalidInput, "declare: not an object"};
  const std::vector<Declaration> known = declarations(set);
  for (const auto& [id, answer] : object.members) {
    if (std::none_of(known.begin(), known.end(), [&id = id](const Declaration& one) { return one.id == id; }))
      return Error{ErrorCode::UnknownDeclaration, set.id + " has no declaration " + id};
    if (answer.kind == JsonValue::Kind::Null) continue;
    if (answer.kind != JsonValue::Kind::Boolean)
      return Error{ErrorCode::InvalidInput, "declaration " + id + ": neither true nor false"};
    choices.declarations.emplace(id, answer.boolean);
  }
  return {};
}

Status read_choice(const std::string& code, const JsonValue& answer, const Set& set, Choices& choices) {
  const Criterion* criterion = set.find_criterion(code);
  if (criterion == nullptr) return Error{ErrorCode::UnknownCriterion, set.id + " has no criterion " + code};
  if (answer.kind == JsonValue::Kind::Null) return {};
  if (answer.kind != JsonValue::Kind::Text)
    return Error{ErrorCode::InvalidInput, "criterion " + code + ": the option is not a text"};
  if (answer.text.empty()) return {};
  if (answer.text != no_option_met && criterion->find_option(answer.text) == nullptr)
    return Error{ErrorCode::UnknownOption, set.id + " criterion " + code + " has no option " + answer.text};
  choices.options.emplace(code, answer.text);
  return {};
}

struct Counts {
  int criteria = 0;
  int options = 0;
};

Counts count(const Set& set) {
  Counts counts;
  for (const Criterion* criterion : set.criteria()) {
    ++counts.criteria;
    counts.options += static_cast<int>(criterion->options.size());
  }
  return counts;
}

Json list_entry(const Pack& pack, bool is_current) {
  Json sets = Json::array();
  for (const Set& set : pack.sets) {
    const Counts counts = count(set);
    sets.push_back({{"id", set.id}, {"number", set.number}, {"name", to_json(set.name)}, {"criteria", counts.criteria},
                    {"options", counts.options}});
  }
  return {{"id", pack.id},
          {"title", to_json(pack.title)},
          {"decision", pack.decision.number},
          {"effective_from", pack.decision.effective_from},
          {"effective_to", or_null(pack.decision.effective_to)},
          {"current", is_current},
          {"complete", pack.is_complete},
          {"scorable", pack.is_scorable},
          {"scorable_notice", pack.scorable_notice ? to_json(*pack.scorable_notice) : Json(nullptr)},
          {"caveats", to_json(pack.caveats)},
          {"sets", std::move(sets)}};
}

}  // namespace

Result<Choices> choices_from_json(std::string_view json, const Set& set) {
  TRY_ASSIGN(const JsonValue tree, read_json(json));
  if (tree.kind != JsonValue::Kind::Object) return Error{ErrorCode::InvalidInput, "choices: not an object"};
  Choices choices;
  for (const auto& [key, value] : tree.members) {
    if (key == "declare") {
      TRY(read_declarations(value, set, choices));
    } else {
      TRY(read_choice(key, value, set, choices));
    }
  }
  return choices;
}

std::string to_json(const ScoreResult& result) {
  Json parts = Json::object();
  for (const PartPoints& part : result.parts) parts[part.code] = part.points;
  Json gates = Json::array();
  for (const FailedGate& gate : result.failed_gates)
    gates.push_back({{"stars", gate.stars}, {"criterion", gate.criterion}, {"needs", gate.needs}});
  Json next(nullptr);
  if (result.next_band)
    next = {{"stars", result.next_band->stars}, {"points_missing", result.next_band->points_missing}};
  Json json = {{"set", result.set},
               {"points", result.points},
               {"parts", std::move(parts)},
               {"band_stars", result.band_stars},
               {"stars", result.stars},
               {"failed_gates", std::move(gates)},
               {"unanswered", result.unanswered},
               {"undeclared", result.undeclared},
               {"barred_by", result.barred_by},
               {"next_band", std::move(next)}};
  if (!result.is_pack_complete) json["pack_complete"] = false;
  return one_line(json);
}

std::string list_json(const std::vector<const Pack*>& packs) {
  Json list = Json::array();
  for (const Pack* pack : packs) list.push_back(list_entry(*pack, pack == packs.front()));
  return one_line(list);
}

std::string check_json(const Pack& pack) {
  Counts counts;
  std::vector<int> gated(6, 0);  // by star: criteria with a gate for it, over all sets
  for (const Set& set : pack.sets) {
    const Counts of_set = count(set);
    counts.criteria += of_set.criteria;
    counts.options += of_set.options;
    for (const Criterion* criterion : set.criteria())
      for (std::size_t stars = 1; stars <= 5; ++stars)
        if (gate_points(*criterion, static_cast<int>(stars), "")) ++gated[stars];
  }
  Json gates = Json::object();
  for (std::size_t stars = 1; stars <= 5; ++stars)
    if (gated[stars] > 0) gates[std::to_string(stars)] = gated[stars];
  return one_line({{"ok", true},
                   {"id", pack.id},
                   {"complete", pack.is_complete},
                   {"scorable", pack.is_scorable},
                   {"sets", pack.sets.size()},
                   {"criteria", counts.criteria},
                   {"options", counts.options},
                   {"gates", std::move(gates)},
                   {"caveats", to_json(pack.caveats)}});
}

}  // namespace ocop::rules
