#include "sync/server/console.h"

#include <algorithm>

#include "app/text/amounts.h"
#include "core/base/limits.h"
#include "core/domain/units.h"
#include "core/service/queries.h"
#include "sync/protocol/blobs.h"
#include "sync/server/copies.h"
#include "sync/server/devices.h"
#include "sync/server/office.h"

namespace ocop::server {
namespace {

using text::Key;
using text::Language;

constexpr std::size_t lines_per_page = 100;
constexpr std::string_view cookie_name = "ocop_office";
constexpr std::string_view dossiers_path = "/dossiers/";
constexpr std::string_view photos_path = "/photos/";

HttpResponse html_response(int status, std::string page) {
  const ByteView bytes = as_bytes(page);
  return {status,
          {{"Content-Type", "text/html; charset=utf-8"},
           {"Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; "
                                       "form-action 'self'; frame-ancestors 'none'"},
           {"X-Content-Type-Options", "nosniff"},
           {"Referrer-Policy", "no-referrer"},
           {"Cache-Control", "no-store"}},
          Bytes(bytes.begin(), bytes.end())};
}

Language language_of(const HttpRequest& request) {
  return request.parameter("lang") == "en" ? Language::English : Language::Vietnamese;
}

HttpResponse message_page(int status, Language language, Key title, std::string_view sentence) {
  Html html(language);
  add_header(html, "/");
  html.raw("<main><section><h1>").say(title).raw("</h1><p>").add(sentence).raw("</p></section></main>");
  return html_response(status, page(html, text::sentence(title, language)));
}

// ---- who asks

std::string cookie_token(const HttpRequest& request) {
  const std::string cookies = request.header("cookie");
  const std::string start = std::string(cookie_name) + "=";
  for (std::size_t from = 0; from < cookies.size();) {
    const std::size_t end = std::min(cookies.find(';', from), cookies.size());
    std::string_view one = std::string_view(cookies).substr(from, end - from);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.substr(0, start.size()) == start) return std::string(one.substr(start.size()));
    from = end + 1;
  }
  return {};
}

std::string bearer_token(const HttpRequest& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string authorization = request.header("authorization");
  if (std::string_view(authorization).substr(0, scheme.size()) != scheme) return {};
  return authorization.substr(scheme.size());
}

HttpResponse closed(Language language, bool was_wrong) {
  std::string sentence(text::sentence(Key::OfficeClosed, language));
  if (was_wrong) sentence = std::string(text::sentence(Key::OfficeTokenWrong, language)) + " " + sentence;
  HttpResponse out = message_page(401, language, Key::OfficeClosedTitle, sentence);
  out.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"ocop\"");
  return out;
}

// The token leaves the address bar for a cookie.
HttpResponse remember(const HttpRequest& request, const std::string& token) {
  const std::string spelt = to_base32(from_base32(token).value_or(Bytes{}));  // as drawn, whatever spaces it came with
  std::string cookie = std::string(cookie_name) + "=" + spelt + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000";
  if (request.is_encrypted) cookie += "; Secure";
  // Only ever a path of our own: "//elsewhere" would be another host's.
  const bool is_ours = !request.path.empty() && request.path[0] == '/' && request.path.substr(0, 2) != "//";
  std::string where;
  for (const char c : is_ours ? request.path : std::string("/")) {
    where += c == '/' ? std::string("/") : query_escape(std::string(1, c));
  }
  if (language_of(request) == Language::English) where += "?lang=en";
  HttpResponse out = html_response(303, "");
  out.headers.emplace_back("Location", where);
  out.headers.emplace_back("Set-Cookie", cookie);
  return out;
}

// ---- the list

std::string link_to_list(const HttpRequest& request, std::size_t offset) {
  std::string out = "/?from=" + std::to_string(offset);
  if (!request.parameter("q").empty()) out += "&q=" + query_escape(request.parameter("q"));
  if (!request.parameter("conflicts").empty()) out += "&conflicts=1";
  if (language_of(request) == Language::English) out += "&lang=en";
  return out;
}

std::string range(const std::optional<rules::Bounds>& bounds, std::string_view unit) {
  if (!bounds) return "–";
  std::string out = std::to_string(bounds->min);
  if (bounds->max != bounds->min) out += "–" + std::to_string(bounds->max);
  return out + std::string(unit);
}

