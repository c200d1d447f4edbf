// The journal in the database against the pure functions of core/journal, on the same invented histories.
#include <algorithm>

#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/store/journal_store.h"
#include "core/store/register_codec.h"
#include "platform/fake/fake_world.h"
#include "tests/support/histories.h"
#include "tests/support/temp_database.h"

using namespace ocop;
using namespace ocop::store;
using journal::Change;
using journal::Stamp;
using test::Chance;
using test::id_of;
using test::value_of;

namespace {

Change change_of(Replica replica, std::uint64_t first, std::uint64_t last, std::vector<journal::FieldChange> fields) {
  Change out;
  out.root = out.record = id_of(1);
  out.type = "dossier";
  out.replica = replica;
  out.first = first;
  out.last = last;
  out.fields = std::move(fields);
  out.about.officer = "Hoa";
  return out;
}

class Store {
 public:
  Store() : journal(temp_.database()) {}

  Fate ingest(const Change& change, std::optional<std::uint64_t> position = {},
              const JournalStore::Positions* positions = nullptr) {
    auto transaction = Transaction::begin(database()).value();
    const Fate fate = journal.ingest(change, position, positions, touched).value();
    REQUIRE_OK(transaction.commit());
    return fate;
  }
  Stamp write(Replica replica, std::vector<journal::FieldChange> fields, std::string reason = {},
              std::string officer = "Hoa", Id record = id_of(1), std::uint64_t command = 0) {
    auto transaction = Transaction::begin(database()).value();
    REQUIRE_OK(database().run(
        "INSERT OR IGNORE INTO own_replicas (replica, started_at_ms, sealed_name) VALUES (?, 0, ?)", replica, Hash{}));
    Change change = change_of(replica, 0, 0, std::move(fields));
    change.record = record;
    change.about.reason = std::move(reason);
    change.about.officer = std::move(officer);
    const Stamp stamp =
        journal.write_own(change, command == 0 ? journal.next_command().value() : command, touched).value();
    REQUIRE_OK(transaction.commit());
    return stamp;
  }
  void seal(std::int64_t wall_ms = 1) {
    auto transaction = Transaction::begin(database()).value();
    REQUIRE_OK(journal.seal_all(keys.secret_key, wall_ms));
    REQUIRE_OK(transaction.commit());
  }
  std::vector<journal::Batch> batches() {
    std::vector<journal::Batch> out;
    auto query = database().query("SELECT bytes, name FROM batches ORDER BY rowid").value();
    while (query.next().value()) {
      out.push_back(journal::decode_batch(query.blob(0)).value());
      REQUIRE(journal::name_of(out.back()) == query.fixed<Hash>(1));
      REQUIRE(journal::is_signed_by(out.back(), keys.public_key));
    }
    return out;
  }
  Database& database() { return temp_.database(); }
  std::int64_t count(std::string_view sql) { return temp_.count(sql); }

 private:
  test::TempDatabase temp_;

 public:
  JournalStore journal;
  Touched touched;
  KeyPair keys = [] {
    fake::SeededEntropy entropy(1);
    return make_key_pair(entropy);
  }();
};

std::set<test::ConflictKey> conflict_rows(Store& store) {
  std::set<test::ConflictKey> out;
  auto query = store.database().query("SELECT root, record, field, id FROM conflicts").value();
  while (query.next().value()) {
    out.insert({query.fixed<Id>(0), query.fixed<Id>(1), query.text(2), query.fixed<Id>(3)});
  }
  return out;
}

void require_same(Store& store, const test::Receiver& receiver) {
  for (const auto& [root, state] : receiver.roots()) {
    REQUIRE(store.journal.root_state(root).value() == state);
    const auto record = state.records.find(root);
    const bool is_archived = record != state.records.end() && journal::is_archived(record->second);
    auto query = store.database().query("SELECT seen FROM archived_roots WHERE root = ?", root).value();
    REQUIRE(query.next().value() == is_archived);
    if (is_archived) {
      REQUIRE(query.bytes(0) == journal::shown_head(record->second.registers, journal::archived_field)->value);
    }
    auto documents = store.database().query("SELECT record, document FROM records WHERE root = ?", root).value();
    while (documents.next().value()) {
      REQUIRE(documents.text(1) == document_of(state.records.at(documents.fixed<Id>(0)).registers));
    }
  }
  REQUIRE(conflict_rows(store) == test::conflicts_of(receiver.roots()));
  REQUIRE(store.journal.count_waiting().value() == receiver.waiting());
}

}  // namespace

