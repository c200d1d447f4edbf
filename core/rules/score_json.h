// The JSON of `ocop rules`: names and keys are an interface that scripts rely on.
// Everything written is one line without a line feed. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/rules/scoring.h"

namespace ocop::rules {

// {"1.1":"b","1.2":"none","declare":{"set/1":true,"1.1/precondition":false}}. null and "" are unanswered.
//   InvalidInput, LimitExceeded              not JSON of this shape, a key twice, too large or too deep
//   UnknownCriterion, UnknownOption, UnknownDeclaration
Result<Choices> choices_from_json(std::string_view json, const Set& set);

// {"set","points","parts":{"A":n,…},"band_stars","stars","failed_gates":[{"stars","criterion","needs"}],"unanswered",
// "undeclared","barred_by","next_band":{"stars","points_missing"}|null}.
// For an incomplete pack (old dossiers) "pack_complete":false stands at the end.
std::string to_json(const ScoreResult& result);

// `rules list`: [{"id","title","decision","effective_from","effective_to"|null,"current","complete","scorable",
// "scorable_notice"|null,"caveats":[{"vi","en"}],"sets":[{"id","number","name","criteria","options"}]}]
std::string list_json(const std::vector<const Pack*>& packs);

// `rules check` of a pack that parse_pack() accepted:
// {"ok":true,"id","complete","scorable","sets","criteria","options","gates":{"3":n,…},"caveats":[…]}; "gates" counts
// criteria with a gate for that star. A pack that it refused is an error, not this.
std::string check_json(const Pack& pack);

}  // namespace ocop::rules
