// `ocop-server`: the province's store behind HTTP, and the office's commands on the same folder.
//
// Threads under `serve`: main waits for a signal; libmicrohttpd's read and write; one writer has the database. SIGTERM
// and SIGINT end it cleanly, kill -9 at any moment loses nothing that was answered.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>

#include "app/text/text.h"
#include "core/base/limits.h"
#include "core/service/json.h"
#include "core/service/notices.h"
#include "core/service/queries.h"
#include "platform/linux/file_place.h"
#include "platform/linux/posix_files.h"
#include "platform/linux/private_place.h"
#include "platform/linux/system_clock.h"
#include "sync/bundle/tar.h"
#include "sync/protocol/blobs.h"
#include "sync/server/backup.h"
#include "sync/server/blobs.h"
#include "sync/server/bundles.h"
#include "sync/server/command_line.h"
#include "sync/server/device_list.h"
#include "sync/server/devices.h"
#include "sync/server/http_server.h"
#include "sync/server/missing.h"
#include "sync/server/office.h"
#include "sync/server/quarantine.h"
#include "sync/server/verify.h"

namespace {

using namespace ocop;
using server::CommandLine;
using server::IfBackup;
using server::IfMissing;
using server::Province;
using Json = nlohmann::ordered_json;

constexpr std::string_view default_listen = "127.0.0.1:8480";
constexpr std::streamsize pem_bytes_max = 1024 * 1024;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Status print_line(const std::string& line) {
  const std::string whole = line + "\n";
  const bool is_written =
      std::fwrite(whole.data(), 1, whole.size(), stdout) == whole.size() && std::fflush(stdout) == 0;
  if (!is_written) return Error{ErrorCode::StorageFault, std::string("standard output: ") + std::strerror(errno)};
  return {};
}

int report(const Error& error) {
  Json json = Json::object();
  json["error"] = std::string(error.name());
  json["message"] = std::string(text::sentence(text::error_sentence(error.code), text::Language::English));
  if (!error.detail.empty()) json["detail"] = error.detail;
  const std::string line = one_line(json) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
  return error_row(error.code).exit_status;
}

// --now stands still; what counts time goes on.
class ChosenClock final : public Clock {
 public:
  explicit ChosenClock(std::optional<std::int64_t> now_ms) : now_ms_(now_ms) {}
  std::int64_t wall_ms() const override { return now_ms_.value_or(machine_.wall_ms()); }
  std::int64_t monotonic_ms() const override { return machine_.monotonic_ms(); }
  std::uint32_t boot() const override { return machine_.boot(); }

