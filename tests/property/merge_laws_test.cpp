// The laws of core/journal/merge.h, under the same numbers, on invented histories (tests/support/histories.h).
//
// Each law runs over a few hundred worlds; a failure prints the seed of its world, and World(seed) is that world again.
#include <algorithm>

#include "core/journal/archive.h"
#include "core/journal/merge.h"
#include "tests/support/catch.h"
#include "tests/support/histories.h"

using namespace ocop;
using namespace ocop::journal;
using namespace ocop::test;

namespace {

constexpr std::uint64_t worlds = 250;

// Everything published, shuffled, some of it more than once.
Receiver hear_all(const World& world, Chance& chance) {
  std::vector<Change> deliveries = world.published;
  for (const Change& change : world.published) {
    if (chance.one_in(3)) deliveries.push_back(change);
  }
  chance.shuffle(deliveries);
  Receiver out;
  for (const Change& change : deliveries) out.receive(change);
  return out;
}

// What a replica that heard only a part holds: several such per world, each closed under what it needs.
std::vector<Roots> partial_views(const World& world, Chance& chance) {
  std::vector<Roots> out;
  for (const Tablet& tablet : world.tablets) out.push_back(tablet.receiver().roots());
  for (int n = 0; n < 3; ++n) {
    Receiver some;
    for (const Change& change : world.published) {
      if (!chance.one_in(3)) some.receive(change);
    }
    out.push_back(some.roots());
  }
  return out;
}

RootState root_of(const Roots& roots, const Id& root) {
  const auto at = roots.find(root);
  return at == roots.end() ? RootState{} : at->second;
}

Change change_of(Replica replica, std::uint64_t first, std::uint64_t last, std::vector<FieldChange> fields) {
  Change out;
  out.root = out.record = id_of(1);
  out.type = "dossier";
  out.replica = replica;
  out.first = first;
  out.last = last;
  out.fields = std::move(fields);
  return out;
}

Register heads_of(const RootState& state, const std::string& field) {
  return state.records.at(id_of(1)).registers.at(field);
}

// R3, of a change of the head's own record.
bool replaces(const Change& change, const std::string& field, const Stamp& head) {
  return std::any_of(change.fields.begin(), change.fields.end(), [&](const FieldChange& set) {
    const bool names_it = std::find(set.heads.begin(), set.heads.end(), head) != set.heads.end();
    return set.name == field && (names_it || (change.replica == head.replica && change.last > head.number));
  });
}

}  // namespace

TEST_CASE("R1: a change waits until the numbers before it and the heads it replaces are seen") {
  RootState root;
  const Change first = change_of(1, 1, 1, {{"name", value_of(1), {}}});
  const Change second = change_of(1, 2, 2, {{"name", value_of(2), {{1, 1}}}});
  const Change other = change_of(2, 1, 1, {{"name", value_of(3), {{1, 2}}}});
  REQUIRE(apply(other, root) == Arrival::Waits);
  REQUIRE(apply(second, root) == Arrival::Waits);
  REQUIRE(root.records.empty());
  REQUIRE(root.seen == Seen{});
  REQUIRE(apply(first, root) == Arrival::Ready);
  REQUIRE(apply(other, root) == Arrival::Waits);
  REQUIRE(apply(second, root) == Arrival::Ready);
  REQUIRE(apply(other, root) == Arrival::Ready);
  REQUIRE(heads_of(root, "name") == Register{{{2, 1}, value_of(3)}});
}

TEST_CASE("R1: a change that stands for several numbers waits for the number before its first") {
  RootState root;
  REQUIRE(apply(change_of(1, 3, 5, {{"name", value_of(1), {}}}), root) == Arrival::Waits);
  REQUIRE(apply(change_of(1, 1, 2, {{"name", value_of(1), {}}}), root) == Arrival::Ready);
  REQUIRE(apply(change_of(1, 3, 5, {{"name", value_of(1), {}}}), root) == Arrival::Ready);
  REQUIRE(root.seen.last(1) == 5);
}

