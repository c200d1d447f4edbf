#include "sync/protocol/compression.h"

#include "core/base/hash.h"
#include "tests/support/catch.h"
#include "tests/unit/sync/protocol/samples.h"

using namespace ocop;
using namespace ocop::protocol;

namespace ocop::embedded {
extern const std::string_view sync_dictionary_1;
}

TEST_CASE("dictionary 1 is published and never changes") {
  CHECK(sha256(as_bytes(embedded::sync_dictionary_1)).hex() ==
        "1381147d897f9203553680389b3db006393ac33a60debe810fe8ff7f1e5777cc");
}

TEST_CASE("what does not get shorter travels as it is") {
  Bytes noise(500);
  samples::SteppedEntropy().fill(noise);
  const auto framed = compress(Framing::ZstdDictionary1, noise);
  CHECK(framed.framing == Framing::Raw);
  CHECK(framed.bytes == noise);
}

TEST_CASE("bytes come back from every framing, and only from their own") {
  const Bytes bytes(10'000, 'x');
  for (const auto framing : {Framing::Zstd, Framing::ZstdDictionary1}) {
    const auto framed = compress(framing, bytes);
    CHECK(framed.framing == framing);
    CHECK(framed.bytes.size() < 100);
    const auto back = decompress(static_cast<std::uint8_t>(framing), framed.bytes, bytes.size());
    REQUIRE_OK(back);
    CHECK(back->is_whole);
    CHECK(back->bytes == bytes);
    REQUIRE_ERROR(decompress(static_cast<std::uint8_t>(framing), framed.bytes, bytes.size() - 1), LimitExceeded);
    Bytes longer = framed.bytes;
    longer.push_back(0);
    REQUIRE_ERROR(decompress(static_cast<std::uint8_t>(framing), longer, bytes.size()), Malformed);
  }
  REQUIRE_ERROR(decompress(0, bytes, bytes.size() - 1), LimitExceeded);
  REQUIRE_ERROR(decompress(3, bytes, bytes.size()), ProtocolMismatch);
  REQUIRE_ERROR(decompress(1, bytes, bytes.size()), Malformed);
}

TEST_CASE("a bomb is stopped at the limit and not at the end of memory") {
  const auto framed = compress(Framing::Zstd, Bytes(32 * 1024 * 1024, 0));
  CHECK(framed.bytes.size() < 10'000);
  REQUIRE_ERROR(decompress(1, framed.bytes, 1024 * 1024), LimitExceeded);
}

TEST_CASE("the dictionary shortens a first score") {
  const auto device = samples::key_pair(3);
  const auto batch = samples::chain(42, 1, device.secret_key)[0];
  CHECK(compress(Framing::ZstdDictionary1, batch).bytes.size() < compress(Framing::Zstd, batch).bytes.size());
}
