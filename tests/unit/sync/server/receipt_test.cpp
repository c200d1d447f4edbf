#include "sync/server/receipt.h"

#include "core/service/receipts.h"
#include "sync/server/missing.h"
#include "tests/unit/sync/server/backups.h"
#include "tests/unit/sync/server/photos.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;

namespace {

HttpResponse ask(World& world, TestDevice& device, const Id& dossier, std::optional<MacKey> key = {}) {
  HttpRequest http;
  http.method = "POST";
  http.path = std::string(protocol::receipt_path);
  const protocol::ReceiptRequest request{protocol::name_of(device.keys.public_key), {}, dossier};
  http.body = protocol::write_receipt_request(request, key.value_or(device.mac_key));
  return respond(*world.province, http);
}

// A dossier with its own producer, and evidence of which one file has arrived and one has not.
struct Filled : World {
  TestDevice device{*this, 1, {ba_dinh}};
  Id dossier = device.new_id();
  Id producer = device.new_id();
  Bytes absent = Bytes(70, 7);

  Filled() {
    device.sync({device.seal({device.change(producer, producer, "producer", {text_field("name", "HTX")}),
                              device.dossier(dossier, ba_dinh, {text_field("producer", producer.hex())}),
                              device.change(dossier, device.new_id(), "evidence",
                                            {field("thumbnail", blob_value(absent))})})});
  }
};

}  // namespace

TEST_CASE("a receipt lists what arrived, is signed by the province, and is read as it was written") {
  Filled world;
  BackupFolder folder;
  const auto mark = back_up(world, folder).mark;
  const auto response = ask(world, world.device, world.dossier);
  REQUIRE(response.status == 200);
  const auto receipt = protocol::read_receipt(response.body);
  REQUIRE_OK(receipt);
  CHECK(protocol::is_signed(*receipt));
  CHECK(receipt->province == world.province->keys().public_key);
  CHECK(receipt->dossier == world.dossier);
  CHECK(receipt->position == mark.position);
  CHECK(receipt->backup_position == mark.position);
  CHECK(receipt->records.size() == 3);
  CHECK(receipt->changes() == 3);
  CHECK(receipt->photos == std::vector<protocol::ReceiptPhoto>{{sha256(world.absent), 70, false}});
  CHECK(receipt->photos_here() == 0);
  CHECK(protocol::write_receipt(*receipt) == response.body);

  auto changed = *receipt;
  changed.photos[0].is_here = true;
  CHECK_FALSE(protocol::is_signed(changed));
  changed = *receipt;
  changed.records.pop_back();
  CHECK_FALSE(protocol::is_signed(changed));
  for (std::size_t size = 0; size < response.body.size(); ++size) {
    CHECK_FALSE(protocol::read_receipt(ByteView(response.body).first(size)));
  }
  Bytes longer = response.body;
  longer.push_back(0);
  REQUIRE_ERROR(protocol::read_receipt(longer), Malformed);
}

TEST_CASE("a receipt is given to whoever sees the dossier, and to nobody else") {
  Filled world;
  TestDevice elsewhere(world, 2, {ngoc_ha});
  CHECK(ask(world, world.device, world.dossier).status == 200);
  CHECK(ask(world, elsewhere, world.dossier).status == 404);
  CHECK(ask(world, world.device, world.device.new_id()).status == 404);
  CHECK(ask(world, world.device, world.dossier, MacKey{}).status == 401);
  TestDevice stranger(world, 3, {});
  CHECK(ask(world, stranger, world.dossier).status == 401);
  REQUIRE_OK(revoke(*world.province, world.device.keys.public_key));
  CHECK(ask(world, world.device, world.dossier).status == 404);
  HttpRequest http;
  http.method = "POST";
  http.path = std::string(protocol::receipt_path);
  CHECK(respond(*world.province, http).status == 400);
  http.method = "GET";
  CHECK(respond(*world.province, http).status == 404);
}

TEST_CASE("a request for a receipt that is cut or of a later version is refused") {
  const MacKey key;
  const Bytes whole = protocol::write_receipt_request({}, key);
  REQUIRE_OK(protocol::open_receipt_request(whole));
  CHECK(protocol::is_authentic(*protocol::open_receipt_request(whole), key));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    REQUIRE_ERROR(protocol::open_receipt_request(ByteView(whole).first(size)), Malformed);
  }
  Bytes later = whole;
  later[18] = 2;
  REQUIRE_ERROR(protocol::open_receipt_request(later), ProtocolMismatch);
}

TEST_CASE("what is missing is listed: numbers that others wait for, photos, and what is only vouched for") {
  Filled world;
  const auto missing = [&](std::optional<Id> root = {}) {
    return read_missing(world.province->database(), root).value();
  };
  CHECK(missing().photos.size() == 1);
  CHECK(missing().photos[0].sha256 == sha256(world.absent));
  CHECK(missing(world.producer).is_nothing());
  const Id root = world.device.new_id();
  world.device.dossier(root, ba_dinh);  // its first change never comes
  world.device.sync({world.device.seal({world.device.dossier(root, ba_dinh)})});
  REQUIRE(missing(root).numbers.size() == 1);
  CHECK(missing(root).numbers[0].number == 1);
  CHECK(missing(root).numbers[0].replica == world.device.replica);
  const auto lost = world.device.seal({world.device.dossier(world.device.new_id(), ba_dinh)});
  const auto late = world.device.seal({world.device.dossier(world.device.new_id(), ba_dinh)});
  protocol::RequestOptions options;
  options.previous = protocol::Previous::Sent;
  world.device.exchange(world.device.header(), {journal::encode_batch(late)}, options);
  REQUIRE(missing().numbers.size() == 2);
  CHECK(missing().numbers[1].number == lost.number);
  CHECK_FALSE(missing().numbers[1].root);
  REQUIRE_OK(world.province->database().run("INSERT INTO vouched VALUES (?, 5, 1, 1, zeroblob(32), ?, 77)", root,
                                            world.device.keys.public_key));
  REQUIRE(missing(root).vouched.size() == 1);
  CHECK(missing(root).vouched[0].by == "Mai");
  CHECK(missing(root).vouched[0].number == 1);
}
