// A second officer with a tablet of her own, and the province between two tablets done by hand: what one wrote is
// imported into the other, as an exchange would.
#pragma once

#include "core/journal/batch.h"
#include "core/service/commands.h"
#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {

inline constexpr std::int64_t province_wall_ms = 1'793'577'600'000;  // where a FakeClock stands that nobody moved

// Everything of `from` that no province answered for reaches `to`. Again and again does no harm.
inline void carry(service::Folder& from, service::Folder& to) {
  const auto batches = service::SyncService(from).batches_to_send(std::size_t{1} << 24, 0);
  REQUIRE_OK(batches);
  service::ExchangeResult exchange;
  for (const Bytes& bytes : *batches) {
    auto batch = journal::decode_batch(bytes);
    REQUIRE_OK(batch);
    for (auto& change : batch->changes) exchange.changes.push_back({exchange.changes.size() + 1, std::move(change)});
  }
  const std::uint64_t position = exchange.changes.size();
  exchange.cursor.position = position;
  exchange.mark = {1, position, 7};
  exchange.province_wall_ms = province_wall_ms;
  REQUIRE_OK(service::SyncService(to).import(exchange));
}

struct Colleague {
  explicit Colleague(std::uint64_t seed = 99, const std::string& officer = "Trần Văn Bình") : entropy(seed) {
    auto created = service::Folder::create(place / "ocop.sqlite", {files, clock, entropy}, {officer, {"00004"}});
    REQUIRE_OK(created);
    folder = std::make_unique<service::Folder>(std::move(*created));
  }

  void score(const Id& dossier, const std::string& criterion, const std::string& option) {
    service::SetScore command;
    command.dossier = dossier;
    command.criterion = criterion;
    command.option = option;
    REQUIRE_OK(service::set_score(*folder, command));
  }

  TempFolder place;
  fake::FakeClock clock;
  fake::SeededEntropy entropy;
  fake::MemoryFiles files;
  std::unique_ptr<service::Folder> folder;
};

}  // namespace ocop::test
