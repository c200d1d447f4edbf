// What must hold of a province beside what holds of any data folder (core/service/verify.h). Changes nothing.
//
//   position_missing, order_hash_differs   positions are 1, 2, 3 … and give the running hash
//   batch_damaged, batch_not_applied       every batch received is signed, chained, and its changes are merged or wait
//   blob_missing, blob_damaged             every photo said to be here is, with its hash
//   device_incomplete                      every device has a name that fits its key, and communes
#pragma once

#include "core/service/verify.h"
#include "sync/server/province.h"

namespace ocop::server {

Result<std::vector<service::Problem>> verify_province(Province& province);

}  // namespace ocop::server
