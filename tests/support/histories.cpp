#include "tests/support/histories.h"

#include <algorithm>

namespace ocop::test {

using journal::Arrival;
using journal::FieldChange;
using journal::Register;
using journal::Stamp;

namespace {

const std::vector<std::string>& field_names() {
  static const std::vector<std::string> names = {"1.1.option", "1.2.option", "name", "note", "phone"};
  return names;
}

std::vector<Stamp> heads_in(const RootState& root, const Id& record, const std::string& field) {
  const auto at = root.records.find(record);
  if (at == root.records.end()) return {};
  const auto heads = at->second.registers.find(field);
  return heads == at->second.registers.end() ? std::vector<Stamp>{} : journal::stamps_of(heads->second);
}

FieldChange& field_of(Change& change, const std::string& name) {
  const auto at = std::lower_bound(change.fields.begin(), change.fields.end(), name,
                                   [](const FieldChange& field, const std::string& key) { return field.name < key; });
  if (at != change.fields.end() && at->name == name) return *at;
  return *change.fields.insert(at, FieldChange{name, {}, {}});
}

void add_head(FieldChange& field, const Stamp& head) {
  const auto at = std::lower_bound(field.heads.begin(), field.heads.end(), head);
  if (at == field.heads.end() || *at != head) field.heads.insert(at, head);
}

}  // namespace

Id id_of(std::uint64_t number) {
  Id id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  id.bytes[0] = 0xA0;
  return id;
}

Id record_of(const Id& root, std::size_t index) {
  Id id = root;
  id.bytes[1] = static_cast<std::uint8_t>(index);
  return id;
}

Bytes value_of(std::uint64_t number) {
  Bytes out;
  journal::CborWriter writer(out);
  if (number == 0) writer.null(); else writer.unsigned_integer(number);
  return out;
}

void Receiver::receive(const Change& change) {
  if (std::find(waiting_.begin(), waiting_.end(), change) == waiting_.end()) waiting_.push_back(change);
  for (bool has_moved = true; has_moved;) {
    const auto moved = std::erase_if(waiting_, [&](const Change& waiting) {
      return journal::apply(waiting, roots_[waiting.root]) != Arrival::Waits;
    });
    has_moved = moved > 0;
  }
}

// What core/store folds: the very last change of the root, not sealed, of the same record, neither with a reason.
bool Tablet::folds(const Change& earlier, const Change& next) const {
  const auto last = last_merged_.find(next.root);
  return earlier.root == next.root && earlier.record == next.record && earlier.replica == next.replica &&
         last != last_merged_.end() && last->second == earlier.stamp() && receiver_.roots().at(next.root).seen.last(
         next.replica) == earlier.last && earlier.about.reason.empty() && next.about.reason.empty();
}

void Tablet::write(Change change) {
  RootState& root = receiver_.roots()[change.root];
  change.replica = replica_;
  change.first = change.last = root.seen.last(replica_) + 1;
  if (!unsealed_.empty() && folds(unsealed_.back(), change)) {
    Change folded = unsealed_.back();
    for (const FieldChange& field : change.fields) {
      FieldChange& target = field_of(folded, field.name);
      target.value = field.value;
      for (const Stamp& head : field.heads) {
        const bool is_own = head.replica == replica_ && head.number >= folded.first;
        if (!is_own) add_head(target, head);
      }
    }
    folded.last = change.last;
    unsealed_.back() = folded;
    change = folded;
  } else {
    unsealed_.push_back(change);
  }
  journal::merge(change, root.records[change.record], root.seen);
  last_merged_[change.root] = change.stamp();
}

void Tablet::edit(const Id& root) {
  Change change;
  change.root = root;
  change.record = record_of(root, chance_->below(3));
  change.type = change.record == root ? "dossier" : "assessment";
  if (chance_->one_in(40)) change.type = "an older name of it";
  if (chance_->one_in(8)) {
    change.record = root;
    change.type = "dossier";
    change.about.reason = "put away, or taken out again";
    const bool restores = chance_->one_in(2);
    change.fields.push_back({std::string(journal::archived_field),
                             restores ? value_of(0) : journal::encode_archived(receiver_.roots()[root].seen),
                             heads_in(shown_[root], root, std::string(journal::archived_field))});
  } else {
    for (std::size_t n = 1 + chance_->below(3); n > 0; --n) {
      FieldChange& field = field_of(change, chance_->pick(field_names()));
      field.value = value_of(chance_->below(4));
      field.heads = heads_in(shown_[root], change.record, field.name);
    }
  }
  write(std::move(change));
}

void Tablet::settle_one() {
  for (const auto& [root, state] : receiver_.roots()) {
    for (const auto& [record, one] : state.records) {
      for (const auto& [field, heads] : one.registers) {
        if (!journal::in_conflict(heads)) continue;
        Change change;
        change.root = root;
        change.record = record;
        change.type = one.type;
        change.about.reason = "both were asked";
        change.fields.push_back({field, heads.back().value, journal::stamps_of(heads)});
        return write(std::move(change));
      }
    }
  }
}

void Tablet::hear(const Change& change) {
  const auto before = receiver_.roots()[change.root].seen;
  receiver_.receive(change);
  const bool has_moved = receiver_.roots()[change.root].seen != before;
  if (has_moved) last_merged_[change.root] = {};  // something came after our own last change
}

void Tablet::seal(std::vector<Change>& published) {
  published.insert(published.end(), unsealed_.begin(), unsealed_.end());
  unsealed_.clear();
}

World::World(std::uint64_t seed, std::size_t steps) {
  const auto chance = std::make_shared<Chance>(seed);
  for (std::uint64_t n = 1; n <= 1 + chance->below(3); ++n) roots.push_back(id_of(n));
  const std::size_t count = 2 + chance->below(3);
  for (std::size_t n = 0; n < count; ++n) tablets.emplace_back(next_replica_++, chance);
  for (std::size_t n = 0; n < steps; ++n) step(*chance);
  for (Tablet& tablet : tablets) tablet.seal(published);
}

void World::step(Chance& chance) {
  const std::size_t at = chance.below(tablets.size());
  switch (chance.below(12)) {
    case 0: tablets[at].seal(published); return;
    case 1: tablets[at].restart(next_replica_++); return;
    case 2:
      if (tablets.size() < 6 && chance.one_in(3)) {  // restored from a copy: goes on under a name of its own
        tablets.push_back(tablets[at]);
        tablets.back().restart(next_replica_++);
      }
      return;
    case 3:
    case 4:
      for (std::size_t n = chance.below(8); n > 0 && !published.empty(); --n) {
        tablets[at].hear(chance.pick(published));
      }
      return;
    case 5: tablets[at].settle_one(); return;
    case 6: tablets[at].look(chance.pick(roots)); return;
    default:
      if (!chance.one_in(3)) tablets[at].look(roots[0]);
      tablets[at].edit(chance.pick(roots));
  }
}

Model model_of(const std::vector<Change>& changes) {
  Model out;
  for (const Change& change : changes) {
    for (const FieldChange& field : change.fields) {
      const bool is_replaced = std::any_of(changes.begin(), changes.end(), [&](const Change& other) {
        if (other.root != change.root || other.record != change.record) return false;
        const auto same = std::find_if(other.fields.begin(), other.fields.end(),
                                       [&](const FieldChange& one) { return one.name == field.name; });
        if (same == other.fields.end()) return false;
        const bool names_it = std::find(same->heads.begin(), same->heads.end(), change.stamp()) != same->heads.end();
        return names_it || (other.replica == change.replica && other.last > change.last);
      });
      if (!is_replaced) {
        out[{change.root, change.record, field.name}].heads.insert({change.stamp(), field.value});
      }
    }
  }
  return out;
}

Model model_of(const Roots& roots) {
  Model out;
  for (const auto& [root, state] : roots) {
    for (const auto& [record, one] : state.records) {
      for (const auto& [field, heads] : one.registers) {
        for (const auto& head : heads) out[{root, record, field}].heads.insert({head.stamp, head.value});
      }
    }
  }
  return out;
}

namespace {

void add_archiving_conflict(const Id& root, const RootState& state, std::set<ConflictKey>& out) {
  const auto record = state.records.find(root);
  if (record == state.records.end() || !journal::is_archived(record->second)) return;
  Register heads = record->second.registers.at(std::string(journal::archived_field));
  if (journal::in_conflict(heads)) return;
  const auto seen = journal::decode_archived(heads.front().value);
  if (!seen) return;
  const std::size_t own = heads.size();
  for (const auto& [id, one] : state.records) {
    for (const Stamp& stamp : journal::beyond_archiving(*seen, one, id == root)) heads.push_back({stamp, {}});
  }
  if (heads.size() == own) return;
  out.insert({root, root, std::string(journal::archived_field),
              journal::conflict_id(root, root, journal::archived_field, heads)});
}

}  // namespace

std::set<ConflictKey> conflicts_of(const Roots& roots) {
  std::set<ConflictKey> out;
  for (const auto& [root, state] : roots) {
    for (const auto& [record, one] : state.records) {
      for (const auto& [field, heads] : one.registers) {
        if (journal::in_conflict(heads))
          out.insert({root, record, field, journal::conflict_id(root, record, field, heads)});
      }
    }
    add_archiving_conflict(root, state, out);
  }
  return out;
}

}  // namespace ocop::test
