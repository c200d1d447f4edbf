// Pieces that queries, summaries and checks share. For core/service alone; inside the caller's transaction or read.
#pragma once

#include "core/service/folder.h"
#include "core/service/views.h"

namespace ocop::service {

RecordView view_of(const store::RecordKey& key, const journal::RecordState& state);

// The full-text expression for what a person typed: every word as the beginning of a word; empty for nothing to find.
std::string search_expression(std::string_view typed);

Result<std::vector<ConflictView>> conflicts_of(Folder& folder, const Id& root);
Status fill_conflict(Folder& folder, ConflictView& view);  // from its id, record and field
// The dossier that a record belongs to or is cited by; zero when there is none.
Result<Id> dossier_concerned(Folder& folder, const store::RecordKey& key);

// An assessment with its figures, from its record and the set that the dossier pins.
AssessmentView assess(RecordView record, const journal::RecordState& state, const std::string& set,
                      bool set_is_in_conflict);

// Every file that an evidence record cites: all heads of its three sizes, so that a conflict shows both pictures.
struct CitedFile {
  Hash sha256;
  std::uint64_t bytes = 0;
  int size = 0;  // 0 thumbnail, 1 review, 2 original
};
std::vector<CitedFile> cited_files(const journal::RecordState& evidence);

// Up to here the province's order is in its backup; 0 before it told us.
Result<std::uint64_t> backup_position(Folder& folder);
// How far all that this tablet knows of a root has come: the least of its changes and of its files here.
Result<Whereabouts> whereabouts_of(Folder& folder, const Id& root, std::uint64_t backup_position);

inline constexpr std::string_view photo_fields[] = {"thumbnail", "review", "original"};  // by size

}  // namespace ocop::service
