// What a tablet carries for others: kept, passed on, brought to the province when it meets it, and let go.
#include "core/service/receipts.h"
#include "tests/unit/sync/bundle/world.h"

using namespace ocop;
using namespace ocop::bundle;
using namespace ocop::bundle::test;

namespace {

struct Carried {
  Carried() {
    dossier = village.write_dossier(mai);
    REQUIRE_OK(village.stick.export_from(mai, "mai"));
    REQUIRE_OK(village.stick.import_to(binh, "mai"));
  }
  service::CarriedCounts counts() { return service::count_carried(*binh).value(); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::count_if(binh.files.contents().begin(), binh.files.contents().end(),
                                                  [](const auto& file) { return file.first.starts_with("carried/"); }));
  }

  Village village{2};
  DataFolder& mai = village.tablet(0);
  DataFolder& binh = village.tablet(1);
  Id dossier;
};

service::CarriedEntry entry_of(std::uint64_t bundle, std::uint64_t number, std::uint64_t photos,
                               std::uint64_t index = 0, std::uint64_t count = 1) {
  service::CarriedEntry out;
  out.bundle.bytes[15] = static_cast<std::uint8_t>(bundle);
  out.bundle.bytes[14] = static_cast<std::uint8_t>(bundle >> 8);
  out.number = number;
  out.photos = photos;
  out.index = index;
  out.count = count;
  out.is_to_province = true;
  out.bytes = Bytes(100, static_cast<std::uint8_t>(bundle));
  return out;
}

}  // namespace