 private:
  std::optional<std::int64_t> now_ms_;
  platform::SystemClock machine_;
};

Result<std::optional<std::int64_t>> read_now(const CommandLine& line) {
  const std::string now = line.has("now") ? line.value("now") : environment("OCOP_NOW");
  if (now.empty() && !line.has("now")) return std::optional<std::int64_t>{};
  std::int64_t wall_ms = 0;
  if (!parse_iso_utc(now, wall_ms)) return Error{ErrorCode::Usage, "no moment like 2026-11-21T07:05:09Z: " + now};
  return std::optional<std::int64_t>{wall_ms};
}

// ---- the data folder

// Everything that a province stands on; later members use earlier ones.
struct Standing {
  std::unique_ptr<platform::PosixFiles> files;
  std::unique_ptr<server::FolderBlobStore> blobs;
  std::unique_ptr<Province> province;
};

struct World {
  const CommandLine& line;
  ChosenClock& clock;
  SystemEntropy& entropy;
};

Result<std::string> data_folder(const CommandLine& line) {
  const std::string data = line.has("data") ? line.value("data") : environment("OCOP_DATA");
  if (data.empty()) return Error{ErrorCode::Usage, "no data folder: --data DIR or OCOP_DATA"};
  return data;
}

// The first line of the file; nothing where the option is not given.
Result<std::string> read_passphrase(const CommandLine& line) {
  if (!line.has("passphrase-file")) return std::string{};
  const std::string path = line.value("passphrase-file");
  std::ifstream file(path, std::ios::binary);
  std::string out;
  std::getline(file, out);
  if (!out.empty() && out.back() == '\r') out.pop_back();
  if (out.empty() || out.size() > limits::text_bytes_max) {
    return Error{ErrorCode::InvalidInput, path + " holds no passphrase in its first line"};
  }
  return out;
}

// Only what writes makes a province of a backup.
Result<Standing> open_province(World& world, IfMissing if_missing, IfBackup::Then if_backup) {
  namespace fs = std::filesystem;
  if (world.line.has("database")) return Error{ErrorCode::NotYet, "--database"};
  if (world.line.has("blobs")) return Error{ErrorCode::NotYet, "--blobs"};
  TRY_ASSIGN(const std::string data, data_folder(world.line));
  const std::string database = data + "/ocop.sqlite";
  std::error_code failure;
  if (if_missing == IfMissing::Create) {
    TRY(platform::make_private_folder(data));
    TRY(platform::make_private_database(database));
  } else if (!fs::exists(database, failure)) {
    return Error{ErrorCode::NoDataFolder, data};
  }
  Standing out;
  TRY_ASSIGN(auto files, platform::PosixFiles::open(data + "/photos"));
  out.files = std::make_unique<platform::PosixFiles>(std::move(files));
  out.blobs = std::make_unique<server::FolderBlobStore>(*out.files);
  TRY_ASSIGN(const std::string passphrase, read_passphrase(world.line));
  TRY_ASSIGN(auto province, Province::open(database, {*out.files, world.clock, world.entropy}, *out.blobs, if_missing,
                                           nullptr, {if_backup, passphrase}));
  out.province = std::make_unique<Province>(std::move(province));
  return out;
}

// ---- commands

Status invite(World& world) {
  TRY_ASSIGN(const std::string officer, world.line.required("officer"));
  TRY_ASSIGN(const std::string units, world.line.required("units"));
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Create, IfBackup::BecomesProvince));
  TRY_ASSIGN(const std::string code, server::invite(*standing.province, officer, server::split_units(units)));
  return print_line(one_line(Json{{"code", code}}));
}

// Whoever checks a receipt or a tablet's statement compares it with this.
Status key(World& world) {
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::OnlyRead));
  const std::string hex = standing.province->keys().public_key.hex();
  return print_line(world.line.has("json") ? one_line(Json{{"province", hex}}) : hex);
}

Status devices(World& world) {
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::OnlyRead));
  TRY_ASSIGN(const auto lines, server::list_devices(*standing.province));
  if (world.line.has("json")) return print_line(server::to_json(lines));
  for (const server::DeviceLine& line : lines) {
    std::string text = line.key.hex().substr(0, 12) + "  " + line.officer + " ";
    for (const std::string& unit : line.units) text += " " + unit;
    TRY(print_line(line.revoked_ms ? text + "  " + iso_utc(*line.revoked_ms) : text));
  }
  return {};
}

// grant, withdraw, revoke: then the device as it is now.
Status change_device(World& world) {
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::BecomesProvince));
  Province& province = *standing.province;
  TRY_ASSIGN(const PublicKey key, server::find_device_key(province, world.line.words[1]));
  if (world.line.words[0] == "revoke") {
    TRY(server::revoke(province, key));
  } else {
    TRY_ASSIGN(const std::string units, world.line.required("units"));
    const auto codes = server::split_units(units);
    TRY(world.line.words[0] == "grant" ? server::grant(province, key, codes)
                                       : server::withdraw(province, key, codes));
  }
  TRY_ASSIGN(auto lines, server::list_devices(province));
  std::erase_if(lines, [&](const server::DeviceLine& line) { return line.key != key; });
  return print_line(server::to_json(lines));
}

// What is withheld; a notice is named by its position.
Status notices(World& world) {
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::OnlyRead));
  TRY_ASSIGN(const auto found, service::list_notices(standing.province->folder()));
  if (world.line.has("json")) return print_line(service::to_json(found));
  for (const service::NoticeView& notice : found) {
    TRY(print_line(std::to_string(notice.position) + "  " + notice.root.hex() + "  " + notice.officer + "  " +
                   notice.reason));
  }
  return {};
}

