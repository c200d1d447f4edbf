// A tablet of a later version, invented: its bytes are made by hand. What it signed merges on this province, whatever
// it holds that nobody here knows, and reaches other tablets byte for byte.
#include "core/journal/cbor.h"
#include "tests/unit/sync/server/tablet.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;
using journal::CborWriter;

namespace {

// A dossier's record with a type, a field and evidence of how it was written that no program of version 1 knows.
journal::Change later_change(TestDevice& device, const Id& root, const Id& record) {
  auto out = device.change(root, record, "soil_sample", {text_field("ph.2027", "6,5"), text_field("unit", ba_dinh)});
  CborWriter writer(out.about.extra);
  writer.array(2);
  writer.text("satellite fix");
  writer.integer(-7);
  return out;
}

}  // namespace

TEST_CASE("a request of a later version is refused with 426, and its sender may speak this one") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  auto header = mai.header();
  header.protocol = 2;
  HttpRequest http{"POST", "/v1/sync", {}, {}, protocol::write_request(header, {}, mai.mac_key, {}).body, false};
  const HttpResponse refused = respond(*world.province, http);
  CHECK(refused.status == 426);
  CHECK(protocol::read_refusal(refused.body)->error == "protocol_mismatch");
  const auto batch = mai.seal({later_change(mai, mai.new_id(), mai.new_id())});
  CHECK(mai.sync({batch}).answers[0].outcome == protocol::Outcome::Merged);
  world.check_whole();
}

TEST_CASE("what only a later version knows merges, is kept and travels on byte for byte, through real tablets too") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  FolderOnTablet tablet(world, 11);
  const Id root = mai.new_id(), record = mai.new_id();
  const auto dossier = mai.dossier(root, ba_dinh);
  const auto change = later_change(mai, root, record);
  mai.sync({mai.seal({dossier, change})});
  const auto pulled = lan.pull();
  REQUIRE(pulled.size() == 2);
  CHECK(journal::encode_change(pulled[1].change) == journal::encode_change(change));

  tablet.sync();
  const auto kept = tablet->journal().change_of(root, change.stamp());
  REQUIRE_OK(kept);
  REQUIRE(kept->has_value());
  CHECK(**kept == change);
  tablet.set(root, "note", "viết trên máy cũ");
  CHECK(tablet.sync().held == 0);
  CHECK(tablet.root(root) == *world.province->folder().journal().root_state(root));
  tablet.check_whole();
  world.check_whole();
}

TEST_CASE("items behind those of version 1 are passed over in a request, a batch answer's reason is kept as it is") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  const auto header = mai.header();
  auto body = protocol::write_request(header, {}, mai.mac_key, {}).body;
  REQUIRE(body[17] == 0x8F);  // 15 items
  Bytes longer(body.begin() + 17, body.end());
  longer[0] = 0x90;
  CborWriter writer(longer);
  writer.array(1);
  writer.text("of version 2");
  Bytes covered{body[0]};
  append(covered, longer);
  Bytes whole{body[0]};
  append(whole, protocol::request_mac(mai.mac_key, covered).view());
  append(whole, longer);
  const HttpResponse answered = respond(*world.province, {"POST", "/v1/sync", {}, {}, whole, false});
  CHECK(answered.status == 200);

  protocol::Answer answer;
  answer.answers = {{protocol::Outcome::Held, "asleep_until_2031", 0}};
  answer.notices = {{3, mai.new_id(), {4, 5}, "of_version_2"}};
  const auto read = protocol::read_answer(protocol::write_answer(answer, header, Mac{}, mai.mac_key), header, Mac{},
                                          mai.mac_key);
  REQUIRE_OK(read);
  CHECK(read->answers == answer.answers);
  CHECK(read->notices == answer.notices);
}

TEST_CASE("an outcome that only a later version knows is not called safe") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  const auto header = mai.header();
  protocol::Answer answer;
  answer.answers = {{static_cast<protocol::Outcome>(9), "", 0}, {static_cast<protocol::Outcome>(10), "half_taken", 3}};
  const auto read = protocol::read_answer(protocol::write_answer(answer, header, Mac{}, mai.mac_key), header, Mac{},
                                          mai.mac_key);
  REQUIRE_OK(read);
  CHECK(read->answers[0] == protocol::BatchAnswer{protocol::Outcome::Held, "outcome_9", 0});
  CHECK(read->answers[1] == protocol::BatchAnswer{protocol::Outcome::Held, "half_taken", 3});
}
