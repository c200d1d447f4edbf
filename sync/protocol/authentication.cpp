#include "sync/protocol/authentication.h"

#include <algorithm>

#include "core/journal/cbor.h"

namespace ocop::protocol {
namespace {

Bytes request_covered(ByteView framing_and_header) {
  Bytes covered;
  journal::CborWriter writer(covered);
  writer.array(4);
  writer.text("ocop-request-1");
  writer.text("POST");
  writer.text(sync_path);
  writer.bytes(framing_and_header);
  return covered;
}

Bytes answer_covered(const Mac& request, std::uint8_t framing, ByteView payload) {
  Bytes covered;
  journal::CborWriter writer(covered);
  writer.array(4);
  writer.text("ocop-answer-1");
  writer.bytes(request.view());
  writer.unsigned_integer(framing);
  writer.bytes(payload);
  return covered;
}

}  // namespace

std::uint64_t first_8_bytes(const Hash& hash) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = (out << 8) | hash.bytes[i];
  return out;
}

DeviceName name_of(const PublicKey& device) {
  const Hash hash = sha256(device.view());
  DeviceName out;
  std::copy_n(hash.bytes.begin(), DeviceName::size, out.bytes.begin());
  return out;
}

Mac request_mac(const MacKey& key, ByteView framing_and_header) {
  return mac(key, request_covered(framing_and_header));
}

bool request_mac_matches(const MacKey& key, ByteView framing_and_header, const Mac& mac) {
  return mac_matches(key, request_covered(framing_and_header), mac);
}

Mac answer_mac(const MacKey& key, const Mac& request, std::uint8_t framing, ByteView payload) {
  return mac(key, answer_covered(request, framing, payload));
}

bool answer_mac_matches(const MacKey& key, const Mac& request, std::uint8_t framing, ByteView payload, const Mac& mac) {
  return mac_matches(key, answer_covered(request, framing, payload), mac);
}

}  // namespace ocop::protocol
