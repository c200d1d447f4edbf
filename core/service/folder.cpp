#include "core/service/folder.h"

#include "core/base/text.h"
#include "core/store/meta.h"
#include "core/store/schema.h"

namespace ocop::service {
namespace {

using store::Database;
using store::Transaction;

constexpr char unit_separator = ',';

std::string join_units(const std::vector<std::string>& units) {
  std::string out;
  for (const std::string& unit : units) out += (out.empty() ? "" : std::string(1, unit_separator)) + unit;
  return out;
}

std::vector<std::string> split_units(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(unit_separator, from), text.size());
    out.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

Status make_device_key(Database& database, Entropy& entropy) {
  const KeyPair keys = make_key_pair(entropy);
  TRY(store::set_bytes(database, "device.public", keys.public_key.view()));
  return store::set_bytes(database, "device.secret", keys.secret_key.view());
}

}  // namespace

Folder::Folder(std::unique_ptr<Database> database, Ports ports)
    : database_(std::move(database)), ports_(ports), journal_(*database_), photos_(*database_, ports.files) {}

Result<Folder> Folder::create(const std::string& database_path, Ports ports, const Officer& officer, const char* vfs) {
  TRY_ASSIGN(auto database, Database::open(database_path, store::OpenMode::CreateIfMissing, vfs));
  TRY(store::migrate(database));
  Folder folder(std::make_unique<Database>(std::move(database)), ports);
  TRY_ASSIGN(auto transaction, Transaction::begin(folder.database()));
  TRY_ASSIGN(const auto key, store::get_bytes(folder.database(), "device.public"));
  if (key) return ErrorCode::AlreadyExists;
  TRY(make_device_key(folder.database(), ports.entropy));
  TRY(folder.set_officer(officer));
  TRY(transaction.commit());
  return folder;
}

namespace {

// What a killed program committed last may lie in the system's memory alone. It is on the disk before anybody is shown
// it, or told that it is saved because nothing about it was to change. Another program at work does that itself.
Status sync_what_was_left(Database& database) {
  const auto is_busy = database.integer("PRAGMA wal_checkpoint(PASSIVE)");
  return is_busy ? Status{} : Status{is_busy.error()};
}

}  // namespace

Result<Folder> Folder::open(const std::string& database_path, Ports ports, const char* vfs) {
  TRY_ASSIGN(auto database, Database::open(database_path, store::OpenMode::Existing, vfs));
  TRY(store::migrate(database));
  TRY(sync_what_was_left(database));
  Folder folder(std::make_unique<Database>(std::move(database)), ports);
  TRY_ASSIGN(const auto key, store::get_bytes(folder.database(), "device.public"));
  if (!key) return ErrorCode::NoDataFolder;  // a create that was killed before its commit
  return folder;
}

Result<Officer> Folder::officer() {
  Officer out;
  TRY_ASSIGN(out.name, store::get_text(*database_, "officer.name"));
  TRY_ASSIGN(const std::string units, store::get_text(*database_, "officer.units"));
  out.units = split_units(units);
  return out;
}

Status Folder::set_officer(const Officer& officer) {
  TRY_ASSIGN(const std::string name, clean_text(officer.name));
  if (trim(name).empty()) return Error{ErrorCode::InvalidInput, "officer"};
  TRY(store::set_text(*database_, "officer.name", trim(name)));
  return store::set_text(*database_, "officer.units", join_units(officer.units));
}

Result<KeyPair> Folder::device_key() {
  TRY_ASSIGN(const auto public_key, store::get_bytes(*database_, "device.public"));
  TRY_ASSIGN(const auto secret_key, store::get_bytes(*database_, "device.secret"));
  const auto key = public_key ? PublicKey::from(*public_key) : std::nullopt;
  const auto secret = secret_key ? SecretKey::from(*secret_key) : std::nullopt;
  if (!key || !secret) return Error{ErrorCode::StorageCorrupt, "device key"};
  return KeyPair{*key, *secret};
}

// Its row may be missing for a harmless reason too: the transaction that recorded it was rolled back. Then the name was
// never used, and another is as good.
Result<bool> Folder::is_name_still_ours() {
  if (!replica_) return false;
  TRY_ASSIGN(const auto is_closed,
             database_->integer("SELECT is_closed FROM own_replicas WHERE replica = ?", *replica_));
  if (is_closed.value_or(1) != 0) return false;
  if (!last_written_ || last_written_->stamp.replica != *replica_) return true;
  TRY_ASSIGN(const auto is_there,
             database_->integer("SELECT 1 FROM seen WHERE root = ? AND replica = ? AND number >= ?",
                                last_written_->root, *replica_, last_written_->stamp.number));
  return is_there.has_value();
}

Result<Replica> Folder::replica() {
  TRY_ASSIGN(const bool is_ours, is_name_still_ours());
  if (is_ours) return *replica_;
  replica_ = ports_.entropy.draw_64() & journal::replica_max;
  TRY(database_->run("INSERT INTO own_replicas (replica, started_at_ms, sealed_name) VALUES (?, ?, ?)", *replica_,
                     ports_.clock.wall_ms(), Hash{}));
  return *replica_;
}

Result<journal::About> Folder::about(std::string reason) {
  journal::About out;
  TRY_ASSIGN(out.officer, store::get_text(*database_, "officer.name"));
  out.reason = std::move(reason);
  out.wall_ms = ports_.clock.wall_ms();
  out.monotonic_ms = ports_.clock.monotonic_ms();
  out.boot = ports_.clock.boot();
  TRY_ASSIGN(const std::int64_t offset_boot, store::get_integer(*database_, "province.offset_boot", -1));
  if (offset_boot == static_cast<std::int64_t>(out.boot)) {
    TRY_ASSIGN(out.province_offset_ms, store::get_integer(*database_, "province.offset_ms", 0));
    TRY_ASSIGN(out.province_offset_error_ms, store::get_integer(*database_, "province.offset_error_ms", -1));
  }
  return out;
}

}  // namespace ocop::service
