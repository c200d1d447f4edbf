#include "tests/simulation/checks.h"

#include "core/journal/archive.h"
#include "core/service/verify.h"
#include "sync/server/scope.h"
#include "sync/server/verify.h"
#include "tests/support/histories.h"

namespace ocop::simulation {
namespace {

using service::Folder;
using Heads = std::set<std::pair<journal::Stamp, Bytes>>;

std::set<Id> roots_of(Folder& folder) {
  std::set<Id> out;
  auto query = folder.database().query("SELECT DISTINCT root FROM changes").value();
  while (query.next().value()) out.insert(query.fixed<Id>(0));
  return out;
}

std::int64_t count(Folder& folder, std::string_view sql) {
  return folder.database().integer(sql).value().value_or(-1);
}

std::set<Id> conflicts_of(Folder& folder, const Id& root) {
  std::set<Id> out;
  auto query = folder.database().query("SELECT id FROM conflicts WHERE root = ?", root).value();
  while (query.next().value()) out.insert(query.fixed<Id>(0));
  return out;
}

std::string short_of(const Id& id) { return id.hex().substr(0, 8); }

// S4, S5: of the province, field by field.
void check_model(const Model& model, const test::Roots& central, Outcome& outcome, Problems& problems) {
  std::map<FieldKey, Heads> held;
  for (const auto& [root, state] : central) {
    for (const auto& [record, one] : state.records) {
      for (const auto& [name, heads] : one.registers) {
        for (const auto& head : heads) held[{root, record, name}].emplace(head.stamp, head.value);
      }
    }
  }
  if (held.size() != model.fields().size()) problems.push_back("S5 the province has other fields than the model");
  for (const auto& [key, field] : model.fields()) {
    outcome.values += field.values.size();
    if (held[key] == field.heads()) continue;
    problems.push_back("S5 other heads than the model: " + std::get<2>(key) + " of " + short_of(std::get<1>(key)));
  }
}

// Where two states of a root part: by what seen says, or the first record.
std::string difference(const journal::RootState& here, const journal::RootState& there) {
  for (const auto& [replica, number] : there.seen.entries()) {
    const std::uint64_t seen = here.seen.last(replica);
    if (seen != number) {
      return ": of " + std::to_string(replica) + " seen to " + std::to_string(seen) + ", not " + std::to_string(number);
    }
  }
  if (here.seen != there.seen) return ": has seen more than the province";
  for (const auto& [record, state] : there.records) {
    const auto at = here.records.find(record);
    if (at == here.records.end() || at->second != state) return ": in record " + short_of(record);
  }
  return ": has other records";
}

bool shares(const std::set<std::string>& left, const std::set<std::string>& right) {
  return std::any_of(left.begin(), left.end(), [&](const std::string& unit) { return right.contains(unit); });
}

// What a change needs and this folder has not merged.
std::vector<journal::Stamp> missing_of(const journal::Change& change, const journal::Seen& seen) {
  std::vector<journal::Stamp> out;
  if (change.first > seen.last(change.replica) + 1) out.push_back({change.replica, change.first - 1});
  for (const journal::FieldChange& field : change.fields) {
    for (const journal::Stamp& head : field.heads) {
      if (!seen.contains(head)) out.push_back(head);
    }
  }
  return out;
}

// S6. A change waits at the province only for what is gone with the only machines that held it: its author pulled that
// from a province that lost it since, and from a tablet that was lost, or put back to before it.
void check_waits_for_the_lost(Folder& office, Tablets& tablets, Problems& problems) {
  auto waiting = office.database().query("SELECT bytes FROM waiting").value();
  while (waiting.next().value()) {
    const auto change = journal::decode_change(waiting.blob(0)).value();
    const auto missing = missing_of(change, office.journal().seen(change.root).value());
    if (missing.empty()) problems.push_back("S6 a change of " + short_of(change.root) + " waits for nothing");
    for (const journal::Stamp& stamp : missing) {
      for (auto& tablet : tablets) {
        if (tablet->is_lost || !tablet->folder->journal().change_of(change.root, stamp).value()) continue;
        problems.push_back("S6 the province waits for a change of " + short_of(change.root) + " that " +
                           tablet->officer + " has");
      }
    }
  }
}

// S6. Of a root that is to leave, because its commune was taken, nothing new is sent: what came of it may wait.
void check_nothing_waits(Tablet& tablet, server::Province& province, Problems& problems) {
  auto waiting = tablet.folder->database().query("SELECT DISTINCT root FROM waiting").value();
  while (waiting.next().value()) {
    const Id root = waiting.fixed<Id>(0);
    if (!server::is_visible(province.database(), tablet.device, root).value()) continue;
    problems.push_back("S6 " + tablet.officer + ": changes of " + short_of(root) + " wait");
  }
}

// S3, S4: of one tablet.
void check_replica(Tablet& tablet, const Model& model, const test::Roots& central, server::Province& province,
                   Problems& problems) {
  Folder& office = province.folder();
  const std::set<Id> here = roots_of(*tablet.folder);
  for (const auto& [root, state] : central) {
    const bool is_given = server::is_visible(province.database(), tablet.device, root).value();
    if (!is_given && !shares(model.units_of(root), tablet.units)) continue;
    if (!here.contains(root)) {
      problems.push_back("S3 " + tablet.officer + " lacks " + short_of(root));
      continue;
    }
    const auto held = tablet.folder->journal().root_state(root).value();
    if (held != state) {
      problems.push_back("S3 " + tablet.officer + " differs in " + short_of(root) + difference(held, state));
    }
    if (conflicts_of(*tablet.folder, root) != conflicts_of(office, root)) {
      problems.push_back("S4 " + tablet.officer + " has other conflicts in " + short_of(root));
    }
  }
}

// S6. What is held at the province is what another copy of the folder had sent already, under the same stamps.
void check_sent(Tablet& tablet, Folder& office, Problems& problems) {
  Folder& folder = *tablet.folder;
  if (count(folder, "SELECT count(*) FROM changes WHERE state < 2") != 0) {
    problems.push_back("S6 " + tablet.officer + " has unsent changes");
  }
  if (folder.photos().count_to_send().value() != 0) problems.push_back("S6 " + tablet.officer + " has unsent photos");
  auto held = folder.database().query("SELECT root, replica, last FROM changes WHERE state = 3").value();
  while (held.next().value()) {
    const journal::Stamp stamp{held.unsigned_integer(1), held.unsigned_integer(2)};
    if (office.journal().change_of(held.fixed<Id>(0), stamp).value()) continue;
    problems.push_back("S6 " + tablet.officer + " is held, and nobody else sent it");
  }
}

void check_quiet(const std::string& whose, Folder& folder, Problems& problems) {
  check_whole(whose, folder, problems);
  // What a tablet wrote anew under another name lies there in its old form, for people to see.
  if (count(folder, "SELECT count(*) FROM twins WHERE new_replica IS NULL") != 0) {
    problems.push_back("S6 " + whose + ": twins");
  }
}

}  // namespace

void check_whole(const std::string& whose, Folder& folder, Problems& problems) {
  const auto found = service::verify_folder(folder).value();
  for (const auto& problem : found) problems.push_back("A3 " + whose + ": " + problem.code + " " + problem.where);
}

void check_at_rest(Ledger& ledger, server::Province& province, Tablets& tablets, Outcome& outcome) {
  Folder& office = province.folder();
  Problems& problems = outcome.failures;
  outcome.changes = static_cast<std::size_t>(count(office, "SELECT count(*) FROM changes"));
  outcome.conflicts = static_cast<std::size_t>(count(office, "SELECT count(*) FROM conflicts"));
  for (auto& tablet : tablets) {
    if (!tablet->is_lost) ledger.harvest(*tablet, problems);
  }
  ledger.check_all_at(office, problems);                                                                         // S1
  const Model model = ledger.model_of(office, problems);                                                         // S2
  const auto found = server::verify_province(province).value();
  for (const auto& problem : found) problems.push_back("S2 the province: " + problem.code + " " + problem.where);
  test::Roots central;
  for (const Id& root : roots_of(office)) central[root] = office.journal().root_state(root).value();
  check_model(model, central, outcome, problems);
  if (test::conflicts_of(central).size() != outcome.conflicts) {
    problems.push_back("S4 the province lists other conflicts than its records have");
  }
  check_quiet("the province", office, problems);
  check_waits_for_the_lost(office, tablets, problems);
  for (auto& tablet : tablets) {
    if (tablet->is_lost) continue;
    check_quiet(tablet->officer, *tablet->folder, problems);
    check_nothing_waits(*tablet, province, problems);
    check_replica(*tablet, model, central, province, problems);
    check_sent(*tablet, office, problems);
  }
}

}  // namespace ocop::simulation
