#include "core/service/offering.h"

#include "core/base/limits.h"
#include "core/journal/parcel.h"

namespace ocop::service {
namespace {

using store::Database;

// A batch that the province holds apart stays as it is: it is not called safe, here or there. acked_position stays,
// and tells such a batch from one that was never answered.
Status offer_batches(Database& database, std::uint64_t from) {
  TRY(database.run("UPDATE batches SET outcome = NULL, reason = NULL "
                   "WHERE outcome BETWEEN 0 AND 3 AND (outcome = 3 OR acked_position >= ?)", from));
  return database.run("UPDATE changes SET state = 1 WHERE batch IS NOT NULL AND state = 2 AND EXISTS "
                      "(SELECT 1 FROM batches WHERE batches.replica = changes.replica AND "
                      "batches.number = changes.batch AND batches.outcome IS NULL)");
}

// Positions above `from` are of an order that is no more.
Status offer_pulled(Database& database, std::uint64_t from) {
  TRY(database.run("INSERT OR IGNORE INTO offers (change_id) SELECT id FROM changes "
                   "WHERE batch IS NULL AND state = 2 AND (position IS NULL OR position >= ?)", from));
  TRY(database.run("UPDATE changes SET position = NULL WHERE position > ?", from));
  TRY(database.run("UPDATE waiting SET position = NULL WHERE position > ?", from));
  return database.run("DELETE FROM notices WHERE position > ?", from);
}

// acked_position stays where there is one, so that the engine asks before it sends (PhotoFile::may_be_there).
Status offer_photos(Database& database, std::uint64_t from) {
  return database.run("UPDATE photos SET at_province = 0, acked_position = coalesce(acked_position, 0) WHERE "
                      "on_tablet = 1 AND at_province = 1 AND (acked_position IS NULL OR acked_position >= ?)", from);
}

class ParcelWriter {
 public:
  ParcelWriter(std::size_t bytes_max, const SecretKey& device) : bytes_max_(bytes_max), device_(device) {}

  // False when nothing more fits.
  bool add(std::uint64_t id, journal::Change change, std::size_t bytes) {
    const bool is_full = parcel_bytes_ + bytes > limits::batch_bytes_max ||
                         parcel_.changes.size() == limits::changes_per_batch_max;
    if (is_full && !parcel_.changes.empty()) close();
    if (!out_.empty() && total_ + parcel_bytes_ + bytes > bytes_max_) return false;
    parcel_.number = id;
    parcel_.changes.push_back(std::move(change));
    parcel_bytes_ += bytes;
    return true;
  }

  std::vector<Bytes> finish() {
    if (!parcel_.changes.empty()) close();
    return std::move(out_);
  }

 private:
  void close() {
    journal::seal(parcel_, device_);
    out_.push_back(journal::encode_parcel(parcel_));
    total_ += parcel_bytes_;
    parcel_ = {};
    parcel_bytes_ = 0;
  }

  std::size_t bytes_max_;
  const SecretKey& device_;
  std::vector<Bytes> out_;
  std::size_t total_ = 0;
  journal::Parcel parcel_;  // numbered by the last row in it, so that an answer tells how far it reaches
  std::size_t parcel_bytes_ = 0;
};

}  // namespace

Status offer_again(Folder& folder, std::uint64_t from) {
  Database& database = folder.database();
  TRY(offer_batches(database, from));
  TRY(offer_pulled(database, from));
  return offer_photos(database, from);
}

Result<bool> any_batch_offered(Database& database) {
  TRY_ASSIGN(auto query, database.query(select_batches_offered, 0));
  return query.next();
}

Result<std::vector<Bytes>> parcels_to_send(Folder& folder, std::size_t bytes_max) {
  TRY_ASSIGN(auto query, folder.database().query("SELECT changes.id, changes.bytes FROM offers JOIN changes ON "
                                                 "changes.id = offers.change_id ORDER BY offers.change_id"));
  TRY_ASSIGN(const KeyPair keys, folder.device_key());
  ParcelWriter writer(bytes_max, keys.secret_key);
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return writer.finish();
    auto change = journal::decode_change(query.blob(1));
    if (!change) return Error{ErrorCode::StorageCorrupt, "a stored change"};
    if (!writer.add(query.unsigned_integer(0), std::move(*change), query.blob(1).size())) return writer.finish();
  }
}

Status parcel_answered(Folder& folder, std::uint64_t number, std::uint64_t position) {
  TRY(folder.database().run("UPDATE changes SET position = ? WHERE position IS NULL AND id IN "
                            "(SELECT change_id FROM offers WHERE change_id <= ?)", position, number));
  return folder.database().run("DELETE FROM offers WHERE change_id <= ?", number);
}

Result<std::uint64_t> count_offers(Folder& folder) {
  TRY_ASSIGN(const auto count, folder.database().integer("SELECT count(*) FROM offers"));
  return static_cast<std::uint64_t>(count.value_or(0));
}

}  // namespace ocop::service
