#include "sync/server/blobs.h"

#include "core/base/limits.h"
#include "tests/unit/sync/server/photos.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;
using protocol::BlobMethod;

namespace {

Bytes file_of(std::uint64_t seed, std::size_t size) {
  Bytes out(size);
  fake::SeededEntropy(seed).fill(out);
  return out;
}

// A dossier in a commune with one piece of evidence that cites the file.
Id cite(TestDevice& device, const std::string& unit, const Bytes& file) {
  const Id dossier = device.new_id();
  const auto evidence = device.new_id();
  std::vector<journal::Change> changes{device.dossier(dossier, unit)};
  changes.push_back(device.change(dossier, evidence, "evidence",
                                  {field("thumbnail", blob_value(file)), text_field("dossier", dossier.hex())}));
  const auto answer = device.sync({device.seal(changes)});
  CHECK(answer.answers[0].outcome == protocol::Outcome::Merged);
  return dossier;
}

struct Calls {
  World& world;
  TestDevice& device;

  HttpResponse call(protocol::BlobRequest request, Bytes body = {}) {
    return respond(*world.province, blob_request(device, request, std::move(body)));
  }
  HttpResponse head(const Bytes& file) { return call({BlobMethod::Head, sha256(file), 0, 0, {}}); }
  HttpResponse patch(const Bytes& file, std::size_t from, std::size_t size) {
    return call({BlobMethod::Patch, sha256(file), from, file.size(), {}},
                Bytes(file.begin() + static_cast<std::ptrdiff_t>(from),
                      file.begin() + static_cast<std::ptrdiff_t>(from + size)));
  }
  HttpResponse get(const Bytes& file, std::size_t from, std::size_t size) {
    return call({BlobMethod::Get, sha256(file), from, size, {}});
  }
};

// A photo that mai's dossier cites; nothing of it has come yet.
struct Cited {
  explicit Cited(std::size_t size) : file(file_of(5, size)) { cite(mai, ba_dinh, file); }

  World world;
  TestDevice mai{world, 1, {ba_dinh}};
  Bytes file;
  Calls calls{world, mai};
};

std::string header_of(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

std::string offset_of(const HttpResponse& response) { return header_of(response, "Upload-Offset"); }

}  // namespace

TEST_CASE("a photo arrives by offsets, is read back, takes a position, and is read by those who see it") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ba_dinh});
  const Bytes file = file_of(5, 5000);
  const Id dossier = cite(mai, ba_dinh, file);
  Calls calls{world, mai};
  CHECK(offset_of(calls.head(file)) == "0");
  CHECK(calls.patch(file, 0, 2000).status == 204);
  CHECK(offset_of(calls.head(file)) == "2000");
  CHECK(calls.get(file, 0, 10).status == 404);
  const auto position = mai.sync({}).mark.position;
  const auto last = calls.patch(file, 2000, 3000);
  CHECK(last.status == 204);
  CHECK(offset_of(last) == "5000");
  const auto mac = Mac::parse(header_of(last, "Ocop-Mac"));
  REQUIRE(mac.has_value());
  const Mac asked = protocol::blob_request_mac(mai.mac_key, {BlobMethod::Patch, sha256(file), 2000, 5000, {}},
                                               ByteView(file).subspan(2000));
  CHECK(protocol::blob_answer_mac_matches(mai.mac_key, asked, 204, 5000, *mac));
  CHECK(mai.sync({}).mark.position == position + 1);

  const auto row = world.province->folder().photos().find(sha256(file));
  REQUIRE_OK(row);
  REQUIRE(row->has_value());
  CHECK((*row)->is_on_tablet);
  CHECK((*row)->is_at_province);
  CHECK((*row)->root == dossier);
  Calls theirs{world, lan};
  CHECK(offset_of(theirs.head(file)) == "5000");
  const auto piece = theirs.get(file, 4990, 100);
  CHECK(piece.status == 206);
  CHECK(piece.body == Bytes(file.end() - 10, file.end()));
  CHECK(theirs.get(file, 5000, 1).status == 416);
  world.check_whole();
}

TEST_CASE("a chunk at another offset is not taken, and the true offset is told") {
  auto [world, mai, file, calls] = Cited(5000);
  calls.patch(file, 0, 1000);
  const auto ahead = calls.patch(file, 2000, 1000);
  CHECK(ahead.status == 409);
  CHECK(offset_of(ahead) == "1000");
  CHECK(calls.patch(file, 0, 1000).status == 409);
  CHECK(calls.patch(file, 1000, 4000).status == 204);
  CHECK(calls.patch(file, 0, 1000).status == 409);
  CHECK(offset_of(calls.patch(file, 0, 1000)) == "5000");
}

TEST_CASE("a whole file with another hash is thrown away and starts again") {
  auto [world, mai, file, calls] = Cited(5000);
  calls.patch(file, 0, 1000);
  Bytes wrong(file.begin() + 1000, file.end());
  wrong[7] ^= 1;
  const auto refused = calls.call({BlobMethod::Patch, sha256(file), 1000, file.size(), {}}, wrong);
  CHECK(refused.status == 422);
  CHECK(offset_of(refused) == "0");
  CHECK(offset_of(calls.head(file)) == "0");
  CHECK(calls.patch(file, 0, 5000).status == 204);
  world.check_whole();
}

TEST_CASE("a photo that nobody in scope cites does not exist") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  const Bytes file = file_of(5, 500);
  cite(mai, ba_dinh, file);
  Calls calls{world, lan};
  CHECK(calls.head(file).status == 404);
  CHECK(calls.patch(file, 0, 500).status == 404);
  Calls own{world, mai};
  CHECK(own.patch(file, 0, 500).status == 204);
  CHECK(calls.get(file, 0, 500).status == 404);
}

