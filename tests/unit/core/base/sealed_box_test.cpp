#include "core/base/sealed_box.h"

#include "platform/fake/fake_world.h"
#include "tests/support/catch.h"

using namespace ocop;

namespace {

struct Keys {
  fake::SeededEntropy entropy{11};
  KeyPair reader = make_key_pair(entropy);
  KeyPair other = make_key_pair(entropy);
};

}  // namespace

TEST_CASE("what is sealed for a reader opens for that reader alone") {
  Keys keys;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{100000}}) {
    const Bytes plain(size, 7);
    const auto sealed = seal_for(keys.reader.public_key, plain, keys.entropy);
    REQUIRE(sealed);
    CHECK(sealed->size() == plain.size() + seal_bytes);
    CHECK(open_sealed(keys.reader, *sealed) == plain);
    CHECK_FALSE(open_sealed(keys.other, *sealed));
  }
}

TEST_CASE("a seal that was changed, cut or never one does not open") {
  Keys keys;
  const Bytes sealed = *seal_for(keys.reader.public_key, as_bytes("điểm"), keys.entropy);
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    Bytes changed = sealed;
    changed[at] ^= 1;
    CHECK_FALSE(open_sealed(keys.reader, changed));
    CHECK_FALSE(open_sealed(keys.reader, ByteView(sealed).first(at)));
  }
}

TEST_CASE("two seals of the same differ, and one from the same seed does not") {
  Keys keys;
  const auto first = seal_for(keys.reader.public_key, as_bytes("x"), keys.entropy);
  CHECK(first != seal_for(keys.reader.public_key, as_bytes("x"), keys.entropy));
  Keys again;
  CHECK(first == seal_for(again.reader.public_key, as_bytes("x"), again.entropy));
}

TEST_CASE("a key that is no point of the curve seals nothing") {
  Keys keys;
  CHECK_FALSE(seal_for(PublicKey{}, as_bytes("x"), keys.entropy));
}
