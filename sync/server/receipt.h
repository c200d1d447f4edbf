// The province's receipt for a dossier (sync/protocol/receipt.h): which records and photos of it are here, signed.
// One moment of the database. One thread, as Province.
#pragma once

#include "sync/protocol/receipt.h"
#include "sync/server/devices.h"

namespace ocop::server {

// NotFound when there is no such dossier, or the device does not see it; nothing is told apart.
Result<protocol::Receipt> make_receipt(Province& province, const Device& device, const Id& dossier);

}  // namespace ocop::server
