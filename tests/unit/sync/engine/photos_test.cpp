#include "tests/support/catch.h"
#include "tests/unit/sync/engine/fakes.h"

using namespace ocop;
using namespace ocop::engine;
using namespace ocop::fakes;

namespace {

constexpr Options at_once{service::PhotoPolicy::All, Waiting::None};

std::size_t count(const Province& province, std::string_view method) {
  return static_cast<std::size_t>(std::count(province.log.begin(), province.log.end(), method));
}

struct OnePhoto {
  Bytes bytes = photo_bytes(1'000'000, 1);
  Hash hash = sha256(bytes);
  Tablet tablet;
  Province province;

  OnePhoto() {
    tablet.add_photo(bytes, service::PhotoSize::Original);
    province.cited.insert(hash);
  }
};

}  // namespace

TEST_CASE("a photo goes in growing chunks, and a last exchange tells what became of it") {
  OnePhoto one;
  const auto summary = run(one.tablet, one.province, at_once);
  CHECK(summary.ok);
  CHECK(summary.photos_up == 1);
  CHECK(summary.exchanges == 2);
  CHECK(one.province.blobs[one.hash] == one.bytes);
  CHECK(one.province.patched_bytes == one.bytes.size());
  CHECK(count(one.province, "HEAD") == 1);
  CHECK(count(one.province, "PATCH") == 6);  // 64, 128, 256, 256, 256 KiB and the rest
}

