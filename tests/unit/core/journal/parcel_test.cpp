#include "core/journal/parcel.h"

#include "core/base/hash.h"
#include "platform/fake/fake_world.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::journal;

namespace {

Parcel parcel_of(const KeyPair& device) {
  fake::SeededEntropy entropy(3);
  Parcel out{7, {}, {}};
  for (std::uint64_t number = 1; number <= 2; ++number) {
    Change change;
    change.root = change.record = random_id(entropy);
    change.type = "dossier";
    change.replica = 42 + number;
    change.first = change.last = number;
    change.fields.push_back({"note", Bytes{0x61, 'x'}, {}});
    out.changes.push_back(change);
  }
  seal(out, device.secret_key);
  return out;
}

}  // namespace

TEST_CASE("a parcel is read as it was written, and is signed by its device alone") {
  fake::SeededEntropy entropy(1);
  const KeyPair device = make_key_pair(entropy), other = make_key_pair(entropy);
  const Parcel parcel = parcel_of(device);
  const auto read = decode_parcel(encode_parcel(parcel));
  REQUIRE_OK(read);
  CHECK(*read == parcel);
  CHECK(is_signed_by(*read, device.public_key));
  CHECK_FALSE(is_signed_by(*read, other.public_key));
}

TEST_CASE("the signature of a parcel covers its number, and each change with its place") {
  fake::SeededEntropy entropy(1);
  const KeyPair device = make_key_pair(entropy);
  Parcel parcel = parcel_of(device);
  parcel.number = 8;
  CHECK_FALSE(is_signed_by(parcel, device.public_key));
  parcel.number = 7;
  REQUIRE(is_signed_by(parcel, device.public_key));
  std::swap(parcel.changes[0], parcel.changes[1]);
  CHECK_FALSE(is_signed_by(parcel, device.public_key));
  parcel.changes.pop_back();
  CHECK_FALSE(is_signed_by(parcel, device.public_key));
}

TEST_CASE("a parcel without changes, cut or with more behind it is malformed") {
  fake::SeededEntropy entropy(1);
  const Bytes whole = encode_parcel(parcel_of(make_key_pair(entropy)));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    REQUIRE_ERROR(decode_parcel(ByteView(whole).first(size)), Malformed);
  }
  Bytes longer = whole;
  longer.push_back(0);
  REQUIRE_ERROR(decode_parcel(longer), Malformed);
  REQUIRE_ERROR(decode_parcel(encode_parcel({1, {}, {}})), Malformed);
}
