#include "sync/client/enrol.h"

#include <fstream>

#include "sync/protocol/codec.h"

namespace ocop::client {
namespace {

constexpr std::size_t answer_bytes_max = 64 * 1024;
constexpr std::size_t ca_file_bytes_max = 1024 * 1024;  // all authorities of a system fit

}  // namespace

Status check_ca_file(const std::string& path) {
  if (path.empty()) return {};
  std::string text(ca_file_bytes_max, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.find("-----BEGIN CERTIFICATE-----") != std::string::npos) return {};
  return Error{ErrorCode::NotFound, "no certificate in " + path};
}

Result<Enrolled> enrol(engine::Transport& transport, std::string_view code, const KeyPair& device,
                       const std::string& program) {
  TRY_ASSIGN(const auto invitation, protocol::read_invitation_code(code));
  const auto request = protocol::make_enrolment_request(invitation, device, program);
  TRY_ASSIGN(const auto response, transport.perform({"POST", std::string(protocol::enrol_path), {},
                                                     protocol::write_enrolment_request(request), answer_bytes_max}));
  if (response.status != 200) return protocol::refusal_error(response.status, response.body);
  auto enrolment = protocol::read_enrolment(response.body);
  if (!enrolment && enrolment.error().code == ErrorCode::ProtocolMismatch) return Error{enrolment.error()};
  if (!enrolment) return Error{ErrorCode::ServerGarbage, enrolment.error().detail};
  if (protocol::print_of(enrolment->province) != invitation.print) {
    return Error{ErrorCode::EnrolmentRefused, "this server is not the province that invited"};
  }
  if (!protocol::is_signed(*enrolment, device.public_key)) {
    return Error{ErrorCode::EnrolmentRefused, "the enrolment is not signed by the province"};
  }
  const auto mac_key = agree_mac_key(device.secret_key, enrolment->province, device.public_key, enrolment->province);
  if (!mac_key) return Error{ErrorCode::EnrolmentRefused, "the province's key is no key"};
  return Enrolled{std::move(*enrolment), *mac_key};
}

}  // namespace ocop::client
