// How a tablet becomes a device of its province: invitation, request, answer. PROTOCOL.md §6.
//
//   code      32 letters of base 32 in groups of four: secret(10 bytes) print(9) check(1). The print is the beginning
//   of
//             the SHA-256 of the province's public key, so a tablet knows whom it is enrolling with; the check is for
//             typing errors. Reading forgives what core/base/bytes.h's from_base32 forgives.
//   request   framing 0, then [protocol, secret, device's key, proof, program]
//   answer    framing 0, then [protocol, province's key, officer, [units], wall time, generation, signature]
//   return    framing 0, then [protocol, an earlier answer whole, device's key, proof]; answered like a request
//
// An invitation binds to the first key that shows it; the same key may repeat, another is refused. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/base/result.h"

namespace ocop::protocol {

using InvitationSecret = FixedBytes<struct InvitationSecretTag, 10>;
using KeyPrint = FixedBytes<struct KeyPrintTag, 9>;

struct Invitation {
  InvitationSecret secret;
  KeyPrint print;

  friend bool operator==(const Invitation&, const Invitation&) = default;
};

KeyPrint print_of(const PublicKey& province);
std::string invitation_code(const Invitation& invitation);        // "ABCD-EFGH-…"
Result<Invitation> read_invitation_code(std::string_view code);   // InvalidInput: mistyped

struct EnrolmentRequest {
  InvitationSecret secret;
  PublicKey device;
  Signature proof;      // by the device's key: its owner is the one who asks
  std::string program;  // "ocop 0.1.0", for the console
};

EnrolmentRequest make_enrolment_request(const Invitation& invitation, const KeyPair& device, std::string program);
Bytes write_enrolment_request(const EnrolmentRequest& request);
Result<EnrolmentRequest> read_enrolment_request(ByteView body);  // Malformed, ProtocolMismatch, Unauthorised: the proof

// What the province signed: kept by the tablet, recognised by a restored province.
struct Enrolment {
  PublicKey province;
  std::string officer;
  std::vector<std::string> units;
  std::int64_t wall_ms = 0;  // the province's clock
  std::uint64_t generation = 0;
  Signature signature;       // by the province's key, over these and the device's key

  friend bool operator==(const Enrolment&, const Enrolment&) = default;
};

void sign_enrolment(Enrolment& enrolment, const PublicKey& device, const SecretKey& province);
[[nodiscard]] bool is_signed(const Enrolment& enrolment, const PublicKey& device);

// A device that its province no longer knows, because it was restored from a backup made before, shows its enrolment.
struct ReturnRequest {
  Bytes enrolment;      // write_enrolment's, as it was kept
  PublicKey device;
  Signature proof;      // by the device's key
};

Bytes write_return_request(ByteView enrolment, const KeyPair& device);
Result<ReturnRequest> read_return_request(ByteView body);  // Malformed, ProtocolMismatch, Unauthorised: the proof

Bytes write_enrolment(const Enrolment& enrolment);
// Malformed, ProtocolMismatch. Does not look at the signature nor at the print.
Result<Enrolment> read_enrolment(ByteView body);

}  // namespace ocop::protocol