Status release(World& world) {
  const auto position = protocol::read_decimal(world.line.words[1]);
  if (!position) return Error{ErrorCode::Usage, "no notice " + world.line.words[1]};
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::BecomesProvince));
  TRY(server::release(*standing.province, *position));
  return print_line(one_line(Json{{"released", *position}}));
}

Result<std::vector<service::DossierLine>> all_dossiers(service::Folder& folder, bool with_archived) {
  std::vector<service::DossierLine> lines;
  service::DossierQuery query;
  query.with_archived = with_archived;
  query.count_max = 1000;
  for (;;) {
    query.offset = lines.size();
    TRY_ASSIGN(const service::DossierPage page, service::list_dossiers(folder, query));
    lines.insert(lines.end(), page.lines.begin(), page.lines.end());
    if (page.lines.empty() || lines.size() >= page.total) return lines;
  }
}

Status list(World& world) {
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::OnlyRead));
  TRY_ASSIGN(const auto lines, all_dossiers(standing.province->folder(), world.line.has("archived")));
  if (world.line.has("json")) return print_line(service::to_json(lines));
  for (const service::DossierLine& line : lines) {
    TRY(print_line(line.id.hex() + "  " + line.unit + "  " + line.state + "  " + line.name));
  }
  return {};
}

Json to_json(const server::Missing& missing) {
  Json numbers = Json::array(), photos = Json::array(), vouched = Json::array();
  for (const auto& row : missing.numbers) {
    Json json{{"replica", row.replica}, {"number", row.number}};
    if (row.root) json["root"] = row.root->hex();
    numbers.push_back(std::move(json));
  }
  for (const auto& row : missing.photos) {
    photos.push_back({{"sha256", row.sha256.hex()}, {"bytes", row.bytes}, {"root", row.root.hex()}});
  }
  for (const auto& row : missing.vouched) {
    vouched.push_back({{"root", row.root.hex()},
                       {"replica", row.replica},
                       {"number", row.number},
                       {"by", row.by},
                       {"at", iso_utc(row.at_ms)}});
  }
  return Json{{"numbers", numbers}, {"photos", photos}, {"vouched", vouched}};
}

// A shape that the tablet prints too, and what only the province knows beside it.
std::string with_missing(const std::string& shape, const server::Missing& missing) {
  Json json = Json::parse(shape, nullptr, false);
  json["not_arrived"] = to_json(missing);
  return one_line(json);
}

// Without --json too: a dossier has no shorter form that says less wrong.
Status show(World& world) {
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::OnlyRead));
  service::Folder& folder = standing.province->folder();
  TRY_ASSIGN(const Id id, service::find_id(folder, "dossier", world.line.words[1]));
  TRY_ASSIGN(const service::DossierView dossier, service::read_dossier(folder, id));
  TRY_ASSIGN(const server::Missing missing, server::read_missing(folder.database(), id));
  return print_line(with_missing(service::to_json(dossier), missing));
}

Status print_problems(const std::vector<service::Problem>& problems, const server::Missing& missing, bool as_json) {
  if (as_json) return print_line(with_missing(service::to_json(problems), missing));
  if (problems.empty()) return print_line("ok");
  for (const service::Problem& problem : problems) TRY(print_line(problem.code + "  " + problem.where));
  return {};
}

Status verify(World& world) {
  const bool as_json = world.line.has("json");
  auto standing = open_province(world, IfMissing::Fail, IfBackup::OnlyRead);
  if (!standing && standing.error().code == ErrorCode::StorageCorrupt) {  // so damaged that it does not open
    TRY(print_problems({{"database_corrupt", "ocop.sqlite"}}, {}, as_json));
    return standing.error();
  }
  if (!standing) return standing.error();
  TRY_ASSIGN(const auto problems, server::verify_province(*standing->province));
  auto missing = server::read_missing(standing->province->database());
  if (!missing && problems.empty()) return missing.error();  // else what is damaged comes first
  TRY(print_problems(problems, missing ? *missing : server::Missing{}, as_json));
  if (problems.empty()) return {};
  return Error{ErrorCode::StorageCorrupt, problems.front().code + " " + problems.front().where};
}

