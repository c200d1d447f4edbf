#include "sync/server/province.h"

#include "core/store/meta.h"
#include "core/store/schema.h"
#include "sync/server/order.h"

namespace ocop::embedded {
extern const std::string_view schema_province_0001;
extern const std::string_view schema_province_0002;
extern const std::string_view schema_province_0003;
extern const std::string_view schema_province_0004;
}

namespace ocop::server {
namespace {

constexpr std::string_view officer_name = "province";

Status migrate(service::Folder& folder) {
  const store::Extension extension{"province",
                                   {embedded::schema_province_0001, embedded::schema_province_0002,
                                    embedded::schema_province_0003, embedded::schema_province_0004}};
  TRY(store::migrate(folder.database(), extension));
  TRY_ASSIGN(auto transaction, store::Transaction::begin(folder.database()));
  TRY(create_order(folder.database(), folder.entropy()));
  return transaction.commit();
}

// A folder whose creation was cut off has the province's name and not yet its tables.
Status check_is_province(service::Folder& folder) {
  TRY_ASSIGN(const auto version, store::get_integer(folder.database(), "schema.province", 0));
  TRY_ASSIGN(const auto officer, folder.officer());
  if (version == 0 && officer.name != officer_name) {
    return Error{ErrorCode::InvalidInput, "this data folder is a tablet's"};
  }
  return {};
}

}  // namespace

Result<Province> Province::open(const std::string& database_path, service::Ports ports, BlobStore& blobs,
                                IfMissing if_missing, const char* vfs) {
  if (if_missing == IfMissing::Create) {
    const auto created =
        service::Folder::create(database_path, ports, {std::string(officer_name), {}}, vfs);
    if (!created && created.error().code != ErrorCode::AlreadyExists) return created.error();
  }
  TRY_ASSIGN(auto folder, service::Folder::open(database_path, ports, vfs));
  TRY(check_is_province(folder));
  TRY(migrate(folder));
  TRY_ASSIGN(const KeyPair keys, folder.device_key());
  return Province(std::move(folder), blobs, keys);
}

}  // namespace ocop::server
