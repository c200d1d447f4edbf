// SyncControl for a session that runs on a thread of its own: every call is posted to the database's executor and
// waited for, so that the one connection of the program stays on its thread.
//
// Called from the sync thread alone; must never be called from the database thread itself (it would wait for itself). A
// call is Cancelled when the executor takes no more jobs: the program is ending.
#pragma once

#include "core/base/executor.h"
#include "core/service/sync_control.h"

namespace ocop::client {

class PostedControl final : public service::SyncControl {
 public:
  PostedControl(service::SyncControl& control, Executor& database) : control_(control), database_(database) {}

  Result<service::SyncIdentity> identity() override;
  Result<service::Standing> standing() override;
  Result<std::vector<Bytes>> batches_to_send(std::size_t bytes_max, std::size_t skip) override;
  Result<service::ImportCounts> import(const service::ExchangeResult& exchange) override;
  Result<std::vector<service::PhotoFile>> photos_to_send(service::PhotoPolicy policy, std::size_t count_max) override;
  Result<Bytes> read_photo(const Hash& sha256, std::uint64_t offset, std::size_t bytes_max) override;
  Status photo_at_province(const Hash& sha256) override;
  Result<std::vector<service::PhotoFile>> photos_to_fetch(service::PhotoPolicy policy, std::size_t count_max) override;
  Result<std::uint64_t> fetched_bytes(const Hash& sha256) override;
  Status append_fetched(const Hash& sha256, std::uint64_t offset, ByteView bytes) override;
  Status finish_fetched(const Hash& sha256) override;
  Status remember_link(const service::LinkSizes& sizes) override;
  Status note(service::SyncEvent event, std::uint64_t first_number, std::uint64_t second_number) override;
  Result<std::uint64_t> next_bundle_number() override;
  Result<service::Kept> keep_carried(const service::CarriedEntry& entry) override;
  Result<std::vector<service::CarriedBundle>> list_carried() override;
  Result<service::CarriedPiece> read_carried(const Id& bundle, std::uint64_t from, std::size_t bytes_max,
                                             service::CarriedWhich which) override;
  Status carried_arrived(const Id& bundle, const std::vector<std::uint64_t>& indices) override;

 private:
  service::SyncControl& control_;
  Executor& database_;
};

}  // namespace ocop::client
