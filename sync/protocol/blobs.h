// Photos on the wire: who asks for which bytes of which photo, and how far the province has come. PROTOCOL.md §12.
//
//   HEAD  /v1/blobs/{sha256}    how many bytes are synced at the province
//   PATCH /v1/blobs/{sha256}    appends at Upload-Offset, and only there
//   GET   /v1/blobs/{sha256}    with Range: bytes=FIRST-LAST
//
// Every request names the device and carries a MAC over all that matters of it; so does every answer that speaks of an
// offset, because a tablet deletes by it one day. Downloaded bytes need none: their hash is their name.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>

#include "core/base/hash.h"
#include "sync/protocol/messages.h"

namespace ocop::protocol {

inline constexpr std::string_view device_header = "Ocop-Device";    // 16 hex digits
inline constexpr std::string_view nonce_header = "Ocop-Nonce";      // 16 hex digits
inline constexpr std::string_view mac_header = "Ocop-Mac";          // 32 hex digits; in requests and answers
inline constexpr std::string_view offset_header = "Upload-Offset";  // decimal; in PATCH and in answers
inline constexpr std::string_view length_header = "Upload-Length";  // decimal, the whole file; in PATCH

enum class BlobMethod { Head, Patch, Get };
std::string_view name_of(BlobMethod method);  // "HEAD"

struct BlobRequest {
  BlobMethod method = BlobMethod::Head;
  Hash sha256;
  std::uint64_t offset = 0;  // PATCH: where the body goes; GET: the first byte asked for; HEAD: 0
  std::uint64_t length = 0;  // PATCH: of the whole file; GET: how many bytes are asked for; HEAD: 0
  Nonce nonce;
};

std::string blob_path(const Hash& sha256);
std::optional<Hash> read_blob_path(std::string_view path);  // nothing: not the path of a blob
std::string range_header_value(std::uint64_t offset, std::uint64_t length);  // "bytes=0-65535"
// Nothing: not of the form "bytes=FIRST-LAST", or LAST before FIRST.
struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
std::optional<ByteRange> read_range_header(std::string_view value);
std::optional<std::uint64_t> read_decimal(std::string_view digits);  // up to 2^63 - 1

// `body`: of a PATCH, else empty.
Mac blob_request_mac(const MacKey& key, const BlobRequest& request, ByteView body);
[[nodiscard]] bool blob_request_mac_matches(const MacKey& key, const BlobRequest& request, ByteView body,
                                            const Mac& mac);

// An answer that speaks of an offset: 200 (HEAD), 204 (PATCH), 409 and 422.
Mac blob_answer_mac(const MacKey& key, const Mac& request, int status, std::uint64_t offset);
[[nodiscard]] bool blob_answer_mac_matches(const MacKey& key, const Mac& request, int status, std::uint64_t offset,
                                           const Mac& mac);

}  // namespace ocop::protocol
