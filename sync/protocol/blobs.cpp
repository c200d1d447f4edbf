#include "sync/protocol/blobs.h"

#include "core/journal/cbor.h"
#include "sync/protocol/authentication.h"

namespace ocop::protocol {
namespace {

constexpr std::size_t decimal_digits_max = 19;

Bytes request_covered(const BlobRequest& request, ByteView body) {
  Bytes covered;
  journal::CborWriter writer(covered);
  writer.array(7);
  writer.text("ocop-blob-1");
  writer.text(name_of(request.method));
  writer.bytes(request.sha256.view());
  writer.unsigned_integer(request.offset);
  writer.unsigned_integer(request.length);
  writer.bytes(request.nonce.view());
  writer.bytes(sha256(body).view());
  return covered;
}

Bytes answer_covered(const Mac& request, int status, std::uint64_t offset) {
  Bytes covered;
  journal::CborWriter writer(covered);
  writer.array(4);
  writer.text("ocop-blob-answer-1");
  writer.bytes(request.view());
  writer.integer(status);
  writer.unsigned_integer(offset);
  return covered;
}

}  // namespace

std::string_view name_of(BlobMethod method) {
  switch (method) {
    case BlobMethod::Head: return "HEAD";
    case BlobMethod::Patch: return "PATCH";
    case BlobMethod::Get: return "GET";
  }
  return "";
}

std::string blob_path(const Hash& sha256) { return std::string(blobs_path) + sha256.hex(); }

std::optional<Hash> read_blob_path(std::string_view path) {
  if (path.substr(0, blobs_path.size()) != blobs_path) return std::nullopt;
  const std::string_view name = path.substr(blobs_path.size());
  const auto hash = Hash::parse(name);
  if (!hash || hash->hex() != name) return std::nullopt;  // one blob, one path
  return hash;
}

std::string range_header_value(std::uint64_t offset, std::uint64_t length) {
  return "bytes=" + std::to_string(offset) + "-" + std::to_string(offset + length - 1);
}

std::optional<ByteRange> read_range_header(std::string_view value) {
  constexpr std::string_view unit = "bytes=";
  if (value.substr(0, unit.size()) != unit) return std::nullopt;
  value.remove_prefix(unit.size());
  const std::size_t dash = value.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = read_decimal(value.substr(0, dash));
  const auto last = read_decimal(value.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return ByteRange{*first, *last - *first + 1};
}

std::optional<std::uint64_t> read_decimal(std::string_view digits) {
  if (digits.empty() || digits.size() > decimal_digits_max) return std::nullopt;
  std::uint64_t out = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  if (out > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
  return out;
}

Mac blob_request_mac(const MacKey& key, const BlobRequest& request, ByteView body) {
  return mac(key, request_covered(request, body));
}

bool blob_request_mac_matches(const MacKey& key, const BlobRequest& request, ByteView body, const Mac& mac) {
  return mac_matches(key, request_covered(request, body), mac);
}

Mac blob_answer_mac(const MacKey& key, const Mac& request, int status, std::uint64_t offset) {
  return mac(key, answer_covered(request, status, offset));
}

bool blob_answer_mac_matches(const MacKey& key, const Mac& request, int status, std::uint64_t offset, const Mac& mac) {
  return mac_matches(key, answer_covered(request, status, offset), mac);
}

}  // namespace ocop::protocol