TEST_CASE("Ingesting gives what the pure functions give, at every moment, in any order, with repetition") {
  std::size_t waited = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    const test::World world(seed);
    Chance chance(seed);
    std::vector<Change> deliveries = world.published;
    for (const Change& change : world.published) {
      if (chance.one_in(4)) deliveries.push_back(change);
    }
    chance.shuffle(deliveries);
    Store store;
    test::Receiver receiver;
    for (std::size_t n = 0; n < deliveries.size(); ++n) {
      const Fate fate = store.ingest(deliveries[n]);
      REQUIRE(fate != Fate::Twin);
      waited += fate == Fate::Waits ? 1 : 0;
      receiver.receive(deliveries[n]);
      if (n % 10 == 9) require_same(store, receiver);
    }
    require_same(store, receiver);
    REQUIRE(store.journal.count_waiting().value() == 0);
    REQUIRE(store.touched.merged > 0);
  }
  REQUIRE(waited > 100);
}

TEST_CASE("The hook of positions is called once for every change that merges, in the order of merging") {
  Store store;
  std::vector<Stamp> called;
  std::uint64_t position = 40;
  const JournalStore::Positions positions = [&](const Change& change, const Hash& hash) -> Result<std::uint64_t> {
    REQUIRE(hash == journal::hash_of(change));
    called.push_back(change.stamp());
    return ++position;
  };
  const Change first = change_of(1, 1, 1, {{"name", value_of(1), {}}});
  const Change second = change_of(1, 2, 2, {{"name", value_of(2), {}}});
  const Change third = change_of(2, 1, 1, {{"name", value_of(3), {{1, 2}}}});
  REQUIRE(store.ingest(third, {}, &positions) == Fate::Waits);
  REQUIRE(store.ingest(second, {}, &positions) == Fate::Waits);
  REQUIRE(called.empty());
  REQUIRE(store.ingest(first, {}, &positions) == Fate::Merged);
  REQUIRE(called == std::vector<Stamp>{{1, 1}, {1, 2}, {2, 1}});
  REQUIRE(store.count("SELECT group_concat(position) = '41,42,43' FROM (SELECT position FROM changes ORDER BY id)") ==
          1);
  REQUIRE(store.ingest(second, {}, &positions) == Fate::AlreadySeen);
  REQUIRE(called.size() == 3);
  REQUIRE(store.touched.merged == 3);
}

TEST_CASE("When the hook of positions fails nothing of the ingest stays") {
  Store store;
  const JournalStore::Positions fails = [](const Change&, const Hash&) -> Result<std::uint64_t> {
    return ErrorCode::StorageFull;
  };
  {
    auto transaction = Transaction::begin(store.database()).value();
    REQUIRE_ERROR(store.journal.ingest(change_of(1, 1, 1, {{"name", value_of(1), {}}}), {}, &fails, store.touched),
                  StorageFull);
  }
  REQUIRE(store.count("SELECT count(*) FROM changes") == 0);
  REQUIRE(store.count("SELECT count(*) FROM records") == 0);
  REQUIRE(store.count("SELECT count(*) FROM seen") == 0);
}

TEST_CASE("A position that the province gave is kept, also with what waited and with our own change coming back") {
  Store store;
  const Stamp own = store.write(5, {{"name", value_of(1), {}}});
  const Change own_change = *store.journal.change_of(id_of(1), own).value();
  REQUIRE(store.ingest(own_change, 7) == Fate::AlreadySeen);
  REQUIRE(store.ingest(change_of(1, 2, 2, {{"name", value_of(2), {}}}), 9) == Fate::Waits);
  REQUIRE(store.ingest(change_of(1, 1, 1, {{"name", value_of(2), {}}}), 8) == Fate::Merged);
  REQUIRE(store.count("SELECT group_concat(position) = '7,8,9' FROM (SELECT position FROM changes ORDER BY id)") == 1);
  REQUIRE(store.ingest(own_change, 70) == Fate::AlreadySeen);
  REQUIRE(store.count("SELECT position FROM changes WHERE replica = 5") == 7);
}