TEST_CASE("R2: a change that is seen already does nothing") {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    Chance chance(seed);
    const Receiver all = hear_all(world, chance);
    for (const Change& change : world.published) {
      RootState root = all.roots().at(change.root);
      REQUIRE(apply(change, root) == Arrival::AlreadySeen);
      REQUIRE(root == all.roots().at(change.root));
    }
  }
}

TEST_CASE("R3: merging removes the heads named and the replica's own earlier ones, and nothing else") {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    std::map<Id, RootState> roots;
    for (const Change& change : world.published) {
      RootState& root = roots[change.root];
      const RootState before = root;
      if (apply(change, root) != Arrival::Ready) continue;
      const auto stood = before.records.find(change.record);
      for (const auto& [field, heads] : root.records.at(change.record).registers) {
        const auto set = std::find_if(change.fields.begin(), change.fields.end(),
                                      [&name = field](const FieldChange& one) { return one.name == name; });
        Register expected;
        if (stood != before.records.end() && stood->second.registers.contains(field)) {
          expected = stood->second.registers.at(field);
        }
        if (set != change.fields.end()) {
          std::erase_if(expected, [&](const Head& head) {
            return head.stamp.replica == change.replica ||
                   std::find(set->heads.begin(), set->heads.end(), head.stamp) != set->heads.end();
          });
          expected.push_back({change.stamp(), set->value});
          std::sort(expected.begin(), expected.end(), [](const Head& a, const Head& b) { return a.stamp < b.stamp; });
        }
        REQUIRE(heads == expected);
      }
    }
  }
}

TEST_CASE("R4, L1: joining states is commutative, associative and idempotent") {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed, 40);
    Chance chance(seed);
    const auto views = partial_views(world, chance);
    for (const Id& root : world.roots) {
      const RootState a = root_of(views[chance.below(views.size())], root);
      const RootState b = root_of(views[chance.below(views.size())], root);
      const RootState c = root_of(views[chance.below(views.size())], root);
      REQUIRE(join(a, b) == join(b, a));
      REQUIRE(join(join(a, b), c) == join(a, join(b, c)));
      REQUIRE(join(a, a) == a);
      REQUIRE(join(join(a, b), b) == join(a, b));
      REQUIRE(join(a, RootState{}) == a);
    }
  }
}

TEST_CASE("R4: joining the states of two replicas gives what hearing the changes of both gives") {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    Chance chance(seed);
    std::vector<Change> half[2];
    for (const Change& change : world.published) {
      const std::size_t to = chance.below(3);
      if (to != 1) half[0].push_back(change);
      if (to != 0) half[1].push_back(change);
    }
    Receiver left, right;
    for (const Change& change : half[0]) left.receive(change);
    for (const Change& change : half[1]) right.receive(change);
    Receiver both = left;  // what waited on one side may still wait; what the joined state lacks is the same
    for (const Change& change : half[1]) both.receive(change);
    for (const Id& root : world.roots) {
      RootState joined = join(root_of(left.roots(), root), root_of(right.roots(), root));
      for (bool has_moved = true; has_moved;) {  // and what it lacked before the join merges after it
        has_moved = false;
        for (const Change& change : world.published) {
          has_moved |= change.root == root && apply(change, joined) == Arrival::Ready;
        }
      }
      REQUIRE(joined == root_of(both.roots(), root));
    }
  }
}

TEST_CASE(
    "L2: replicas that have seen the same hold the same documents and the same conflicts, in any order of arrival") {
  std::size_t conflicts = 0, changes = 0, archivings = 0;
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    Chance chance(seed);
    const Receiver first = hear_all(world, chance);
    REQUIRE(first.waiting() == 0);
    const auto expected = conflicts_of(first.roots());
    for (int n = 0; n < 4; ++n) {
      const Receiver other = hear_all(world, chance);
      REQUIRE(other.roots() == first.roots());
      REQUIRE(conflicts_of(other.roots()) == expected);
    }
    for (Tablet tablet : world.tablets) {  // each tablet of the story, once it has heard the rest
      for (const Change& change : world.published) tablet.hear(change);
      REQUIRE(model_of(tablet.receiver().roots()) == model_of(first.roots()));
      REQUIRE(conflicts_of(tablet.receiver().roots()) == expected);
    }
    changes += world.published.size();
    conflicts += expected.size();
    archivings += static_cast<std::size_t>(std::count_if(expected.begin(), expected.end(), [](const ConflictKey& key) {
      return std::get<2>(key) == archived_field;
    }));
  }
  REQUIRE(changes > 3'000);  // the worlds are not empty, and people do disagree in them
  REQUIRE(conflicts > 300);
  REQUIRE(archivings > 30);
}

