// The province's bundle for a tablet.
#include <algorithm>

#include "core/base/limits.h"
#include "core/domain/value.h"
#include "core/journal/value_codec.h"
#include "core/service/carried.h"
#include "sync/server/blobs.h"
#include "sync/server/bundles.h"
#include "sync/server/exchange.h"

namespace ocop::server {
namespace {

using bundle::NamedAnswer;
using bundle::Page;
using store::Database;
using store::Transaction;

constexpr std::size_t answers_per_page_max = 4096;

struct PhotoToSend {
  Hash sha256;
  std::uint64_t bytes = 0;
};

struct Plan {
  std::vector<Bytes> contents;
  std::vector<PhotoToSend> photos;
  AnswerCounts counts;
};

std::uint64_t pieces_of(const PhotoToSend& photo) {
  return (photo.bytes + limits::blob_chunk_bytes_max - 1) / limits::blob_chunk_bytes_max;
}

Result<protocol::RequestHeader> header_of(Database& database, const PublicKey& device) {
  TRY_ASSIGN(auto query, database.query("SELECT header FROM bundle_requests WHERE device = ?", device));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row || query.is_null(0)) return Error{ErrorCode::NotFound, "no bundle of this tablet came"};
  auto header = protocol::read_header_item(query.blob(0));
  if (!header) return Error{ErrorCode::StorageCorrupt, "a request of a bundle"};
  return header;
}

// What became of the batches that the tablet has no answer to; of those that never came there is none. A batch that is
// here answers for its number, by name: a tablet that has another one under it learns so that it has a twin.
Result<std::vector<NamedAnswer>> answers_for(Database& database, const PublicKey& device) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT received.replica, received.number, received.name, outcome, reason, missing "
      "FROM bundle_offered AS offered JOIN received_batches AS received ON received.replica = offered.replica AND "
      "received.number BETWEEN offered.first AND offered.last AND received.device = offered.device "
      "WHERE offered.device = ?1 "
      "UNION SELECT held.replica, held.number, NULL, 4, held.reason, 0 FROM bundle_offered AS offered "
      "JOIN held_batches AS held ON held.device = offered.device AND held.replica = offered.replica AND "
      "held.number BETWEEN offered.first AND offered.last WHERE offered.device = ?1 AND "
      "NOT EXISTS (SELECT 1 FROM received_batches AS received WHERE received.replica = held.replica AND "
      "received.number = held.number) ORDER BY 1, 2", device));
  std::vector<NamedAnswer> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    const auto name = query.is_null(2) ? std::nullopt : std::optional(query.fixed<Hash>(2));
    out.push_back({query.unsigned_integer(0), query.unsigned_integer(1), name,
                   {static_cast<protocol::Outcome>(query.integer(3)), query.text(4), query.unsigned_integer(5)}});
  }
}

Result<std::vector<Hash>> photos_of(Database& database, const PublicKey& device, bool is_wanted) {
  TRY_ASSIGN(auto query, database.query("SELECT sha256 FROM bundle_photos WHERE device = ? AND is_wanted = ?", device,
                                        is_wanted));
  std::vector<Hash> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back(query.fixed<Hash>(0));
  }
}

// The thumbnails that these changes cite: the tablet has yet to learn that it lacks them.
void add_thumbnails(const std::vector<protocol::PositionedChange>& changes, std::vector<Hash>& out) {
  for (const protocol::PositionedChange& positioned : changes) {
    if (positioned.change.type != "evidence") continue;
    for (const journal::FieldChange& field : positioned.change.fields) {
      if (field.name != "thumbnail") continue;
      const auto value = journal::decode_value(field.value);
      const auto* parts = value ? value->as_list() : nullptr;
      const Bytes* name = parts != nullptr && !parts->empty() ? parts->front().as_bytes() : nullptr;
      const auto hash = name != nullptr ? Hash::from(*name) : std::nullopt;
      if (hash) out.push_back(*hash);
    }
  }
}

