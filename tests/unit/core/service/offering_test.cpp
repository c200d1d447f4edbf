// How safe a thing is by what the province said of its backups, and what goes up again when it was restored.
#include "core/service/offering.h"

#include "core/journal/parcel.h"
#include "core/journal/value_codec.h"
#include "core/store/parting.h"
#include "tests/support/answers.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

namespace {

// A tablet whose batches are answered by hand: position 10 for the first exchange, 20 for the second…
struct Synced {
  DataFolder tablet{1, "Hoa"}, other{2, "Lan"};
  Id producer = a_producer(tablet);
  Id dossier = a_dossier(tablet, producer);

  ExchangeResult answers(std::uint64_t position) {
    SyncService sync(*tablet);
    ExchangeResult out;
    out.answers = answers_to_all(sync, BatchOutcome::Merged);
    out.mark = {7, position, position};
    out.cursor.position = position;
    return out;
  }
  void import(const ExchangeResult& exchange) { REQUIRE_OK(SyncService(*tablet).import(exchange)); }
  void sync_thrice() {  // a score between two
    import(answers(10));
    REQUIRE_OK(set_score(*tablet, score(dossier, "1.1", "a")));
    import(answers(20));
    REQUIRE_OK(set_score(*tablet, score(dossier, "1.2", "a")));
    import(answers(30));
  }
  DossierView view() { return read_dossier(*tablet, dossier).value(); }
  std::size_t to_send() {
    const auto sent = SyncService(*tablet).batches_to_send(SIZE_MAX, 0).value();
    std::size_t batches = 0;
    for (const Bytes& bytes : sent) batches += journal::decode_batch(bytes) ? 1U : 0U;
    return batches;
  }
};

ExchangeResult restored(std::uint64_t from) {
  ExchangeResult out;
  out.mark = {8, from, from};
  out.cursor.position = from;
  out.offer_from = from;
  return out;
}

}  // namespace

