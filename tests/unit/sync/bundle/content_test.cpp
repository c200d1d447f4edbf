// What is sealed inside: written and read, and refused when it is no such thing.
#include "sync/bundle/content.h"

#include "core/journal/cbor.h"
#include "platform/fake/fake_world.h"
#include "sync/bundle/sealer.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::bundle;

namespace {

protocol::RequestHeader header() {
  protocol::RequestHeader out;
  out.dictionary = 1;
  out.cursor.position = 40;
  out.highest = protocol::Mark{9, 50, 77};
  return out;
}

Page page() {
  Page out{header(), {}, {}};
  out.answers = {{5, 2, std::nullopt, {protocol::Outcome::Held, "twin", 0}},
                 {5, 3, sha256(as_bytes("a batch")), {protocol::Outcome::Waiting, "gap", 2}}};
  out.answer.mark = {9, 60, 78};
  out.answer.cursor.position = 60;
  return out;
}

std::vector<Content> samples() {
  const Hash hash = sha256(as_bytes("x"));
  return {Asks{header(), {{5, 2, 9}, {6, 1, 1}}}, Batches{{Bytes{1, 2, 3}, Bytes{}}},
          Hashes{HashesAre::Arrived, 9, {hash, Hash{}}}, PhotoPiece{hash, 10, 4, Bytes{1, 2, 3, 4, 5, 6}}, page()};
}

Bytes framed(const std::function<void(journal::CborWriter&)>& write) {
  Bytes out{0};
  journal::CborWriter writer(out);
  write(writer);
  return out;
}

}  // namespace

TEST_CASE("each kind of content is read as it was written") {
  for (const Content& content : samples()) {
    const auto back = read_content(write_content(content));
    REQUIRE_OK(back);
    CHECK(*back == content);
  }
}

TEST_CASE("an answer that names its batch by half a hash is malformed") {
  const auto written = [](ByteView name) {
    return read_content(framed([&](journal::CborWriter& writer) {
      writer.array(4);
      writer.unsigned_integer(4);
      writer.bytes(protocol::write_header_item(header()));
      writer.bytes(protocol::write_answer_item(page().answer, header()));
      writer.array(6);
      writer.unsigned_integer(5);
      writer.unsigned_integer(2);
      writer.bytes(name);
      writer.unsigned_integer(0);
      writer.text("");
      writer.unsigned_integer(0);
    }));
  };
  const Hash hash = sha256(as_bytes("a batch"));
  REQUIRE_OK(written(hash.view()));
  REQUIRE_ERROR(written(hash.view().first(16)), Malformed);
}

TEST_CASE("a content that is cut anywhere is malformed") {
  for (const Content& content : samples()) {
    const Bytes whole = write_content(content);
    for (std::size_t length = 0; length < whole.size(); ++length) {
      REQUIRE_ERROR(read_content(ByteView(whole).first(length)), Malformed);
    }
  }
}

TEST_CASE("a later kind is passed over, and so are items behind those known") {
  const auto later = read_content(framed([](auto& writer) {
    writer.array(2);
    writer.unsigned_integer(99);
    writer.text("new");
  }));
  REQUIRE_OK(later);
  CHECK(*later == Content{Later{}});
  const auto longer = read_content(framed([](auto& writer) {
    writer.array(5);
    writer.unsigned_integer(2);
    writer.unsigned_integer(0);
    writer.unsigned_integer(7);
    writer.array(0);
    writer.text("more");
  }));
  REQUIRE_OK(longer);
  CHECK(*longer == Content{Hashes{HashesAre::Pending, 7, {}}});
}

TEST_CASE("a piece that is larger than a chunk or goes beyond its photo is refused") {
  REQUIRE_ERROR(read_content(write_content(PhotoPiece{{}, 5, 3, Bytes(3, 1)})), Malformed);
  REQUIRE_ERROR(read_content(write_content(PhotoPiece{{}, 1 << 20, 0, Bytes(300'000, 1)})), Malformed);
  REQUIRE_ERROR(read_content(write_content(PhotoPiece{{}, 100'000'000, 0, {}})), Malformed);
  REQUIRE_ERROR(read_content(Bytes{9, 1, 2}), ProtocolMismatch);
  REQUIRE_ERROR(read_content(write_content(Asks{header(), {{5, 3, 2}}})), Malformed);
}

TEST_CASE("a piece of a photo goes on where the photo ends, and nowhere else") {
  const PhotoPiece piece{{}, 100, 10, Bytes(5, 1)};
  CHECK_FALSE(continuation(piece, 9));
  CHECK(continuation(piece, 10)->size() == 5);
  CHECK(continuation(piece, 13)->size() == 2);
  CHECK_FALSE(continuation(piece, 15));
}

TEST_CASE("an entry opens for its reader alone, and not when a bit of it was changed") {
  fake::SeededEntropy entropy(3);
  const KeyPair sender = make_key_pair(entropy);
  const KeyPair reader = make_key_pair(entropy);
  Sealer sealer({sender, reader.public_key, 4, 2, 3}, entropy);
  const Content content = samples()[2];
  protocol::BundleEntry entry = sealer.seal(write_content(content)).value();
  CHECK(entry.index == 0);
  CHECK(sealer.seal(write_content(content)).value().index == 1);
  CHECK(protocol::is_signed(entry));
  CHECK(open_entry(entry, reader).value() == content);
  REQUIRE_ERROR(open_entry(entry, sender), Malformed);
  const auto back = protocol::read_bundle_entry(protocol::write_bundle_entry(entry));
  REQUIRE_OK(back);
  CHECK(*back == entry);
  entry.count = 3;
  CHECK_FALSE(protocol::is_signed(entry));
  entry.count = 2;
  entry.sealed.back() ^= 1;
  CHECK_FALSE(protocol::is_signed(entry));
  REQUIRE_ERROR(open_entry(entry, reader), Malformed);
  Sealer nobody({sender, PublicKey{}, 4, 1, 3}, entropy);
  REQUIRE_ERROR(nobody.seal({}), Unauthorised);
}

TEST_CASE("an entry is malformed when cut, refused when too large, and when of a later version") {
  fake::SeededEntropy entropy(3);
  const KeyPair keys = make_key_pair(entropy);
  Sealer sealer({keys, keys.public_key, 4, 1, 0}, entropy);
  Bytes bytes = protocol::write_bundle_entry(sealer.seal(Bytes(300, 1)).value());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    REQUIRE_ERROR(protocol::read_bundle_entry(ByteView(bytes).first(length)), Malformed);
  }
  Bytes later = bytes;
  later[1] = 2;
  REQUIRE_ERROR(protocol::read_bundle_entry(later), ProtocolMismatch);
  REQUIRE_ERROR(protocol::read_bundle_entry(Bytes(2 << 20, 0)), LimitExceeded);
}
