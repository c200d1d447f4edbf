// Quarantine: what a tablet may not bring about by itself. Such a change merges and travels like any other; only its
// effects are withheld, and a *notice* with a reason says so to everybody who sees the root (PROTOCOL.md §10).
//
// What is withheld is one table in quarantine.cpp: moves of a dossier's state that are not an officer's
// (core/domain/lifecycle.h), and whatever is written into a decision or a certificate. The office releases what it
// finds right: the same stamp gets a notice `released`, with a new position. The newest notice of a stamp counts.
//
// The table `notices` is the one that tablets keep (core/store/schema), so that both read it alike. Inside the
// exchange's transaction, but for release.
#pragma once

#include "core/store/journal_store.h"
#include "sync/server/order.h"
#include "sync/server/province.h"

namespace ocop::server {

// Whether a change may have to be withheld at all: cheap, asked of every change that merges.
bool is_of_office(const journal::Change& change);
// Gives notice of it if it is withheld. After it was merged.
Status withhold(Province& province, Order& order, const journal::Change& change);

// The notice of that position no longer counts. NotFound: there is none, or it was released.
Status release(Province& province, std::uint64_t position);

}  // namespace ocop::server