// ---- bundles

Status print_taken(Province& province, const server::BundleTaken& taken) {
  Json devices = Json::array();
  for (const PublicKey& key : taken.devices) {
    TRY_ASSIGN(const auto device, server::find_device(province.database(), protocol::name_of(key)));
    if (device) devices.push_back({{"device", key.hex()}, {"officer", device->officer}});
  }
  return print_line(one_line(Json{{"ok", taken.is_whole() && taken.unknown == 0},
                                  {"entries", taken.entries},
                                  {"missing", taken.missing},
                                  {"damaged", taken.damaged},
                                  {"cut", taken.is_cut},
                                  {"elsewhere", taken.elsewhere},
                                  {"unknown", taken.unknown},
                                  {"older", taken.is_older},
                                  {"batches", taken.batches},
                                  {"changes", taken.changes},
                                  {"waiting", taken.waiting},
                                  {"held", taken.held},
                                  {"photos", taken.photos},
                                  {"devices", std::move(devices)}}));
}

Status import_bundle(Province& province, const std::string& path) {
  TRY_ASSIGN(const platform::FilePlace place, platform::find_place(path));
  TRY_ASSIGN(const server::BundleTaken taken, server::import_bundle(province, place.files, place.name));
  TRY(print_taken(province, taken));
  if (!taken.is_whole()) return Error{ErrorCode::BundleIncomplete, std::to_string(taken.missing) + " missing"};
  if (taken.unknown > 0) return Error{ErrorCode::Unauthorised, "part of it is an unknown device's"};
  return {};
}

Status write_answer(Province& province, const server::Device& device, platform::FilePlace& place) {
  bundle::TarWriter file(place.files, place.name);
  TRY_ASSIGN(const server::AnswerCounts counts,
             server::answer_bundle(province, device, UINT64_MAX, [&](const protocol::BundleEntry& entry) {
               return file.add(bundle::name_of(entry), protocol::write_bundle_entry(entry));
             }));
  TRY(file.finish());
  return print_line(one_line(Json{{"device", device.key.hex()},
                                  {"officer", device.officer},
                                  {"bytes", file.bytes()},
                                  {"entries", counts.entries},
                                  {"answers", counts.answers},
                                  {"changes", counts.changes},
                                  {"photos_arrived", counts.photos_arrived},
                                  {"photos", counts.photos}}));
}

Status export_bundle(Province& province, const std::string& device_text, const std::string& path) {
  TRY_ASSIGN(const server::Device device, server::choose_device(province, device_text));
  TRY_ASSIGN(platform::FilePlace place, platform::find_place(path));
  const auto present = place.files.size(place.name);
  if (present) return Error{ErrorCode::AlreadyExists, path};
  const Status written = write_answer(province, device, place);
  if (!written) static_cast<void>(place.files.remove(place.name).has_value());
  return written;
}

Status run_bundle(World& world) {
  const std::vector<std::string>& words = world.line.words;
  const bool is_import = words[1] == "import" && words.size() == 3;
  const bool is_export = words[1] == "export" && words.size() == 4;
  if (!is_import && !is_export) return Error{ErrorCode::Usage, "bundle import FILE | bundle export DEVICE FILE"};
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::BecomesProvince));
  if (is_import) return import_bundle(*standing.province, words[2]);
  return export_bundle(*standing.province, words[2], words[3]);
}

Json to_json(const std::optional<protocol::Mark>& mark) {
  if (!mark) return nullptr;
  return Json{{"generation", mark->generation}, {"position", mark->position}};
}

