#include "sync/server/generation.h"

#include "core/journal/parcel.h"
#include "tests/unit/sync/server/backups.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;
using protocol::Outcome;

namespace {

std::uint64_t position_of(World& world) {
  return static_cast<std::uint64_t>(*world.province->database().integer("SELECT position FROM province_order").value());
}
std::uint64_t generation_of(World& world) {
  return static_cast<std::uint64_t>(*world.province->database().integer("SELECT generation FROM province_order")
                                         .value());
}
std::int64_t count(World& world, std::string_view sql) {
  return world.province->database().integer(sql).value().value_or(-1);
}

void write_dossier(TestDevice& device) { device.sync({device.seal({device.dossier(device.new_id(), ba_dinh)})}); }

protocol::BatchAnswer send_parcel(TestDevice& device, journal::Parcel parcel) {
  journal::seal(parcel, device.keys.secret_key);
  return device.exchange(device.header(), {journal::encode_parcel(parcel)}).answers.at(0);
}

}  // namespace

TEST_CASE("a province started on a backup begins a new generation once, and the folder is a backup no more") {
  World world;
  TestDevice device(world, 1, {ba_dinh});
  write_dossier(device);
  BackupFolder folder;
  const auto mark = back_up(world, folder).mark;
  const std::uint64_t before = generation_of(world);
  lose_and_restore(world, folder);
  const std::uint64_t after = generation_of(world);
  CHECK(after != before);
  CHECK(position_of(world) == mark.position);
  CHECK_FALSE(backup_place(world.province->database()).value());
  CHECK(count(world, "SELECT last_position FROM generations") == static_cast<std::int64_t>(mark.position));
  world.open();
  CHECK(generation_of(world) == after);
  world.check_whole();
}

TEST_CASE("a tablet that knows nothing beyond the backup is asked for what is exactly there, and goes on") {
  World world;
  TestDevice device(world, 1, {ba_dinh});
  write_dossier(device);
  BackupFolder folder;
  back_up(world, folder);
  lose_and_restore(world, folder);
  const auto answer = device.sync({});
  CHECK(answer.offer_from == position_of(world));
  CHECK(answer.mark.generation == generation_of(world));
  CHECK(answer.cursor.position == position_of(world));
  CHECK_FALSE(device.sync({}).offer_from);
}

TEST_CASE("a tablet beyond the backup goes back to where its generation ended, also when the answer is lost") {
  World world;
  TestDevice device(world, 1, {ba_dinh});
  TestDevice other(world, 2, {ba_dinh});
  write_dossier(device);
  BackupFolder folder;
  const std::uint64_t at_backup = back_up(world, folder).mark.position;
  write_dossier(device);
  write_dossier(other);
  device.sync({});
  lose_and_restore(world, folder);
  TestDevice late(world, 3, {ba_dinh});
  for (int i = 0; i < 3; ++i) write_dossier(late);  // other things at the positions that were lost
  const auto highest = device.highest;
  const auto cursor = device.cursor;
  CHECK(device.sync({}).offer_from == at_backup);
  device.highest = highest;
  device.cursor = cursor;
  const auto answer = device.sync({});
  CHECK(answer.offer_from == at_backup);
  CHECK(answer.cursor.position == at_backup);
  CHECK(answer.has_more);
  CHECK(device.pull().size() == 3);
  CHECK(count(world, "SELECT count(*) FROM offers_wanted") == 1);
}

TEST_CASE("a disk that was put back without a backup's sign is betrayed by a mark that it never told") {
  World world;
  TestDevice device(world, 1, {ba_dinh});
  write_dossier(device);
  BackupFolder folder;
  back_up(world, folder);
  const auto early = device.highest;
  write_dossier(device);
  lose_and_restore(world, folder);
  // As if the image had borne no sign: the generation is the one of before.
  REQUIRE_OK(world.province->database().run("UPDATE province_order SET generation = ?", early->generation));
  REQUIRE_OK(world.province->database().run("DELETE FROM generations"));

  protocol::RequestHeader header = device.header();
  header.durable = early;
  auto transaction = store::Transaction::begin(world.province->database());
  REQUIRE_OK(transaction);
  Order order = Order::load(world.province->database()).value();
  const auto known = last_known_to_both(world.province->database(), order, world.entropy, header);
  REQUIRE_OK(known);
  CHECK(*known == early->position);
  CHECK(order.mark().generation != early->generation);
  header.durable.reset();
  CHECK(last_known_to_both(world.province->database(), order, world.entropy, header).value() == 0);
}

