#include "sync/server/devices.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/domain/units.h"
#include "core/journal/cbor.h"

namespace ocop::server {
namespace {

using store::Database;
using store::Transaction;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

std::string join(const std::vector<std::string>& units) {
  std::string out;
  for (const std::string& unit : units) out += (out.empty() ? "" : ",") + unit;
  return out;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    out.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

Hash hash_of_grant(const PublicKey& device, const std::vector<std::string>& units) {
  Bytes covered;
  journal::CborWriter writer(covered);
  writer.array(3);
  writer.text("ocop-grant-1");
  writer.bytes(device.view());
  writer.text(join(units));
  return sha256(covered);
}

struct FoundInvitation {
  std::string officer;
  std::vector<std::string> units;
  std::int64_t expires_ms = 0;
  std::optional<PublicKey> device;
};

Result<std::optional<FoundInvitation>> find_invitation(Database& database, const Hash& code) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT officer, units, expires_ms, device FROM invitations WHERE code_hash = ?", code));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<FoundInvitation>{};
  FoundInvitation out{query.text(0), split(query.text(1)), query.integer(2), std::nullopt};
  if (!query.is_null(3)) out.device = query.fixed<PublicKey>(3);
  return std::optional<FoundInvitation>{std::move(out)};
}

// The device's row: new, or known from an earlier invitation, whose officer this one renames.
Status keep_device(Province& province, const PublicKey& device, const std::string& officer) {
  return province.database().run(
      "INSERT INTO devices (device, name, officer, scope_version, enrolled_ms) VALUES (?, ?, ?, 0, ?) "
      "ON CONFLICT (device) DO UPDATE SET officer = excluded.officer",
      device, protocol::name_of(device), officer, province.now_ms());
}

Result<protocol::Enrolment> answer_for(Province& province, const PublicKey& device, const std::string& officer,
                                       std::uint64_t generation) {
  protocol::Enrolment out;
  out.province = province.keys().public_key;
  out.officer = officer;
  TRY_ASSIGN(out.units, units_of(province.database(), device));
  out.wall_ms = province.now_ms();
  out.generation = generation;
  protocol::sign_enrolment(out, device, province.keys().secret_key);
  return out;
}

Status check_is_known(Database& database, const PublicKey& device) {
  TRY_ASSIGN(const auto known, database.integer("SELECT 1 FROM devices WHERE device = ?", device));
  return known ? Status{} : Status{ErrorCode::NotFound};
}

// The first is 1. Steps differ from generation to generation: what a restored province forgot and what it gives
// instead have different numbers.
Status raise_scope_version(Database& database, const Order& order, const PublicKey& device) {
  const std::uint64_t step = 1 + order.mark().generation % 127;
  return database.run("UPDATE devices SET scope_version = CASE scope_version WHEN 0 THEN 1 ELSE scope_version + ? END "
                      "WHERE device = ?", step, device);
}

}  // namespace

Status check_units(const std::vector<std::string>& units) {
  if (units.empty()) return Error{ErrorCode::InvalidInput, "units"};
  if (units.size() > units_per_device_max) return Error{ErrorCode::LimitExceeded, "units"};
  for (const std::string& unit : units) {
    if (domain::find_commune(unit) == nullptr) return Error{ErrorCode::UnknownUnit, unit};
    if (std::count(units.begin(), units.end(), unit) > 1) return Error{ErrorCode::InvalidInput, "units: " + unit};
  }
  return {};
}

Result<std::string> invite(Province& province, std::string_view officer, const std::vector<std::string>& units) {
  TRY_ASSIGN(const std::string name, clean_text(officer));
  if (trim(name).empty()) return Error{ErrorCode::InvalidInput, "officer"};
  TRY(check_units(units));
  protocol::Invitation invitation;
  province.folder().entropy().fill(invitation.secret.bytes);
  invitation.print = protocol::print_of(province.keys().public_key);
  TRY_ASSIGN(auto transaction, Transaction::begin(province.database()));
  TRY(province.database().run("INSERT INTO invitations (code_hash, officer, units, expires_ms) VALUES (?, ?, ?, ?)",
                              sha256(invitation.secret.view()), trim(name), join(units),
                              province.now_ms() + invitation_days * day_ms));
  TRY(transaction.commit());
  return protocol::invitation_code(invitation);
}

Result<protocol::Enrolment> enrol(Province& province, const protocol::EnrolmentRequest& request) {
  Database& database = province.database();
  const Hash code = sha256(request.secret.view());
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const auto invitation, find_invitation(database, code));
  if (!invitation) return Error{ErrorCode::EnrolmentRefused, "unknown code"};
  if (invitation->device && *invitation->device != request.device) {
    TRY(database.run("UPDATE invitations SET wrong = wrong + 1 WHERE code_hash = ?", code));
    TRY(transaction.commit());
    return Error{ErrorCode::EnrolmentRefused, "the code was used by another device"};
  }
  if (!invitation->device && province.now_ms() > invitation->expires_ms) {
    return Error{ErrorCode::EnrolmentRefused, "the code has expired"};
  }
  TRY_ASSIGN(const auto known, find_device(database, protocol::name_of(request.device)));
  if (known && (known->is_revoked || known->key != request.device)) {
    return Error{ErrorCode::EnrolmentRefused, "the device was revoked"};
  }
  TRY_ASSIGN(Order order, Order::load(database));
  if (!invitation->device) {
    TRY(database.run("UPDATE invitations SET device = ? WHERE code_hash = ?", request.device, code));
    TRY(keep_device(province, request.device, invitation->officer));
    TRY(grant(database, order, request.device, invitation->units));
    TRY(order.save());
  }
  TRY_ASSIGN(auto answer, answer_for(province, request.device, invitation->officer, order.mark().generation));
  TRY(transaction.commit());
  return answer;
}

