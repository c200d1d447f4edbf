// FIELD=VALUE from the command line as edits of a record, with what the author was shown.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/cli/program.h"
#include "core/service/commands.h"

namespace ocop::cli {

using FieldText = std::pair<std::string, std::string>;  // name, value as written

// "phone=0912 345 678" at its first '='. Usage: no '=', no name, a field twice.
Result<std::vector<FieldText>> split_fields(std::span<const std::string> words);

// The words, and what stands in --from FILE.json; a field may stand in one of them only (Usage).
Result<std::vector<FieldText>> given_fields(const Program& program, std::span<const std::string> words);

// `shown` is the record as it stands, or null for one that is to be made. Empty values clear. UnknownField, and the
// errors of domain::parse_value.
Result<std::vector<service::FieldEdit>> read_edits(std::string_view type, const std::vector<FieldText>& fields,
                                                   const service::RecordView* shown);

// What a record holds, "  name: value" a line; cleared fields are left out.
std::string field_lines(const service::RecordView& record);

}  // namespace ocop::cli
