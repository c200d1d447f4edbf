#include "sync/server/api.h"

#include "core/base/limits.h"
#include "sync/protocol/codec.h"
#include "sync/server/blobs.h"
#include "sync/server/bundles.h"
#include "sync/server/console.h"
#include "sync/server/exchange.h"

namespace ocop::server {
namespace {

constexpr std::string_view binary = "application/octet-stream";

HttpResponse answer(int status, Bytes body) {
  return {status, {{"Content-Type", std::string(binary)}}, std::move(body)};
}

HttpResponse answer_exchange(Province& province, const HttpRequest& request) {
  auto body = answer_sync(province, request.body);
  return body ? answer(200, std::move(*body)) : refuse(body.error());
}

HttpResponse answer_enrolment(Province& province, const HttpRequest& request) {
  const auto asked = protocol::read_enrolment_request(request.body);
  if (!asked) return refuse(asked.error());
  const auto enrolment = enrol(province, *asked);
  return enrolment ? answer(200, protocol::write_enrolment(*enrolment)) : refuse(enrolment.error());
}

// ---- photos

struct BlobCall {
  protocol::BlobRequest request;
  Device device;
  MacKey key;
  Mac mac;
};

std::optional<protocol::BlobMethod> blob_method(std::string_view method) {
  for (const auto known : {protocol::BlobMethod::Head, protocol::BlobMethod::Patch, protocol::BlobMethod::Get}) {
    if (protocol::name_of(known) == method) return known;
  }
  return std::nullopt;
}

Result<protocol::BlobRequest> read_blob_request(const HttpRequest& http) {
  protocol::BlobRequest out;
  const auto method = blob_method(http.method);
  const auto sha256 = protocol::read_blob_path(http.path);
  const auto nonce = protocol::Nonce::parse(http.header("ocop-nonce"));
  if (!method || !sha256 || !nonce) return ErrorCode::Malformed;
  out.method = *method;
  out.sha256 = *sha256;
  out.nonce = *nonce;
  if (*method == protocol::BlobMethod::Patch) {
    const auto offset = protocol::read_decimal(http.header("upload-offset"));
    const auto length = protocol::read_decimal(http.header("upload-length"));
    if (!offset || !length) return Error{ErrorCode::Malformed, "Upload-Offset, Upload-Length"};
    out.offset = *offset;
    out.length = *length;
  }
  if (*method == protocol::BlobMethod::Get) {
    const auto range = protocol::read_range_header(http.header("range"));
    if (!range) return Error{ErrorCode::Malformed, "Range"};
    out.offset = range->offset;
    out.length = range->length;
  }
  return out;
}

Result<BlobCall> authenticate(Province& province, const HttpRequest& http) {
  TRY_ASSIGN(const auto request, read_blob_request(http));
  const auto name = protocol::DeviceName::parse(http.header("ocop-device"));
  const auto mac = Mac::parse(http.header("ocop-mac"));
  if (!name || !mac) return Error{ErrorCode::Unauthorised, "Ocop-Device, Ocop-Mac"};
  TRY_ASSIGN(const auto device, find_device(province.database(), *name));
  if (!device) return Error{ErrorCode::Unauthorised, "unknown device"};
  TRY_ASSIGN(const MacKey key, mac_key_of(province, *device));
  if (!protocol::blob_request_mac_matches(key, request, http.body, *mac)) {
    return Error{ErrorCode::Unauthorised, "the request's MAC"};
  }
  return BlobCall{request, *device, key, *mac};
}

std::string content_range(const BlobAnswer& blob) {
  return "bytes " + std::to_string(blob.offset) + "-" + std::to_string(blob.offset + blob.body.size() - 1) + "/" +
         std::to_string(blob.total);
}

HttpResponse answer_blob_call(Province& province, const HttpRequest& http) {
  const auto call = authenticate(province, http);
  if (!call) return refuse(call.error());
  auto blob = answer_blob(province, call->device, call->request, http.body);
  if (!blob) return refuse(blob.error());
  switch (blob->status) {
    case 404: return refuse(Error{ErrorCode::NotFound, {}});
    case 413: return refuse(Error{ErrorCode::LimitExceeded, {}});
    case 416: return {416, {{"Content-Range", "bytes */" + std::to_string(blob->total)}}, {}};
    case 206: {
      HttpResponse out{206, {{"Content-Type", "image/jpeg"}, {"Content-Range", content_range(*blob)}}, {}};
      out.body = std::move(blob->body);
      return out;
    }
    default: break;
  }
  HttpResponse out{blob->status, {}, {}};
  out.headers.emplace_back(protocol::offset_header, std::to_string(blob->offset));
  out.headers.emplace_back(protocol::mac_header,
                           protocol::blob_answer_mac(call->key, call->mac, blob->status, blob->offset).hex());
  return out;
}

// ---- what a tablet carries for others

HttpResponse answer_carried(Province& province, const HttpRequest& http) {
  const auto name = protocol::DeviceName::parse(http.header("ocop-device"));
  const auto nonce = protocol::Nonce::parse(http.header("ocop-nonce"));
  const auto mac = Mac::parse(http.header("ocop-mac"));
  if (!name || !nonce || !mac) return refuse(Error{ErrorCode::Unauthorised, "Ocop-Device, Ocop-Nonce, Ocop-Mac"});
  const auto device = find_device(province.database(), *name);
  if (!device) return refuse(device.error());
  if (!*device || (*device)->is_revoked) return refuse(Error{ErrorCode::Unauthorised, "unknown or revoked device"});
  const auto key = mac_key_of(province, **device);
  if (!key) return refuse(key.error());
  if (!protocol::carried_mac_matches(*key, *nonce, http.body, *mac)) {
    return refuse(Error{ErrorCode::Unauthorised, "the request's MAC"});
  }
  const auto entries = protocol::read_carried(http.body);
  if (!entries) return refuse(entries.error());
  const auto taken = take_carried(province, *entries);
  if (!taken) return refuse(taken.error());
  Bytes body = protocol::write_carried_answer(*taken);
  const Mac answer_mac = protocol::carried_answer_mac(*key, *mac, body);
  HttpResponse out = answer(200, std::move(body));
  out.headers.emplace_back(protocol::mac_header, answer_mac.hex());
  return out;
}

}  // namespace

std::string HttpRequest::header(const std::string& lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string{} : found->second;
}

std::string HttpRequest::parameter(const std::string& name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string{} : found->second;
}

HttpResponse refuse(const Error& error) {
  HttpResponse out = answer(protocol::http_status(error.code),
                            protocol::write_refusal({std::string(error.name()), error.detail}));
  out.headers.emplace_back(protocol::error_header, error.name());
  return out;
}

HttpResponse respond(Province& province, const HttpRequest& request) {
  const bool is_post = request.method == "POST";
  if (request.path == protocol::sync_path) {
    return is_post ? answer_exchange(province, request) : refuse(Error{ErrorCode::NotFound, {}});
  }
  if (request.path == protocol::enrol_path) {
    return is_post ? answer_enrolment(province, request) : refuse(Error{ErrorCode::NotFound, {}});
  }
  if (request.path == protocol::bundle_path) {
    return is_post ? answer_carried(province, request) : refuse(Error{ErrorCode::NotFound, {}});
  }
  if (std::string_view(request.path).substr(0, protocol::blobs_path.size()) == protocol::blobs_path) {
    return answer_blob_call(province, request);
  }
  return answer_office(province, request);
}

}  // namespace ocop::server