std::string name_of_state(std::string_view state, Language language) {
  const std::string_view label = text::label("state." + std::string(state), language);
  return std::string(label.empty() ? state : label);
}

Status add_line(Html& html, Province& province, const service::DossierLine& line) {
  TRY_ASSIGN(const PhotoCount photos, count_photos(province.database(), line.id));
  html.raw("<tr><td><a href=\"").raw(dossiers_path).raw(line.id.hex()).raw(html.is_english() ? "?lang=en\">" : "\">");
  html.add(line.name.empty() ? line.id.hex() : line.name).raw("</a><div class=\"quiet\">").add(line.producer_name);
  html.add(" · ").add(domain::unit_name(line.unit)).raw("</div></td><td>");
  html.add(name_of_state(line.state, html.language()));
  if (line.is_archived) html.raw(" ").element("span", "chip", text::sentence(Key::OfficeArchived, html.language()));
  html.raw("</td><td class=\"number\">").add(range(line.points, "")).raw("</td><td class=\"stars\">");
  html.add(range(line.stars, "★")).raw("</td><td>");
  if (photos.total == 0) {
    html.element("span", "quiet", text::sentence(Key::OfficeNoPhotos, html.language()));
  } else {
    html.element("span", photos.arrived == photos.total ? "chip good" : "chip warn",
                 text::fill(Key::OfficePhotosArrived, html.language(),
                            {std::to_string(photos.arrived), std::to_string(photos.total)}));
  }
  html.raw("</td><td>");
  if (line.conflicts > 0) {
    html.element("span", "chip error",
                 text::fill(Key::OfficeConflictCount, html.language(), {std::to_string(line.conflicts)}));
  }
  html.raw("</td></tr>");
  return {};
}

void add_columns(Html& html, std::initializer_list<Key> keys) {
  html.raw("<table><tr>");
  for (const Key key : keys) html.element("th", "", text::sentence(key, html.language()));
  html.raw("</tr>");
}

void add_search(Html& html, const HttpRequest& request) {
  html.raw("<form action=\"/\" method=\"get\"><input name=\"q\" maxlength=\"200\" value=\"");
  html.add(request.parameter("q")).raw("\" placeholder=\"").say(Key::OfficeSearchHint).raw("\">");
  if (html.is_english()) html.raw("<input type=\"hidden\" name=\"lang\" value=\"en\">");
  html.raw("<button>").say(Key::OfficeSearch).raw("</button></form>");
}

service::DossierQuery query_of(const HttpRequest& request) {
  service::DossierQuery query;
  query.search = request.parameter("q").substr(0, limits::text_bytes_max);
  query.with_archived = true;
  query.filter = request.parameter("conflicts").empty() ? service::DossierFilter::All
                                                        : service::DossierFilter::InConflict;
  const auto from = protocol::read_decimal(request.parameter("from"));
  query.offset = static_cast<std::size_t>(std::min<std::uint64_t>(from.value_or(0), 1'000'000));
  query.count_max = lines_per_page;
  query.order = service::DossierQuery::Order::Newest;
  return query;
}

Status add_dossiers(Html& html, Province& province, const HttpRequest& request) {
  const service::DossierQuery query = query_of(request);
  TRY_ASSIGN(const service::DossierPage found, service::list_dossiers(province.folder(), query));
  html.raw("<section><h1>").say(Key::OfficeDossierCount, {text::number(static_cast<std::int64_t>(found.total))});
  html.raw("</h1>");
  add_search(html, request);
  const bool is_filtered = query.filter != service::DossierFilter::All;
  html.raw("<p><a href=\"/?").raw(is_filtered ? "" : "conflicts=1").raw(html.is_english() ? "&amp;lang=en\">" : "\">");
  html.say(is_filtered ? Key::OfficeAllDossiers : Key::OfficeConflictsOnly).raw("</a></p>");
  if (found.lines.empty()) {
    html.raw("<p>");
    if (query.search.empty()) html.say(Key::OfficeNoDossier);
    else html.say(Key::OfficeNothingFound, {query.search});
    html.raw("</p></section>");
    return {};
  }
  add_columns(html, {Key::OfficeColumnProduct, Key::OfficeColumnState, Key::OfficeColumnPoints, Key::OfficeColumnStars,
                     Key::OfficeColumnPhotos, Key::OfficeColumnConflicts});
  for (const service::DossierLine& line : found.lines) TRY(add_line(html, province, line));
  html.raw("</table><p>");
  if (query.offset > 0) {
    const std::size_t before = query.offset > lines_per_page ? query.offset - lines_per_page : 0;
    html.raw("<a href=\"").add(link_to_list(request, before)).raw("\">").say(Key::OfficeEarlier).raw("</a> ");
  }
  if (query.offset + found.lines.size() < found.total) {
    html.raw("<a href=\"").add(link_to_list(request, query.offset + lines_per_page)).raw("\">");
    html.say(Key::OfficeLater).raw("</a>");
  }
  html.raw("</p></section>");
  return {};
}