TEST_CASE("a colleague who meets the province delivers the bundle and brings the answer back") {
  Carried world;
  CHECK(world.counts().to_province == 1);
  CHECK(world.counts().bytes > 100'000);
  const service::Unsent unsent = service::state_unsent(*world.binh).value();
  CHECK(unsent.bundles == 1);
  CHECK_FALSE(unsent.is_nothing());
  CHECK(service::is_signed(unsent));
  const auto summary = sync(world.binh, *world.village.world.province);
  CHECK(summary.carried_up == 1);
  CHECK(world.counts().to_province == 0);
  CHECK(world.counts().to_tablets == 1);
  CHECK(service::state_unsent(*world.binh).value().bundles == 0);
  CHECK(world.files() == 1);
  CHECK(sync(world.binh, *world.village.world.province).carried_up == 0);

  REQUIRE_OK(world.village.stick.export_from(world.binh, "back"));
  const auto home = world.village.stick.import_to(world.mai, "back");
  REQUIRE_OK(home);
  CHECK(home->photos_arrived == 3);
  CHECK(pending(world.mai).changes == 0);
  world.village.check_same(world.dossier);
  world.village.check_whole();
}

TEST_CASE("a delivered bundle that comes to the carrier again is not carried again") {
  Carried world;
  sync(world.binh, *world.village.world.province);
  const auto again = world.village.stick.import_to(world.binh, "mai");
  REQUIRE_OK(again);
  CHECK(again->carried == 0);
  CHECK(again->again == again->entries);
  CHECK(world.counts().to_province == 0);
}

TEST_CASE("a bundle that the province refuses stays with its carrier and blocks nothing") {
  Carried world;
  server::Province& province = *world.village.world.province;
  const KeyPair mai = world.mai->device_key().value();
  REQUIRE_OK(province.database().run("DELETE FROM devices WHERE device = ?", mai.public_key));
  const auto summary = sync(world.binh, province);
  CHECK(summary.ok);
  CHECK(summary.carried_up == 0);
  CHECK(world.counts().to_province == 1);
  enrol(world.mai, province, "Mai");
  CHECK(sync(world.binh, province).carried_up == 1);
}

TEST_CASE("a request of a stranger, of a revoked carrier or with another body is refused") {
  Carried world;
  server::Province& province = *world.village.world.province;
  const service::SyncIdentity identity = service::SyncService(*world.binh).identity().value();
  server::HttpRequest request;
  request.method = "POST";
  request.path = protocol::bundle_path;
  request.body = protocol::write_carried({});
  CHECK(server::respond(province, request).status == 401);
  const auto sign = [&](ByteView body) {
    request.headers["ocop-device"] = protocol::name_of(identity.device).hex();
    request.headers["ocop-nonce"] = protocol::Nonce{}.hex();
    request.headers["ocop-mac"] = protocol::carried_mac(identity.mac_key, {}, body).hex();
  };
  sign(request.body);
  CHECK(server::respond(province, request).status == 200);
  request.body.push_back(0);
  CHECK(server::respond(province, request).status == 401);
  sign(request.body);
  CHECK(server::respond(province, request).status == 400);
  request.body = protocol::write_carried({Bytes{1, 2, 3}});
  sign(request.body);
  CHECK(server::respond(province, request).status == 400);
  request.method = "GET";
  CHECK(server::respond(province, request).status == 404);
  request.method = "POST";
  request.body = protocol::write_carried({});
  sign(request.body);
  REQUIRE_OK(server::revoke(province, identity.device));
  CHECK(server::respond(province, request).status == 401);
}

TEST_CASE("a later whole bundle stands for an earlier one, unless that one's photos go further") {
  DataFolder tablet(4);
  const auto keep = [&](const service::CarriedEntry& entry) { return service::keep_carried(*tablet, entry).value(); };
  const auto count = [&] { return service::list_carried(*tablet).value().size(); };
  CHECK(keep(entry_of(1, 10, 0)) == service::Kept::New);
  CHECK(keep(entry_of(2, 11, 0, 0, 2)) == service::Kept::New);
  CHECK(count() == 2);                                           // the second is not whole yet
  CHECK(keep(entry_of(2, 11, 0, 1, 2)) == service::Kept::New);
  CHECK(count() == 1);
  CHECK(keep(entry_of(1, 10, 0)) == service::Kept::Again);       // an older copy
  CHECK(keep(entry_of(3, 9, 3)) == service::Kept::New);          // older, but with originals
  CHECK(count() == 2);
  CHECK(keep(entry_of(4, 12, 3)) == service::Kept::New);
  CHECK(count() == 1);
  CHECK(tablet.files.contents().size() == 1);
}

TEST_CASE("what is carried has its limits, and no room is said to be none") {
  DataFolder tablet(4);
  for (std::uint64_t i = 0; i < limits::carried_bundles_max; ++i) {
    auto entry = entry_of(i, 1, 0);
    entry.sender.bytes[0] = static_cast<std::uint8_t>(i);
    REQUIRE_OK(service::keep_carried(*tablet, entry));
  }
  auto more = entry_of(999, 1, 0);
  more.sender.bytes[0] = 200;
  REQUIRE_ERROR(service::keep_carried(*tablet, more), LimitExceeded);
  REQUIRE_OK(service::carried_arrived(*tablet, entry_of(0, 1, 0).bundle, {0}));
  tablet.files.set_free_bytes(limits::free_space_reserve_bytes);
  REQUIRE_ERROR(service::keep_carried(*tablet, more), StorageFull);
  tablet.files.set_free_bytes(limits::free_space_reserve_bytes * 2);
  REQUIRE_OK(service::keep_carried(*tablet, more));
}

TEST_CASE("an entry that was written and not recorded is written again behind, and read as it came") {
  DataFolder tablet(4);
  const auto entry = entry_of(5, 1, 0);
  const std::string path = "carried/" + entry.bundle.hex();
  REQUIRE_OK(service::keep_carried(*tablet, entry_of(5, 1, 0, 1, 2)));
  REQUIRE_OK(tablet.files.append(path, 100, as_bytes("half an entry, and the power went")));
  REQUIRE_OK(service::keep_carried(*tablet, entry_of(5, 1, 0, 0, 2)));
  const auto piece = service::read_carried(*tablet, entry.bundle, 0, 1000, service::CarriedWhich::All).value();
  CHECK(piece.indices == std::vector<std::uint64_t>{0, 1});
  CHECK(piece.entries == std::vector<Bytes>{entry.bytes, entry.bytes});
  CHECK(service::read_carried(*tablet, entry.bundle, 0, 100, service::CarriedWhich::All).value().entries.size() == 1);
  REQUIRE_OK(service::carried_arrived(*tablet, entry.bundle, {0}));
  CHECK(service::read_carried(*tablet, entry.bundle, 0, 1000, service::CarriedWhich::NotAtProvince).value().indices ==
        std::vector<std::uint64_t>{1});
  CHECK(service::list_carried(*tablet).value().front().held == 2);
}

TEST_CASE("a file that a dying program left is swept away, a bundle that is carried is not") {
  DataFolder tablet(4);
  REQUIRE_OK(service::keep_carried(*tablet, entry_of(1, 1, 0)));
  REQUIRE_OK(tablet.files.append("carried/" + Id{}.hex(), 0, as_bytes("left over")));
  auto other = entry_of(2, 1, 0);
  other.sender.bytes[0] = 9;
  REQUIRE_OK(service::keep_carried(*tablet, other));
  CHECK(tablet.files.contents().size() == 2);
  tablet.require_whole();
}

TEST_CASE("numbers of bundles grow with the clock and never go back with it") {
  DataFolder tablet(4);
  const std::int64_t now_ms = tablet.clock.wall_ms();
  const std::uint64_t first = service::next_bundle_number(*tablet).value();
  CHECK(first == static_cast<std::uint64_t>(now_ms));
  CHECK(service::next_bundle_number(*tablet).value() == first + 1);
  tablet.clock.set_wall_ms(0);
  CHECK(service::next_bundle_number(*tablet).value() == first + 2);
}
