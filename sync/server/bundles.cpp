// What comes in bundles. What goes out: bundle_answer.cpp.
#include "sync/server/bundles.h"

#include "core/base/limits.h"
#include "sync/bundle/entry_file.h"
#include "sync/server/blobs.h"
#include "sync/server/exchange.h"
#include "sync/server/receive.h"

namespace ocop::server {
namespace {

using store::Database;
using store::Transaction;

// Makes `number` the request that will be answered; false when a later one is here.
Result<bool> begin_request(Database& database, const PublicKey& device, std::uint64_t number) {
  TRY_ASSIGN(const auto present, database.integer("SELECT number FROM bundle_requests WHERE device = ?", device));
  const auto known = static_cast<std::uint64_t>(present.value_or(0));
  if (present && known > number) return false;
  if (present && known == number) return true;
  TRY(database.run("DELETE FROM bundle_offered WHERE device = ?", device));
  TRY(database.run("DELETE FROM bundle_photos WHERE device = ?", device));
  TRY(database.run("INSERT OR REPLACE INTO bundle_requests (device, number, header) VALUES (?, ?, NULL)", device,
                   number));
  return true;
}

class Taker {
 public:
  Taker(Province& province, const Device& device, std::uint64_t number, BundleTaken& taken)
      : province_(province), device_(device), number_(number), taken_(taken) {}

  Status operator()(const bundle::Asks& asks) {
    return keep_request([&](Database& database) -> Status {
      TRY(database.run("UPDATE bundle_requests SET header = ? WHERE device = ?",
                       protocol::write_header_item(asks.header), device_.key));
      for (const bundle::Offered& run : asks.offered) {
        TRY(database.run("INSERT OR REPLACE INTO bundle_offered (device, replica, first, last) VALUES (?, ?, ?, ?)",
                         device_.key, run.replica, run.first, run.last));
      }
      return {};
    });
  }

  Status operator()(const bundle::Hashes& hashes) {
    if (hashes.are == bundle::HashesAre::Arrived) return {};
    return keep_request([&](Database& database) -> Status {
      for (const Hash& hash : hashes.hashes) {
        TRY(database.run("INSERT OR IGNORE INTO bundle_photos (device, sha256, is_wanted) VALUES (?, ?, ?)",
                         device_.key, hash, hashes.are == bundle::HashesAre::Wanted));
      }
      return {};
    });
  }

  Status operator()(const bundle::Batches& batches) {
    std::vector<protocol::SentBatch> sent;
    for (const Bytes& bytes : batches.batches) sent.push_back(protocol::read_batch_item(bytes));
    TRY_ASSIGN(auto transaction, Transaction::begin(province_.database()));
    TRY_ASSIGN(Order order, Order::load(province_.database()));
    Receiver receiver(province_, device_, order);
    TRY_ASSIGN(const auto answers, receive_all(province_, receiver, sent, order));
    TRY(order.save());
    TRY(transaction.commit());
    taken_.changes += receiver.touched().merged;
    taken_.batches += answers.size();
    for (const protocol::BatchAnswer& answer : answers) {
      taken_.waiting += answer.outcome == protocol::Outcome::Waiting ? 1 : 0;
      taken_.held += answer.outcome == protocol::Outcome::Held ? 1 : 0;
    }
    return {};
  }

  // As a PATCH, but that what is here already is passed over; a piece that leaves a gap has to come again.
  Status operator()(const bundle::PhotoPiece& piece) {
    protocol::BlobRequest request{protocol::BlobMethod::Head, piece.sha256, 0, 0, {}};
    TRY_ASSIGN(const BlobAnswer head, answer_blob(province_, device_, request, {}));
    if (head.status != 200) return {};
    const auto bytes = bundle::continuation(piece, head.offset);
    if (!bytes) return {};
    request.method = protocol::BlobMethod::Patch;
    request.offset = head.offset;
    request.length = piece.length;
    TRY_ASSIGN(const BlobAnswer patch, answer_blob(province_, device_, request, *bytes));
    const bool is_whole = patch.status == 204 && patch.offset == piece.length;
    taken_.photos += is_whole ? 1 : 0;
    taken_.damaged += patch.status == 422 ? 1 : 0;
    return {};
  }

  Status operator()(const bundle::Page&) { return {}; }
  Status operator()(const bundle::Later&) { return {}; }

 private:
  template <typename Write>
  Status keep_request(Write write) {
    if (device_.is_revoked) return {};
    TRY_ASSIGN(auto transaction, Transaction::begin(province_.database()));
    TRY_ASSIGN(const bool is_latest, begin_request(province_.database(), device_.key, number_));
    if (!is_latest) {
      taken_.is_older = true;
      return {};
    }
    TRY(write(province_.database()));
    return transaction.commit();
  }