TEST_CASE("The same stamp with other bytes is a twin: kept apart, not merged, whether the first is merged or waits") {
  Store store;
  REQUIRE(store.ingest(change_of(1, 1, 1, {{"name", value_of(1), {}}})) == Fate::Merged);
  REQUIRE(store.ingest(change_of(1, 1, 1, {{"name", value_of(2), {}}})) == Fate::Twin);
  REQUIRE(store.ingest(change_of(1, 1, 1, {{"name", value_of(2), {}}})) == Fate::Twin);
  REQUIRE(store.count("SELECT count(*) FROM twins") == 1);
  REQUIRE(store.journal.record({id_of(1), id_of(1)}).value()->registers.at("name").front().value == value_of(1));

  REQUIRE(store.ingest(change_of(1, 3, 3, {{"name", value_of(3), {}}})) == Fate::Waits);
  REQUIRE(store.ingest(change_of(1, 3, 3, {{"name", value_of(3), {}}})) == Fate::Waits);
  REQUIRE(store.ingest(change_of(1, 3, 3, {{"name", value_of(4), {}}})) == Fate::Twin);
  REQUIRE(store.count("SELECT count(*) FROM twins") == 2);
  REQUIRE(store.journal.count_waiting().value() == 1);
  REQUIRE(store.ingest(change_of(1, 2, 2, {{"name", value_of(5), {}}})) == Fate::Merged);
  REQUIRE(store.journal.record({id_of(1), id_of(1)}).value()->registers.at("name").front().value == value_of(3));
}

TEST_CASE("One record claimed for two roots is two records, and their conflicts do not hinder each other") {
  Store store;
  for (const std::uint64_t root : {1U, 2U}) {
    for (const Replica replica : {7U, 8U}) {
      Change change = change_of(replica, 1, 1, {{"name", value_of(replica), {}}});
      change.root = id_of(root);
      change.record = id_of(99);
      REQUIRE(store.ingest(change) == Fate::Merged);
    }
  }
  REQUIRE(conflict_rows(store).size() == 2);
  REQUIRE(store.journal.find_record(id_of(99)).value()->root == id_of(1));
  REQUIRE_FALSE(store.journal.find_record(id_of(98)).value().has_value());
}

TEST_CASE("A change beside an equal one is told apart from a conflict") {
  Store store;
  store.ingest(change_of(1, 1, 1, {{"name", value_of(1), {}}}));
  store.ingest(change_of(2, 1, 1, {{"name", value_of(1), {}}}));
  REQUIRE(store.touched.beside == 1);
  REQUIRE(store.touched.conflicts == 0);
  store.ingest(change_of(3, 1, 1, {{"name", value_of(2), {}}}));
  REQUIRE(store.touched.conflicts == 1);
}

TEST_CASE("Typing folds: the same officer's next change of the same record grows the unsealed one") {
  Store store;
  REQUIRE(store.write(5, {{"name", value_of(1), {}}}) == Stamp{5, 1});
  REQUIRE(store.write(5, {{"name", value_of(2), {{5, 1}}}, {"note", value_of(3), {}}}) == Stamp{5, 2});
  REQUIRE(store.write(5, {{"phone", value_of(4), {}}}) == Stamp{5, 3});
  REQUIRE(store.count("SELECT count(*) FROM changes") == 1);
  const Change folded = *store.journal.change_of(id_of(1), {5, 2}).value();
  REQUIRE(folded.first == 1);
  REQUIRE(folded.last == 3);
  REQUIRE(folded.fields == std::vector<journal::FieldChange>{{"name", value_of(2), {}}, {"note", value_of(3), {}},
                                                             {"phone", value_of(4), {}}});
  // Somebody who hears only the folded change holds the same.
  test::Receiver other;
  other.receive(folded);
  REQUIRE(other.roots().at(id_of(1)).seen == store.journal.seen(id_of(1)).value());
}

TEST_CASE("A folded change keeps the heads of others that any of its parts was shown") {
  Store store;
  store.ingest(change_of(1, 1, 1, {{"name", value_of(1), {}}}));
  store.write(5, {{"name", value_of(2), {{1, 1}}}});
  store.write(5, {{"name", value_of(3), {{5, 1}}}});
  REQUIRE(store.journal.change_of(id_of(1), {5, 2}).value()->fields.front().heads == std::vector<Stamp>{{1, 1}});
}