// Pages until the province has no more and all answers are said. In one transaction: one moment of the province.
Status plan_pages(Province& province, const Device& device, std::uint64_t bytes_max, Plan& plan,
                  std::vector<Hash>& cited) {
  Database& database = province.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(Order order, Order::load(database));
  TRY_ASSIGN(protocol::RequestHeader asked, header_of(database, device.key));
  TRY_ASSIGN(std::vector<NamedAnswer> answers, answers_for(database, device.key));
  plan.counts.answers = answers.size();
  std::uint64_t bytes = 0;
  for (bool has_more = true; has_more;) {
    TRY_ASSIGN(protocol::Answer answer, answer_page(province, device, order, asked, {}));
    add_thumbnails(answer.changes, cited);
    plan.counts.changes += answer.changes.size();
    Page page{asked, std::move(answer), {}};
    const std::size_t count = std::min(answers.size(), answers_per_page_max);
    page.answers.assign(answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(count));
    answers.erase(answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(count));
    plan.contents.push_back(bundle::write_content(page));
    asked.cursor = page.answer.cursor;
    asked.highest = page.answer.mark;
    asked.durable = page.answer.durable;
    if (page.answer.scope) asked.scope_version = page.answer.scope->version;
    bytes += plan.contents.back().size();
    has_more = (page.answer.has_more || !answers.empty()) && bytes < bytes_max;
  }
  TRY(order.save());
  return transaction.commit();
}

Status plan_arrived(Province& province, const Device& device, Plan& plan) {
  TRY_ASSIGN(const auto pending, photos_of(province.database(), device.key, false));
  TRY_ASSIGN(const Order order, Order::load(province.database()));
  bundle::Hashes arrived{bundle::HashesAre::Arrived, order.mark().generation, {}};
  for (const Hash& hash : pending) {
    TRY_ASSIGN(const auto bytes, readable_bytes(province, device, hash));
    if (!bytes) continue;
    arrived.hashes.push_back(hash);
    ++plan.counts.photos_arrived;
    if (arrived.hashes.size() < limits::bundle_hashes_max) continue;
    plan.contents.push_back(bundle::write_content(arrived));
    arrived.hashes.clear();
  }
  if (!arrived.hashes.empty()) plan.contents.push_back(bundle::write_content(arrived));
  return {};
}

Status plan_photos(Province& province, const Device& device, const std::vector<Hash>& cited, std::uint64_t bytes_max,
                   Plan& plan) {
  TRY_ASSIGN(std::vector<Hash> wanted, photos_of(province.database(), device.key, true));
  wanted.insert(wanted.end(), cited.begin(), cited.end());
  TRY_ASSIGN(const auto pending, photos_of(province.database(), device.key, false));
  std::set<Hash> seen(pending.begin(), pending.end());  // these it has
  std::uint64_t total = 0;
  for (const Bytes& content : plan.contents) total += content.size();
  for (const Hash& hash : wanted) {
    if (!seen.insert(hash).second) continue;
    TRY_ASSIGN(const auto bytes, readable_bytes(province, device, hash));
    if (!bytes || total + *bytes > bytes_max) continue;
    total += *bytes;
    plan.photos.push_back({hash, *bytes});
  }
  return {};
}

Status send_photo(Province& province, const Device& device, const PhotoToSend& photo, bundle::Sealer& sealer,
                  const EntrySink& sink) {
  protocol::BlobRequest request{protocol::BlobMethod::Get, photo.sha256, 0, limits::blob_chunk_bytes_max, {}};
  for (; request.offset < photo.bytes; request.offset += limits::blob_chunk_bytes_max) {
    TRY_ASSIGN(BlobAnswer part, answer_blob(province, device, request, {}));
    TRY_ASSIGN(const auto entry, sealer.seal(bundle::write_content(
                                     bundle::PhotoPiece{photo.sha256, photo.bytes, request.offset, part.body})));
    TRY(sink(entry));
  }
  return {};
}

}  // namespace

Result<AnswerCounts> answer_bundle(Province& province, const Device& device, std::uint64_t bytes_max,
                                   const EntrySink& sink) {
  if (device.is_revoked) return Error{ErrorCode::Unauthorised, "revoked"};
  Plan plan;
  std::vector<Hash> cited;
  TRY(plan_pages(province, device, bytes_max, plan, cited));
  TRY(plan_arrived(province, device, plan));
  TRY(plan_photos(province, device, cited, bytes_max, plan));
  TRY_ASSIGN(const std::uint64_t number, service::next_bundle_number(province.folder()));
  plan.counts.entries = plan.contents.size();
  for (const PhotoToSend& photo : plan.photos) plan.counts.entries += pieces_of(photo);
  plan.counts.photos = plan.photos.size();

  bundle::Sealer sealer({province.keys(), device.key, number, plan.counts.entries, 0}, province.folder().entropy());
  for (const Bytes& content : plan.contents) {
    TRY_ASSIGN(const auto entry, sealer.seal(content));
    TRY(sink(entry));
  }
  for (const PhotoToSend& photo : plan.photos) TRY(send_photo(province, device, photo, sealer, sink));
  return plan.counts;
}

}  // namespace ocop::server
