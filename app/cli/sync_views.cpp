// What a sync would cost, before anything is sent; and what those of the last year did, and the bundles.
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/text/amounts.h"
#include "app/text/sync_words.h"
#include "core/service/sync_sessions.h"

namespace ocop::cli {
namespace {

using Json = nlohmann::ordered_json;
using Kind = service::BillRow::Kind;

text::Key label_of(Kind kind) {
  switch (kind) {
    case Kind::Changes: return text::Key::SyncBillChanges;
    case Kind::Thumbnails: return text::Key::SyncBillThumbnails;
    case Kind::Reviews: return text::Key::SyncBillReviews;
    case Kind::Originals: return text::Key::SyncBillOriginals;
  }
  return text::Key::SyncBillChanges;
}

Json optional_json(const std::optional<std::uint64_t>& number) { return number ? Json(*number) : Json(nullptr); }

Json bill_json(const std::vector<service::BillRow>& bill, std::optional<std::uint64_t> rate) {
  Json rows = Json::array();
  std::uint64_t bytes = 0;
  for (const service::BillRow& row : bill) {
    bytes += row.bytes;
    rows.push_back({{"kind", service::bill_kind_name(row.kind)},
                    {"count", row.count},
                    {"bytes", row.bytes},
                    {"seconds", optional_json(service::seconds_for(row.bytes, rate))}});
  }
  return Json{{"bytes_per_second", optional_json(rate)},
              {"kinds", std::move(rows)},
              {"bytes", bytes},
              {"seconds", optional_json(service::seconds_for(bytes, rate))}};
}

Status print_bill(const Program& program, const std::vector<service::BillRow>& bill,
                  std::optional<std::uint64_t> rate) {
  if (bill.empty()) return print_line(phrase(program, text::Key::SyncNothingToSend));
  for (const service::BillRow& row : bill) {
    const std::string label = phrase(program, label_of(row.kind), {text::number(static_cast<std::int64_t>(row.count))});
    std::string cost = text::size_in_bytes(row.bytes, program.language);
    if (const auto seconds = service::seconds_for(row.bytes, rate))
      cost = phrase(program, text::Key::SyncBillSize, {cost, text::duration(*seconds, program.language)});
    TRY(print_line(phrase(program, text::Key::CliBillRow, {label, cost})));
  }
  return {};
}

Json session_json(const service::SyncSession& session) {
  Json out{{"started", iso_utc(session.started_wall_ms)}, {"ended", iso_utc(session.ended_wall_ms)},
           {"finished", session.is_finished},             {"changes", session.changes},
           {"photo_files", session.photo_files},          {"photo_bytes", session.photo_bytes},
           {"breaks", session.breaks},                    {"kind", service::session_kind_name(session.kind)},
           {"carried", session.carried},                  {"answered", session.answered},
           {"photos_arrived", session.photos_arrived},    {"missing", session.missing},
           {"cut", session.is_cut}};
  out["error"] = session.error ? Json(error_row(*session.error).name) : Json(nullptr);
  return out;
}

}  // namespace

Status sync_bill(Program& program, OpenFolder& opened) {
  TRY_ASSIGN(const auto overview, service::read_sync_overview(*opened.folder));
  const auto bill = service::bill_of(overview);
  const auto rate = service::measured_rate(service::sessions_of(overview.events));
  return program.wants_json ? print_line(bill_json(bill, rate).dump()) : print_bill(program, bill, rate);
}

Status syncs(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const auto sessions, service::read_sync_sessions(*opened.folder));
  std::string all;
  Json list = Json::array();
  for (const service::SyncSession& session : sessions) {
    list.push_back(session_json(session));
    for (const std::string& line : text::session_sentences(session, program.language)) all += line + "\n";
  }
  if (program.wants_json) all = list.dump() + "\n";
  if (all.empty()) all = phrase(program, text::Key::CliNoSyncs) + "\n";
  if (const auto out = program.arguments.value("out")) return write_file(*out, as_bytes(all));
  all.pop_back();
  return print_line(all);
}

}  // namespace ocop::cli
