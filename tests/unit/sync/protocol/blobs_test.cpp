#include "sync/protocol/blobs.h"

#include "sync/protocol/codec.h"
#include "tests/support/catch.h"
#include "tests/unit/sync/protocol/samples.h"

using namespace ocop;
using namespace ocop::protocol;

TEST_CASE("a blob has one path") {
  const Hash hash = sha256(as_bytes("photo"));
  const std::string path = blob_path(hash);
  CHECK(path == "/v1/blobs/" + hash.hex());
  CHECK(read_blob_path(path) == hash);
  CHECK_FALSE(read_blob_path("/v1/blobs/"));
  CHECK_FALSE(read_blob_path(path + "0"));
  CHECK_FALSE(read_blob_path("/v1/sync"));
  std::string upper = path;
  for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  CHECK_FALSE(read_blob_path("/v1/blobs/" + upper.substr(10)));
}

TEST_CASE("ranges and numbers are read strictly") {
  const auto range = read_range_header(range_header_value(65'536, 1'000));
  REQUIRE(range);
  CHECK(range->offset == 65'536);
  CHECK(range->length == 1'000);
  for (const char* wrong :
       {"", "bytes=", "bytes=5", "bytes=-5", "bytes=5-", "bytes=7-6", "bytes=1-2,4-5", "items=1-2"}) {
    CHECK_FALSE(read_range_header(wrong));
  }
  CHECK(read_decimal("9223372036854775807") == 9'223'372'036'854'775'807ULL);
  for (const char* wrong : {"", "9223372036854775808", "99999999999999999999", "-1", "+1", " 1", "0x1"}) {
    CHECK_FALSE(read_decimal(wrong));
  }
}

TEST_CASE("the MAC of a blob's request covers everything that matters of it") {
  const MacKey key = samples::mac_key();
  const BlobRequest request{BlobMethod::Patch, sha256(as_bytes("photo")), 10, 20, {}};
  const Mac mac = blob_request_mac(key, request, as_bytes("body"));
  CHECK(blob_request_mac_matches(key, request, as_bytes("body"), mac));
  CHECK_FALSE(blob_request_mac_matches(key, request, as_bytes("bodY"), mac));
  auto other = request;
  other.method = BlobMethod::Get;
  CHECK_FALSE(blob_request_mac_matches(key, other, as_bytes("body"), mac));
  other = request;
  other.offset = 11;
  CHECK_FALSE(blob_request_mac_matches(key, other, as_bytes("body"), mac));
  other = request;
  other.length = 21;
  CHECK_FALSE(blob_request_mac_matches(key, other, as_bytes("body"), mac));
  other = request;
  other.nonce.bytes[0] = 1;
  CHECK_FALSE(blob_request_mac_matches(key, other, as_bytes("body"), mac));
  const Mac answer = blob_answer_mac(key, mac, 204, 30);
  CHECK(blob_answer_mac_matches(key, mac, 204, 30, answer));
  CHECK_FALSE(blob_answer_mac_matches(key, mac, 204, 31, answer));
  CHECK_FALSE(blob_answer_mac_matches(key, mac, 409, 30, answer));
  CHECK_FALSE(blob_answer_mac_matches(key, answer, 204, 30, answer));
}

TEST_CASE("a refusal is read back, and a portal's page is none") {
  const Refusal refusal{"unauthorised", "unknown device"};
  const auto body = write_refusal(refusal);
  const auto read = read_refusal(body);
  REQUIRE(read);
  CHECK(read->error == "unauthorised");
  CHECK(read->detail == "unknown device");
  CHECK_FALSE(read_refusal(as_bytes("<html>")));
  CHECK_FALSE(read_refusal(ByteView(body).first(body.size() - 1)));
  CHECK(refusal_error(401, body).code == ErrorCode::Unauthorised);
  CHECK(refusal_error(401, as_bytes("<html>log in")).code == ErrorCode::ServerGarbage);
  CHECK(refusal_error(302, {}).code == ErrorCode::ServerGarbage);
  CHECK(refusal_error(418, body).code == ErrorCode::ServerRefused);
  CHECK(refusal_error(500, as_bytes("<html>")).code == ErrorCode::ServerFailed);
  CHECK(refusal_error(502, {}).code == ErrorCode::ServerFailed);
  CHECK(refusal_error(503, {}).code == ErrorCode::ServerBusy);
}

TEST_CASE("what the province says as a status, the tablet hears as the same error") {
  for (const auto code : {ErrorCode::Malformed, ErrorCode::Unauthorised, ErrorCode::EnrolmentRefused,
                          ErrorCode::NotFound, ErrorCode::LimitExceeded, ErrorCode::HashMismatch,
                          ErrorCode::ProtocolMismatch, ErrorCode::ServerFailed, ErrorCode::ServerBusy}) {
    const auto body = write_refusal({std::string(error_row(code).name), ""});
    CHECK(refusal_error(http_status(code), body).name() == error_row(code).name);
  }
  CHECK(http_status(ErrorCode::StorageFull) == 507);
  CHECK(http_status(ErrorCode::StorageCorrupt) == 500);
}
