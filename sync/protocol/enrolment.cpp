#include "sync/protocol/enrolment.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/journal/cbor.h"
#include "sync/protocol/codec_parts.h"

namespace ocop::protocol {
namespace {

using journal::CborReader;
using journal::CborWriter;

constexpr std::size_t code_bytes = InvitationSecret::size + KeyPrint::size + 1;
constexpr std::size_t letters_per_group = 4;
constexpr std::size_t program_bytes_max = 64;
constexpr std::size_t units_max = 64;
constexpr std::size_t unit_bytes_max = 32;
constexpr std::size_t request_items = 5;
constexpr std::size_t answer_items = 7;
constexpr std::size_t return_items = 4;
constexpr std::size_t enrolment_bytes_max = 32 * 1024;

Bytes proof_covered(const InvitationSecret& secret, const PublicKey& device) {
  return labelled("ocop-enrol-1", secret.view(), device.view());
}

Bytes return_covered(ByteView enrolment, const PublicKey& device) {
  return labelled("ocop-return-1", sha256(enrolment).view(), device.view());
}

void write_units(CborWriter& writer, const std::vector<std::string>& units) {
  writer.array(units.size());
  for (const std::string& unit : units) writer.text(unit);
}

Bytes enrolment_covered(const Enrolment& enrolment, const PublicKey& device) {
  Bytes covered;
  CborWriter writer(covered);
  writer.array(7);
  writer.text("ocop-enrolment-1");
  writer.bytes(enrolment.province.view());
  writer.bytes(device.view());
  writer.text(enrolment.officer);
  write_units(writer, enrolment.units);
  writer.integer(enrolment.wall_ms);
  writer.unsigned_integer(enrolment.generation);
  return covered;
}

// The array of a body in framing 0: how many items it says it has, and the first of them checked.
Result<std::size_t> open_body(CborReader& reader, ByteView body, std::size_t items_min) {
  if (body.empty() || body[0] != 0) return Error{ErrorCode::Malformed, "framing"};
  reader = CborReader(body.subspan(1));
  TRY_ASSIGN(const std::size_t items, read_version(reader, "first items"));
  if (items < items_min) return Error{ErrorCode::Malformed, "too few items"};
  return items;
}

}  // namespace

KeyPrint print_of(const PublicKey& province) {
  const Hash hash = sha256(province.view());
  KeyPrint out;
  std::copy_n(hash.bytes.begin(), KeyPrint::size, out.bytes.begin());
  return out;
}

std::string invitation_code(const Invitation& invitation) {
  Bytes bytes;
  append(bytes, invitation.secret.view());
  append(bytes, invitation.print.view());
  bytes.push_back(sha256(bytes).bytes[0]);
  const std::string letters = to_base32(bytes);
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % letters_per_group == 0) out.push_back('-');
    out.push_back(letters[i]);
  }
  return out;
}

Result<Invitation> read_invitation_code(std::string_view code) {
  const auto bytes = from_base32(code);
  if (!bytes || bytes->size() != code_bytes) return Error{ErrorCode::InvalidInput, "a code has 32 letters and digits"};
  const ByteView view(*bytes);
  if (sha256(view.first(code_bytes - 1)).bytes[0] != view.back()) {
    return Error{ErrorCode::InvalidInput, "a letter of the code is wrong"};
  }
  return Invitation{*InvitationSecret::from(view.first(InvitationSecret::size)),
                    *KeyPrint::from(view.subspan(InvitationSecret::size, KeyPrint::size))};
}

EnrolmentRequest make_enrolment_request(const Invitation& invitation, const KeyPair& device, std::string program) {
  return {invitation.secret, device.public_key,
          sign(device.secret_key, proof_covered(invitation.secret, device.public_key)), std::move(program)};
}

