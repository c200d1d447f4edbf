// Requests refused: PROTOCOL.md §13.
#include <algorithm>
#include <array>

#include "core/journal/cbor.h"
#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {
namespace {

constexpr std::size_t refusal_bytes_max = 1024;

struct StatusRow {
  int status;
  ErrorCode code;
};

// The status says it all to a tablet whose refusal's body was lost. The first row of a code is what the province sends.
constexpr std::array status_table = {
    StatusRow{400, ErrorCode::Malformed},         StatusRow{401, ErrorCode::Unauthorised},
    StatusRow{403, ErrorCode::EnrolmentRefused},  StatusRow{404, ErrorCode::NotFound},
    StatusRow{409, ErrorCode::Changed},           StatusRow{413, ErrorCode::LimitExceeded},
    StatusRow{422, ErrorCode::HashMismatch},      StatusRow{426, ErrorCode::ProtocolMismatch},
    StatusRow{429, ErrorCode::ServerBusy},        StatusRow{500, ErrorCode::ServerFailed},
    StatusRow{503, ErrorCode::ServerBusy},        StatusRow{507, ErrorCode::ServerFailed},
};

ErrorCode code_of(int status) {
  for (const StatusRow& row : status_table) {
    if (row.status == status) return row.code;
  }
  if (status >= 500) return ErrorCode::ServerFailed;
  return status >= 400 ? ErrorCode::ServerRefused : ErrorCode::ServerGarbage;
}

}  // namespace

Bytes write_refusal(const Refusal& refusal) {
  Bytes out{static_cast<std::uint8_t>(Framing::Raw)};
  journal::CborWriter writer(out);
  writer.array(2);
  writer.text(refusal.error);
  writer.text(std::string_view(refusal.detail).substr(0, refusal_bytes_max / 2));
  return out;
}

std::optional<Refusal> read_refusal(ByteView body) {
  if (body.empty() || body.size() > refusal_bytes_max || body[0] != static_cast<std::uint8_t>(Framing::Raw)) {
    return std::nullopt;
  }
  journal::CborReader reader(body.subspan(1));
  const std::size_t items = reader.array();
  Refusal out;
  out.error = reader.text();
  out.detail = reader.text();
  pass_later(reader, items, 2);
  if (!reader.finished()) return std::nullopt;
  return out;
}

int http_status(ErrorCode code) {
  if (code == ErrorCode::ServerBusy || code == ErrorCode::StorageBusy) return 503;
  if (code == ErrorCode::StorageFull) return 507;
  for (const StatusRow& row : status_table) {
    if (row.code == code) return row.status;
  }
  return 500;
}

Error refusal_error(int status, ByteView body, std::string_view name) {
  const auto refusal = read_refusal(body);
  std::string detail = "HTTP " + std::to_string(status);
  if (refusal) {
    detail += ": " + refusal->error + " " + refusal->detail;
  } else if (!name.empty()) {
    detail += ": " + std::string(name.substr(0, refusal_bytes_max / 2));
  }
  // A portal or a proxy refuses in its own words: its 4xx decides nothing about us, and passes.
  const bool is_ours = refusal.has_value() || !name.empty() || status >= 500 || status == 429;
  return {is_ours ? code_of(status) : ErrorCode::ServerGarbage, detail};
}

}  // namespace ocop::protocol
