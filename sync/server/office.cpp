#include "sync/server/office.h"

namespace ocop::server {
namespace {

constexpr std::size_t token_bytes = 20;

Hash hash_of(ByteView token) {
  Bytes covered;
  append(covered, as_bytes("ocop-office-1"));
  append(covered, token);
  return sha256(covered);
}

}  // namespace

Result<bool> has_office_token(Province& province) {
  TRY_ASSIGN(const auto any, province.database().integer("SELECT EXISTS (SELECT 1 FROM office_tokens)"));
  return any.value_or(0) != 0;
}

std::string draw_office_token(Entropy& entropy) {
  std::uint8_t raw[token_bytes];
  entropy.fill(raw);
  return to_base32(raw);
}

Status keep_office_token(Province& province, std::string_view token) {
  const auto bytes = from_base32(token);
  if (!bytes || bytes->size() != token_bytes) return Error{ErrorCode::InvalidInput, "token"};
  TRY_ASSIGN(auto transaction, store::Transaction::begin(province.database()));
  TRY(province.database().run("INSERT OR IGNORE INTO office_tokens (hash, made_ms) VALUES (?, ?)", hash_of(*bytes),
                              province.now_ms()));
  return transaction.commit();
}

Result<bool> is_office_token(Province& province, std::string_view token) {
  const auto bytes = from_base32(token);
  if (!bytes || bytes->size() != token_bytes) return false;
  TRY_ASSIGN(const auto any, province.database().integer("SELECT EXISTS (SELECT 1 FROM office_tokens WHERE hash = ?)",
                                                         hash_of(*bytes)));
  return any.value_or(0) != 0;
}

}  // namespace ocop::server