Result<protocol::Enrolment> return_device(Province& province, const protocol::ReturnRequest& request) {
  const auto enrolment = protocol::read_enrolment(request.enrolment);
  const bool is_ours = enrolment && enrolment->province == province.keys().public_key &&
                       protocol::is_signed(*enrolment, request.device);
  if (!is_ours) return Error{ErrorCode::EnrolmentRefused, "this province did not sign that"};
  Database& database = province.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const auto known, find_device(database, protocol::name_of(request.device)));
  if (known && (known->is_revoked || known->key != request.device)) {
    return Error{ErrorCode::EnrolmentRefused, "the device was revoked"};
  }
  TRY_ASSIGN(Order order, Order::load(database));
  if (!known) {
    TRY(keep_device(province, request.device, enrolment->officer));
    TRY(grant(database, order, request.device, enrolment->units));
    TRY(order.save());
  }
  TRY_ASSIGN(auto answer, answer_for(province, request.device, known ? known->officer : enrolment->officer,
                                     order.mark().generation));
  TRY(transaction.commit());
  return answer;
}

Result<std::optional<Device>> find_device(Database& database, const protocol::DeviceName& name) {
  TRY_ASSIGN(auto query, database.query("SELECT device, officer, scope_version, revoked_ms FROM devices WHERE name = ?",
                                        name));
  TRY_ASSIGN(const bool has_row, query.next());
  if (!has_row) return std::optional<Device>{};
  return std::optional<Device>{
      Device{query.fixed<PublicKey>(0), query.text(1), query.unsigned_integer(2), !query.is_null(3)}};
}

Result<std::vector<std::string>> units_of(Database& database, const PublicKey& device) {
  TRY_ASSIGN(auto query, database.query("SELECT unit FROM device_units WHERE device = ? ORDER BY position, place",
                                       device));
  std::vector<std::string> out;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return out;
    out.push_back(query.text(0));
  }
}

Result<MacKey> mac_key_of(const Province& province, const Device& device) {
  const auto key = agree_mac_key(province.keys().secret_key, device.key, device.key, province.keys().public_key);
  if (!key) return Error{ErrorCode::Unauthorised, "the device's key"};
  return *key;
}

Status grant(Database& database, Order& order, const PublicKey& device, const std::vector<std::string>& units) {
  TRY_ASSIGN(const auto present, units_of(database, device));
  std::vector<std::string> added;
  for (const std::string& unit : units) {
    if (std::find(present.begin(), present.end(), unit) == present.end()) added.push_back(unit);
  }
  if (added.empty()) return {};
  TRY_ASSIGN(const std::uint64_t position, order.take_event("grant", hash_of_grant(device, added)));
  int place = 0;
  for (const std::string& unit : added) {
    TRY(database.run("INSERT INTO device_units (device, unit, position, place) VALUES (?, ?, ?, ?)", device, unit,
                     position, place++));
  }
  return raise_scope_version(database, order, device);
}

Status enter_anew(Database& database, Order& order, const PublicKey& device) {
  TRY_ASSIGN(const auto units, units_of(database, device));
  TRY_ASSIGN(const std::uint64_t position, order.take_event("grant", hash_of_grant(device, units)));
  return database.run("UPDATE device_units SET position = ? WHERE device = ?", position, device);
}

Status grant(Province& province, const PublicKey& device, const std::vector<std::string>& units) {
  TRY(check_units(units));
  Database& database = province.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY(check_is_known(database, device));
  TRY_ASSIGN(Order order, Order::load(database));
  TRY(grant(database, order, device, units));
  TRY_ASSIGN(const auto present, units_of(database, device));
  if (present.size() > units_per_device_max) return Error{ErrorCode::LimitExceeded, "units"};
  TRY(order.save());
  return transaction.commit();
}

Status withdraw(Province& province, const PublicKey& device, const std::vector<std::string>& units) {
  TRY(check_units(units));
  Database& database = province.database();
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY(check_is_known(database, device));
  for (const std::string& unit : units) {
    TRY(database.run("DELETE FROM device_units WHERE device = ? AND unit = ?", device, unit));
    if (database.changed_rows() == 0) return Error{ErrorCode::InvalidInput, "units: " + unit};
  }
  TRY_ASSIGN(const auto left, units_of(database, device));
  if (left.empty()) return Error{ErrorCode::InvalidInput, "units: none would be left"};
  TRY_ASSIGN(const Order order, Order::load(database));
  TRY(raise_scope_version(database, order, device));
  return transaction.commit();
}

Status revoke(Province& province, const PublicKey& device) {
  TRY_ASSIGN(auto transaction, Transaction::begin(province.database()));
  TRY(province.database().run("UPDATE devices SET revoked_ms = coalesce(revoked_ms, ?) WHERE device = ?",
                              province.now_ms(), device));
  if (province.database().changed_rows() == 0) return ErrorCode::NotFound;
  return transaction.commit();
}

}  // namespace ocop::server