TEST_CASE(
    "What must stay apart is not folded: sealed, another record, another officer, a reason, another's change between") {
  const auto changes_after = [](auto&& between, std::string reason = {}, std::string officer = "Hoa",
                                Id record = id_of(1)) {
    Store store;
    store.write(5, {{"name", value_of(1), {}}});
    between(store);
    store.write(5, {{"note", value_of(2), {}}}, std::move(reason), std::move(officer), record);
    return store.count("SELECT count(*) FROM changes WHERE replica = 5");
  };
  const auto nothing = [](Store&) {};
  REQUIRE(changes_after(nothing) == 1);
  REQUIRE(changes_after([](Store& store) { store.seal(); }) == 2);
  REQUIRE(changes_after(nothing, "a reason") == 2);
  REQUIRE(changes_after(nothing, {}, "Lan") == 2);
  REQUIRE(changes_after(nothing, {}, "Hoa", id_of(2)) == 2);
  REQUIRE(changes_after([](Store& store) { store.ingest(change_of(1, 1, 1, {{"phone", value_of(1), {}}})); }) == 2);
  REQUIRE(changes_after([](Store& store) { store.write(6, {{"phone", value_of(1), {}}}); }) == 2);  // another program
  // Another root's change between does not part typing.
  REQUIRE(changes_after([](Store& store) {
            Change change = change_of(1, 1, 1, {{"phone", value_of(1), {}}});
            change.root = change.record = id_of(2);
            store.ingest(change);
          }) == 1);
  Store reasoned;
  reasoned.write(5, {{"name", value_of(1), {}}}, "a reason");
  reasoned.write(5, {{"note", value_of(2), {}}});
  REQUIRE(reasoned.count("SELECT count(*) FROM changes") == 2);
}

TEST_CASE("Two programs typing into one record in turn leave changes that anybody can merge") {
  Store store;  // folding 5's second change into its first would make it wait for 6's, which waits for it
  store.write(5, {{"name", value_of(1), {}}});
  store.write(6, {{"name", value_of(2), {{5, 1}}}});
  store.write(5, {{"name", value_of(3), {{6, 1}}}});
  store.seal();
  test::Receiver receiver;
  for (const journal::Batch& batch : store.batches()) {
    for (const Change& change : batch.changes) receiver.receive(change);
  }
  REQUIRE(receiver.waiting() == 0);
  REQUIRE(receiver.roots().at(id_of(1)) == store.journal.root_state(id_of(1)).value());
}

TEST_CASE("A change written together with others is not folded away from them, but within its command it is") {
  Store store;
  const std::uint64_t command = store.journal.next_command().value();
  store.write(5, {{"name", value_of(1), {}}}, {}, "Hoa", id_of(1), command);
  store.write(5, {{"note", value_of(1), {}}}, {}, "Hoa", id_of(1), command);
  REQUIRE(store.count("SELECT count(*) FROM changes") == 1);
  store.write(5, {{"name", value_of(1), {}}}, {}, "Hoa", id_of(2), command);
  REQUIRE(store.count("SELECT count(*) FROM changes") == 2);
  store.write(5, {{"note", value_of(2), {}}}, {}, "Hoa", id_of(2));
  REQUIRE(store.count("SELECT count(*) FROM changes") == 3);
}