TEST_CASE("what a tablet brings back for another is merged as vouched for until the author's own comes") {
  World world;
  TestDevice author(world, 1, {ba_dinh});
  TestDevice other(world, 2, {ba_dinh});
  write_dossier(author);
  other.sync({});
  BackupFolder folder;
  back_up(world, folder);
  const Id dossier = author.new_id();
  const journal::Change change = author.dossier(dossier, ba_dinh);
  const journal::Batch batch = author.seal({change});
  author.sync({batch});
  other.pull();
  lose_and_restore(world, folder);

  CHECK(send_parcel(other, {1, {change}, {}}).outcome == Outcome::Merged);
  CHECK(count(world, "SELECT count(*) FROM vouched") == 1);
  CHECK(count(world, "SELECT count(*) FROM records WHERE type = 'dossier'") == 2);
  CHECK(send_parcel(other, {1, {change}, {}}).outcome == Outcome::Merged);  // its answer was lost
  CHECK(count(world, "SELECT count(*) FROM vouched") == 1);
  world.check_whole();

  CHECK(author.sync({batch}).answers[0].outcome == Outcome::Merged);
  CHECK(count(world, "SELECT count(*) FROM vouched") == 0);
  CHECK(count(world, "SELECT count(*) FROM records WHERE type = 'dossier'") == 2);
  world.check_whole();
}

TEST_CASE("nobody may vouch who was not asked, and a parcel that is not signed by its device is held") {
  World world;
  TestDevice author(world, 1, {ba_dinh});
  TestDevice other(world, 2, {ba_dinh});
  const journal::Change change = author.dossier(author.new_id(), ba_dinh);
  auto answer = send_parcel(other, {1, {change}, {}});
  CHECK(answer.outcome == Outcome::Held);
  CHECK(answer.reason == "not_asked");
  BackupFolder folder;
  back_up(world, folder);
  other.sync({});
  lose_and_restore(world, folder);
  other.sync({});

  journal::Parcel parcel{1, {change}, {}};
  journal::seal(parcel, author.keys.secret_key);
  const auto read = other.exchange(other.header(), {journal::encode_parcel(parcel)});
  CHECK(read.answers[0] == protocol::BatchAnswer{Outcome::Held, "signature", 0});
  CHECK(count(world, "SELECT count(*) FROM changes") == 0);
}

TEST_CASE("a forged change that was vouched for does not keep the author's own out nor swallow it") {
  World world;
  TestDevice author(world, 1, {ba_dinh});
  TestDevice forger(world, 2, {ba_dinh});
  write_dossier(author);
  forger.sync({});
  BackupFolder folder;
  back_up(world, folder);
  lose_and_restore(world, folder);

  const Id dossier = author.new_id();
  const journal::Change own = author.dossier(dossier, ba_dinh);
  journal::Change forged = own;
  forged.last = 9;  // stands for numbers that the author has yet to write
  forged.fields.push_back(text_field("zzz", "forged"));
  CHECK(send_parcel(forger, {1, {forged}, {}}).outcome == Outcome::Merged);
  CHECK(count(world, "SELECT count(*) FROM vouched") == 1);

  const auto answer = author.sync({author.seal({own})}).answers[0];
  CHECK(answer.outcome == Outcome::Held);  // the author's tablet writes it anew under another name
  CHECK(answer.reason == protocol::reason_twin);
  CHECK(count(world, "SELECT count(*) FROM held_batches") == 1);
  CHECK(count(world, "SELECT count(*) FROM vouched") == 1);

  // What the province has of the author is not to be replaced by vouching.
  journal::Change late = own;
  late.fields[0] = text_field("unit", ngoc_ha);
  CHECK(send_parcel(forger, {2, {late}, {}}).outcome == Outcome::Merged);
  CHECK(count(world, "SELECT count(*) FROM vouched") == 1);
  CHECK(count(world, "SELECT count(*) FROM twins") == 0);
}

