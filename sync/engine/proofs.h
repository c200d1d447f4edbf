// What can be shown to somebody else: the province's receipt for a dossier, and this tablet's word on what it has not
// sent. Each is one line of JSON that anybody can check without a link. `ocop receipt` and `ocop unsent` print it and
// read it again with `--check`; the screen shows and exports the same.
//
// What is readable stands beside what was signed, and is believed only where it says the same:
//
//   receipt     signed by the province, with the key that it names
//   statement   signed by the device; beside it the enrolment, in which the province signed that device's key. So
//               who knows the province's key knows that this is one of its tablets. Never enrolled: the device's
//               word alone.
//
// Functions of a Folder: its thread; StorageCorrupt when what is kept cannot be read. The others are pure, and say
// InvalidInput, with what is wrong with the text.
#pragma once

#include <optional>
#include <string_view>

#include "core/service/receipts.h"
#include "sync/protocol/enrolment.h"
#include "sync/protocol/receipt.h"

namespace ocop::engine {

// NotFound when it is about no dossier of this folder's.
Result<service::ReceiptView> view_receipt(service::Folder& folder, const protocol::Receipt& receipt);
// The last one that came; none yet.
Result<std::optional<service::ReceiptView>> view_kept_receipt(service::Folder& folder, const Id& dossier);
Result<protocol::Receipt> read_receipt_text(std::string_view text);

Result<service::StatementView> view_statement(service::Folder& folder);
struct ShownStatement {
  service::Unsent unsent;
  std::optional<protocol::Enrolment> enrolment;  // of the device that signed
};
Result<ShownStatement> read_statement_text(std::string_view text);

}  // namespace ocop::engine