TEST_CASE("A dossier is on the tablet, at the province, and in its backup, as far as there is proof") {
  Synced world;
  CHECK(world.view().whereabouts == Whereabouts::Tablet);
  world.import(world.answers(10));
  CHECK(world.view().whereabouts == Whereabouts::Province);

  ExchangeResult heard = world.answers(10);
  heard.backup = Backup{9, 1'795'300'000};
  world.import(heard);
  CHECK(world.view().whereabouts == Whereabouts::Province);
  heard.backup = Backup{10, 1'795'300'000};
  world.import(heard);
  CHECK(world.view().whereabouts == Whereabouts::Backup);
  CHECK(read_sync_overview(*world.tablet).value().backup_taken_wall_ms == 1'795'300'000'000);
  CHECK(read_sync_overview(*world.tablet).value().changes_backup == 3);

  REQUIRE_OK(set_score(*world.tablet, score(world.dossier, "1.1", "a")));
  CHECK(world.view().whereabouts == Whereabouts::Tablet);
}

TEST_CASE("A batch that waits at the province is not called backed up") {
  Synced world;
  ExchangeResult waiting = world.answers(10);
  for (BatchAnswer& answer : waiting.answers) answer.outcome = BatchOutcome::Waiting;
  waiting.backup = Backup{10, 0};
  world.import(waiting);
  CHECK(world.view().whereabouts == Whereabouts::Province);
}

TEST_CASE("A photo that arrived is in the backup only when a mark was told that covers it") {
  Synced world;
  REQUIRE_OK(add_evidence(*world.tablet, {world.dossier, sample_photo(), "product_photo", {}, ""}));
  world.import(world.answers(10));
  SyncService sync(*world.tablet);
  const auto files = sync.photos_to_send(PhotoPolicy::All, 9).value();
  for (const PhotoFile& file : files) {
    CHECK_FALSE(file.may_be_there);
    REQUIRE_OK(sync.photo_at_province(file.sha256));
  }
  const auto state = [&] { return world.view().evidence.at(0).state; };
  CHECK(state() == Whereabouts::Province);
  world.tablet.sql("UPDATE meta SET value = CAST('15' AS BLOB) WHERE key = 'backup.position'");
  CHECK(state() == Whereabouts::Province);
  ExchangeResult heard = world.answers(20);
  heard.backup = Backup{15, 0};
  world.import(heard);
  CHECK(state() == Whereabouts::Province);
  heard.backup = Backup{20, 0};
  world.import(heard);
  CHECK(state() == Whereabouts::Backup);
  CHECK(world.view().whereabouts == Whereabouts::Backup);
}

TEST_CASE("What was durable before the province was restored is so no more") {
  Synced world;
  ExchangeResult heard = world.answers(10);
  heard.durable = Mark{7, 10, 10};
  heard.backup = Backup{10, 0};
  world.import(heard);
  CHECK(SyncService(*world.tablet).standing().value().durable == Mark{7, 10, 10});
  world.import(restored(5));
  CHECK_FALSE(SyncService(*world.tablet).standing().value().durable);
  CHECK(SyncService(*world.tablet).standing().value().highest == Mark{8, 5, 5});
  CHECK(world.view().whereabouts == Whereabouts::Tablet);
}

TEST_CASE("A restored province is sent again what it answered from that position on, and nothing older") {
  Synced world;
  world.sync_thrice();
  CHECK(world.to_send() == 0);
  world.import(restored(20));
  CHECK(world.to_send() == 2);
  CHECK(world.view().unsent_changes == 2);
  world.import(world.answers(25));
  CHECK(world.to_send() == 0);
  CHECK(world.view().unsent_changes == 0);
  world.import(restored(0));
  CHECK(world.to_send() == 3);
  world.tablet.require_whole();
}

TEST_CASE("A batch that waited at a province goes again whatever its position, and a held one stays held") {
  Synced world;
  ExchangeResult waiting = world.answers(10);
  for (BatchAnswer& answer : waiting.answers) answer.outcome = BatchOutcome::Waiting;
  world.import(waiting);
  REQUIRE_OK(set_score(*world.tablet, score(world.dossier, "1.1", "a")));
  ExchangeResult held = world.answers(20);
  for (BatchAnswer& answer : held.answers) answer.outcome = BatchOutcome::Held;
  world.import(held);
  world.import(restored(15));
  CHECK(world.to_send() == 1);
}

// An exchange tells both: the province was restored, and a batch that was sent with it has a twin there.
ExchangeResult restored_and_twin(Synced& world, std::uint64_t from) {
  ExchangeResult out = world.answers(from + 10);
  for (BatchAnswer& answer : out.answers) answer = {answer.replica, answer.number, BatchOutcome::Held, "twin"};
  out.mark.generation = 8;
  out.offer_from = from;
  return out;
}

TEST_CASE("What a restored province is offered again is not written anew because another batch has a twin") {
  Synced world;
  world.import(world.answers(10));
  REQUIRE_OK(set_score(*world.tablet, score(world.dossier, "1.1", "a")));
  REQUIRE(world.to_send() == 1);
  const auto first = SyncService(*world.tablet).import(restored_and_twin(world, 10)).value();
  CHECK(first.written_anew == 0);
  CHECK(world.to_send() == 1);  // offered again; what has a twin is not sent
  const auto second = SyncService(*world.tablet).import(world.answers(20)).value();
  CHECK(second.written_anew == 1);
  CHECK(world.to_send() == 1);  // under its new name
  world.tablet.require_whole();
}

// The restored province answers the first of what is offered again.
ExchangeResult first_is_twin(Synced& world) {
  ExchangeResult out = world.answers(25);
  out.mark.generation = 8;
  out.answers.resize(1);  // a twin ends the request
  out.answers.front() = {out.answers.front().replica, out.answers.front().number, BatchOutcome::Held, "twin"};
  return out;
}

TEST_CASE("What is offered again and turns out to have a twin is written anew with all that stands behind it") {
  Synced world;
  world.sync_thrice();
  world.import(restored(20));
  REQUIRE(world.to_send() == 2);
  const ExchangeResult twin = first_is_twin(world);
  const auto first = SyncService(*world.tablet).import(twin).value();
  CHECK(first.written_anew == 0);
  CHECK(first.reads_anew);  // what the province has of it may stand before the cursor
  CHECK(SyncService(*world.tablet).standing().value().cursor == Cursor{});
  ExchangeResult all = world.answers(30);
  all.mark.generation = 8;
  CHECK(SyncService(*world.tablet).import(all).value().written_anew == 2);
  world.tablet.require_whole();
}

TEST_CASE("What is offered again, has a twin and reached the province by another way is not written anew") {
  Synced world;
  world.sync_thrice();
  world.import(restored(20));
  const ExchangeResult twin = first_is_twin(world);
  const auto offered = SyncService(*world.tablet).batches_to_send(SIZE_MAX, 0).value();
  world.import(twin);
  ExchangeResult all = world.answers(30);
  all.mark.generation = 8;
  const journal::Batch back = journal::decode_batch(offered.front()).value();
  for (const journal::Change& change : back.changes) {
    all.changes.push_back({12, change});  // somebody brought it back, before the position that both knew
  }
  CHECK(SyncService(*world.tablet).import(all).value().written_anew == 1);
  world.tablet.require_whole();
}

BatchAnswer parcel_taken(std::uint64_t number) {
  BatchAnswer out;
  out.number = number;
  out.is_parcel = true;
  return out;
}

TEST_CASE("What was pulled from others goes up in parcels, oldest first, and is offered until it is answered") {
  Synced world;
  carry(world.tablet, world.other);
  const Id theirs = a_dossier(world.other, world.producer, "Miến dong");
  ExchangeResult pulled = world.answers(10);
  std::uint64_t position = 4;
  for (const journal::Change& change : sent_by(world.other)) pulled.changes.push_back({++position, change});
  world.import(pulled);
  const std::size_t count = pulled.changes.size();
  REQUIRE(count > 0);
  world.import(restored(4));
  CHECK(count_offers(*world.tablet).value() == count);
  world.import(world.answers(6));  // its own go first
  SyncService sync(*world.tablet);
  const auto parcels = sync.parcels_to_send(SIZE_MAX).value();
  REQUIRE(parcels.size() == 1);
  const auto parcel = journal::decode_parcel(parcels[0]).value();
  CHECK(parcel.changes.size() == count);
  CHECK(journal::is_signed_by(parcel, world.tablet->device_key().value().public_key));
  CHECK(parcel.changes.front() == pulled.changes.front().change);

  ExchangeResult answer = world.answers(6);
  answer.answers.push_back(parcel_taken(parcel.number));
  world.import(answer);
  CHECK(count_offers(*world.tablet).value() == 0);
  CHECK(sync.parcels_to_send(SIZE_MAX).value().empty());
  CHECK(read_dossier(*world.tablet, theirs).value().whereabouts == Whereabouts::Province);
  world.tablet.require_whole();
}

TEST_CASE("What a copy of the folder wrote on, and was merged, is no twin of the shorter form that is offered again") {
  Synced world;
  journal::Change longer = sent_by(world.tablet).back();
  world.import(world.answers(10));
  longer.last += 1;
  longer.fields.back().value = journal::encode_value(domain::Value::text("Sửa thêm"));
  ExchangeResult pulled = world.answers(20);
  pulled.changes.push_back({15, longer});
  world.import(pulled);
  world.import(restored(5));
  ExchangeResult again = restored(8);
  again.offer_from.reset();
  again.has_more = true;
  again.changes.push_back({7, longer});
  world.import(again);
  CHECK(store::twins_of(world.tablet->database()).value().empty());
  world.tablet.require_whole();
}

// The other tablet's dossier, and a score in it that waits for the rest.
std::vector<journal::Change> theirs(Synced& world) {
  carry(world.tablet, world.other);
  const Id dossier = a_dossier(world.other, world.producer, "Miến dong");
  sent_by(world.other);
  REQUIRE_OK(set_score(*world.other, score(dossier, "1.1", "a")));
  return sent_by(world.other);
}

TEST_CASE("A change that waited while the province was restored is offered when it can merge") {
  Synced world;
  auto changes = theirs(world);
  ExchangeResult pulled = world.answers(10);
  pulled.changes.push_back({10, changes.back()});
  changes.pop_back();
  world.import(pulled);
  REQUIRE(world.tablet->journal().count_waiting().value() == 1);
  ExchangeResult back = restored(4);
  std::uint64_t position = 0;
  for (const journal::Change& change : changes) back.changes.push_back({++position, change});
  world.import(back);
  CHECK(world.tablet->journal().count_waiting().value() == 0);
  CHECK(count_offers(*world.tablet).value() == 1);
}

TEST_CASE("The answer to a parcel counts for nothing when it says that the province was restored once more") {
  Synced world;
  const auto changes = theirs(world);
  ExchangeResult pulled = world.answers(10);
  std::uint64_t position = 4;
  for (const journal::Change& change : changes) pulled.changes.push_back({++position, change});
  world.import(pulled);
  world.import(restored(position));  // the last of them alone is on offer
  REQUIRE(count_offers(*world.tablet).value() == 1);
  const auto parcels = SyncService(*world.tablet).parcels_to_send(SIZE_MAX).value();
  ExchangeResult again = restored(4);
  again.mark.generation = 9;
  again.answers.push_back(parcel_taken(journal::decode_parcel(parcels.front())->number));
  world.import(again);
  CHECK(count_offers(*world.tablet).value() == changes.size());
}

// Carried by hand, of the generation before.
ExchangeResult late_answer(const std::vector<journal::Change>& changes) {
  ExchangeResult out;
  out.asked_at = AskedAt{{}, 7};
  out.mark = {7, 40, 40};
  std::uint64_t position = 30;
  for (const journal::Change& change : changes) out.changes.push_back({++position, change});
  return out;
}

TEST_CASE("What a late answer brings of another generation is offered to the province as it is now") {
  Synced world;
  world.import(world.answers(10));
  world.import(restored(10));
  const ExchangeResult late = late_answer(theirs(world));
  const auto counts = SyncService(*world.tablet).import(late).value();
  CHECK(counts.was_late);
  CHECK(counts.changes_merged == late.changes.size());
  CHECK(count_offers(*world.tablet).value() == late.changes.size());
  CHECK(SyncService(*world.tablet).standing().value().cursor.position == 10);
}

TEST_CASE("A folder that was put back to before it met the province takes nothing of an earlier life's answer") {
  Synced world;
  const ExchangeResult late = late_answer(theirs(world));
  const auto counts = SyncService(*world.tablet).import(late).value();
  CHECK(counts.was_late);
  CHECK(counts.changes_merged == 0);
  CHECK_FALSE(SyncService(*world.tablet).standing().value().highest);
  world.tablet.require_whole();
}

TEST_CASE("Photos that are here go again, and are asked for first") {
  Synced world;
  REQUIRE_OK(add_evidence(*world.tablet, {world.dossier, sample_photo(), "product_photo", {}, ""}));
  SyncService sync(*world.tablet);
  const auto files = sync.photos_to_send(PhotoPolicy::All, 9).value();
  world.import(world.answers(10));
  for (const PhotoFile& file : files) REQUIRE_OK(sync.photo_at_province(file.sha256));
  world.import(world.answers(12));
  world.import(restored(13));
  CHECK(sync.photos_to_send(PhotoPolicy::All, 9).value().empty());
  world.import(restored(12));
  const auto again = sync.photos_to_send(PhotoPolicy::All, 9).value();
  CHECK(again.size() == files.size());
  for (const PhotoFile& file : again) CHECK(file.may_be_there);
}

TEST_CASE("A bundle's answer that comes late takes nothing back of what is durable or backed up") {
  Synced world;
  ExchangeResult heard = world.answers(10);
  heard.durable = Mark{7, 8, 8};
  heard.backup = Backup{10, 1'795'300'000};
  world.import(heard);
  ExchangeResult late = world.answers(10);
  late.asked_at = AskedAt{heard.cursor, 7};
  late.durable = Mark{7, 5, 5};
  late.backup = Backup{6, 1'795'200'000};
  world.import(late);
  CHECK(SyncService(*world.tablet).standing().value().durable == Mark{7, 8, 8});
  CHECK(world.view().whereabouts == Whereabouts::Backup);
  late.durable.reset();
  late.backup.reset();
  world.import(late);
  CHECK(SyncService(*world.tablet).standing().value().durable == Mark{7, 8, 8});
  CHECK(world.view().whereabouts == Whereabouts::Backup);
}
