#include "sync/engine/session.h"

#include "tests/support/catch.h"
#include "tests/unit/sync/engine/fakes.h"

using namespace ocop;
using namespace ocop::engine;
using namespace ocop::fakes;

namespace {

constexpr Options at_once{service::PhotoPolicy::All, Waiting::None};

Fault only(std::size_t wanted, std::size_t at, Fault fault) { return at == wanted ? fault : Fault::None; }

// Batches of 19 KB each.
std::vector<Bytes> incompressible(std::uint64_t count) {
  std::vector<Bytes> out;
  Hash previous;
  for (std::uint64_t number = 1; number <= count; ++number) {
    journal::Change change = samples::score(42, number, "b");
    change.fields.front().value.clear();
    journal::CborWriter(change.fields.front().value).bytes(photo_bytes(19'000, number));
    journal::Batch batch{42, number, previous, {change}, {}};
    journal::seal(batch, device().secret_key);
    previous = journal::name_of(batch);
    out.push_back(journal::encode_batch(batch));
  }
  return out;
}

bool each_once(const Province& province) {
  return std::all_of(province.ingested.begin(), province.ingested.end(),
                     [](const auto& batch) { return batch.second == 1; });
}

}  // namespace

TEST_CASE("with nothing to do a session is one exchange of less than 150 bytes each way") {
  Tablet tablet;
  Province province;
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(summary.exchanges == 1);
  CHECK(summary.requests == 1);
  CHECK(summary.body_up <= 150);
  CHECK(summary.body_down <= 150);
  CHECK(summary.bytes_up == 100);
  CHECK(tablet.count(service::SyncEvent::Started) == 1);
  CHECK(tablet.count(service::SyncEvent::Finished) == 1);
}

TEST_CASE("exchanges grow while they come back at once, and stay small on a link that is slow or broke") {
  const auto exchanges_of = [](std::int64_t request_ms, std::uint64_t remembered) {
    Tablet tablet;
    Province province;
    tablet.state.link.exchange_bytes = remembered;
    province.request_ms = request_ms;
    tablet.unanswered = incompressible(60);
    const auto summary = run(tablet, province, at_once);
    CHECK(summary.ok);
    CHECK(each_once(province));
    CHECK(tablet.state.link.exchange_bytes == 0);
    return summary.exchanges;
  };
  CHECK(exchanges_of(0, 0) == 6);       // batches: 4, 7, then 14 at a time
  CHECK(exchanges_of(5'000, 0) == 15);  // 4 at a time
  CHECK(exchanges_of(0, 16'384) == 8);  // 1, 2, 4, 7, then 14 at a time
}

TEST_CASE("one changed score is one exchange") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 1, device().secret_key);
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(summary.exchanges == 1);
  CHECK(summary.changes_up == 1);
  CHECK(summary.body_up <= 300);
  CHECK(summary.body_down <= 200);
  CHECK(summary.unsent_changes == 0);
}

TEST_CASE("whatever befalls one request, at whatever step, everything arrives once") {
  const auto fault = GENERATE(Fault::RequestLost, Fault::AnswerLost, Fault::RequestCut, Fault::TimedOut, Fault::Html,
                              Fault::Portal, Fault::Failed500, Fault::Busy, Fault::Garbage, Fault::HalfBody,
                              Fault::Nothing, Fault::WrongMac);
  for (std::size_t step = 0; step < 14; ++step) {
    Tablet tablet;
    Province province;
    tablet.unanswered = samples::chain(42, 400, device().secret_key);
    for (std::uint64_t i = 0; i < 3; ++i) {
      tablet.add_photo(photo_bytes(10'000, 100 + i), service::PhotoSize::Thumbnail);
    }
    tablet.add_photo(photo_bytes(300'000, 200), service::PhotoSize::Review);
    for (const auto& photo : tablet.to_send) province.cited.insert(photo.first.sha256);
    const Bytes other = photo_bytes(9'000, 300);
    province.blobs[sha256(other)] = other;
    province.cited.insert(sha256(other));
    tablet.to_fetch = {{sha256(other), other.size(), service::PhotoSize::Thumbnail}};
    province.faults = [&](std::size_t at, const HttpRequest&) { return only(step, at, fault); };

    const auto summary = run(tablet, province);
    INFO("fault " << static_cast<int>(fault) << " at step " << step);
    REQUIRE(summary.ok);
    REQUIRE(province.ingested.size() == 400);
    REQUIRE(each_once(province));
    REQUIRE(tablet.unanswered.empty());
    REQUIRE(summary.changes_up == 400);
    REQUIRE(summary.photos_up == 4);
    REQUIRE(tablet.to_send.empty());
    REQUIRE(tablet.fetched.size() == 1);
    REQUIRE(province.patched_bytes <= 330'000 + limits::blob_chunk_bytes_max);
  }
}

TEST_CASE("a province that is never there ends the session after its tries, and says what is left") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 3, device().secret_key);
  province.faults = [](std::size_t, const HttpRequest&) { return Fault::RequestLost; };
  std::int64_t waited_ms = 0;
  const auto summary = run(tablet, province, {}, &waited_ms);
  CHECK_FALSE(summary.ok);
  CHECK(summary.error->code == ErrorCode::Unreachable);
  CHECK(province.log.size() == static_cast<std::size_t>(limits::link_failures_max));
  CHECK(waited_ms >= 1'000 + 2'000 + 4'000 + 8'000 + 16'000 + 32'000 + 64'000);
  CHECK(summary.unsent_changes == 3);
  CHECK(tablet.count(service::SyncEvent::LinkFailed) == static_cast<std::size_t>(limits::link_failures_max));
}

TEST_CASE("without waiting, the first failure of an unreachable province ends the session") {
  Tablet tablet;
  Province province;
  province.faults = [](std::size_t, const HttpRequest&) { return Fault::RequestLost; };
  std::int64_t waited_ms = 0;
  CHECK_FALSE(run(tablet, province, at_once, &waited_ms).ok);
  CHECK(province.log.size() == 1);
  CHECK(waited_ms == 0);
}

TEST_CASE("each kind of nonsense has its error") {
  const auto [fault, code] = GENERATE(table<Fault, ErrorCode>({{Fault::Html, ErrorCode::ServerGarbage},
                                                               {Fault::Portal, ErrorCode::ServerGarbage},
                                                               {Fault::Failed500, ErrorCode::ServerFailed},
                                                               {Fault::Busy, ErrorCode::ServerBusy},
                                                               {Fault::Garbage, ErrorCode::ServerGarbage},
                                                               {Fault::HalfBody, ErrorCode::ServerGarbage},
                                                               {Fault::Nothing, ErrorCode::ServerGarbage},
                                                               {Fault::WrongMac, ErrorCode::ServerGarbage},
                                                               {Fault::TimedOut, ErrorCode::TimedOut}}));
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 2, device().secret_key);
  province.faults = [f = fault](std::size_t, const HttpRequest&) { return f; };
  const auto summary = run(tablet, province, at_once);
  CHECK_FALSE(summary.ok);
  CHECK(summary.error->name() == error_row(code).name);
  CHECK(tablet.unanswered.size() == 2);
  CHECK(tablet.imports.empty());
}

TEST_CASE("a busy province is given the time that it asked for") {
  Tablet tablet;
  Province province;
  province.faults = [](std::size_t at, const HttpRequest&) { return only(0, at, Fault::Busy); };
  std::int64_t waited_ms = 0;
  CHECK(run(tablet, province, {}, &waited_ms).ok);
  CHECK(waited_ms == 7'000);
}

TEST_CASE("a province that does not know the batch before is told its name") {
  Tablet tablet;
  Province province;
  auto batches = samples::chain(42, 5, device().secret_key);
  tablet.unanswered.assign(batches.begin() + 2, batches.end());  // 1 and 2 were answered long ago, by another disk
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(summary.exchanges == 2);
  CHECK(province.ingested.size() == 3);
  CHECK(summary.held == 0);
}

TEST_CASE("a province without the dictionary, or without compression, gets what it can read") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 50, device().secret_key);
  SECTION("no dictionary") { province.dictionaries = 0; }
  SECTION("no compression") { province.knows_zstd = false; }
  const auto summary = run(tablet, province, at_once);
  CHECK(summary.ok);
  CHECK(province.ingested.size() == 50);
}

TEST_CASE("what the province holds apart is counted, said, and not called sent") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 3, device().secret_key);
  province.bend = [](protocol::Answer& answer) {
    if (answer.answers.size() != 3) return;
    answer.answers[1] = {protocol::Outcome::Held, "revoked", 0};
    answer.answers[2] = {protocol::Outcome::Waiting, "gap", 2};
  };
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(summary.held == 1);
  CHECK(summary.waiting == 1);
  CHECK(summary.changes_up == 2);
  CHECK(tablet.count(service::SyncEvent::BatchHeld) == 1);
  REQUIRE(tablet.imports.size() == 1);
  CHECK(tablet.imports[0].answers[1].reason == "revoked");
}

TEST_CASE("a twin is written anew and goes again, and is not counted as held") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 2, device().secret_key);
  tablet.keeps_twins = true;
  bool is_first = true;
  province.bend = [&](protocol::Answer& answer) {
    if (!is_first || answer.answers.empty()) return;
    is_first = false;
    answer.answers = {{protocol::Outcome::Held, "twin", 0}};  // what stands behind it is not answered
  };
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(summary.held == 0);
  CHECK(summary.changes_up == 2);
  CHECK(summary.exchanges == 2);
  CHECK(tablet.count(service::SyncEvent::TwinParted) == 1);
  CHECK(tablet.count(service::SyncEvent::BatchHeld) == 0);
}

TEST_CASE("a province that calls everything a twin ends the session") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 1, device().secret_key);
  tablet.keeps_twins = true;
  province.bend = [](protocol::Answer& answer) {
    for (auto& one : answer.answers) one = {protocol::Outcome::Held, "twin", 0};
  };
  const auto summary = run(tablet, province);
  CHECK_FALSE(summary.ok);
  CHECK(summary.error->code == ErrorCode::ServerRefused);
  CHECK(summary.exchanges == 9);
  CHECK(summary.unsent_changes == 1);
}

TEST_CASE("every request names the batch that was sealed last") {
  Tablet tablet;
  Province province;
  tablet.state.sealed_last = service::SealedLast{42, 7, sha256(as_bytes("seven"))};
  std::optional<protocol::SealedLast> told;
  province.look = [&](const protocol::RequestHeader& header) { told = header.sealed_last; };
  CHECK(run(tablet, province).ok);
  REQUIRE(told);
  CHECK(told->replica == 42);
  CHECK(told->number == 7);
  CHECK(told->name_start == protocol::first_8_bytes(sha256(as_bytes("seven"))));
}

TEST_CASE("a batch that was altered on the way goes again, and is believed unreadable only after some tries") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 3, device().secret_key);
  int times = 0;
  const int altered = GENERATE(1, 4, 1000);
  province.bend = [&](protocol::Answer& answer) {
    if (times++ >= altered || answer.answers.empty()) return;
    answer.answers.front() = {protocol::Outcome::Held, "signature", 0};
  };
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(tablet.unanswered.empty());
  CHECK(summary.held == (altered == 1000 ? 1 : 0));
  CHECK(tablet.imports.front().answers.size() == 2);  // what is said of those behind it counts
}

