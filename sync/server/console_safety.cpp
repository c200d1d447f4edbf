// The part of the office's page on how safe the records are: the last backup, the generation, what is missing.
#include "app/text/amounts.h"
#include "core/base/clock.h"
#include "sync/server/backup.h"
#include "sync/server/console.h"
#include "sync/server/missing.h"

namespace ocop::server {
namespace {

using text::Key;

void add_backups(Html& html, Province& province, const BackupStanding& standing) {
  const std::int64_t age_ms = province.now_ms() - standing.last_ms;
  if (standing.last_ms == 0) {
    html.raw("<p>").element("span", "chip error", text::sentence(Key::OfficeNoBackup, html.language())).raw("</p>");
    return;
  }
  const std::string days = text::number(age_ms / (24LL * 3'600'000));
  const bool is_old = age_ms > backup_age_ms_max;
  const std::string age = text::fill(is_old ? Key::OfficeBackupOld : Key::OfficeBackupAge, html.language(),
                                     {local_day_time(standing.last_ms), days});
  html.raw("<p>").element("span", is_old ? "chip error" : "chip good", age).raw("</p>");
  html.raw("<p>").say(standing.durable ? Key::OfficeBackupTwo : Key::OfficeBackupOne).raw("</p>");
}

Status add_generation(Html& html, store::Database& database) {
  TRY_ASSIGN(auto query, database.query("SELECT count(*), coalesce(max(ended_ms), 0) FROM generations"));
  TRY_ASSIGN(const bool has_row, query.next());
  TRY_ASSIGN(const Order order, Order::load(database));
  html.raw("<p>").say(Key::OfficeGeneration, {std::to_string(order.mark().generation),
                                              text::number(static_cast<std::int64_t>(order.position()))});
  html.raw("</p>");
  if (has_row && query.integer(0) > 0) {
    html.raw("<p>").say(Key::OfficeRestored, {local_day_time(query.integer(1))}).raw("</p>");
  }
  return {};
}

}  // namespace

void add_missing(Html& html, const Missing& missing) {
  const auto count = [](std::size_t number) { return text::number(static_cast<std::int64_t>(number)); };
  if (missing.is_nothing()) {
    html.raw("<p>").say(Key::OfficeNothingMissing).raw("</p>");
    return;
  }
  if (!missing.photos.empty()) {
    html.raw("<p>").say(Key::OfficeMissingPhotos, {count(missing.photos.size())}).raw("</p>");
  }
  if (!missing.numbers.empty()) {
    html.raw("<div class=\"warning\">").say(Key::OfficeMissingNumbers, {count(missing.numbers.size())}).raw("</div>");
  }
  if (!missing.vouched.empty()) {
    html.raw("<div class=\"warning\">").say(Key::OfficeVouched, {count(missing.vouched.size())}).raw("</div>");
  }
}

Status add_safety(Html& html, Province& province) {
  TRY_ASSIGN(const BackupStanding standing, backup_standing(province.database()));
  TRY_ASSIGN(const Missing missing, read_missing(province.database()));
  html.raw("<section><h2>").say(Key::OfficeSafety).raw("</h2>");
  add_backups(html, province, standing);
  TRY(add_generation(html, province.database()));
  add_missing(html, missing);
  html.raw("<p>").say(Key::OfficeKey, {province.keys().public_key.hex()}).raw("</p>");
  html.raw("</section>");
  return {};
}

}  // namespace ocop::server
