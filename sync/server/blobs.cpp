#include "sync/server/blobs.h"

#include <algorithm>

#include "core/base/limits.h"

namespace ocop::server {
namespace {

using protocol::BlobRequest;
using store::Database;
using store::Transaction;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

struct Citation {
  bool is_in_scope = false;
  bool may_send = false;       // in scope, cited in a root that the device wrote in, or offered by one that was asked
  bool is_proven = false;
  std::uint64_t bytes_max = 0;  // as cited
};

// Whoever wrote in a root may bring its photos, even if the dossier went to another commune before they were sent; so
// may whoever was asked, by a restored province, for all that it holds. It is no reason to be shown anything.
Result<Citation> citation_of(Database& database, const PublicKey& device, const Hash& sha256) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT max(in_scope), max(in_scope AND is_proven), max(bytes) FROM (SELECT bc.is_proven, bc.bytes, EXISTS "
      "(SELECT 1 FROM root_units ru JOIN device_units du ON du.unit = ru.unit "
      " WHERE ru.root = bc.root AND du.device = ?2) AS in_scope FROM blob_citations bc WHERE bc.sha256 = ?1 AND "
      "(in_scope OR EXISTS (SELECT 1 FROM changes JOIN device_replicas dr ON dr.replica = changes.replica "
      " WHERE changes.root = bc.root AND dr.device = ?2) OR EXISTS (SELECT 1 FROM offers_wanted WHERE device = ?2)))",
      sha256, device));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row || query.is_null(0)) return Citation{};
  return Citation{query.integer(0) != 0, true, query.integer(1) != 0, query.unsigned_integer(2)};
}

Result<std::optional<std::uint64_t>> bytes_here(Database& database, const Hash& sha256) {
  TRY_ASSIGN(const auto bytes, database.integer("SELECT bytes FROM blobs WHERE sha256 = ?", sha256));
  if (!bytes) return std::optional<std::uint64_t>{};
  return std::optional<std::uint64_t>{static_cast<std::uint64_t>(*bytes)};
}

Status prove(Database& database, const PublicKey& device, const Hash& sha256) {
  return database.run(
      "UPDATE blob_citations SET is_proven = 1 WHERE sha256 = ?1 AND is_proven = 0 AND (EXISTS "
      "(SELECT 1 FROM root_units ru JOIN device_units du ON du.unit = ru.unit "
      " WHERE ru.root = blob_citations.root AND du.device = ?2) OR EXISTS "
      "(SELECT 1 FROM changes JOIN device_replicas dr ON dr.replica = changes.replica "
      " WHERE changes.root = blob_citations.root AND dr.device = ?2))", sha256, device);
}

// The file is verified and under its lasting name.
Status accept(Province& province, const PublicKey& device, const Hash& sha256, std::uint64_t bytes) {
  Database& database = province.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const auto present, bytes_here(database, sha256));
  if (!present) {
    TRY_ASSIGN(Order order, Order::load(database));
    TRY_ASSIGN(const std::uint64_t position, order.take_event("blob", sha256));
    TRY(database.run("INSERT INTO blobs (sha256, bytes, position, at_ms) VALUES (?, ?, ?, ?)", sha256, bytes, position,
                     province.now_ms()));
    TRY(database.run("UPDATE photos SET on_tablet = 1 WHERE sha256 = ?", sha256));
    TRY(province.folder().photos().mark_at_province(sha256, position));
    TRY(order.save());
  }
  TRY(prove(database, device, sha256));
  TRY(database.run("DELETE FROM blob_partials WHERE device = ? AND sha256 = ?", device, sha256));
  return transaction.commit();
}

Result<BlobAnswer> finish(Province& province, const PartialName& name, std::uint64_t bytes) {
  TRY_ASSIGN(const Hash actual, province.blobs().hash_of_partial(name));
  if (actual != name.sha256) {
    TRY(province.blobs().remove_partial(name));
    return BlobAnswer{422, 0, {}, 0};
  }
  TRY_ASSIGN(const auto present, bytes_here(province.database(), name.sha256));
  if (present) {
    TRY(province.blobs().remove_partial(name));
  } else {
    TRY(province.blobs().publish_partial(name));
  }
  TRY(accept(province, name.device, name.sha256, bytes));
  return BlobAnswer{204, bytes, {}, 0};
}

// Published, and then the power went before the row was written: found by the device's row of partials.
Result<bool> completes_published(Province& province, const PartialName& name) {
  TRY_ASSIGN(const auto begun, province.database().integer(
      "SELECT EXISTS (SELECT 1 FROM blob_partials WHERE device = ? AND sha256 = ?)", name.device, name.sha256));
  if (begun.value_or(0) == 0) return false;
  TRY_ASSIGN(const std::uint64_t partial, province.blobs().partial_bytes(name));
  if (partial > 0) return false;
  const auto size = province.blobs().size(name.sha256);
  if (!size && size.error().code == ErrorCode::NotFound) return false;
  if (!size) return size.error();
  TRY_ASSIGN(const Hash actual, province.blobs().hash_of(name.sha256));
  if (actual != name.sha256) return false;
  TRY(accept(province, name.device, name.sha256, *size));
  return true;
}

