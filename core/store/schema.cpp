#include "core/store/schema.h"

#include "core/store/meta.h"

namespace ocop::embedded {
extern const std::string_view schema_0001;
extern const std::string_view schema_0002;
extern const std::string_view schema_0003;
extern const std::string_view schema_0004;
extern const std::string_view schema_0005;
}

namespace ocop::store {
namespace {

const std::string_view scripts[] = {embedded::schema_0001, embedded::schema_0002, embedded::schema_0003,
                                    embedded::schema_0004, embedded::schema_0005};
static_assert(std::size(scripts) == schema_version);

Status run_own_script(Database& database, int number) {
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const auto present, database.integer("PRAGMA user_version"));
  if (present.value_or(0) >= number) return {};  // another program was quicker
  TRY(database.run_script(std::string(scripts[number - 1])));
  TRY(database.run_script("PRAGMA application_id=" + std::to_string(application_id) +
                          "; PRAGMA user_version=" + std::to_string(number)));
  return transaction.commit();
}

// An empty file is ours to fill; anything else must bear our sign.
Result<bool> is_foreign(Database& database, std::int64_t version) {
  TRY_ASSIGN(const auto application, database.integer("PRAGMA application_id"));
  if (application.value_or(0) == application_id) return false;
  TRY_ASSIGN(const auto tables, database.integer("SELECT count(*) FROM sqlite_schema"));
  return version > 0 || application.value_or(0) != 0 || tables.value_or(0) > 0;
}

}  // namespace

Status migrate(Database& database) {
  TRY_ASSIGN(const auto version, database.integer("PRAGMA user_version"));
  const auto present = version.value_or(0);
  TRY_ASSIGN(const bool is_other, is_foreign(database, present));
  if (is_other) return Error{ErrorCode::StorageCorrupt, "the database belongs to another application"};
  if (present > schema_version) {
    return Error{ErrorCode::SchemaTooNew, "schema " + std::to_string(present) + ", this program knows " +
                                              std::to_string(schema_version)};
  }
  TRY(database.start_writing());
  for (int number = static_cast<int>(present) + 1; number <= schema_version; ++number) {
    TRY(run_own_script(database, number));
  }
  return {};
}

Status migrate(Database& database, const Extension& extension) {
  const std::string key = "schema." + std::string(extension.name);
  std::int64_t known = 0;
  while (known < static_cast<std::int64_t>(std::size(extension.scripts)) && !extension.scripts[known].empty()) ++known;
  TRY_ASSIGN(auto transaction, Transaction::begin(database));
  TRY_ASSIGN(const std::int64_t present, get_integer(database, key, 0));
  if (present > known) return Error{ErrorCode::SchemaTooNew, key + " " + std::to_string(present)};
  for (std::int64_t number = present; number < known; ++number) {
    TRY(database.run_script(std::string(extension.scripts[number])));
  }
  if (present < known) TRY(set_integer(database, key, known));
  return transaction.commit();
}

}  // namespace ocop::store