TEST_CASE("L2: a model that knows no order holds the same heads") {
  std::size_t folded = 0;
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    Chance chance(seed);
    REQUIRE(model_of(hear_all(world, chance).roots()) == model_of(world.published));
    for (const Change& change : world.published) folded += change.first < change.last ? 1 : 0;
  }
  REQUIRE(folded > 300);
}

TEST_CASE("L2: of a restored folder both copies go on, and its unsealed change arrives in both forms") {
  // Replica 1 typed on (1..2); the copy sealed what it found (1..1) and wrote on under the name 7.
  const Change older = change_of(1, 1, 1, {{"name", value_of(1), {}}});
  const Change grown = change_of(1, 1, 2, {{"name", value_of(2), {}}, {"note", value_of(3), {}}});
  const Change copy = change_of(7, 1, 1, {{"name", value_of(4), {{1, 1}}}});
  std::vector<Change> all{older, grown, copy};
  std::vector<std::size_t> order{0, 1, 2};
  std::optional<RootState> expected;
  do {
    Receiver receiver;
    for (const std::size_t at : order) receiver.receive(all[at]);
    REQUIRE(receiver.waiting() == 0);
    if (!expected) expected = receiver.roots().at(id_of(1));
    REQUIRE(receiver.roots().at(id_of(1)) == *expected);
  } while (std::next_permutation(order.begin(), order.end()));
  REQUIRE(heads_of(*expected, "name") == Register{{{1, 2}, value_of(2)}, {{7, 1}, value_of(4)}});
  REQUIRE(heads_of(*expected, "note") == Register{{{1, 2}, value_of(3)}});
}

TEST_CASE("L3: no value disappears without a later change that saw it") {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    Chance chance(seed);
    const auto views = partial_views(world, chance);
    for (const Id& root : world.roots) {
      const RootState left = root_of(views[chance.below(views.size())], root);
      const RootState right = root_of(views[chance.below(views.size())], root);
      const RootState joined = join(left, right);
      for (const auto& [record, state] : left.records) {
        for (const auto& [field, heads] : state.registers) {
          const Register& after = joined.records.at(record).registers.at(field);
          for (const Head& head : heads) {
            const bool is_there = std::find(after.begin(), after.end(), head) != after.end();
            const bool was_replaced = std::any_of(
                world.published.begin(), world.published.end(), [&, &id = record, &name = field](const Change& one) {
                  return one.root == root && one.record == id && right.seen.contains(one.stamp()) &&
                         replaces(one, name, head.stamp);
                });
            REQUIRE((is_there || was_replaced));
          }
        }
      }
    }
  }
}

TEST_CASE("L4: different fields never conflict") {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    Chance chance(seed);
    const Roots roots = hear_all(world, chance).roots();
    // Left alone, one field's history gives that field the same heads as among all the others.
    Roots alone;
    for (const Id& root : world.roots) {
      std::vector<Change> only_name = world.published;
      for (Change& change : only_name)
        std::erase_if(change.fields, [](const FieldChange& one) { return one.name != "name"; });
      std::erase_if(only_name, [&](const Change& change) { return change.root != root; });
      Receiver receiver;
      for (const Change& change : only_name) receiver.receive(change);
      for (const auto& [record, state] : root_of(receiver.roots(), root).records) {
        if (!state.registers.contains("name")) continue;
        REQUIRE(state.registers.at("name") == roots.at(root).records.at(record).registers.at("name"));
      }
    }
  }
}

