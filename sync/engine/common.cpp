#include "sync/engine/common.h"

#include <algorithm>

#include "core/base/limits.h"

namespace ocop::engine {
namespace {

constexpr std::size_t chunk_bytes_min = 4 * 1024;

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

ChunkSize::ChunkSize() : bytes_(limits::blob_chunk_bytes_first) {}

void ChunkSize::grow() { bytes_ = std::min(bytes_ * 2, limits::blob_chunk_bytes_max); }

void ChunkSize::shrink() { bytes_ = std::max(bytes_ / 2, chunk_bytes_min); }

}  // namespace ocop::engine
