#include "sync/server/order.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/journal/change.h"

namespace ocop::server {
namespace {

// 53 bits, so that every JSON reader and SQLite keep it as it is; never 0, which means "none".
std::uint64_t random_generation(Entropy& entropy) { return (entropy.draw_64() >> 11) | 1; }

}  // namespace

Hash first_running_hash() { return sha256(as_bytes("ocop-order-1")); }

Hash next_running_hash(const Hash& before, const Hash& thing) {
  Bytes covered(before.bytes.begin(), before.bytes.end());
  append(covered, thing.view());
  return sha256(covered);
}

Status create_order(store::Database& database, Entropy& entropy) {
  return database.run("INSERT OR IGNORE INTO province_order (id, generation, position, hash) VALUES (1, ?, 0, ?)",
                      random_generation(entropy), first_running_hash());
}

Result<Order> Order::load(store::Database& database) {
  TRY_ASSIGN(auto query, database.query("SELECT generation, position, hash FROM province_order WHERE id = 1"));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return Error{ErrorCode::StorageCorrupt, "province_order"};
  Order order(database);
  order.generation_ = query.unsigned_integer(0);
  order.position_ = order.saved_position_ = query.unsigned_integer(1);
  order.hash_ = query.fixed<Hash>(2);
  return order;
}

protocol::Mark Order::mark() const { return {generation_, position_, protocol::first_8_bytes(hash_)}; }

std::uint64_t Order::take(const Hash& thing) {
  ++position_;
  hash_ = next_running_hash(hash_, thing);
  return position_;
}

Result<std::uint64_t> Order::take_event(std::string_view kind, const Hash& thing) {
  const std::uint64_t position = take(thing);
  TRY(database_->run("INSERT INTO events (position, kind, hash) VALUES (?, ?, ?)", position, kind, thing));
  return position;
}

Status Order::save() {
  if (position_ == saved_position_) return {};
  TRY(database_->run("UPDATE province_order SET position = ?, hash = ? WHERE id = 1", position_, hash_));
  TRY(database_->run("INSERT INTO marks (position, generation, order_hash) VALUES (?, ?, ?)", position_, generation_,
                     protocol::first_8_bytes(hash_)));
  saved_position_ = position_;
  return {};
}

Result<bool> Order::recognises(const protocol::Mark& mark) {
  if (mark.position == 0) return true;  // nothing was told yet
  TRY_ASSIGN(auto query, database_->query("SELECT order_hash FROM marks WHERE position = ?", mark.position));
  TRY_ASSIGN(const bool has_row, query.next());
  return has_row && query.unsigned_integer(0) == mark.order_hash;
}

Status Order::draw_generation(Entropy& entropy) {
  generation_ = random_generation(entropy);
  return database_->run("UPDATE province_order SET generation = ? WHERE id = 1", generation_);
}

}  // namespace ocop::server
