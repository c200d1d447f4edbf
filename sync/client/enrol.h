// Enrolling: a tablet shows its invitation and becomes a device of the province (PROTOCOL.md §6). One blocking request;
// on the thread of the transport.
#pragma once

#include "core/service/sync_control.h"
#include "sync/engine/transport.h"
#include "sync/protocol/enrolment.h"

namespace ocop::client {

struct Enrolled {
  protocol::Enrolment enrolment;  // signed by the province: keep it whole
  MacKey mac_key;
};

// `device` must be stored before this is called, and used again when it is repeated: the invitation binds to the first
// key that shows it, so with another key a lost answer would lose the invitation.
// InvalidInput: the code is mistyped. EnrolmentRefused: spent, expired, or the server is not the one that invited.
// Else the errors of the transport, and ServerGarbage, ServerFailed, ServerBusy, ServerRefused, ProtocolMismatch.
Result<Enrolled> enrol(engine::Transport& transport, std::string_view code, const KeyPair& device,
                       const std::string& program);

// Whether a certificate can be read from this file: asked before anything is sent, because the transport can only say
// that no secure connection came about. Empty: the system's authorities, which are there. NotFound.
Status check_ca_file(const std::string& path);

}  // namespace ocop::client