TEST_CASE("a request that was altered as a whole is one try, however many batches it has") {
  Tablet tablet;
  Province province;
  tablet.unanswered = samples::chain(42, 9, device().secret_key);
  int times = 0;
  province.bend = [&](protocol::Answer& answer) {
    if (times++ > 0) return;
    for (auto& one : answer.answers) one = {protocol::Outcome::Held, "signature", 0};
  };
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(summary.held == 0);
  CHECK(tablet.unanswered.empty());
}

TEST_CASE("pages are pulled until there are no more, with all that comes beside them") {
  Tablet tablet;
  Province province;
  province.pages = {{{1, samples::score(5, 1, "a")}, {2, samples::score(5, 2, "b")}}, {{9, samples::score(5, 3, "c")}}};
  province.bend = [](protocol::Answer& answer) {
    answer.durable = protocol::Mark{5, 1, 8};
    answer.scope = protocol::Scope{4, {"01-00001"}};
    answer.notices = {{answer.cursor.position, samples::score(5, 1, "a").root, {5, 1}, "not_by_this_office"}};
  };
  const auto summary = run(tablet, province);
  CHECK(summary.ok);
  CHECK(summary.exchanges == 2);
  CHECK(summary.changes_down == 3);
  CHECK(tablet.state.cursor.position == 9);
  REQUIRE(tablet.imports.size() == 2);
  CHECK(tablet.imports[1].changes[0].position == 9);
  CHECK(tablet.imports[1].durable == service::Mark{5, 1, 8});
  CHECK(tablet.imports[0].scope->units.size() == 1);
  CHECK(tablet.imports[0].notices[0].reason == "not_by_this_office");
}

