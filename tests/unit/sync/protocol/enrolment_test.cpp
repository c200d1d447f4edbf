#include "sync/protocol/enrolment.h"

#include "tests/support/catch.h"
#include "tests/unit/sync/protocol/samples.h"

using namespace ocop;
using namespace ocop::protocol;

namespace {

const KeyPair device = samples::key_pair(1);
const KeyPair province = samples::key_pair(2);

Invitation invitation() {
  Invitation out;
  samples::SteppedEntropy(4).fill(out.secret.bytes);
  out.print = print_of(province.public_key);
  return out;
}

}  // namespace

TEST_CASE("an invitation code has 32 letters in groups of four, and these ones") {
  const auto code = invitation_code(invitation());
  CHECK(code == "Q3H6-R2FD-MQGF-JET7-23NN-HB40-SFS2-4HTB");
  CHECK(*read_invitation_code(code) == invitation());
}

TEST_CASE("a code may be typed in small letters and without hyphens, but not wrongly") {
  std::string code = invitation_code(invitation());
  std::string typed;
  for (const char c : code) {
    if (c != '-') typed.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  CHECK(*read_invitation_code(typed) == invitation());
  code[7] = code[7] == '3' ? '4' : '3';
  REQUIRE_ERROR(read_invitation_code(code), InvalidInput);
  REQUIRE_ERROR(read_invitation_code(""), InvalidInput);
  REQUIRE_ERROR(read_invitation_code(typed.substr(0, 28)), InvalidInput);
  REQUIRE_ERROR(read_invitation_code("không phải mã"), InvalidInput);
}

TEST_CASE("a request to enrol proves that its sender has the device's key") {
  const auto request = make_enrolment_request(invitation(), device, "ocop 0.1.0");
  auto body = write_enrolment_request(request);
  const auto read = read_enrolment_request(body);
  REQUIRE_OK(read);
  CHECK(read->device == device.public_key);
  CHECK(read->secret == invitation().secret);
  CHECK(read->program == "ocop 0.1.0");
  auto stolen = request;
  stolen.device = province.public_key;
  REQUIRE_ERROR(read_enrolment_request(write_enrolment_request(stolen)), Unauthorised);
  for (std::size_t size = 0; size < body.size(); ++size) {
    REQUIRE_ERROR(read_enrolment_request(ByteView(body).first(size)), Malformed);
  }
  body[2] = 2;  // the protocol's number
  REQUIRE_ERROR(read_enrolment_request(body), ProtocolMismatch);
}

TEST_CASE("an enrolment is signed for one device") {
  Enrolment enrolment{province.public_key, "Nguyễn Thị Hoa", {"01-00001"}, 1'795'300'000'000, 77, {}};
  sign_enrolment(enrolment, device.public_key, province.secret_key);
  const auto body = write_enrolment(enrolment);
  const auto read = read_enrolment(body);
  REQUIRE_OK(read);
  CHECK(*read == enrolment);
  CHECK(is_signed(*read, device.public_key));
  CHECK_FALSE(is_signed(*read, province.public_key));
  enrolment.units.push_back("01-00002");
  CHECK_FALSE(is_signed(enrolment, device.public_key));
  for (std::size_t size = 0; size < body.size(); ++size) {
    REQUIRE_ERROR(read_enrolment(ByteView(body).first(size)), Malformed);
  }
}

TEST_CASE("a request to be known again proves the device's key over the enrolment that it shows") {
  const Bytes shown{1, 2, 3};
  auto body = write_return_request(shown, device);
  const auto read = read_return_request(body);
  REQUIRE_OK(read);
  CHECK(read->enrolment == shown);
  CHECK(read->device == device.public_key);
  for (std::size_t size = 0; size < body.size(); ++size) {
    REQUIRE_ERROR(read_return_request(ByteView(body).first(size)), Malformed);
  }
  body[5] ^= 1;  // within what is shown
  REQUIRE_ERROR(read_return_request(body), Unauthorised);
  body[2] = 2;
  REQUIRE_ERROR(read_return_request(body), ProtocolMismatch);
}