Status note_partial(Province& province, const PartialName& name) {
  TRY_ASSIGN(auto transaction, Transaction::begin(province.database()));
  TRY(province.database().run("INSERT INTO blob_partials (device, sha256, at_ms) VALUES (?, ?, ?) "
                              "ON CONFLICT (device, sha256) DO UPDATE SET at_ms = excluded.at_ms",
                              name.device, name.sha256, province.now_ms()));
  return transaction.commit();
}

Result<BlobAnswer> append_at(Province& province, const PartialName& name, const BlobRequest& request, ByteView body,
                             std::uint64_t length_max) {
  const bool is_too_long = request.length == 0 || request.length > length_max ||
                           body.size() > limits::blob_chunk_bytes_max || request.offset > request.length ||
                           body.size() > request.length - request.offset;
  TRY_ASSIGN(const std::uint64_t there, province.blobs().partial_bytes(name));
  if (is_too_long) return BlobAnswer{413, there, {}, 0};
  if (there > request.length) {  // of an earlier, longer claim: it can never become whole
    TRY(province.blobs().remove_partial(name));
    return BlobAnswer{409, 0, {}, 0};
  }
  if (there == request.length) return finish(province, name, there);
  if (request.offset != there) return BlobAnswer{409, there, {}, 0};
  if (there == 0) TRY(note_partial(province, name));
  if (!body.empty()) TRY(province.blobs().append_partial(name, there, body));
  const std::uint64_t now = there + body.size();
  if (now < request.length) return BlobAnswer{204, now, {}, 0};
  return finish(province, name, now);
}

// An offset that is the whole file means "verified" to a tablet. Where the power went between the last byte and the
// verifying, that is made up for before anything is said.
Result<BlobAnswer> ask_partial(Province& province, const PartialName& name) {
  TRY_ASSIGN(const std::uint64_t there, province.blobs().partial_bytes(name));
  TRY_ASSIGN(const auto is_whole, province.database().integer(
      "SELECT EXISTS (SELECT 1 FROM blob_citations WHERE sha256 = ? AND bytes = ?)", name.sha256, there));
  if (is_whole.value_or(0) == 0) return BlobAnswer{200, there, {}, 0};
  TRY_ASSIGN(const BlobAnswer finished, finish(province, name, there));
  return BlobAnswer{200, finished.offset, {}, 0};
}

Result<BlobAnswer> read_blob(Province& province, const BlobRequest& request, std::uint64_t total) {
  if (request.offset >= total) return BlobAnswer{416, total, {}, total};
  const std::uint64_t length = std::min<std::uint64_t>(request.length, limits::blob_chunk_bytes_max);
  TRY_ASSIGN(Bytes bytes, province.blobs().read(request.sha256, request.offset, length));
  return BlobAnswer{206, request.offset, std::move(bytes), total};
}

}  // namespace

Result<BlobAnswer> answer_blob(Province& province, const Device& device, const BlobRequest& request, ByteView body) {
  const BlobAnswer not_found{404, 0, {}, 0};
  if (device.is_revoked) return not_found;
  const PartialName name{device.key, request.sha256};
  TRY_ASSIGN(const bool is_completed, completes_published(province, name));
  TRY_ASSIGN(const Citation citation, citation_of(province.database(), device.key, request.sha256));
  if (!citation.may_send) return not_found;
  TRY_ASSIGN(const auto here, bytes_here(province.database(), request.sha256));
  const bool may_read = here && citation.is_in_scope && (citation.is_proven || is_completed);
  switch (request.method) {
    case protocol::BlobMethod::Get:
      if (!may_read) return not_found;
      return read_blob(province, request, *here);
    case protocol::BlobMethod::Head: {
      if (may_read) return BlobAnswer{200, *here, {}, 0};
      return ask_partial(province, name);
    }
    case protocol::BlobMethod::Patch:
      if (may_read) return request.offset == *here ? BlobAnswer{204, *here, {}, 0} : BlobAnswer{409, *here, {}, 0};
      return append_at(province, name, request, body,
                       std::min(citation.bytes_max, std::uint64_t{limits::photo_file_bytes_max}));
  }
  return not_found;
}

Result<std::optional<std::uint64_t>> readable_bytes(Province& province, const Device& device, const Hash& sha256) {
  TRY_ASSIGN(const Citation citation, citation_of(province.database(), device.key, sha256));
  if (device.is_revoked || !citation.is_proven) return std::optional<std::uint64_t>{};
  return bytes_here(province.database(), sha256);
}

Status remove_old_partials(Province& province) {
  const std::int64_t before_ms = province.now_ms() - partial_days * day_ms;
  TRY_ASSIGN(auto transaction, Transaction::begin(province.database()));
  std::vector<PartialName> old;
  {
    TRY_ASSIGN(auto query, province.database().query("SELECT device, sha256 FROM blob_partials WHERE at_ms < ?",
                                                     before_ms));
    for (;;) {
      TRY_ASSIGN(const bool has_row, query.next());
      if (!has_row) break;
      old.push_back({query.fixed<PublicKey>(0), query.fixed<Hash>(1)});
    }
  }
  for (const PartialName& name : old) TRY(province.blobs().remove_partial(name));
  TRY(province.database().run("DELETE FROM blob_partials WHERE at_ms < ?", before_ms));
  return transaction.commit();
}

}  // namespace ocop::server
