// The province's order: what merges, each photo that is verified and each grant of communes takes the next position,
// from one row that is locked to the commit. So commit order is position order, and a cursor never passes over
// anything.
//
//   H(0) = SHA-256("ocop-order-1");   H(p) = SHA-256(H(p - 1) ‖ SHA-256 of what took position p)      PROTOCOL.md
//
// A *mark* (generation, position, first 8 bytes of the running hash) tells how far the province had come. One that the
// province does not recognise means that it was restored from a backup: it draws a new generation.
//
// Inside the caller's transaction; nothing is remembered between transactions.
#pragma once

#include "core/base/entropy.h"
#include "core/store/database.h"
#include "sync/protocol/messages.h"

namespace ocop::server {

Hash first_running_hash();
Hash next_running_hash(const Hash& before, const Hash& thing);

class Order {
 public:
  static Result<Order> load(store::Database& database);  // StorageCorrupt when the row is missing

  std::uint64_t position() const { return position_; }
  protocol::Mark mark() const;

  std::uint64_t take(const Hash& thing);  // a change's position, kept with the change
  Result<std::uint64_t> take_event(std::string_view kind, const Hash& thing);
  Status save();  // before the commit

  // Whether this province ever told that mark, in this generation or one before.
  Result<bool> recognises(const protocol::Mark& mark);
  Status draw_generation(Entropy& entropy);

 private:
  explicit Order(store::Database& database) : database_(&database) {}

  store::Database* database_;
  std::uint64_t generation_ = 0;
  std::uint64_t position_ = 0;
  std::uint64_t saved_position_ = 0;
  Hash hash_;
};

Status create_order(store::Database& database, Entropy& entropy);  // once, for a new province

}  // namespace ocop::server
