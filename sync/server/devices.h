// Who may speak: invitations, the devices that accepted one, and the communes each was given.
//
// An invitation is a one-time code; only its hash is kept. It binds to the first key that shows it, and that key may
// repeat: a lost answer costs nothing. Each function is one transaction, except those that say otherwise.
#pragma once

#include "sync/protocol/enrolment.h"
#include "sync/server/order.h"
#include "sync/server/province.h"

namespace ocop::server {

struct Device {
  PublicKey key;
  std::string officer;
  std::uint64_t scope_version = 0;
  bool is_revoked = false;
};

inline constexpr std::int64_t invitation_days = 14;
inline constexpr std::size_t units_per_device_max = 64;

// The code to be read out to the officer. UnknownUnit, InvalidInput.
Result<std::string> invite(Province& province, std::string_view officer, const std::vector<std::string>& units);

// EnrolmentRefused: unknown, expired, or bound to another key; which of them is in the detail.
Result<protocol::Enrolment> enrol(Province& province, const protocol::EnrolmentRequest& request);

// A device whose row was lost with the disk shows what this province signed for it: it is known again, with the officer
// and the communes of then. EnrolmentRefused: signed by another, for another, or the device is known to be revoked.
Result<protocol::Enrolment> return_device(Province& province, const protocol::ReturnRequest& request);

// Inside a transaction or not. Nothing: nobody of that name ever enrolled.
Result<std::optional<Device>> find_device(store::Database& database, const protocol::DeviceName& name);
Result<std::vector<std::string>> units_of(store::Database& database, const PublicKey& device);  // as given
// The key of requests and answers; Unauthorised when the device's key is no point of the curve.
Result<MacKey> mac_key_of(const Province& province, const Device& device);

// Gives a device these communes besides those it has. Takes a position. Inside a transaction.
Status grant(store::Database& database, Order& order, const PublicKey& device, const std::vector<std::string>& units);
// Its communes again as if they were given now: their roots come whole. Takes a position. Inside a transaction.
Status enter_anew(store::Database& database, Order& order, const PublicKey& device);
// `grant` as one transaction, of the office. NotFound, UnknownUnit, InvalidInput, LimitExceeded.
Status grant(Province& province, const PublicKey& device, const std::vector<std::string>& units);
// Takes communes away. The tablet lets go of their roots when all that it wrote there is durable
// (core/service/leaving.h); given again, they come whole. InvalidInput: one that it was not given, or the last one.
Status withdraw(Province& province, const PublicKey& device, const std::vector<std::string>& units);
// For good: what the device sends from now on is held apart, and it receives nothing. NotFound.
Status revoke(Province& province, const PublicKey& device);

// Every unit exists and is named once. UnknownUnit, InvalidInput, LimitExceeded.
Status check_units(const std::vector<std::string>& units);

}  // namespace ocop::server
