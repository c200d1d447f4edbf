// Between the words of the wire (sync/protocol) and those of the data (core/service): what a tablet says of itself, and
// what the province's answer brings. Sessions and bundles (sync/bundle) say the same. Pure functions.
#pragma once

#include "core/service/sync_control.h"
#include "sync/protocol/messages.h"

namespace ocop::engine {

protocol::Cursor to_wire(const service::Cursor& cursor);
service::Cursor from_wire(const protocol::Cursor& cursor);

// All but nonce, dictionary and answer_kib_max.
protocol::RequestHeader header_of(const service::SyncIdentity& identity, const service::Standing& standing);
// All but the answers to batches, which need to know which batches were sent, and the time that it took.
service::ExchangeResult result_of(protocol::Answer answer);

}  // namespace ocop::engine
