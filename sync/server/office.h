// Who may read the office's pages: whoever shows a token. Only its hash is kept; it is printed once, at the first
// start.
#pragma once

#include <optional>
#include <string>

#include "sync/server/province.h"

namespace ocop::server {

Result<bool> has_office_token(Province& province);
std::string draw_office_token(Entropy& entropy);  // 160 bits, in letters that can be read out
Status keep_office_token(Province& province, std::string_view token);
Result<bool> is_office_token(Province& province, std::string_view token);

}  // namespace ocop::server
