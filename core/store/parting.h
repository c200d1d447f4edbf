// Parting from a twin: what a tablet does when a copy of its folder wrote other things under the same names.
//
// A name (a replica) belongs to one start of the program, so two copies of a folder write under different names, and
// nothing is ever written twice under one. But what was not sealed when the folder was copied is sealed by both, and
// the original may have written on under that name. The province has one of the two then and holds the other: the same
// number with another name, or the same stamp with other bytes.
//
// The tablet gives way. All that it wrote and the province is not known to have is written anew, under names drawn for
// it, with the same values, times and reasons, over what its author was shown; the old form is kept in `twins`. What
// the other side wrote under the old names takes its place. So both sides' values stand, each under a name of its own,
// and where they differ a person sees a conflict. What came back from the province byte for byte is simply there: it is
// not written twice.
//
// When: only when all that the province has was pulled (core/service/sync_import.h), else what is there already
// would be written a second time. Inside the caller's transaction; one thread at a time.
#pragma once

#include "core/base/entropy.h"
#include "core/store/journal_store.h"

namespace ocop::store {

// A pulled change that has numbers of an unsent change of ours, and other bytes: it is kept apart until part_from_twin,
// and must not be ingested. False: it is no such change, or was merged before ours was offered again.
Result<bool> keep_if_twin_of_unsent(Database& database, const journal::Change& change, std::uint64_t position);

// Returns how many changes were written anew. All names used on this folder so far are closed: the next change of any
// program that has it open is written under a new one.
Result<std::size_t> part_from_twin(Database& database, Entropy& entropy, std::int64_t wall_ms, Touched& touched);

// What is held on a tablet, for people to see: changes of which there are two.
struct TwinRow {
  journal::Change change;
  bool is_ours = false;                        // false: the other side's, which could not take its place
  std::optional<journal::Stamp> written_anew;  // of ours
};
Result<std::vector<TwinRow>> twins_of(Database& database);
Result<std::vector<TwinRow>> twins_of(Database& database, const Id& root);

}  // namespace ocop::store
