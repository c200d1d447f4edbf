#include "core/domain/lifecycle.h"

#include <map>
#include <set>
#include <string>

#include "tests/support/catch.h"

using namespace ocop::domain;

namespace {

constexpr Mover movers[] = {Mover::Officer, Mover::Commune,  Mover::Province,
                            Mover::Council, Mover::Ministry, Mover::Calendar};

// The whole matrix as a person reads it: from > to by whom. Everything else is forbidden.
const std::set<std::string> allowed = {
    "draft > self_scored by officer",
    "self_scored > draft by officer",
    "self_scored > submitted by officer",
    "returned > submitted by officer",
    "supplement_requested > received by officer",
    "submitted > returned by commune",
    "submitted > commune_assessed by commune",
    "commune_assessed > returned by commune",
    "commune_assessed > proposed by commune",
    "proposed > received by province",
    "proposed > returned by province",
    "received > returned by province",
    "received > in_review by province",
    "received > supplement_requested by province",
    "in_review > returned by province",
    "in_review > supplement_requested by province",
    "in_review > at_council by province",
    "supplement_requested > in_review by province",
    "supplement_requested > returned by province",
    "at_council > in_review by council",
    "at_council > scored by council",
    "scored > at_council by council",
    "scored > decided by province",
    "decided > valid by province",
    "decided > at_ministry by province",
    "at_ministry > decided by ministry",
    "at_ministry > valid by ministry",
    "valid > in_reevaluation_window by calendar",
    "in_reevaluation_window > expired by calendar",
    "extended > expired by calendar",
    "in_reevaluation_window > extended by province",
    "valid > reevaluated by province",
    "valid > reevaluated by ministry",
    "in_reevaluation_window > reevaluated by province",
    "in_reevaluation_window > reevaluated by ministry",
    "extended > reevaluated by province",
    "extended > reevaluated by ministry",
    "valid > stopped by commune",
    "in_reevaluation_window > stopped by commune",
    "extended > stopped by commune",
    "valid > revoked by province",
    "valid > revoked by ministry",
    "in_reevaluation_window > revoked by province",
    "in_reevaluation_window > revoked by ministry",
    "extended > revoked by province",
    "extended > revoked by ministry",
    "stopped > revoked by province",
    "stopped > revoked by ministry",
};

std::string spelled(DossierState from, DossierState to, Mover by) {
  return std::string(state_name(from)) + " > " + std::string(state_name(to)) + " by " + std::string(mover_name(by));
}

std::vector<DossierState> all_states() {
  std::vector<DossierState> out;
  for (std::size_t i = 0; i < std::size(state_names); ++i) out.push_back(static_cast<DossierState>(i));
  return out;
}

}  // namespace

TEST_CASE("every move of every mover is allowed or forbidden as the matrix says") {
  std::set<std::string> seen;
  for (const auto from : all_states())
    for (const auto to : all_states())
      for (const auto by : movers) {
        const auto name = spelled(from, to, by);
        INFO(name);
        CHECK(may_move(from, to, by) == (allowed.count(name) == 1));
        if (allowed.count(name)) seen.insert(name);
      }
  CHECK(seen == allowed);  // the matrix names no state or mover that is not there
  CHECK(transitions().size() == allowed.size());
}

TEST_CASE("the names of states are stable and read back") {
  CHECK(std::size(state_names) == 20);
  for (const auto state : all_states()) {
    const auto parsed = parse_state(state_name(state));
    REQUIRE(parsed.has_value());
    CHECK(*parsed == state);
  }
  CHECK(state_name(DossierState::SupplementRequested) == "supplement_requested");
  CHECK_FALSE(parse_state("Draft").has_value());
  CHECK_FALSE(parse_state("").has_value());
}

TEST_CASE("every state can be reached from a draft") {
  std::set<DossierState> reached = {DossierState::Draft};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const auto& row : transitions())
      if (reached.count(row.from)) reached.insert(row.to);
  }
  CHECK(reached.size() == all_states().size());
}

TEST_CASE("only an end of the law is an end") {
  std::set<std::string_view> ends;
  for (const auto state : all_states()) {
    bool has_next = false;
    for (const auto by : movers) has_next = has_next || !next_states(state, by).empty();
    if (!has_next) ends.insert(state_name(state));
  }
  CHECK(ends == std::set<std::string_view>{"expired", "reevaluated", "revoked"});
}

TEST_CASE("the calendar moves into the computed states and nobody else does") {
  for (const auto& row : transitions()) {
    INFO(spelled(row.from, row.to, row.by));
    CHECK(is_computed(row.to) == (row.by == Mover::Calendar));
  }
}

TEST_CASE("the officer moves exactly the states that are open to the officer") {
  for (const auto state : all_states()) CHECK(is_open_to_officer(state) == !next_states(state, Mover::Officer).empty());
}
