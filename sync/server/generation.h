// A province that was restored, and how it and its tablets find the last moment that both know.
//
// Every backup bears a sign. A province that is opened on a folder with the sign begins a new *generation*: it notes
// where the old one's history ends here, and takes the sign away. Where files were put back without our knowing (the
// image of a disk), a mark that was never told here betrays it, and a new generation begins then.
//
//   a tablet's highest mark   the last position both know                                  PROTOCOL.md §11
//   told here, this order     none to look for, if it is of this generation; else its own
//   of a generation that      where that generation ended here
//     ended here by a backup
//   anything else             that of its durable mark, if it was told here; else 0
//
// What lies above, the tablet offers again (vouched.cpp takes in what it had from others).
#pragma once

#include "sync/server/order.h"

namespace ocop::server {

// What the sign is made of, in the backup's own `meta`.
inline constexpr std::string_view backup_place_key = "backup.place";    // 16 random bytes: which backup folder it is
inline constexpr std::string_view sealed_secret_key = "backup.secret";  // core/base/passphrase.h; absent: not sealed

// The name of the backup folder; nothing when the database is no backup.
Result<std::optional<Id>> backup_place(store::Database& database);

// The start of a province on a backup, in a transaction of its own: keys unsealed, sign taken away, a new generation.
// Nothing happens where there is no sign. InvalidInput: the keys are sealed and no passphrase, or another one, is
// given; StorageCorrupt: what was sealed is no key.
Status begin_generation(store::Database& database, Entropy& entropy, std::string_view passphrase, std::int64_t now_ms);

// The last position that both know; nothing when the tablet's mark is of this generation and was told here. May draw a
// new generation. Inside a transaction.
Result<std::optional<std::uint64_t>> last_known_to_both(store::Database& database, Order& order, Entropy& entropy,
                                                        const protocol::RequestHeader& request);

}  // namespace ocop::server