Bytes write_enrolment_request(const EnrolmentRequest& request) {
  Bytes out{0};
  CborWriter writer(out);
  writer.array(request_items);
  writer.unsigned_integer(version);
  writer.bytes(request.secret.view());
  writer.bytes(request.device.view());
  writer.bytes(request.proof.view());
  writer.text(request.program);
  return out;
}

Result<EnrolmentRequest> read_enrolment_request(ByteView body) {
  CborReader reader({});
  TRY_ASSIGN(const std::size_t items, open_body(reader, body, request_items));
  EnrolmentRequest out;
  out.secret = reader.fixed<InvitationSecret>();
  out.device = reader.fixed<PublicKey>();
  out.proof = reader.fixed<Signature>();
  out.program = reader.text();
  pass_later(reader, items, request_items);
  if (!reader.finished() || out.program.size() > program_bytes_max) return Error{ErrorCode::Malformed, "enrolment"};
  if (!verify(out.device, proof_covered(out.secret, out.device), out.proof)) {
    return Error{ErrorCode::Unauthorised, "the proof of the device's key"};
  }
  return out;
}

void sign_enrolment(Enrolment& enrolment, const PublicKey& device, const SecretKey& province) {
  enrolment.signature = sign(province, enrolment_covered(enrolment, device));
}

bool is_signed(const Enrolment& enrolment, const PublicKey& device) {
  return verify(enrolment.province, enrolment_covered(enrolment, device), enrolment.signature);
}

Bytes write_return_request(ByteView enrolment, const KeyPair& device) {
  Bytes out{0};
  CborWriter writer(out);
  writer.array(return_items);
  writer.unsigned_integer(version);
  writer.bytes(enrolment);
  writer.bytes(device.public_key.view());
  writer.bytes(sign(device.secret_key, return_covered(enrolment, device.public_key)).view());
  return out;
}

Result<ReturnRequest> read_return_request(ByteView body) {
  CborReader reader({});
  TRY_ASSIGN(const std::size_t items, open_body(reader, body, return_items));
  const ByteView enrolment = reader.bytes();
  ReturnRequest out{Bytes(enrolment.begin(), enrolment.end()), {}, {}};
  out.device = reader.fixed<PublicKey>();
  out.proof = reader.fixed<Signature>();
  pass_later(reader, items, return_items);
  if (!reader.finished() || out.enrolment.size() > enrolment_bytes_max) return Error{ErrorCode::Malformed, "return"};
  if (!verify(out.device, return_covered(out.enrolment, out.device), out.proof)) {
    return Error{ErrorCode::Unauthorised, "the proof of the device's key"};
  }
  return out;
}

Bytes write_enrolment(const Enrolment& enrolment) {
  Bytes out{0};
  CborWriter writer(out);
  writer.array(answer_items);
  writer.unsigned_integer(version);
  writer.bytes(enrolment.province.view());
  writer.text(enrolment.officer);
  write_units(writer, enrolment.units);
  writer.integer(enrolment.wall_ms);
  writer.unsigned_integer(enrolment.generation);
  writer.bytes(enrolment.signature.view());
  return out;
}

Result<Enrolment> read_enrolment(ByteView body) {
  CborReader reader({});
  TRY_ASSIGN(const std::size_t items, open_body(reader, body, answer_items));
  Enrolment out;
  out.province = reader.fixed<PublicKey>();
  out.officer = reader.text();
  const std::size_t units = reader.array();
  if (units > units_max || out.officer.size() > limits::text_bytes_max) reader.fail();
  for (std::size_t i = 0; i < units && reader.ok(); ++i) {
    out.units.emplace_back(reader.text());
    if (out.units.back().empty() || out.units.back().size() > unit_bytes_max) reader.fail();
  }
  out.wall_ms = reader.integer();
  out.generation = reader.unsigned_integer();
  out.signature = reader.fixed<Signature>();
  pass_later(reader, items, answer_items);
  if (!reader.finished()) return Error{ErrorCode::Malformed, "enrolment"};
  return out;
}

}  // namespace ocop::protocol
