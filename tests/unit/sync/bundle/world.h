// Tablets with real folders, a province with a real store, a stick in memory between them, and a network that a test
// uses when it wants.
#pragma once

#include "sync/bundle/export.h"
#include "sync/bundle/import.h"
#include "sync/bundle/tar.h"
#include "sync/server/bundles.h"
#include "tests/support/data_folder.h"
#include "tests/unit/sync/server/direct.h"

namespace ocop::bundle::test {

using ocop::server::test::World;
using ocop::test::DataFolder;
using service::PhotoPolicy;

inline void enrol(DataFolder& tablet, server::Province& province, const std::string& officer) {
  server::test::enrol_directly(*tablet, province, officer, {ocop::test::commune});
}

// Over the network, whose every request the province answers at once.
inline engine::Summary sync(DataFolder& tablet, server::Province& province) {
  return server::test::sync_directly(*tablet, province);
}

inline service::PendingCounts pending(DataFolder& tablet) {
  return service::SyncService(*tablet).standing().value().pending;
}

// A stick, a card, a cable: files in memory.
struct Stick {
  Result<Exported> export_from(DataFolder& tablet, const std::string& name, PhotoPolicy photos = PhotoPolicy::All) {
    service::SyncService control(*tablet);
    return export_bundle(control, tablet.entropy, photos, {files, name});
  }
  Result<Imported> import_to(DataFolder& tablet, const std::string& name) {
    service::SyncService control(*tablet);
    return import_bundle(control, files, name);
  }
  Result<server::AnswerCounts> answer(World& world, const std::string& officer, const std::string& name) {
    TRY_ASSIGN(const auto device, server::choose_device(*world.province, officer));
    TarWriter file(files, name);
    TRY_ASSIGN(const auto counts, server::answer_bundle(*world.province, device, UINT64_MAX, [&](const auto& entry) {
                 return file.add(name_of(entry), protocol::write_bundle_entry(entry));
               }));
    TRY(file.finish());
    return counts;
  }
  Result<server::BundleTaken> import_to(World& world, const std::string& name) {
    return server::import_bundle(*world.province, files, name);
  }
  void put(const std::string& name, ByteView bytes) {
    REQUIRE_OK(files.remove(name));
    REQUIRE_OK(files.append(name, 0, bytes));
  }
  const Bytes& content(const std::string& name) const { return files.contents().at(name); }

  fake::MemoryFiles files;
};

struct Village {
  explicit Village(std::size_t tablets_count = 2, std::uint64_t seed = 7) : world(seed) {
    for (std::size_t i = 0; i < tablets_count; ++i) {
      tablets.push_back(std::make_unique<DataFolder>(100 * seed + i));
      enrol(*tablets.back(), *world.province, officers.at(i));
    }
  }
  DataFolder& tablet(std::size_t i) { return *tablets.at(i); }

  // A dossier with a score and a photo of three sizes.
  Id write_dossier(DataFolder& tablet, const std::string& name = "Trà Shan tuyết") {
    const Id dossier = ocop::test::a_dossier(tablet, ocop::test::a_producer(tablet), name);
    REQUIRE_OK(service::set_score(*tablet, ocop::test::score(dossier, "1.2", "a")));
    REQUIRE_OK(service::add_evidence(*tablet, {dossier, ocop::test::sample_photo(), "product_photo", {}, ""}));
    return dossier;
  }

  void check_whole() {
    world.check_whole();
    for (const auto& each : tablets) each->require_whole();
  }
  // All hold the same of this dossier, and nothing is left to send.
  void check_same(const Id& dossier) {
    const auto expected = world.province->folder().journal().root_state(dossier).value();
    CHECK_FALSE(expected.records.empty());
    for (const auto& each : tablets) {
      CHECK((*each)->journal().root_state(dossier).value() == expected);
      CHECK(pending(*each).changes == 0);
      CHECK(pending(*each).photos == 0);
    }
  }

  const std::vector<std::string> officers = {"Mai", "Bình", "Cúc"};
  World world;
  std::vector<std::unique_ptr<DataFolder>> tablets;
  Stick stick;
};

}  // namespace ocop::bundle::test
