#include "sync/server/generation.h"

#include "core/base/hash.h"
#include "core/base/passphrase.h"
#include "core/store/meta.h"
#include "sync/server/backup.h"

namespace ocop::server {
namespace {

using store::Database;
using store::Transaction;

Status forget(Database& database, std::string_view key) {
  return database.run("DELETE FROM meta WHERE key = ?", key);
}

Status unseal(Database& database, ByteView sealed, std::string_view passphrase) {
  if (passphrase.empty()) return Error{ErrorCode::InvalidInput, "the keys of this backup need --passphrase-file"};
  const auto secret = open_under_passphrase(sealed, passphrase);
  if (!secret && secret.error().code == ErrorCode::Malformed) return Error{ErrorCode::StorageCorrupt, "sealed keys"};
  if (!secret && secret.error().code == ErrorCode::Unauthorised) {
    return Error{ErrorCode::InvalidInput, "the passphrase is not the one of this backup"};
  }
  if (!secret) return secret.error();
  const auto key = SecretKey::from(*secret);
  const auto public_bytes = store::get_bytes(database, "device.public");
  if (!public_bytes) return public_bytes.error();
  const auto public_key = *public_bytes ? PublicKey::from(**public_bytes) : std::nullopt;
  const Bytes probe{1};
  if (!key || !public_key || !verify(*public_key, probe, sign(*key, probe))) {
    return Error{ErrorCode::StorageCorrupt, "sealed keys"};
  }
  return store::set_bytes(database, "device.secret", *secret);
}

Result<std::optional<std::uint64_t>> ended_at(Database& database, std::uint64_t generation) {
  TRY_ASSIGN(const auto position, database.integer("SELECT last_position FROM generations WHERE generation = ?",
                                                   generation));
  if (!position) return std::optional<std::uint64_t>{};
  return std::optional<std::uint64_t>{static_cast<std::uint64_t>(*position)};
}

}  // namespace

Result<std::optional<Id>> backup_place(Database& database) {
  TRY_ASSIGN(const auto bytes, store::get_bytes(database, backup_place_key));
  if (!bytes) return std::optional<Id>{};
  return std::optional<Id>{Id::from(*bytes).value_or(Id{})};
}

Status begin_generation(Database& database, Entropy& entropy, std::string_view passphrase, std::int64_t now_ms) {
  TRY_ASSIGN(const auto sign, backup_place(database));
  if (!sign) return {};  // almost always, and without a lock
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const auto place, backup_place(database));
  if (!place) return {};  // another program was quicker
  TRY_ASSIGN(const auto sealed, store::get_bytes(database, sealed_secret_key));
  if (sealed) TRY(unseal(database, *sealed, passphrase));
  TRY_ASSIGN(Order order, Order::load(database));
  TRY(database.run("INSERT OR REPLACE INTO generations (generation, last_position, ended_ms) VALUES (?, ?, ?)",
                   order.mark().generation, order.position(), now_ms));
  TRY(order.draw_generation(entropy));
  TRY(database.run("DELETE FROM backups WHERE place = ?", *place));  // this folder lives on: no backup any more
  TRY(keep_backup_position(database));
  TRY(forget(database, backup_place_key));
  TRY(forget(database, sealed_secret_key));
  return transaction.commit();
}

Result<std::optional<std::uint64_t>> last_known_to_both(Database& database, Order& order, Entropy& entropy,
                                                        const protocol::RequestHeader& request) {
  using Position = std::optional<std::uint64_t>;
  if (!request.highest) return Position{};
  const protocol::Mark& highest = *request.highest;
  const bool is_this_generation = highest.generation == order.mark().generation;
  TRY_ASSIGN(const bool is_known, order.recognises(highest));
  if (is_known && is_this_generation) return Position{};
  if (is_known) return Position{highest.position};
  if (is_this_generation) TRY(order.draw_generation(entropy));
  TRY_ASSIGN(const auto ended, ended_at(database, highest.generation));
  if (ended && *ended < highest.position) return ended;
  if (!request.durable) return Position{0};
  TRY_ASSIGN(const bool is_durable_known, order.recognises(*request.durable));
  return Position{is_durable_known ? std::min(request.durable->position, highest.position) : 0};
}

}  // namespace ocop::server