TEST_CASE("a change of a batch that is held comes back to its tablet where somebody vouched for it") {
  World world;
  TestDevice author(world, 1, {ba_dinh});
  TestDevice other(world, 2, {ba_dinh});
  BackupFolder folder;
  write_dossier(other);
  back_up(world, folder);
  write_dossier(other);
  lose_and_restore(world, folder);
  other.sync({});

  const journal::Change kept = author.dossier(author.new_id(), ba_dinh);
  const journal::Change other_form = author.dossier(author.new_id(), ba_dinh);
  journal::Change own_form = other_form;
  own_form.fields.push_back(text_field("zzz", "mine"));
  CHECK(send_parcel(other, {1, {kept, other_form}, {}}).outcome == Outcome::Merged);

  const auto answer = author.sync({author.seal({kept, own_form})});
  CHECK(answer.answers[0].reason == protocol::reason_twin);
  const auto is_kept = [&](const auto& each) { return each.change == kept; };
  CHECK(std::any_of(answer.changes.begin(), answer.changes.end(), is_kept));
}

TEST_CASE("a change that goes further than what the backup has of its author is vouched for, too") {
  World world;
  TestDevice author(world, 1, {ba_dinh});
  TestDevice other(world, 2, {ba_dinh});
  const Id dossier = author.new_id();
  const journal::Change first = author.dossier(dossier, ba_dinh);
  author.sync({author.seal({first})});
  BackupFolder folder;
  back_up(world, folder);
  write_dossier(other);
  lose_and_restore(world, folder);
  other.sync({});

  journal::Change typed_on = first;  // in a copy of the folder, before it was sealed
  typed_on.last = 2;
  typed_on.fields.push_back(text_field("zzz", "more"));
  CHECK(send_parcel(other, {1, {typed_on}, {}}).outcome == Outcome::Merged);
  const auto root = world.province->folder().journal().root_state(dossier);
  REQUIRE_OK(root);
  CHECK(root->seen.last(author.replica) == 2);
  CHECK(root->records.at(dossier).registers.contains("zzz"));
  world.check_whole();
}

// A province restored to before a dossier was begun; another tablet holds two changes of it, the second upon the first.
struct TwoToVouchFor {
  World world;
  TestDevice author{world, 1, {ba_dinh}};
  TestDevice other{world, 2, {ba_dinh}};
  BackupFolder folder;
  Id dossier;
  journal::Change first, second;

  TwoToVouchFor() {
    other.sync({});
    back_up(world, folder);
    dossier = author.new_id();
    first = author.dossier(dossier, ba_dinh);
    second = author.change(dossier, dossier, "dossier", {text_field("note", "hai")});
    lose_and_restore(world, folder);
    other.sync({});
  }
};

TEST_CASE("a change that is vouched for and lacks what comes before it waits, and merges when that comes") {
  TwoToVouchFor it;
  CHECK(send_parcel(it.other, {1, {it.second}, {}}).outcome == Outcome::Waiting);
  CHECK(count(it.world, "SELECT count(*) FROM waiting") == 1);
  CHECK(it.author.sync({it.author.seal({it.first})}).answers[0].outcome == Outcome::Merged);
  CHECK(count(it.world, "SELECT count(*) FROM waiting") == 0);
  CHECK(count(it.world, "SELECT count(*) FROM vouched") == 1);
  it.world.check_whole();
}

TEST_CASE("a change is vouched for although a later one of its author waits for it already") {
  TwoToVouchFor it;
  CHECK(send_parcel(it.other, {1, {it.second}, {}}).outcome == Outcome::Waiting);
  CHECK(send_parcel(it.other, {2, {it.first}, {}}).outcome == Outcome::Merged);
  CHECK(count(it.world, "SELECT count(*) FROM waiting") == 0);
  CHECK(count(it.world, "SELECT count(*) FROM changes") == 2);
  it.world.check_whole();
}

TEST_CASE("what is vouched for and finds no room to wait is held, so that its tablet offers it again") {
  TwoToVouchFor it;
  REQUIRE_OK(it.world.province->database().run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
      "INSERT INTO waiting (root, replica, first, last, hash, bytes) "
      "SELECT zeroblob(16), ?, i, i, zeroblob(32), x'00' FROM n", limits::waiting_changes_max, it.author.replica));
  const auto answer = send_parcel(it.other, {1, {it.second}, {}});
  CHECK(answer.outcome == Outcome::Held);
  CHECK(answer.reason == protocol::reason_limit);
  CHECK(count(it.world, "SELECT count(*) FROM vouched") == 0);
}
