// What a session does with a province that was restored from a backup.
#include "tests/support/catch.h"
#include "tests/unit/sync/engine/fakes.h"

using namespace ocop;
using namespace ocop::engine;
using namespace ocop::fakes;

namespace {

const Options at_once{service::PhotoPolicy::All, Waiting::None};

Bytes enrolment_of(std::uint64_t province_seed) {
  const KeyPair province = samples::key_pair(province_seed);
  protocol::Enrolment out{province.public_key, "Mai", {"00004"}, 1, 5, {}};
  protocol::sign_enrolment(out, device().public_key, province.secret_key);
  return protocol::write_enrolment(out);
}

}  // namespace

TEST_CASE("a province that forgot the device is shown the enrolment, and the session goes on") {
  Tablet tablet;
  Province province;
  tablet.enrolment = enrolment_of(22);
  tablet.unanswered = samples::chain(42, 2, device().secret_key);
  province.knows_device = false;
  const auto summary = run(tablet, province, at_once);
  CHECK(summary.ok);
  CHECK(summary.requests == 3);
  CHECK(tablet.unanswered.empty());
}

TEST_CASE("a province that will not know the device ends the session") {
  Tablet tablet;
  Province province;
  province.knows_device = false;
  ErrorCode code = ErrorCode::Unauthorised;
  std::size_t requests = 1;
  SECTION("there is no enrolment to show") {}
  SECTION("it refuses") {
    tablet.enrolment = Bytes{1, 2, 3};
    code = ErrorCode::EnrolmentRefused;
    requests = 2;
  }
  SECTION("it answers with another province's") {
    tablet.enrolment = enrolment_of(23);
    code = ErrorCode::ServerGarbage;
    requests = 3;  // as with any portal, once more
  }
  const auto summary = run(tablet, province, at_once);
  CHECK_FALSE(summary.ok);
  CHECK(summary.error->name() == error_row(code).name);
  CHECK(province.log.size() == requests);
}

TEST_CASE("what the province offers to take again reaches the data in one import with the new mark") {
  Tablet tablet;
  Province province;
  province.bend = [](protocol::Answer& answer) {
    answer.offer_from = 7;
    answer.backup = protocol::Backup{6, 1'795'300'000};
  };
  CHECK(run(tablet, province, at_once).ok);
  REQUIRE(tablet.imports.size() == 1);
  CHECK(tablet.imports[0].offer_from == 7);
  CHECK(tablet.imports[0].backup->position == 6);
  CHECK(tablet.imports[0].backup->taken_s == 1'795'300'000);
}

TEST_CASE("a parcel travels among the batches and is answered by its own number") {
  Tablet tablet;
  Province province;
  journal::Parcel parcel{12, {samples::score(9, 1, "a"), samples::score(9, 2, "b")}, {}};
  journal::seal(parcel, device().secret_key);
  tablet.parcels = {journal::encode_parcel(parcel)};
  const auto summary = run(tablet, province, at_once);
  CHECK(summary.ok);
  CHECK(province.parcels == 1);
  CHECK(summary.changes_up == 2);
  REQUIRE_FALSE(tablet.imports.empty());
  REQUIRE(tablet.imports[0].answers.size() == 1);
  CHECK(tablet.imports[0].answers[0].is_parcel);
  CHECK(tablet.imports[0].answers[0].number == 12);
}

namespace {

Bytes parcel_of(std::uint64_t number) {
  journal::Parcel parcel{number, {samples::score(9, number, "a")}, {}};
  journal::seal(parcel, device().secret_key);
  return journal::encode_parcel(parcel);
}

void hold(protocol::BatchAnswer& answer, std::string_view reason) {
  answer = {protocol::Outcome::Held, std::string(reason), 0};
}

}  // namespace

TEST_CASE("behind a parcel that was altered on the way none counts as answered, and all go again") {
  Tablet tablet;
  Province province;
  tablet.parcels = {parcel_of(12), parcel_of(13), parcel_of(14)};
  bool is_first = true;
  province.bend = [&](protocol::Answer& answer) {
    if (answer.answers.size() == 3 && std::exchange(is_first, false)) {
      hold(answer.answers[1], protocol::reason_malformed);
    }
  };
  CHECK(run(tablet, province, at_once).ok);
  REQUIRE(tablet.imports.size() >= 2);
  REQUIRE(tablet.imports[0].answers.size() == 1);
  CHECK(tablet.imports[0].answers[0].number == 12);
  CHECK(tablet.imports[1].answers.back().number == 14);
}

TEST_CASE("a tablet that has to read all anew asks again in the same session") {
  Tablet tablet;
  Province province;
  tablet.reads_anew = 1;
  tablet.state.cursor.position = 40;
  std::vector<std::uint64_t> cursors;
  province.look = [&](const protocol::RequestHeader& header) { cursors.push_back(header.cursor.position); };
  CHECK(run(tablet, province, at_once).ok);
  REQUIRE(cursors.size() >= 2);
  CHECK(cursors[0] == 40);
  CHECK(cursors[1] == 0);
}

TEST_CASE("parcels that the province does not take stay on offer, and the session goes on without them") {
  Tablet tablet;
  Province province;
  tablet.parcels = {parcel_of(12), parcel_of(13)};
  const std::string_view reason = GENERATE(protocol::reason_limit, protocol::reason_signature);
  province.bend = [&](protocol::Answer& answer) {
    for (auto& one : answer.answers) hold(one, reason);
  };
  CHECK(run(tablet, province, at_once).ok);
  CHECK(tablet.parcels.size() == 2);
  for (const auto& import : tablet.imports) CHECK(import.answers.empty());
  CHECK(province.log.size() <= 6);
}

TEST_CASE("a photo that the province had before it was restored is asked for before a byte of it is sent") {
  Tablet tablet;
  Province province;
  const Bytes small = photo_bytes(900, 1);
  tablet.add_photo(small, service::PhotoSize::Thumbnail);
  tablet.to_send[0].first.may_be_there = true;
  province.cited.insert(sha256(small));
  SECTION("it has it") {
    province.blobs[sha256(small)] = small;
    CHECK(run(tablet, province, at_once).ok);
    CHECK(province.patched_bytes == 0);
  }
  SECTION("it lost it") {
    CHECK(run(tablet, province, at_once).ok);
    CHECK(province.patched_bytes == small.size());
  }
  CHECK(tablet.to_send.empty());
}
