// Photos as a device cites and sends them by hand.
#pragma once

#include "sync/protocol/blobs.h"
#include "tests/unit/sync/server/world.h"

namespace ocop::server::test {

inline domain::Value blob_value(const Bytes& file) {
  const Hash hash = sha256(file);
  return domain::Value::list({domain::Value::bytes(Bytes(hash.bytes.begin(), hash.bytes.end())),
                              domain::Value::integer(static_cast<std::int64_t>(file.size())), domain::Value::integer(4),
                              domain::Value::integer(3)});
}

inline HttpRequest blob_request(const TestDevice& device, const protocol::BlobRequest& request, Bytes body = {}) {
  HttpRequest http;
  http.method = std::string(protocol::name_of(request.method));
  http.path = protocol::blob_path(request.sha256);
  http.headers["ocop-device"] = protocol::name_of(device.keys.public_key).hex();
  http.headers["ocop-nonce"] = request.nonce.hex();
  http.headers["ocop-mac"] = protocol::blob_request_mac(device.mac_key, request, body).hex();
  if (request.method == protocol::BlobMethod::Patch) {
    http.headers["upload-offset"] = std::to_string(request.offset);
    http.headers["upload-length"] = std::to_string(request.length);
  }
  if (request.method == protocol::BlobMethod::Get) {
    http.headers["range"] = protocol::range_header_value(request.offset, request.length);
  }
  http.body = std::move(body);
  return http;
}

// A file that arrives from a device and is cited by a dossier of its own.
inline Bytes send_photo(World& world, TestDevice& device, const std::string& unit, std::size_t size) {
  Bytes file(size);
  world.entropy.fill(file);
  const Id dossier = device.new_id();
  const Id evidence = device.new_id();
  device.sync({device.seal({device.dossier(dossier, unit),
                            device.change(dossier, evidence, "evidence", {field("thumbnail", blob_value(file))})})});
  const protocol::BlobRequest request{protocol::BlobMethod::Patch, sha256(file), 0, file.size(), {}};
  REQUIRE(respond(*world.province, blob_request(device, request, file)).status == 204);
  return file;
}

}  // namespace ocop::server::test
