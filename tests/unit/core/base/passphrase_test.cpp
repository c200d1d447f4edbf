#include "core/base/passphrase.h"

#include "platform/fake/fake_world.h"
#include "tests/support/catch.h"

using namespace ocop;

namespace {

const Bytes secret{1, 2, 3, 4, 5};

Bytes sealed(std::string_view passphrase) {
  fake::SeededEntropy entropy(1);
  return seal_under_passphrase(secret, passphrase, entropy, passphrase_cost_least).value();
}

}  // namespace

TEST_CASE("a secret comes back with its passphrase and with no other") {
  const Bytes bytes = sealed("chè Shan tuyết");
  CHECK(open_under_passphrase(bytes, "chè Shan tuyết").value() == secret);
  REQUIRE_ERROR(open_under_passphrase(bytes, "che Shan tuyet"), Unauthorised);
  REQUIRE_ERROR(open_under_passphrase(bytes, ""), Unauthorised);
}

TEST_CASE("the same secret is sealed differently each time and is not to be seen in it") {
  fake::SeededEntropy entropy(1);
  const Bytes one = seal_under_passphrase(secret, "x", entropy, passphrase_cost_least).value();
  const Bytes two = seal_under_passphrase(secret, "x", entropy, passphrase_cost_least).value();
  CHECK(one != two);
  CHECK(std::search(one.begin(), one.end(), secret.begin(), secret.end()) == one.end());
}

TEST_CASE("sealed bytes that were altered or cut anywhere do not open") {
  const Bytes whole = sealed("x");
  for (std::size_t at = 9; at < whole.size(); ++at) {  // salt, nonce, box
    Bytes bytes = whole;
    bytes[at] ^= 1;
    INFO(at);
    REQUIRE_ERROR(open_under_passphrase(bytes, "x"), Unauthorised);
  }
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(open_under_passphrase(ByteView(whole).first(size), "x"));
  }
}

TEST_CASE("a cost that no program of ours asks for is refused before it is paid") {
  Bytes bytes = sealed("x");
  bytes[5] = 0xFF;  // 4 TiB of memory
  REQUIRE_ERROR(open_under_passphrase(bytes, "x"), Malformed);
  bytes = sealed("x");
  bytes[1] = 0xFF;
  REQUIRE_ERROR(open_under_passphrase(bytes, "x"), Malformed);
  bytes = sealed("x");
  bytes[0] = 2;
  REQUIRE_ERROR(open_under_passphrase(bytes, "x"), Malformed);
}

TEST_CASE("an empty passphrase seals nothing") {
  fake::SeededEntropy entropy(1);
  REQUIRE_ERROR(seal_under_passphrase(secret, "", entropy, passphrase_cost_least), InvalidInput);
}
