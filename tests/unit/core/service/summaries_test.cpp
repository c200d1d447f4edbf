// The dossier's line after edits that change only a part of it is the line that deriving it anew gives: require_whole
// compares the two.
#include "core/service/summaries.h"

#include <set>

#include "core/journal/value_codec.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

namespace {

struct OneDossier {
  std::set<std::string> statements;  // outlive the folder, which remembers them by where they lie
  DataFolder tablet{1};
  Id dossier = a_dossier(tablet, a_producer(tablet));
  store::RecordKey self{dossier, assessment_id(dossier, "self")};

  std::int64_t line(const std::string& column) {
    return tablet.count(*statements.insert("SELECT " + column + " FROM dossiers").first);
  }
};

// Somebody else's record in this dossier, made by no command of ours.
journal::Change foreign(const store::RecordKey& key, const std::string& type, std::uint64_t number,
                        std::vector<std::pair<std::string, std::string>> fields) {
  journal::Change change;
  change.root = key.root;
  change.record = key.record;
  change.type = type;
  change.replica = 77;
  change.first = change.last = number;
  for (auto& [name, text] : fields) {
    change.fields.push_back({name, journal::encode_value(domain::Value::text(text)), {}});
  }
  return change;
}

}  // namespace

TEST_CASE("Scores, notes and declarations keep the figures of the dossier's line, each by itself") {
  OneDossier one;
  const std::int64_t missing = one.line("missing");
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.1", "a")));
  REQUIRE(one.line("answered") == 1);
  one.tablet.require_whole();
  const std::int64_t low = one.line("points_max");
  one.tablet.clock.advance_ms(5'000);
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.2", "b")));
  REQUIRE(one.line("answered") == 2);
  REQUIRE(one.line("points_max") >= low);
  REQUIRE(one.line("changed_at_ms") == one.tablet.clock.wall_ms());
  SetDeclaration bars;
  bars.dossier = one.dossier;
  bars.declaration = "set/1";
  bars.answer = true;
  REQUIRE_OK(set_declaration(*one.tablet, bars));
  REQUIRE(one.line("stars_max") == 0);
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.1", "", shown(one.tablet, one.self, "1.1.option"))));
  REQUIRE(one.line("answered") == 1);
  REQUIRE(one.line("missing") == missing);
  one.tablet.require_whole();
}

TEST_CASE("A score of somebody else's assessment leaves the figures of the line alone") {
  OneDossier one;
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.1", "a")));
  auto theirs = score(one.dossier, "1.2", "a");
  theirs.assessor = "commune";
  REQUIRE_OK(set_score(*one.tablet, theirs));
  REQUIRE(one.line("answered") == 1);
  one.tablet.require_whole();
}

TEST_CASE("Conflicts come into the line and leave it, whatever was edited between") {
  OneDossier one;
  DataFolder other(2, "Lan");
  carry(one.tablet, other);
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.1", "a")));
  REQUIRE_OK(set_score(*other, score(one.dossier, "1.1", "b")));
  carry(other, one.tablet);
  REQUIRE(one.line("conflicts") == 1);
  one.tablet.require_whole();
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.2", "a")));
  REQUIRE(one.line("points_min < points_max") == 1);
  one.tablet.require_whole();
  const auto conflicts = list_conflicts(*one.tablet).value();
  REQUIRE_OK(settle(*one.tablet, {conflicts.front().id, 1, {}, "asked the producer"}));
  REQUIRE(one.line("conflicts") == 0);
  one.tablet.require_whole();
}

TEST_CASE("An assessment of another id that claims to be the self-assessment does not stand before it") {
  OneDossier one;
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.1", "a")));
  const Id first = Id::from(Bytes(Id::size, 0)).value(), last = Id::from(Bytes(Id::size, 255)).value();
  for (const Id& id : {first, last}) {
    const std::uint64_t number = id == first ? 1 : 2;
    import(one.tablet, {foreign({one.dossier, id}, "assessment", number,
                                {{"1.2.option", "a"}, {"1.3.option", "a"}, {"assessor", "self"}})});
    REQUIRE(one.line("answered") == 1);
    one.tablet.require_whole();
  }
  REQUIRE_OK(set_score(*one.tablet, score(one.dossier, "1.4", "a")));
  REQUIRE(one.line("answered") == 2);
  one.tablet.require_whole();
}

TEST_CASE("A record that turns out to be an assessment is counted as evidence no longer") {
  OneDossier one;
  import(one.tablet, {foreign(one.self, "evidence", 1, {{"kind", "other"}})});
  REQUIRE(one.line("evidence") == 1);
  import(one.tablet, {foreign(one.self, "assessment", 2, {{"1.1.option", "a"}, {"assessor", "self"}})});
  REQUIRE(one.line("evidence") == 0);
  REQUIRE(one.line("answered") == 1);
  one.tablet.require_whole();
}
