#include "sync/server/exchange.h"

#include "tests/unit/sync/server/world.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;
using protocol::Outcome;

TEST_CASE("a batch that comes again gets the stored answer and is applied once") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  const Id dossier = mai.new_id();
  const auto batch = mai.seal({mai.dossier(dossier, ba_dinh)});
  CHECK(mai.sync({batch}).answers[0].outcome == Outcome::Merged);
  const auto before = mai.highest->position;
  const auto again = mai.sync({batch});
  CHECK(again.answers[0].outcome == Outcome::Merged);
  CHECK(again.mark.position == before);
  world.check_whole();
}

TEST_CASE("a batch whose number is too high waits, says what to send, and is applied when the gap is filled") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  const Id dossier = mai.new_id();
  const auto first = mai.seal({mai.dossier(dossier, ba_dinh)});
  const auto second = mai.seal({mai.change(dossier, dossier, "dossier", {text_field("note", "hai")})});
  const auto third = mai.seal({mai.change(dossier, dossier, "dossier", {text_field("year", "2026")})});
  const auto early = mai.sync({third}).answers[0];
  CHECK(early.outcome == Outcome::Held);  // without the name before it cannot be read
  CHECK(early.reason == protocol::reason_previous);

  protocol::RequestOptions options;
  options.batches_bytes_max = 1 << 20;
  options.previous = protocol::Previous::Sent;
  const auto answer = mai.exchange(mai.header(), {journal::encode_batch(third)}, options).answers[0];
  CHECK(answer.outcome == Outcome::Waiting);
  CHECK(answer.reason == protocol::reason_gap);
  CHECK(answer.number == 1);
  world.check_whole();

  const auto position = mai.sync({first}).mark.position;
  const auto filled = mai.sync({second});
  CHECK(filled.answers[0].outcome == Outcome::Merged);
  CHECK(filled.mark.position == position + 2);  // the third one with it
  CHECK(mai.sync({third}).answers[0].outcome == Outcome::Merged);
  world.check_whole();
}

TEST_CASE("the same number with another name is a twin, held apart and not merged") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice copy = mai;  // a folder copied while its program ran
  const Id dossier = mai.new_id();
  CHECK(mai.sync({mai.seal({mai.dossier(dossier, ba_dinh)})}).answers[0].outcome == Outcome::Merged);
  const auto answer = copy.sync({copy.seal({copy.dossier(dossier, ngoc_ha)})});
  CHECK(answer.answers[0].outcome == Outcome::Held);
  CHECK(answer.answers[0].reason == protocol::reason_twin);
  const auto held = world.province->database().integer("SELECT count(*) FROM held_batches WHERE reason = 'twin'");
  REQUIRE_OK(held);
  CHECK(*held == 1);
  world.check_whole();
}

TEST_CASE("a new replica that repeats a stamp of an old one with other bytes is held whole") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  const Id dossier = mai.new_id();
  const auto change = mai.dossier(dossier, ba_dinh);
  auto other = change;
  other.about.reason = "another history";
  mai.sync({mai.seal({change})});
  const auto answer = mai.sync({mai.seal({other})});
  CHECK(answer.answers[0].reason == protocol::reason_twin);
  world.check_whole();
}

TEST_CASE("a batch signed by somebody else is held and changes nothing") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice stranger(world, 2, {});
  const auto position = mai.sync({}).mark.position;
  auto batch = mai.seal({mai.dossier(mai.new_id(), ba_dinh)});
  journal::seal(batch, stranger.keys.secret_key);
  const auto answer = mai.sync({batch});
  CHECK(answer.answers[0].outcome == Outcome::Held);
  CHECK(answer.answers[0].reason == protocol::reason_signature);
  CHECK(answer.mark.position == position);
  world.check_whole();
}

TEST_CASE("a replica belongs to the device that first sealed a batch of it") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  mai.sync({mai.seal({mai.dossier(mai.new_id(), ba_dinh)})});
  lan.replica = mai.replica;
  CHECK(lan.sync({lan.seal({lan.dossier(lan.new_id(), ba_dinh)})}).answers[0].reason == protocol::reason_twin);
  world.check_whole();
}

TEST_CASE("an unknown device and a wrong MAC are unauthorised") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice stranger(world, 2, {});
  const auto request = [&](TestDevice& device, const MacKey& key) {
    return answer_sync(*world.province, protocol::write_request(device.header(), {}, key, {}).body);
  };
  REQUIRE_ERROR(request(stranger, mai.mac_key), Unauthorised);
  REQUIRE_ERROR(request(mai, stranger.mac_key), Unauthorised);
}

