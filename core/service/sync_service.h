// SyncControl over a data folder, and enrolling. What others wrote enters by `import` (core/service/sync_import.h), and
// nowhere else.
//
// Folder's thread. The application wraps it so that every call runs on the database thread.
#pragma once

#include "core/service/folder.h"
#include "core/service/sync_control.h"

namespace ocop::service {

// What the province's answer to an invitation gives (sync/protocol enrols; PROTOCOL.md).
struct EnrolmentAnswer {
  SyncIdentity identity;
  Officer officer;
  Bytes certificate;  // signed by the province, verbatim: a restored server recognises it
};
Status save_enrolment(Folder& folder, const EnrolmentAnswer& answer);
Result<bool> is_enrolled(Folder& folder);

class SyncService final : public SyncControl {
 public:
  explicit SyncService(Folder& folder) : folder_(folder) {}

  Result<SyncIdentity> identity() override;
  Result<Standing> standing() override;
  Result<std::vector<Bytes>> batches_to_send(std::size_t bytes_max, std::size_t skip) override;
  Result<std::vector<Bytes>> parcels_to_send(std::size_t bytes_max) override;
  Result<ImportCounts> import(const ExchangeResult& exchange) override;
  Result<std::vector<PhotoFile>> photos_to_send(PhotoPolicy policy, std::size_t count_max) override;
  Result<Bytes> read_photo(const Hash& sha256, std::uint64_t offset, std::size_t bytes_max) override;
  Status photo_at_province(const Hash& sha256) override;
  Result<std::vector<PhotoFile>> photos_to_fetch(PhotoPolicy policy, std::size_t count_max) override;
  Result<std::uint64_t> fetched_bytes(const Hash& sha256) override;
  Status append_fetched(const Hash& sha256, std::uint64_t offset, ByteView bytes) override;
  Status finish_fetched(const Hash& sha256) override;
  Result<std::vector<Id>> receipts_to_fetch(std::size_t count_max) override;
  Status save_receipt(const Id& dossier, ByteView receipt) override;
  Status remember_link(const LinkSizes& sizes) override;
  Status note(SyncEvent event, std::uint64_t first_number, std::uint64_t second_number) override;
  Result<std::uint64_t> next_bundle_number() override { return service::next_bundle_number(folder_); }
  Result<Kept> keep_carried(const CarriedEntry& entry) override { return service::keep_carried(folder_, entry); }
  Result<std::vector<CarriedBundle>> list_carried() override { return service::list_carried(folder_); }
  Result<CarriedPiece> read_carried(const Id& bundle, std::uint64_t from, std::size_t bytes_max,
                                    CarriedWhich which) override {
    return service::read_carried(folder_, bundle, from, bytes_max, which);
  }
  Status carried_arrived(const Id& bundle, const std::vector<std::uint64_t>& indices) override {
    return service::carried_arrived(folder_, bundle, indices);
  }

 private:
  Folder& folder_;
};

}  // namespace ocop::service