  Province& province_;
  const Device& device_;
  std::uint64_t number_;
  BundleTaken& taken_;
};

void count(EntryFate fate, BundleTaken& taken) {
  switch (fate) {
    case EntryFate::Taken: ++taken.entries; return;
    case EntryFate::Damaged: ++taken.damaged; return;
    case EntryFate::Elsewhere: ++taken.elsewhere; return;
    case EntryFate::UnknownDevice: ++taken.unknown; return;
  }
}

Result<EntryFate> take(Province& province, const protocol::BundleEntry& entry, BundleTaken& taken) {
  if (!protocol::is_signed(entry)) return EntryFate::Damaged;
  // An answer of ours on its way to a tablet is a file that came to the wrong place, and no harm.
  if (entry.reader != province.keys().public_key) return EntryFate::Elsewhere;
  TRY_ASSIGN(const auto device, find_device(province.database(), protocol::name_of(entry.sender)));
  if (!device || device->key != entry.sender) return EntryFate::UnknownDevice;
  const auto content = bundle::open_entry(entry, province.keys());
  if (!content) return EntryFate::Damaged;
  taken.devices.insert(device->key);
  TRY(std::visit(Taker(province, *device, entry.number, taken), *content));
  return EntryFate::Taken;
}

}  // namespace

Result<EntryFate> take_entry(Province& province, const protocol::BundleEntry& entry, BundleTaken& taken) {
  TRY_ASSIGN(const EntryFate fate, take(province, entry, taken));
  count(fate, taken);
  return fate;
}

Result<BundleTaken> import_bundle(Province& province, const Files& files, const std::string& path) {
  BundleTaken out;
  bundle::Tally tally;
  bundle::EntryFile file(files, path);
  for (;;) {
    TRY_ASSIGN(const auto bytes, file.next());
    if (!bytes) break;
    const auto entry = protocol::read_bundle_entry(*bytes);
    if (!entry) {
      ++out.damaged;
      continue;
    }
    TRY_ASSIGN(const EntryFate fate, take_entry(province, *entry, out));
    if (fate == EntryFate::Taken) tally.add(*entry);
  }
  out.missing = tally.missing();
  out.is_cut = !file.has_end();
  if (out.entries == 0 && out.unknown > 0) return Error{ErrorCode::Unauthorised, "unknown device"};
  if (out.entries == 0) return file.why_nothing(out.elsewhere);
  return out;
}

Result<protocol::CarriedAnswer> take_carried(Province& province, const std::vector<Bytes>& entries) {
  protocol::CarriedAnswer out;
  BundleTaken taken;
  std::optional<Device> ended;  // whose last entry came: one sender is answered, a request is of one bundle
  for (const Bytes& bytes : entries) {
    TRY_ASSIGN(const auto entry, protocol::read_bundle_entry(bytes));
    TRY_ASSIGN(const EntryFate fate, take_entry(province, entry, taken));
    const bool is_refused = fate == EntryFate::Elsewhere || fate == EntryFate::UnknownDevice;
    if (is_refused) {
      const auto why = fate == EntryFate::Elsewhere ? ErrorCode::BundleElsewhere : ErrorCode::Unauthorised;
      return protocol::CarriedAnswer{0, std::string(error_row(why).name), {}};
    }
    // A damaged one cannot be mended by coming again; its sender has it, and sends it again when it is not answered.
    ++out.taken;
    if (entry.index + 1 < entry.count || fate != EntryFate::Taken) continue;
    TRY_ASSIGN(ended, find_device(province.database(), protocol::name_of(entry.sender)));
  }
  if (!ended || ended->is_revoked) return out;
  const auto answered = answer_bundle(province, *ended, limits::bundle_answer_bytes_max,
                                      [&](const protocol::BundleEntry& entry) -> Status {
                                        out.entries.push_back(protocol::write_bundle_entry(entry));
                                        return {};
                                      });
  const bool has_none = !answered && answered.error().code == ErrorCode::NotFound;  // its first entry is yet to come
  if (!answered && !has_none) return answered.error();
  return out;
}

Result<Device> choose_device(Province& province, std::string_view text) {
  TRY_ASSIGN(auto query, province.database().query("SELECT device, name, officer FROM devices"));
  std::vector<protocol::DeviceName> found;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    const auto key = query.fixed<PublicKey>(0);
    const auto name = query.fixed<protocol::DeviceName>(1);
    const bool is_long_enough = text.size() >= 6;
    const bool is_meant = (is_long_enough && (key.hex().starts_with(text) || name.hex().starts_with(text))) ||
                          query.text(2) == text;
    if (is_meant) found.push_back(name);
  }
  if (found.empty()) return Error{ErrorCode::NotFound, std::string(text)};
  if (found.size() > 1) return Error{ErrorCode::Ambiguous, std::string(text)};
  TRY_ASSIGN(const auto device, find_device(province.database(), found.front()));
  if (!device) return Error{ErrorCode::NotFound, std::string(text)};
  return *device;
}

}  // namespace ocop::server