TEST_CASE("what a revoked device sends is held, and it receives nothing") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  lan.sync({lan.seal({lan.dossier(lan.new_id(), ba_dinh)})});
  REQUIRE_OK(revoke(*world.province, mai.keys.public_key));
  const auto answer = mai.sync({mai.seal({mai.dossier(mai.new_id(), ba_dinh)})});
  CHECK(answer.answers[0].reason == protocol::reason_revoked);
  CHECK(answer.changes.empty());
  REQUIRE_ERROR(revoke(*world.province, PublicKey{}), NotFound);
  world.check_whole();
}

TEST_CASE("what waits for another's change takes its position when it merges") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh, ngoc_ha});
  const Id dossier = mai.new_id();
  const auto made = mai.dossier(dossier, ba_dinh);
  const auto edited = lan.change(dossier, dossier, "dossier", {text_field("unit", ngoc_ha, {made.stamp()})});
  const auto before = mai.sync({}).mark.position;
  const auto waiting = lan.sync({lan.seal({edited})});
  CHECK(waiting.answers[0].outcome == Outcome::Waiting);
  CHECK(waiting.mark.position == before);
  CHECK(mai.sync({mai.seal({made})}).mark.position == before + 2);
  const auto pulled = lan.pull();
  REQUIRE(pulled.size() == 2);
  CHECK(pulled[0].change == made);
  CHECK(pulled[1].change == edited);
  CHECK(pulled[1].position == pulled[0].position + 1);
  world.check_whole();
}

TEST_CASE("two values of one field at once are a conflict, equal ones are not") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  const Id dossier = mai.new_id();
  const auto both = [&](TestDevice& device, const std::string& note) {
    const auto batch = device.seal({device.dossier(dossier, ba_dinh, {text_field("note", note)})});
    return device.sync({batch}).answers[0].outcome;
  };
  CHECK(both(mai, "mot") == Outcome::Merged);
  CHECK(both(lan, "hai") == Outcome::Conflict);
  world.check_whole();
}

TEST_CASE("values that are well formed and make no sense merge and travel on") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  const Id dossier = mai.new_id();
  journal::FieldChange huge{"year", {0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, {}};  // 2^64 - 1
  const auto change = mai.dossier(dossier, ba_dinh, {huge, field("producer", domain::Value::integer(3)),
                                                     field("set", domain::Value::list({}))});
  CHECK(mai.sync({mai.seal({change})}).answers[0].outcome == Outcome::Merged);
  const auto pulled = lan.pull();
  REQUIRE(pulled.size() == 1);
  CHECK(pulled[0].change == change);
}

TEST_CASE("a request that was cut counts up to its last whole batch") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  std::vector<Bytes> batches;
  for (int i = 0; i < 3; ++i) {
    batches.push_back(journal::encode_batch(mai.seal({mai.dossier(mai.new_id(), ba_dinh)})));
  }
  protocol::RequestOptions options;
  options.framing = protocol::Framing::Raw;
  options.batches_bytes_max = 1 << 20;
  auto body = protocol::write_request(mai.header(), batches, mai.mac_key, options).body;
  body.resize(body.size() - 5);
  REQUIRE_OK(answer_sync(*world.province, body));
  const auto received = world.province->database().integer("SELECT count(*) FROM received_batches");
  REQUIRE_OK(received);
  CHECK(*received == 2);
  world.check_whole();
}

TEST_CASE("a mark that was never told draws a new generation, and the tablet is sent back") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  lan.sync({lan.seal({lan.dossier(lan.new_id(), ba_dinh)})});
  mai.pull();
  const auto generation = mai.highest->generation;
  mai.highest->position += 100;  // of the province before it was restored
  mai.cursor.position += 100;
  const auto back = mai.sync({});
  CHECK(back.mark.generation != generation);
  CHECK(back.has_more);
  CHECK(back.cursor.position == 0);
  CHECK(mai.pull().size() == 1);
}

TEST_CASE("bytes at random never end the province, and a whole request with bits flipped is refused or answered") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  fake::SeededEntropy noise(99);
  const auto good = protocol::write_request(mai.header(), {journal::encode_batch(mai.seal({mai.dossier(
      mai.new_id(), ba_dinh)}))}, mai.mac_key, {}).body;
  for (int round = 0; round < 400; ++round) {
    Bytes body(noise.draw_64() % 300);
    noise.fill(body);
    CHECK_FALSE(answer_sync(*world.province, body).has_value());
    body = good;
    body[noise.draw_64() % body.size()] ^= static_cast<std::uint8_t>(1 + noise.draw_64() % 255);
    static_cast<void>(answer_sync(*world.province, body).has_value());
  }
  world.check_whole();
}