Status backup(World& world) {
  TRY_ASSIGN(const std::string to, world.line.required("to"));
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Fail, IfBackup::OnlyRead));
  std::error_code failure;
  std::filesystem::create_directories(to, failure);
  const std::string folder = failure ? to : std::filesystem::canonical(to, failure).string();
  if (failure) return Error{ErrorCode::StorageFault, to + ": " + failure.message()};
  TRY_ASSIGN(auto photos, platform::PosixFiles::open(folder + "/photos"));
  server::BackupOptions options;
  TRY_ASSIGN(options.passphrase, read_passphrase(world.line));
  TRY_ASSIGN(const auto report, server::back_up(*standing.province, {folder, photos}, options));
  TRY_ASSIGN(const auto covered, server::backup_standing(standing.province->database()));
  return print_line(one_line(Json{{"to", folder},
                                  {"generation", report.mark.generation},
                                  {"position", report.mark.position},
                                  {"at", iso_utc(report.at_ms)},
                                  {"photos", report.photos},
                                  {"copied", report.photos_copied},
                                  {"bytes", report.bytes},
                                  {"sealed", report.is_sealed},
                                  {"backed_up", to_json(covered.backed_up)},
                                  {"durable", to_json(covered.durable)}}));
}

// ---- serve

Result<std::string> read_pem(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string out(static_cast<std::size_t>(pem_bytes_max), '\0');
  file.read(out.data(), pem_bytes_max);
  out.resize(static_cast<std::size_t>(file.gcount()));
  if (out.empty()) return Error{ErrorCode::TlsFailed, path + " cannot be read"};
  return out;
}

Result<server::HttpOptions> http_options(const CommandLine& line) {
  const std::string listen = line.has("listen") ? line.value("listen") : std::string(default_listen);
  TRY_ASSIGN(server::HttpOptions out, server::read_listen_address(listen));
  out.allows_plain_http = line.has("allow-plain-http");
  if (line.has("tls-cert") != line.has("tls-key")) return Error{ErrorCode::Usage, "--tls-cert and --tls-key together"};
  if (!line.has("tls-cert")) return out;
  TRY_ASSIGN(out.certificate, read_pem(line.value("tls-cert")));
  TRY_ASSIGN(out.key, read_pem(line.value("tls-key")));
  return out;
}

// Printed before it is kept: if the power goes between the two, the next start prints another, and none is lost unseen.
Status tell_office_token(Province& province, Entropy& entropy) {
  TRY_ASSIGN(const bool is_told, server::has_office_token(province));
  if (is_told) return {};
  const std::string token = server::draw_office_token(entropy);
  std::fprintf(stderr, "office token: %s\n", token.c_str());
  std::fflush(stderr);
  return server::keep_office_token(province, token);
}

Status serve(World& world) {
  TRY_ASSIGN(const server::HttpOptions options, http_options(world.line));
  TRY_ASSIGN(Standing standing, open_province(world, IfMissing::Create, IfBackup::BecomesProvince));
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);  // before the threads, which inherit it
  std::signal(SIGPIPE, SIG_IGN);

  Province& province = *standing.province;
  TRY(server::remove_old_partials(province));
  std::mutex turn;  // of the writer's thread, and ours until the token is told
  TRY_ASSIGN(const auto http, server::HttpServer::start(options, [&](const server::HttpRequest& request) {
    const std::lock_guard lock(turn);
    return server::respond(province, request);
  }));
  {
    const std::lock_guard lock(turn);
    TRY(tell_office_token(province, world.entropy));
  }
  TRY(print_line("listening on " + http->url()));
  int which = 0;
  sigwait(&ending, &which);
  return {};
}

Status run(World& world) {
  if (world.line.has("help")) return print_line(server::usage());
  const std::string& command = world.line.words[0];
  if (command == "serve") return serve(world);
  if (command == "invite") return invite(world);
  if (command == "key") return key(world);
  if (command == "devices") return devices(world);
  if (command == "grant" || command == "withdraw" || command == "revoke") return change_device(world);
  if (command == "notices") return notices(world);
  if (command == "release") return release(world);
  if (command == "list") return list(world);
  if (command == "show") return show(world);
  if (command == "verify") return verify(world);
  if (command == "bundle") return run_bundle(world);
  return backup(world);
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string> arguments(values + (count > 0 ? 1 : 0), values + count);
  const auto line = server::read_command_line(arguments);
  if (!line) return report(line.error());
  const auto now = read_now(*line);
  if (!now) return report(now.error());
  ChosenClock clock(*now);
  SystemEntropy entropy;
  World world{*line, clock, entropy};
  const Status done = run(world);
  return done ? 0 : report(done.error());
}
