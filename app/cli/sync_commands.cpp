// The province: becoming one of its devices, and one complete session with it.
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "core/service/sync_service.h"
#include "sync/client/curl_transport.h"
#include "sync/client/enrol.h"
#include "sync/client/sleep.h"
#include "sync/engine/run_session.h"

namespace ocop::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string summary_json(const engine::Summary& summary) {
  return Json{{"ok", summary.ok},
              {"exchanges", summary.exchanges},
              {"requests", summary.requests},
              {"body_up", summary.body_up},
              {"body_down", summary.body_down},
              {"bytes_up", summary.bytes_up},
              {"bytes_down", summary.bytes_down},
              {"changes_up", summary.changes_up},
              {"changes_down", summary.changes_down},
              {"photos_up", summary.photos_up},
              {"photos_down", summary.photos_down},
              {"conflicts", summary.conflicts},
              {"waiting", summary.waiting},
              {"held", summary.held},
              {"carried_up", summary.carried_up},
              {"unsent", {{"changes", summary.unsent_changes}, {"photos", summary.unsent_photos}}}}
      .dump();
}

std::string summary_lines(const Program& program, const engine::Summary& summary) {
  const auto number = [](std::uint64_t count) { return std::to_string(count); };
  std::string lines;
  lines += phrase(program, text::Key::CliSynced, {number(summary.changes_up), number(summary.photos_up),
                                                  number(summary.changes_down), number(summary.photos_down)});
  lines += "\n";
  lines += phrase(program, text::Key::CliSyncLeft, {number(summary.unsent_changes), number(summary.unsent_photos),
                                                    number(summary.conflicts)});
  if (summary.carried_up > 0) lines += "\n" + phrase(program, text::Key::BundleDelivered, {number(summary.carried_up)});
  return lines;
}

client::TransportOptions transport_options(std::string server_url, std::string ca_file, bool allows_plain_http) {
  client::TransportOptions options;
  options.server_url = std::move(server_url);
  options.ca_file = std::move(ca_file);
  options.allows_plain_http = allows_plain_http;
  return options;
}

std::string without_slash(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

}  // namespace

Result<service::PhotoPolicy> read_photo_policy(const Program& program) {
  const std::string text = program.arguments.value("photos").value_or("all");
  if (text == "all") return service::PhotoPolicy::All;
  if (text == "review") return service::PhotoPolicy::Review;
  if (text == "thumbnails") return service::PhotoPolicy::Thumbnails;
  if (text == "none") return service::PhotoPolicy::None;
  return Error{ErrorCode::Usage, "no photos " + text};
}

Status enrol(Program& program) {
  const Arguments& given = program.arguments;
  service::SyncIdentity identity;
  TRY_ASSIGN(const std::string server, given.required("server"));
  TRY_ASSIGN(const std::string code, given.required("code"));
  identity.server_url = without_slash(server);
  identity.ca_file = given.value("ca").value_or("");
  identity.allows_plain_http = given.has("allow-plain-http");
  TRY(client::check_ca_file(identity.ca_file));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const KeyPair device, opened.folder->device_key());
  client::CurlTransport transport(
      transport_options(identity.server_url, identity.ca_file, identity.allows_plain_http));
  TRY_ASSIGN(const client::Enrolled enrolled, client::enrol(transport, code, device, "ocop 0.1.0"));
  identity.device = device.public_key;
  identity.device_secret = device.secret_key;
  identity.province = enrolled.enrolment.province;
  identity.mac_key = enrolled.mac_key;
  const service::Officer officer{enrolled.enrolment.officer, enrolled.enrolment.units};
  TRY(service::save_enrolment(*opened.folder, {identity, officer, protocol::write_enrolment(enrolled.enrolment)}));
  return print_line(json_object({{"server", identity.server_url},
                                 {"officer", officer.name},
                                 {"device", identity.device.hex()},
                                 {"province", identity.province.hex()}}));
}

Status sync(Program& program) {
  engine::Options options;
  TRY_ASSIGN(options.photos, read_photo_policy(program));
  options.waiting = engine::Waiting::None;
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  if (program.arguments.has("bill")) return sync_bill(program, opened);
  service::SyncService control(*opened.folder);
  TRY_ASSIGN(const service::SyncIdentity identity, control.identity());
  client::CurlTransport transport(
      transport_options(identity.server_url, identity.ca_file, identity.allows_plain_http));
  engine::Session session(control, program.entropy, options);
  const engine::Summary summary =
      engine::run_session(session, transport, program.clock, client::blocking_sleep());
  TRY(print_line(program.wants_json ? summary_json(summary) : summary_lines(program, summary)));
  if (summary.ok) return {};
  return summary.error.value_or(Error{ErrorCode::Unreachable, "the session did not end well"});
}

}  // namespace ocop::cli