TEST_CASE("a province that has more for ever, or answers what was not asked, is garbage and no endless loop") {
  Tablet tablet;
  Province province;
  SECTION("more, but not further") { province.bend = [](protocol::Answer& answer) { answer.has_more = true; }; }
  SECTION("an answer too many") { province.bend = [](protocol::Answer& answer) { answer.answers.resize(2); }; }
  SECTION("no answer at all") {
    tablet.unanswered = samples::chain(42, 1, device().secret_key);
    province.bend = [](protocol::Answer& answer) { answer.answers.clear(); };
  }
  const auto summary = run(tablet, province, at_once);
  CHECK_FALSE(summary.ok);
  CHECK(summary.error->code == ErrorCode::ServerGarbage);
}

TEST_CASE("a full disk ends the session at once, with its own sentence") {
  Tablet tablet;
  Province province;
  tablet.import_error = ErrorCode::StorageFull;
  const auto summary = run(tablet, province);
  CHECK(summary.error->code == ErrorCode::StorageFull);
  CHECK(province.log.size() == 1);
  CHECK(tablet.count(service::SyncEvent::StorageFull) == 1);
}

TEST_CASE("a tablet that is not enrolled sends nothing") {
  Tablet tablet;
  Province province;
  tablet.is_enrolled = false;
  CHECK(run(tablet, province).error->code == ErrorCode::NotEnrolled);
  CHECK(province.log.empty());
}

TEST_CASE("a session can be cancelled while it waits") {
  Tablet tablet;
  Province province;
  province.faults = [](std::size_t, const HttpRequest&) { return Fault::RequestLost; };
  samples::SteppedEntropy entropy(1);
  Session session(tablet, entropy, {});
  SteppedClock clock;
  const auto summary = run_session(session, province, clock, [](std::int64_t) { return false; });
  CHECK(summary.error->code == ErrorCode::Cancelled);
  CHECK(province.log.size() == 1);
}

TEST_CASE("pauses double, with a random part, up to a quarter of an hour") {
  samples::SteppedEntropy entropy(1);
  for (int failures = 1; failures < 30; ++failures) {
    const std::int64_t whole = std::min<std::int64_t>(2'000LL << std::min(failures - 1, 20), 900'000);
    const std::int64_t pause = backoff_ms(failures, entropy);
    CHECK(pause >= whole / 2);
    CHECK(pause <= whole);
  }
}
