// The one door for writing. If it changes the database, it is here (or in sync_import.h, for what others wrote, and in
// preferences.h, for what is set about the program itself).
//
// A command is one transaction that writes the journal and the documents together: when it returns, what the officer
// saw as saved survives the battery falling out. It carries the heads that its author was *shown*, taken when they were
// shown (ShownField::heads): a form opened before a sync and saved after it does not overwrite what it never showed.
//
// Rules that hold for every edit:
//   - only fields that differ from what was shown are written; nothing to write is done, not an error
//   - a field in conflict is written by settle alone                                        → Conflict
//   - an archived root is restored before it is edited                                      → Archived
//   - values are checked by the field's description (core/domain/validate.h)
//                                                              → InvalidInput, UnknownField
// Storage errors leave everything as it was. One thread at a time, as Folder.
#pragma once

#include <string>
#include <vector>

#include "core/service/folder.h"
#include "core/service/views.h"

namespace ocop::service {

struct FieldEdit {
  std::string name;            // "phone", "1.2.option"
  domain::Value value;         // nothing clears
  ShownField shown;            // what the author was looking at; default: an empty field that never had a value
};

// Sets fields of a record that exists, or makes it: `type` is needed then.
struct EditRecord {
  store::RecordKey key;
  std::string type;
  std::vector<FieldEdit> fields;
};
Status edit_record(Folder& folder, const EditRecord& command);
// Several records in one transaction and one batch: a form shows fields of a producer, a product and a dossier.
Status edit_records(Folder& folder, const std::vector<EditRecord>& commands);

struct NewProducer {
  std::vector<FieldEdit> fields;  // `name` at least; a `unit` left out is the officer's first
};
Result<Id> add_producer(Folder& folder, const NewProducer& command);

struct NewDossier {
  Id producer;
  std::string product_name;
  std::string set;                // "ocop-26-2026/07"; "7" means the current pack's
  std::string kind = "first";     // or "upgrade", "reevaluation"
  bool allow_legacy = false;      // a set of an incomplete pack (PackIncomplete otherwise)
};
Result<Id> new_dossier(Folder& folder, const NewDossier& command);

// Which record an assessor's scores are in: derived from (dossier, assessor), so that two first scores meet.
Id assessment_id(const Id& dossier, std::string_view assessor);

struct SetScore {
  Id dossier;
  std::string assessor = "self";   // "self", "commune", "council:NAME"
  std::string criterion;
  std::optional<std::string> option;  // "b", "none"; empty text clears; nothing: not touched
  std::optional<std::string> note;
  ShownField shown_option, shown_note;
};
Status set_score(Folder& folder, const SetScore& command);  // UnknownCriterion, UnknownOption

struct SetDeclaration {
  Id dossier;
  std::string assessor = "self";
  std::string declaration;         // "set/1", "1.1/precondition"
  std::optional<bool> answer;      // nothing clears
  ShownField shown;
};
Status set_declaration(Folder& folder, const SetDeclaration& command);  // UnknownDeclaration

struct AddEvidence {
  Id dossier;
  Bytes jpeg;
  std::string kind;                    // an id of the pack's kinds or ours
  std::vector<std::string> criteria;   // codes of the dossier's set
  std::string file_name;               // as it came, for the record; may be empty
};
// Checks limits, reads EXIF, makes the three sizes, writes the files, then the record. Takes some 150 ms for 12
// megapixels. NotAJpeg, JpegDamaged, ImageTooLarge, StorageFull (with the reserve), UnknownCriterion, InvalidInput.
Result<Id> add_evidence(Folder& folder, const AddEvidence& command);

// Asks for a photo file that is not on this machine: it comes with the next sync. Nothing is asked for what is here.
Status want_photo(Folder& folder, const Hash& sha256);

Status archive(Folder& folder, const Id& root, const std::string& reason);  // a reason is required
Status restore(Folder& folder, const Id& root, const std::string& reason);

struct Settle {
  Id conflict;
  std::optional<int> choose;            // n of ConflictView::values
  std::optional<domain::Value> value;   // or another value
  std::string reason;                   // required
};
// Changed when the conflict's heads are no longer those that its id names.
Status settle(Folder& folder, const Settle& command);

}  // namespace ocop::service
