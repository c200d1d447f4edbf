#include "sync/engine/common.h"

#include <algorithm>

#include "core/base/limits.h"

namespace ocop::engine {
namespace {

constexpr std::size_t request_bytes_min = 4 * 1024;
constexpr std::int64_t quick_exchange_ms = 2'000;
constexpr std::int64_t quick_chunk_ms = 8'000;  // what is lost of it is not more than that

}  // namespace

std::string HttpResponse::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

protocol::Nonce Common::nonce() {
  protocol::Nonce out;
  entropy.fill(out.bytes);
  return out;
}

HttpRequest Common::blob_request(protocol::BlobRequest& request, Bytes body, Mac& mac) {
  request.nonce = nonce();
  mac = protocol::blob_request_mac(identity.mac_key, request, body);
  HttpRequest out;
  out.method = protocol::name_of(request.method);
  out.path = protocol::blob_path(request.sha256);
  out.headers = {{std::string(protocol::device_header), protocol::name_of(identity.device).hex()},
                 {std::string(protocol::nonce_header), request.nonce.hex()},
                 {std::string(protocol::mac_header), mac.hex()}};
  out.body = std::move(body);
  return out;
}

void Common::note(service::SyncEvent event, std::uint64_t first, std::uint64_t second) {
  const Status noted = control.note(event, first, second);
  static_cast<void>(noted);
}

void LinkSize::begin_with(std::uint64_t remembered) {
  if (remembered == 0) return;
  bytes_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(remembered, range_.least, range_.first));
}

std::uint64_t LinkSize::to_remember() const { return bytes_ < range_.first ? bytes_ : 0; }

void LinkSize::grow(std::size_t carried_bytes, std::int64_t elapsed_ms) {
  const bool is_proven = carried_bytes >= bytes_ / 2 && elapsed_ms <= range_.quick_ms;
  bytes_ = std::min(bytes_ * 2, is_proven ? range_.most : std::max(bytes_, range_.first));
}

void LinkSize::shrink() { bytes_ = std::max(bytes_ / 2, range_.least); }

LinkSize exchange_size() {
  return LinkSize({request_bytes_min, limits::exchange_compressed_bytes_first, limits::exchange_compressed_bytes_max,
                   quick_exchange_ms});
}

LinkSize chunk_size() {
  return LinkSize({request_bytes_min, limits::blob_chunk_bytes_first, limits::blob_chunk_bytes_max, quick_chunk_ms});
}

}  // namespace ocop::engine