// ---- tablets, and what is held apart

Status add_device(Html& html, Province& province, const store::Query& row) {
  TRY_ASSIGN(const auto units, units_of(province.database(), row.fixed<PublicKey>(0)));
  html.raw("<tr><td>").add(row.text(1));
  if (!row.is_null(2)) {
    html.raw(" ").element("span", "chip error", text::sentence(Key::OfficeDeviceRevoked, html.language()));
  }
  TRY_ASSIGN(const Copies copies, copies_of(province, row.fixed<PublicKey>(0)));
  if (copies == Copies::Several) html.raw("<div class=\"warning\">").say(Key::OfficeDeviceCopies).raw("</div>");
  if (copies == Copies::OlderOnce) html.raw("<div class=\"quiet\">").say(Key::OfficeDeviceOlder).raw("</div>");
  html.raw("</td><td>");
  for (const std::string& unit : units) html.element("div", "", domain::unit_name(unit));
  html.raw("</td><td>");
  if (row.is_null(3)) html.say(Key::OfficeNever); else html.add(local_day_time(row.integer(3)));
  html.raw("</td><td>").say(Key::OfficePending, {text::number(row.integer(4)), text::number(row.integer(5))});
  html.raw("</td></tr>");
  return {};
}

Status add_devices(Html& html, Province& province) {
  html.raw("<section><h2>").say(Key::OfficeDevices).raw("</h2>");
  TRY_ASSIGN(auto query, province.database().query(
      "SELECT device, officer, revoked_ms, seen_ms, pending_changes, pending_photos FROM devices "
      "ORDER BY officer, device"));
  bool is_first = true;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    if (is_first) add_columns(html, {Key::OfficeColumnOfficer, Key::OfficeColumnCommunes, Key::OfficeColumnSeen,
                                     Key::OfficeColumnPending});
    is_first = false;
    TRY(add_device(html, province, query));
  }
  if (is_first) {
    html.raw("<p>").say(Key::OfficeNoDevice).raw("</p></section>");
  } else {
    html.raw("</table></section>");
  }
  return {};
}

std::string words_for(std::string_view reason, Language language) {
  if (reason == protocol::reason_twin) return std::string(text::sentence(Key::OfficeReasonTwin, language));
  if (reason == protocol::reason_signature) return std::string(text::sentence(Key::OfficeReasonSignature, language));
  if (reason == protocol::reason_malformed) return std::string(text::sentence(Key::OfficeReasonMalformed, language));
  if (reason == protocol::reason_revoked) return std::string(text::sentence(Key::OfficeReasonRevoked, language));
  if (reason == protocol::reason_limit) return std::string(text::sentence(Key::OfficeReasonLimit, language));
  return std::string(reason);
}

Status add_held(Html& html, Province& province) {
  TRY_ASSIGN(auto query, province.database().query(
      "SELECT coalesce(devices.officer, ''), held_batches.reason, count(*) FROM held_batches "
      "LEFT JOIN devices ON devices.device = held_batches.device GROUP BY held_batches.device, held_batches.reason "
      "ORDER BY 1, 2"));
  bool is_first = true;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    if (is_first) {
      html.raw("<section><h2>").say(Key::OfficeHeld).raw("</h2><p>").say(Key::OfficeHeldExplained).raw("</p>");
    }
    is_first = false;
    html.raw("<div class=\"warning\">");
    html.say(Key::OfficeHeldRow, {query.text(0), text::number(query.integer(2)),
                                  words_for(query.text(1), html.language())});
    html.raw("</div>");
  }
  if (!is_first) html.raw("</section>");
  return {};
}