TEST_CASE("Equal bytes under several heads are one value, and the next change replaces them all") {
  RootState root;
  apply(change_of(1, 1, 1, {{"name", value_of(1), {}}}), root);
  apply(change_of(2, 1, 1, {{"name", value_of(1), {}}}), root);
  REQUIRE(heads_of(root, "name").size() == 2);
  REQUIRE_FALSE(in_conflict(heads_of(root, "name")));
  apply(change_of(3, 1, 1, {{"name", value_of(2), stamps_of(heads_of(root, "name"))}}), root);
  REQUIRE(heads_of(root, "name") == Register{{{3, 1}, value_of(2)}});
}

TEST_CASE("While a field is in conflict the value of the smallest stamp is shown, whoever came first") {
  RootState root;
  apply(change_of(9, 1, 1, {{"name", value_of(1), {}}}), root);
  apply(change_of(2, 1, 1, {{"name", value_of(2), {}}}), root);
  REQUIRE(in_conflict(heads_of(root, "name")));
  REQUIRE(shown_head(root.records.at(id_of(1)).registers, "name")->value == value_of(2));
  REQUIRE(shown_head(root.records.at(id_of(1)).registers, "phone") == nullptr);
}

TEST_CASE("Two settlements at once are two heads, and a third settles them") {
  RootState root;
  apply(change_of(1, 1, 1, {{"name", value_of(1), {}}}), root);
  apply(change_of(2, 1, 1, {{"name", value_of(2), {}}}), root);
  const Id before = conflict_id(id_of(1), id_of(1), "name", heads_of(root, "name"));
  const auto both = stamps_of(heads_of(root, "name"));
  apply(change_of(3, 1, 1, {{"name", value_of(1), both}}), root);
  apply(change_of(4, 1, 1, {{"name", value_of(2), both}}), root);
  REQUIRE(heads_of(root, "name").size() == 2);
  REQUIRE(in_conflict(heads_of(root, "name")));
  REQUIRE(conflict_id(id_of(1), id_of(1), "name", heads_of(root, "name")) != before);
  apply(change_of(3, 2, 2, {{"name", value_of(2), {{4, 1}}}}), root);
  REQUIRE(heads_of(root, "name") == Register{{{3, 2}, value_of(2)}});
}

TEST_CASE("Of several types claimed for one record the smallest name holds, in any order") {
  Change one = change_of(1, 1, 1, {{"name", value_of(1), {}}});
  Change other = change_of(2, 1, 1, {{"phone", value_of(1), {}}});
  one.type = "producer";
  other.type = "contact";
  RootState left, right;
  apply(one, left);
  apply(other, right);
  REQUIRE(join(left, right).records.at(id_of(1)).type == "contact");
  apply(other, left);
  apply(one, right);
  REQUIRE(left == right);
}

TEST_CASE("An edit that an archiving had not seen is beyond it until it is archived again or restored") {
  RootState root;
  apply(change_of(1, 1, 1, {{"name", value_of(1), {}}}), root);
  apply(change_of(2, 1, 1, {{"archived", encode_archived(root.seen), {}}}), root);
  const auto seen_then = decode_archived(heads_of(root, "archived").front().value);
  REQUIRE_OK(seen_then);
  REQUIRE(beyond_archiving(*seen_then, root.records.at(id_of(1)), true).empty());
  REQUIRE(conflicts_of({{id_of(1), root}}).empty());

  apply(change_of(1, 2, 2, {{"name", value_of(2), {{1, 1}}}}), root);  // typed before the archiving was heard of
  REQUIRE(beyond_archiving(*seen_then, root.records.at(id_of(1)), true) == std::vector<Stamp>{{1, 2}});
  REQUIRE(conflicts_of({{id_of(1), root}}).size() == 1);

  RootState again = root, restored = root;
  apply(change_of(2, 2, 2, {{"archived", encode_archived(root.seen), {}}}), again);
  apply(change_of(2, 2, 2, {{"archived", value_of(0), {}}}), restored);
  REQUIRE(conflicts_of({{id_of(1), again}}).empty());
  REQUIRE(conflicts_of({{id_of(1), restored}}).empty());
  REQUIRE(is_archived(again.records.at(id_of(1))));
  REQUIRE_FALSE(is_archived(restored.records.at(id_of(1))));
}