TEST_CASE("small photos need no question: one request each") {
  Tablet tablet;
  Province province;
  for (std::uint64_t i = 0; i < 40; ++i) {
    const auto bytes = photo_bytes(15'000, 50 + i);
    tablet.add_photo(bytes, service::PhotoSize::Thumbnail);
    province.cited.insert(sha256(bytes));
  }
  const auto summary = run(tablet, province, at_once);
  CHECK(summary.photos_up == 40);
  CHECK(summary.requests == 42);
}

TEST_CASE("no photos travel when the policy says none") {
  OnePhoto one;
  const auto summary = run(one.tablet, one.province, {service::PhotoPolicy::None, Waiting::None});
  CHECK(summary.ok);
  CHECK(summary.requests == 1);
  CHECK(summary.unsent_photos == 1);
}

TEST_CASE("a link cut in any chunk costs at most one chunk, in this session and across sessions") {
  const auto fault = GENERATE(Fault::RequestLost, Fault::AnswerLost, Fault::RequestCut);
  for (std::size_t step = 2; step < 8; ++step) {
    OnePhoto one;
    bool is_dead = false;
    one.province.faults = [&](std::size_t at, const HttpRequest&) {
      is_dead = is_dead || at >= step;
      return !is_dead ? Fault::None : at == step ? fault : Fault::RequestLost;
    };
    CHECK_FALSE(run(one.tablet, one.province, at_once).ok);
    one.province.faults = {};
    CHECK(run(one.tablet, one.province, at_once).ok);
    INFO("step " << step);
    CHECK(one.province.blobs[one.hash] == one.bytes);
    CHECK(one.province.patched_bytes <= one.bytes.size() + limits::blob_chunk_bytes_max);
  }
}

TEST_CASE("a link that breaks every chunk ends the session, however often the offset can be asked") {
  OnePhoto one;
  one.province.faults = [](std::size_t, const HttpRequest& request) {
    return request.method == "PATCH" ? Fault::RequestLost : Fault::None;
  };
  const auto summary = run(one.tablet, one.province);
  CHECK_FALSE(summary.ok);
  CHECK(count(one.province, "PATCH") == static_cast<std::size_t>(limits::link_failures_max));
}

TEST_CASE("chunks halve where the link breaks, are remembered for the next session, and double again from there") {
  OnePhoto one;
  one.province.faults = [](std::size_t, const HttpRequest& request) {
    return request.method == "PATCH" ? Fault::RequestLost : Fault::None;
  };
  CHECK_FALSE(run(one.tablet, one.province, at_once).ok);
  CHECK(one.tablet.state.link.chunk_bytes == 16 * 1024);  // two tries
  one.province.faults = {};
  one.province.log.clear();
  CHECK(run(one.tablet, one.province, at_once).ok);
  CHECK(count(one.province, "PATCH") == 7);  // 16, 32, 64, 128, 256, 256 KiB and the rest
  CHECK(one.tablet.state.link.chunk_bytes == 0);
}

TEST_CASE("on a slow link chunks stay at their first size") {
  OnePhoto one;
  one.province.request_ms = 10'000;
  CHECK(run(one.tablet, one.province, at_once).ok);
  CHECK(count(one.province, "PATCH") == 16);
}

TEST_CASE("a photo that is at the province already is not sent again") {
  OnePhoto one;
  one.province.blobs[one.hash] = one.bytes;
  const auto summary = run(one.tablet, one.province, at_once);
  CHECK(summary.photos_up == 1);
  CHECK(one.province.patched_bytes == 0);
}

TEST_CASE("a photo that nobody cited is given up for now, and does not hold up the next") {
  OnePhoto one;
  one.province.cited.clear();
  const auto next = photo_bytes(100'000, 9);
  one.tablet.add_photo(next, service::PhotoSize::Original);
  one.province.cited.insert(sha256(next));
  const auto summary = run(one.tablet, one.province, at_once);
  CHECK(summary.ok);
  CHECK(summary.photos_up == 1);
  CHECK(summary.unsent_photos == 1);
  CHECK(one.tablet.count(service::SyncEvent::PhotoRefused) == 1);
}

TEST_CASE("a photo that arrives with another hash starts again once, and is then given up") {
  OnePhoto one;
  one.province.damaged.insert(one.hash);
  const auto summary = run(one.tablet, one.province, at_once);
  CHECK(summary.ok);
  CHECK(summary.photos_up == 0);
  CHECK(one.province.patched_bytes == 2 * one.bytes.size());
}

TEST_CASE("a photo that is gone from the tablet blocks nothing") {
  OnePhoto one;
  one.tablet.to_send[0].second.clear();
  const auto summary = run(one.tablet, one.province, at_once);
  CHECK(summary.ok);
  CHECK(one.tablet.count(service::SyncEvent::PhotoRefused) == 1);
}

TEST_CASE("a thumbnail from the province goes on where the last session broke") {
  Tablet tablet;
  Province province;
  const auto bytes = photo_bytes(200'000, 5);
  const Hash hash = sha256(bytes);
  province.blobs[hash] = bytes;
  province.cited.insert(hash);
  tablet.to_fetch = {{hash, bytes.size(), service::PhotoSize::Thumbnail}};
  province.faults = [](std::size_t at, const HttpRequest&) { return at >= 2 ? Fault::RequestLost : Fault::None; };
  CHECK_FALSE(run(tablet, province, at_once).ok);
  CHECK(tablet.partial[hash].size() == limits::blob_chunk_bytes_first);
  province.faults = {};
  const auto summary = run(tablet, province, at_once);
  CHECK(summary.photos_down == 1);
  CHECK(tablet.partial[hash] == bytes);
  CHECK(summary.body_down < bytes.size());
  CHECK(summary.exchanges == 1);
}

TEST_CASE("a download that is damaged starts again once, and one that is not given is left") {
  Tablet tablet;
  Province province;
  const auto bytes = photo_bytes(20'000, 5);
  const Hash hash = sha256(as_bytes("something else"));
  province.blobs[hash] = bytes;
  SECTION("damaged") { province.cited.insert(hash); }
  SECTION("not given") {}
  tablet.to_fetch = {{hash, bytes.size(), service::PhotoSize::Thumbnail}};
  const auto summary = run(tablet, province, at_once);
  CHECK(summary.ok);
  CHECK(summary.photos_down == 0);
  CHECK(tablet.count(service::SyncEvent::PhotoRefused) == 1);
}
