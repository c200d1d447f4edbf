// Who speaks: the MACs of requests and answers. PROTOCOL.md §7 gives the bytes that each covers.
//
// The MAC of an answer covers the MAC of its request, so no answer can stand for another. Pure functions; any thread.
#pragma once

#include "core/base/hash.h"
#include "sync/protocol/messages.h"

namespace ocop::protocol {

inline constexpr std::string_view sync_path = "/v1/sync";
inline constexpr std::string_view enrol_path = "/v1/enrol";
inline constexpr std::string_view return_path = "/v1/return";
inline constexpr std::string_view blobs_path = "/v1/blobs/";  // and the SHA-256 in lower case hex

// `framing_and_header`: the framing byte and the header item, as they travel.
Mac request_mac(const MacKey& key, ByteView framing_and_header);
[[nodiscard]] bool request_mac_matches(const MacKey& key, ByteView framing_and_header, const Mac& mac);

// `framing` and `payload` as they travel, compressed.
Mac answer_mac(const MacKey& key, const Mac& request, std::uint8_t framing, ByteView payload);
[[nodiscard]] bool answer_mac_matches(const MacKey& key, const Mac& request, std::uint8_t framing, ByteView payload,
                                      const Mac& mac);

}  // namespace ocop::protocol