TEST_CASE("a hash copied into a record of one's own opens nobody's photo until the file itself is shown") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  const Bytes file = file_of(5, 500);
  cite(mai, ba_dinh, file);
  Calls own{world, mai};
  own.patch(file, 0, 500);
  cite(lan, ngoc_ha, file);
  Calls calls{world, lan};
  CHECK(offset_of(calls.head(file)) == "0");
  CHECK(calls.get(file, 0, 500).status == 404);
  CHECK(calls.patch(file, 0, 500).status == 204);  // she has it: now it is hers to read too
  CHECK(calls.get(file, 0, 500).body == file);
  world.check_whole();
}

TEST_CASE("a photo of a dossier that went to another commune first is still taken from who cited it, and not shown") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  TestDevice lan(world, 2, {ngoc_ha});
  const Bytes file = file_of(5, 500);
  cite(mai, ngoc_ha, file);
  Calls own{world, mai};
  CHECK(offset_of(own.head(file)) == "0");
  CHECK(own.patch(file, 0, 500).status == 204);
  CHECK(own.get(file, 0, 500).status == 404);
  Calls reader{world, lan};
  CHECK(reader.get(file, 0, 500).body == file);
  world.check_whole();
}

TEST_CASE("a photo longer than it was cited, or with a chunk over the limit, is refused") {
  auto [world, mai, file, calls] = Cited(500);
  CHECK(calls.call({BlobMethod::Patch, sha256(file), 0, 501, {}}, file).status == 413);
  CHECK(calls.call({BlobMethod::Patch, sha256(file), 0, 0, {}}, {}).status == 413);
  CHECK(calls.call({BlobMethod::Patch, sha256(file), 600, 500, {}}, {}).status == 413);
  const Bytes large = file_of(6, limits::blob_chunk_bytes_max + 1);
  cite(mai, ba_dinh, large);
  CHECK(calls.patch(large, 0, large.size()).status == 413);
}

TEST_CASE("a power cut between publishing a photo and writing its row is mended by the next request") {
  auto [world, mai, file, calls] = Cited(500);
  calls.patch(file, 0, 400);
  const PartialName name{mai.keys.public_key, sha256(file)};
  REQUIRE_OK(world.blobs.append_partial(name, 400, ByteView(file).subspan(400)));
  REQUIRE_OK(world.blobs.publish_partial(name));
  CHECK(offset_of(calls.head(file)) == "500");
  CHECK(calls.get(file, 0, 500).body == file);
  world.check_whole();
}

TEST_CASE("a photo whose last byte came just before the power went is verified before it is called whole") {
  for (const bool asks_first : {false, true}) {
    auto [world, mai, file, calls] = Cited(500);
    world.files.fail_write(1, ErrorCode::StorageFault);  // appended, not published
    CHECK(calls.patch(file, 0, 500).status == 500);
    if (asks_first) {
      CHECK(offset_of(calls.head(file)) == "500");
    } else {
      CHECK(calls.patch(file, 0, 500).status == 204);
    }
    CHECK(calls.get(file, 0, 500).body == file);
    world.check_whole();
  }
}

TEST_CASE("a photo that came whole and wrong before the power went is thrown away when it is asked about") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  const Bytes file = file_of(5, 500);
  const Bytes other = file_of(6, 500);
  cite(mai, ba_dinh, file);
  const PartialName name{mai.keys.public_key, sha256(file)};
  REQUIRE_OK(world.blobs.append_partial(name, 0, other));
  Calls calls{world, mai};
  CHECK(offset_of(calls.head(file)) == "0");
  CHECK(calls.patch(file, 0, 500).status == 204);
  CHECK(calls.get(file, 0, 500).body == file);
}

TEST_CASE("a full disk is said to the tablet, and what was synced stays") {
  auto [world, mai, file, calls] = Cited(500);
  calls.patch(file, 0, 100);
  world.files.set_free_bytes(limits::free_space_reserve_bytes);
  CHECK(calls.patch(file, 100, 400).status == 507);
  world.files.set_free_bytes(1ULL << 40);
  CHECK(offset_of(calls.head(file)) == "100");
}

TEST_CASE("a request about a photo without device, nonce or MAC is refused") {
  World world;
  TestDevice mai(world, 1, {ba_dinh});
  HttpRequest http;
  http.method = "HEAD";
  http.path = protocol::blob_path(Hash{});
  CHECK(respond(*world.province, http).status == 400);
  http.headers["ocop-nonce"] = protocol::Nonce{}.hex();
  CHECK(respond(*world.province, http).status == 401);
  http.headers["ocop-device"] = protocol::name_of(mai.keys.public_key).hex();
  http.headers["ocop-mac"] = Mac{}.hex();
  CHECK(respond(*world.province, http).status == 401);
  http.path = "/v1/blobs/../../etc/passwd";
  CHECK(respond(*world.province, http).status == 400);
}

TEST_CASE("partials that nobody continued are removed after their days") {
  auto [world, mai, file, calls] = Cited(500);
  calls.patch(file, 0, 100);
  REQUIRE_OK(remove_old_partials(*world.province));
  CHECK(offset_of(calls.head(file)) == "100");
  world.clock.set_wall_ms(world.clock.wall_ms() + (partial_days + 1) * 24 * 3600 * 1000);
  REQUIRE_OK(remove_old_partials(*world.province));
  CHECK(offset_of(calls.head(file)) == "0");
}
