// What can go wrong, as one closed table.
//
// An error is a decision already taken: its row says under which name scripts know it, whether trying again can help,
// who can mend it, and which exit status a program ends with. The sentence that a person reads is found in
// app/text by the same name, in Vietnamese and English; a test fails when a row has none.
//
// Add an error by adding a row here and its sentences there. Conflicts of two officers and missing fields are data, not
// errors.
#pragma once

#include <string_view>

namespace ocop {

enum class Retry { No, Later };             // Later: the same call may succeed without anybody mending anything
enum class Mender { Officer, Support, Nobody };  // who can do something about it

//   enumerator           name for scripts         retry         who mends it     exit
#define OCOP_ERRORS(X)                                                              \
  X(Usage,                "usage",                 Retry::No,    Mender::Officer, 2) \
  X(InvalidInput,         "invalid_input",         Retry::No,    Mender::Officer, 1) \
  X(NotFound,             "not_found",             Retry::No,    Mender::Officer, 1) \
  X(Ambiguous,            "ambiguous",             Retry::No,    Mender::Officer, 1) \
  X(AlreadyExists,        "already_exists",        Retry::No,    Mender::Officer, 1) \
  X(LimitExceeded,        "limit_exceeded",        Retry::No,    Mender::Officer, 1) \
  X(NotYet,               "not_yet",               Retry::No,    Mender::Nobody,  1) \
  X(UnknownField,         "unknown_field",         Retry::No,    Mender::Officer, 1) \
  X(UnknownPack,          "unknown_pack",          Retry::No,    Mender::Officer, 1) \
  X(UnknownSet,           "unknown_set",           Retry::No,    Mender::Officer, 1) \
  X(UnknownCriterion,     "unknown_criterion",     Retry::No,    Mender::Officer, 1) \
  X(UnknownOption,        "unknown_option",        Retry::No,    Mender::Officer, 1) \
  X(UnknownDeclaration,   "unknown_declaration",   Retry::No,    Mender::Officer, 1) \
  X(UnknownUnit,          "unknown_unit",          Retry::No,    Mender::Officer, 1) \
  X(PackInvalid,          "pack_invalid",          Retry::No,    Mender::Support, 1) \
  X(PackIncomplete,       "pack_incomplete",       Retry::No,    Mender::Support, 1) \
  X(Conflict,             "conflict",              Retry::No,    Mender::Officer, 1) \
  X(Changed,              "changed",               Retry::No,    Mender::Officer, 1) \
  X(Archived,             "archived",              Retry::No,    Mender::Officer, 1) \
  X(NotAJpeg,             "not_a_jpeg",            Retry::No,    Mender::Officer, 1) \
  X(JpegDamaged,          "jpeg_damaged",          Retry::No,    Mender::Officer, 1) \
  X(ImageTooLarge,        "image_too_large",       Retry::No,    Mender::Officer, 1) \
  X(StorageFull,          "storage_full",          Retry::Later, Mender::Officer, 1) \
  X(StorageReadOnly,      "storage_read_only",     Retry::No,    Mender::Support, 1) \
  X(StorageBusy,          "storage_busy",          Retry::Later, Mender::Nobody,  1) \
  X(StorageFault,         "storage_fault",         Retry::Later, Mender::Support, 1) \
  X(StorageCorrupt,       "storage_corrupt",       Retry::No,    Mender::Support, 3) \
  X(SchemaTooNew,         "schema_too_new",        Retry::No,    Mender::Support, 1) \
  X(NoDataFolder,         "no_data_folder",        Retry::No,    Mender::Officer, 1) \
  X(NotEnrolled,          "not_enrolled",          Retry::No,    Mender::Officer, 1) \
  X(EnrolmentRefused,     "enrolment_refused",     Retry::No,    Mender::Officer, 1) \
  X(Unreachable,          "unreachable",           Retry::Later, Mender::Nobody,  1) \
  X(TimedOut,             "timed_out",             Retry::Later, Mender::Nobody,  1) \
  X(TlsFailed,            "tls_failed",            Retry::No,    Mender::Support, 1) \
  X(PlainHttpRefused,     "plain_http_refused",    Retry::No,    Mender::Support, 1) \
  X(ServerRefused,        "server_refused",        Retry::No,    Mender::Support, 1) \
  X(ServerFailed,         "server_failed",         Retry::Later, Mender::Support, 1) \
  X(ServerBusy,           "server_busy",           Retry::Later, Mender::Nobody,  1) \
  X(ServerGarbage,        "server_garbage",        Retry::Later, Mender::Support, 1) \
  X(ProtocolMismatch,     "protocol_mismatch",     Retry::No,    Mender::Support, 1) \
  X(Unauthorised,         "unauthorised",          Retry::No,    Mender::Support, 1) \
  X(Malformed,            "malformed",             Retry::No,    Mender::Support, 1) \
  X(NotABundle,           "not_a_bundle",          Retry::No,    Mender::Officer, 1) \
  X(BundleIncomplete,     "bundle_incomplete",     Retry::No,    Mender::Officer, 1) \
  X(BundleElsewhere,      "bundle_elsewhere",      Retry::No,    Mender::Officer, 1) \
  X(HashMismatch,         "hash_mismatch",         Retry::Later, Mender::Nobody,  1) \
  X(ClockUnbelievable,    "clock_unbelievable",    Retry::No,    Mender::Officer, 1) \
  X(Cancelled,            "cancelled",             Retry::Later, Mender::Nobody,  1)

enum class ErrorCode {
#define OCOP_ERROR_ENUMERATOR(code, name, retry, mender, exit) code,
  OCOP_ERRORS(OCOP_ERROR_ENUMERATOR)
#undef OCOP_ERROR_ENUMERATOR
};

struct ErrorRow {
  ErrorCode code;
  std::string_view name;  // stable: scripts and PROTOCOL.md rely on it
  Retry retry;
  Mender mender;
  int exit_status;  // 1 refused, 2 wrong usage, 3 damaged data (design: the command line is an interface)
};

inline constexpr ErrorRow error_table[] = {
#define OCOP_ERROR_ROW(code, name, retry, mender, exit) {ErrorCode::code, name, retry, mender, exit},
    OCOP_ERRORS(OCOP_ERROR_ROW)
#undef OCOP_ERROR_ROW
};

constexpr const ErrorRow& error_row(ErrorCode code) { return error_table[static_cast<int>(code)]; }

}  // namespace ocop