Result<std::string> list_page(Province& province, const HttpRequest& request) {
  Html html(language_of(request));
  add_header(html, "/");
  html.raw("<main>");
  TRY(add_dossiers(html, province, request));
  TRY(add_devices(html, province));
  TRY(add_held(html, province));
  html.raw("</main>");
  return page(html, text::sentence(Key::OfficeTitle, html.language()));
}

// ---- photos

Result<HttpResponse> photo(Province& province, const Hash& sha256) {
  TRY_ASSIGN(const auto bytes, province.database().integer("SELECT bytes FROM blobs WHERE sha256 = ?", sha256));
  if (!bytes) return ErrorCode::NotFound;
  TRY_ASSIGN(Bytes body, province.blobs().read(sha256, 0, limits::photo_file_bytes_max));
  return HttpResponse{200,
                      {{"Content-Type", "image/jpeg"},
                       {"X-Content-Type-Options", "nosniff"},
                       {"Content-Security-Policy", "default-src 'none'"},
                       {"Cache-Control", "private, max-age=86400"}},
                      std::move(body)};
}

Result<HttpResponse> route(Province& province, const HttpRequest& request) {
  const std::string_view path = request.path;
  if (path == "/") {
    TRY_ASSIGN(std::string html, list_page(province, request));
    return html_response(200, std::move(html));
  }
  if (path.substr(0, dossiers_path.size()) == dossiers_path) {
    const auto id = Id::parse(path.substr(dossiers_path.size()));
    if (!id) return ErrorCode::NotFound;
    TRY_ASSIGN(std::string html, dossier_page(province, *id, language_of(request)));
    return html_response(200, std::move(html));
  }
  if (path.substr(0, photos_path.size()) == photos_path) {
    const auto sha256 = Hash::parse(path.substr(photos_path.size()));
    if (!sha256) return ErrorCode::NotFound;
    return photo(province, *sha256);
  }
  return ErrorCode::NotFound;
}

}  // namespace

void add_header(Html& html, std::string_view path) {
  html.raw("<header><a class=\"title\" href=\"/").raw(html.is_english() ? "?lang=en\">" : "\">");
  html.say(Key::OfficeTitle).raw("</a><a href=\"").add(path).raw(html.is_english() ? "\">" : "?lang=en\">");
  html.raw(html.is_english() ? "Tiếng Việt" : "English").raw("</a></header>");
}

Result<PhotoCount> count_photos(store::Database& database, const Id& root) {
  TRY_ASSIGN(auto query, database.query(
      "SELECT size, count(*), coalesce(sum(on_tablet), 0) FROM photos WHERE root = ? GROUP BY size "
      "ORDER BY size", root));
  PhotoCount out;
  std::optional<std::uint64_t> missing_most;
  for (;;) {
    TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) break;
    out.total = std::max(out.total, query.unsigned_integer(1));
    const std::uint64_t missing = query.unsigned_integer(1) - query.unsigned_integer(2);
    missing_most = std::max(missing_most.value_or(0), missing);
  }
  out.arrived = out.total - std::min(out.total, missing_most.value_or(0));
  return out;
}

HttpResponse answer_office(Province& province, const HttpRequest& request) {
  const Language language = language_of(request);
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse out = message_page(405, language, Key::OfficeTitle, text::sentence(Key::OfficeOnlyReads, language));
    out.headers.emplace_back("Allow", "GET, HEAD");
    return out;
  }
  const std::string shown = request.parameter("token");
  const std::string known = bearer_token(request).empty() ? cookie_token(request) : bearer_token(request);
  const auto is_allowed = is_office_token(province, shown.empty() ? known : shown);
  if (!is_allowed) {
    return message_page(500, language, Key::OfficeTitle,
                        text::fill(Key::OfficeFailed, language, {is_allowed.error().name()}));
  }
  if (!*is_allowed) return closed(language, !shown.empty() || !known.empty());
  if (!shown.empty()) return remember(request, shown);
  auto response = route(province, request);
  if (response) return std::move(*response);
  if (response.error().code == ErrorCode::NotFound) {
    return message_page(404, language, Key::OfficeNotFoundTitle, text::sentence(Key::OfficeNotFound, language));
  }
  return message_page(500, language, Key::OfficeTitle,
                      text::fill(Key::OfficeFailed, language, {response.error().name()}));
}

}  // namespace ocop::server