TEST_CASE("Typing for long starts a new change before the folded one grows too large for half a batch") {
  Store store;
  for (int n = 0; n < 60; ++n) {
    Bytes value;
    journal::CborWriter(value).text(std::string(1'000, 'x'));
    store.write(5, {{"field_" + std::to_string(100 + n), value, {}}});
  }
  REQUIRE(store.count("SELECT max(length(bytes)) FROM changes") <
          static_cast<std::int64_t>(limits::batch_bytes_max / 2));
  REQUIRE(store.count("SELECT count(*) FROM changes") > 3);
}

TEST_CASE("What nobody could read is not written") {
  Store store;
  const auto refused = [&](std::vector<journal::FieldChange> fields, ErrorCode code, std::string reason = {}) {
    auto transaction = Transaction::begin(store.database()).value();
    Change change = change_of(5, 0, 0, std::move(fields));
    change.about.reason = std::move(reason);
    const auto written = store.journal.write_own(change, 1, store.touched);
    REQUIRE_FALSE(written);
    REQUIRE(written.error().code == code);
  };
  refused({{"name", {0x18}, {}}}, ErrorCode::InvalidInput);
  refused({{"name", value_of(1), {}}}, ErrorCode::InvalidInput, "\xff");
  refused({{std::string(limits::field_name_bytes_max + 1, 'n'), value_of(1), {}}}, ErrorCode::InvalidInput);
  refused({{"name", value_of(1), {{77, 1}}}}, ErrorCode::Changed);  // heads that this history does not have
  std::vector<journal::FieldChange> many;
  for (int n = 0; n < 20; ++n) {
    Bytes value;
    journal::CborWriter(value).text(std::string(limits::text_bytes_max, 'x'));
    many.push_back({"field_" + std::to_string(10 + n), value, {}});
  }
  refused(std::move(many), ErrorCode::LimitExceeded);
  REQUIRE(store.count("SELECT count(*) FROM changes") == 0);
}

TEST_CASE("Sealing makes a chain of signed batches, and a sealed batch never changes") {
  Store store;
  store.seal();
  REQUIRE(store.batches().empty());
  store.write(5, {{"name", value_of(1), {}}});
  store.seal();
  const auto before = store.batches();
  store.write(5, {{"name", value_of(2), {}}});
  store.seal();
  const auto after = store.batches();
  REQUIRE(after.size() == 2);
  REQUIRE(after[0] == before[0]);
  REQUIRE(after[0].number == 1);
  REQUIRE(after[0].previous == Hash{});
  REQUIRE(after[1].number == 2);
  REQUIRE(after[1].previous == journal::name_of(after[0]));
  REQUIRE(store.count("SELECT count(*) FROM changes WHERE state = 0") == 0);
  REQUIRE(store.journal.count_not_sent().value() == 2);
  REQUIRE(store.journal.count_not_sent(id_of(1)).value() == 2);
  REQUIRE(store.journal.count_not_sent(id_of(2)).value() == 0);
}

TEST_CASE("Batches keep to their size, and one command keeps to one batch") {
  Store store;
  Bytes value;
  journal::CborWriter(value).text(std::string(9'000, 'x'));
  for (int command = 0; command < 6; ++command) {
    const std::uint64_t number = store.journal.next_command().value();
    for (std::uint64_t record = 1; record <= 2; ++record) {
      store.write(5, {{"note", value, {}}}, {}, "Hoa", id_of(10 + record), number);
    }
  }
  store.seal();
  const auto batches = store.batches();
  REQUIRE(batches.size() == 6);  // two commands of 18 KB do not fit one batch
  for (const auto& batch : batches) {
    REQUIRE(batch.changes.size() == 2);
    REQUIRE(journal::encode_batch(batch).size() <= limits::batch_bytes_max);
  }
}

TEST_CASE("A command too large for a batch travels alone and whole") {
  Store store;
  Bytes value;
  journal::CborWriter(value).text(std::string(15'000, 'x'));
  store.write(5, {{"name", value_of(1), {}}});
  const std::uint64_t command = store.journal.next_command().value();
  for (std::uint64_t record = 1; record <= 4; ++record) {
    store.write(5, {{"note", value, {}}}, {}, "Hoa", id_of(10 + record), command);
  }
  store.write(5, {{"name", value_of(2), {}}});
  store.seal();
  const auto batches = store.batches();
  REQUIRE(batches.size() == 3);
  REQUIRE(batches[1].changes.size() == 4);
}

TEST_CASE("What older starts of the program left unsealed is sealed under their names, in the order it was written") {
  Store store;
  store.write(9, {{"name", value_of(1), {}}});
  store.write(3, {{"name", value_of(2), {{9, 1}}}});
  store.seal();
  const auto batches = store.batches();
  REQUIRE(batches.size() == 2);
  REQUIRE(batches[0].replica == 9);
  REQUIRE(batches[1].replica == 3);
  REQUIRE(batches[1].number == 1);
  REQUIRE(batches[1].previous == Hash{});
}

TEST_CASE("An unsealed change of a replica that never wrote here is a damaged folder") {
  Store store;
  store.write(5, {{"name", value_of(1), {}}});
  REQUIRE_OK(store.database().run("DELETE FROM own_replicas"));
  auto transaction = Transaction::begin(store.database()).value();
  REQUIRE_ERROR(store.journal.seal_all(store.keys.secret_key, 1), StorageCorrupt);
}

TEST_CASE("Damaged rows are corrupt storage, not a crash") {
  Store store;
  store.write(5, {{"name", value_of(1), {}}});
  REQUIRE_OK(store.database().run("UPDATE changes SET bytes = x'00'"));
  REQUIRE_ERROR(store.journal.change_of(id_of(1), {5, 1}), StorageCorrupt);
  {
    auto transaction = Transaction::begin(store.database()).value();
    REQUIRE_ERROR(store.journal.seal_all(store.keys.secret_key, 1), StorageCorrupt);
  }
  REQUIRE_OK(store.database().run("UPDATE records SET registers = x'00'"));
  REQUIRE_ERROR(store.journal.record({id_of(1), id_of(1)}), StorageCorrupt);
  REQUIRE_ERROR(store.journal.root_state(id_of(1)), StorageCorrupt);
}
