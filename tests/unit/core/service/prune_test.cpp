#include "core/service/prune.h"

#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

namespace {

struct WithPhotos {
  DataFolder tablet{1, "Hoa"};
  Id dossier = a_dossier(tablet, a_producer(tablet));

  WithPhotos() { REQUIRE_OK(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""})); }

  // All that is here arrives; the mark after it is `position`, and `durable` is what two backups hold.
  void sync(std::uint64_t position, std::uint64_t durable) {
    SyncService sync(*tablet);
    const auto files = sync.photos_to_send(PhotoPolicy::All, 9).value();
    for (const PhotoFile& file : files) REQUIRE_OK(sync.photo_at_province(file.sha256));
    ExchangeResult exchange;
    exchange.mark = {7, position, position};
    exchange.backup = Backup{position, 0};
    if (durable > 0) exchange.durable = Mark{7, durable, durable};
    REQUIRE_OK(sync.import(exchange));
  }
  PhotoView original() { return *read_dossier(*tablet, dossier).value().evidence.at(0).original; }
};

}  // namespace

TEST_CASE("An original goes only when two backups hold it, and its smaller sizes stay") {
  WithPhotos world;
  const std::uint64_t bytes = world.original().bytes;
  CHECK(prune_originals(*world.tablet).value().photos == 0);
  world.sync(10, 0);  // one backup
  CHECK(prune_originals(*world.tablet).value().photos == 0);
  CHECK(count_prunable(*world.tablet).value().kept_bytes == bytes);
  world.sync(10, 9);
  CHECK(prune_originals(*world.tablet).value().photos == 0);
  CHECK(world.original().is_here);
  world.sync(11, 10);
  CHECK(count_prunable(*world.tablet).value().photos == 1);
  CHECK(count_prunable(*world.tablet).value().bytes == bytes);
  const Pruned pruned = prune_originals(*world.tablet).value();
  CHECK(pruned.photos == 1);
  CHECK(pruned.bytes == bytes);
  CHECK_FALSE(world.original().is_here);
  CHECK(world.original().state == Whereabouts::Backup);
  CHECK_FALSE(world.tablet->photos().has_file(world.original().sha256).value());
  const auto evidence = read_dossier(*world.tablet, world.dossier).value().evidence.at(0);
  CHECK(evidence.review->is_here);
  CHECK(evidence.thumbnail->is_here);
  CHECK(SyncService(*world.tablet).photos_to_fetch(PhotoPolicy::All, 9).value().empty());
  world.tablet.require_whole();
}

TEST_CASE("Nothing goes while nothing has to") {
  WithPhotos world;
  world.sync(10, 10);
  CHECK(prune_originals(*world.tablet, 0).value().photos == 0);
  CHECK(prune_originals(*world.tablet, 1).value().photos == 1);
}

TEST_CASE("A file that a cut left lying goes at the next call, and a fault leaves the folder whole") {
  WithPhotos world;
  world.sync(10, 10);
  const Hash sha256 = world.original().sha256;
  world.tablet.files.fail_write(0, ErrorCode::StorageFault);
  REQUIRE_ERROR(prune_originals(*world.tablet), StorageFault);
  CHECK_FALSE(world.original().is_here);
  CHECK(world.tablet->photos().has_file(sha256).value());
  world.tablet.require_whole();
  CHECK(prune_originals(*world.tablet).value().photos == 0);
  CHECK_FALSE(world.tablet->photos().has_file(sha256).value());
}

TEST_CASE("An original whose province was restored since is not durable any more") {
  WithPhotos world;
  world.sync(10, 10);
  ExchangeResult restored;
  restored.mark = {8, 5, 5};
  restored.offer_from = 5;
  REQUIRE_OK(SyncService(*world.tablet).import(restored));
  CHECK(prune_originals(*world.tablet).value().photos == 0);
}
