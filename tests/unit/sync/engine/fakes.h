// A tablet's data and a province, both in memory, and the link between them, which breaks where a test says so. The
// province speaks through the codec of sync/protocol, so a session cannot tell it from a real one.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "core/base/limits.h"
#include "core/journal/parcel.h"
#include "sync/engine/run_session.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/enrolment.h"
#include "sync/protocol/receipt.h"
#include "tests/unit/sync/protocol/samples.h"

namespace ocop::fakes {

inline const KeyPair& device() {
  static const KeyPair keys = samples::key_pair(21);
  return keys;
}

inline Bytes photo_bytes(std::size_t size, std::uint64_t seed) {
  Bytes out(size);
  samples::SteppedEntropy(seed).fill(out);
  return out;
}

// The tablet's side of the port.
class Tablet : public service::SyncControl {
 public:
  std::vector<Bytes> unanswered;
  std::vector<Bytes> parcels;
  std::vector<service::ExchangeResult> imports;
  service::Standing state;
  std::vector<std::pair<service::PhotoFile, Bytes>> to_send;
  std::vector<service::PhotoFile> to_fetch;
  std::map<Hash, Bytes> partial;
  std::set<Hash> fetched;
  std::vector<service::SyncEvent> events;
  std::optional<ErrorCode> import_error;
  bool is_enrolled = true;
  int reads_anew = 0;        // so many imports send the cursor back to the beginning
  bool keeps_twins = false;  // a twin stays to be sent, as if written anew
  Bytes enrolment;
  std::vector<Id> receipts_wanted;
  int receipts_saved = 0;

  void add_photo(const Bytes& bytes, service::PhotoSize size) {
    to_send.push_back({{sha256(bytes), bytes.size(), size}, bytes});
  }
  std::size_t count(service::SyncEvent event) const {
    return static_cast<std::size_t>(std::count(events.begin(), events.end(), event));
  }

  Result<service::SyncIdentity> identity() override {
    if (!is_enrolled) return ErrorCode::NotEnrolled;
    service::SyncIdentity out;
    out.device = device().public_key;
    out.device_secret = device().secret_key;
    out.mac_key = samples::mac_key();
    out.province = samples::key_pair(22).public_key;
    out.enrolment = enrolment;
    return out;
  }
  Result<service::Standing> standing() override {
    state.pending.changes = unanswered.size();
    state.pending.photos = to_send.size();
    return state;
  }
  Result<std::vector<Bytes>> batches_to_send(std::size_t bytes_max, std::size_t skip) override {
    std::vector<Bytes> out;
    std::size_t bytes = 0;
    for (std::size_t i = skip; i < unanswered.size(); ++i) {
      bytes += unanswered[i].size();
      if (!out.empty() && bytes > bytes_max) break;
      out.push_back(unanswered[i]);
    }
    return out;
  }
  Result<std::vector<Bytes>> parcels_to_send(std::size_t) override { return parcels; }
  Result<service::ImportCounts> import(const service::ExchangeResult& exchange) override {
    if (import_error) return *import_error;
    std::uint64_t written_anew = 0;
    for (const auto& answer : exchange.answers) {
      if (keeps_twins && answer.reason == "twin") {
        ++written_anew;
        continue;
      }
      if (answer.is_parcel) {
        std::erase_if(parcels, [&](const Bytes& one) { return journal::decode_parcel(one)->number <= answer.number; });
      }
      std::erase_if(unanswered, [&](const Bytes& bytes) {
        const auto outline = protocol::outline_of(bytes);
        return outline->replica == answer.replica && outline->number == answer.number;
      });
    }
    const bool is_read_anew = reads_anew > 0;
    if (is_read_anew) --reads_anew;
    state.cursor = is_read_anew ? service::Cursor{} : exchange.cursor;
    state.highest = exchange.mark;
    state.durable = exchange.durable;
    if (exchange.scope) state.scope_version = exchange.scope->version;
    imports.push_back(exchange);
    service::ImportCounts counts{exchange.changes.size(), 0, 0, written_anew};
    counts.reads_anew = is_read_anew;
    return counts;
  }
  Result<std::vector<service::PhotoFile>> photos_to_send(service::PhotoPolicy policy, std::size_t count_max) override {
    std::vector<service::PhotoFile> out;
    if (policy == service::PhotoPolicy::None) return out;
    for (const auto& [file, bytes] : to_send) {
      if (out.size() < count_max) out.push_back(file);
    }
    return out;
  }
  Result<Bytes> read_photo(const Hash& sha256, std::uint64_t offset, std::size_t bytes_max) override {
    for (const auto& [file, bytes] : to_send) {
      if (file.sha256 != sha256 || bytes.size() < offset) continue;
      const ByteView rest = ByteView(bytes).subspan(offset);
      const ByteView part = rest.first(std::min(rest.size(), bytes_max));
      return Bytes(part.begin(), part.end());
    }
    return ErrorCode::NotFound;
  }
  Status photo_at_province(const Hash& sha256) override {
    std::erase_if(to_send, [&](const auto& photo) { return photo.first.sha256 == sha256; });
    return {};
  }
  Result<std::vector<service::PhotoFile>> photos_to_fetch(service::PhotoPolicy, std::size_t) override {
    std::vector<service::PhotoFile> out;
    for (const auto& file : to_fetch) {
      if (fetched.count(file.sha256) == 0) out.push_back(file);
    }
    return out;
  }
  Result<std::uint64_t> fetched_bytes(const Hash& sha256) override { return partial[sha256].size(); }
  Status append_fetched(const Hash& sha256, std::uint64_t offset, ByteView bytes) override {
    if (partial[sha256].size() != offset) return ErrorCode::StorageFault;
    append(partial[sha256], bytes);
    return {};
  }
  Status finish_fetched(const Hash& hash) override {
    if (sha256(partial[hash]) != hash) {
      partial.erase(hash);
      return ErrorCode::HashMismatch;
    }
    fetched.insert(hash);
    return {};
  }
  Result<std::vector<Id>> receipts_to_fetch(std::size_t) override { return receipts_wanted; }
  Status save_receipt(const Id& dossier, ByteView) override {
    std::erase(receipts_wanted, dossier);
    ++receipts_saved;
    return {};
  }
  Status remember_link(const service::LinkSizes& sizes) override {
    state.link = sizes;
    return {};
  }
  Status note(service::SyncEvent event, std::uint64_t, std::uint64_t) override {
    events.push_back(event);
    return {};
  }
  // It carries nothing for anybody: tests/unit/sync/bundle has tablets that do.
  Result<std::uint64_t> next_bundle_number() override { return ErrorCode::NotYet; }
  Result<service::Kept> keep_carried(const service::CarriedEntry&) override { return ErrorCode::NotYet; }
  Result<std::vector<service::CarriedBundle>> list_carried() override { return std::vector<service::CarriedBundle>{}; }
  Result<service::CarriedPiece> read_carried(const Id&, std::uint64_t, std::size_t, service::CarriedWhich) override {
    return ErrorCode::NotYet;
  }
  Status carried_arrived(const Id&, const std::vector<std::uint64_t>&) override { return ErrorCode::NotYet; }
};

// Time that passes only by waiting and by requests that take some.
class SteppedClock final : public Clock {
 public:
  std::int64_t now_ms = 1'000;
  std::int64_t wall_ms() const override { return now_ms; }
  std::int64_t monotonic_ms() const override { return now_ms; }
  std::uint32_t boot() const override { return 1; }
};

// What befalls one request.
enum class Fault {
  None,
  RequestLost,
  AnswerLost,
  RequestCut,
  TimedOut,
  Html,
  Failed500,
  Busy,
  Garbage,
  HalfBody,
  Nothing,
  WrongMac,
  Portal
};

class Province final : public engine::Transport {
 public:
  std::map<Hash, int> ingested;                      // by batch name: how often it was applied
  std::map<std::pair<Replica, std::uint64_t>, Hash> names;
  std::map<Hash, Bytes> partial;
  std::map<Hash, Bytes> blobs;
  std::set<Hash> cited;
  std::set<Hash> damaged;                            // blobs whose upload arrives with another hash
  std::vector<std::vector<protocol::PositionedChange>> pages;  // one per answer
  std::uint64_t position = 0;
  std::uint64_t dictionaries = protocol::dictionary_newest;
  bool knows_zstd = true;
  bool knows_device = true;                          // else it has to be shown its own enrolment
  std::int64_t request_ms = 0;                       // how long each request takes
  SteppedClock* clock = nullptr;                     // of the session under way: moved on by that
  std::uint64_t patched_bytes = 0;                   // bodies of PATCH, however far they came
  int parcels = 0;
  bool gives_receipts = true;
  std::uint64_t receipt_seed = 22;                   // of the key that signs them
  std::vector<std::string> log;                      // methods
  std::function<Fault(std::size_t, const engine::HttpRequest&)> faults;
  std::function<void(const protocol::RequestHeader&)> look;  // at what was asked
  std::function<void(protocol::Answer&)> bend;       // changes an answer before it is sealed

  Result<engine::HttpResponse> perform(const engine::HttpRequest& request) override {
    const Fault fault = faults ? faults(log.size(), request) : Fault::None;
    log.push_back(request.method);
    if (clock != nullptr) clock->now_ms += request_ms;
    if (request.method == "PATCH") patched_bytes += request.body.size();
    switch (fault) {
      case Fault::RequestLost: return ErrorCode::Unreachable;
      case Fault::TimedOut: return ErrorCode::TimedOut;
      case Fault::Html: return page(200);
      case Fault::Portal: return page(302);
      case Fault::Failed500: return page(500);
      case Fault::Busy: return engine::HttpResponse{503, {{"retry-after", "7"}}, {}};
      case Fault::Garbage: return engine::HttpResponse{200, {}, photo_bytes(80, 3)};
      case Fault::Nothing: return engine::HttpResponse{200, {}, {}};
      case Fault::RequestCut: cut(request); return ErrorCode::Unreachable;
      case Fault::AnswerLost: respond(request); return ErrorCode::Unreachable;
      case Fault::None: case Fault::HalfBody: case Fault::WrongMac: break;
    }
    auto response = respond(request);
    if (fault == Fault::HalfBody) response.body.resize(response.body.size() / 2);
    if (fault == Fault::WrongMac) spoil(response);
    return response;
  }
  engine::Traffic traffic() const override { return {log.size() * 100, log.size() * 50}; }

 private:
  static engine::HttpResponse page(int status) {
    const ByteView text = as_bytes("<html><body>Welcome to the guest network</body></html>");
    return {status, {{"content-type", "text/html"}}, Bytes(text.begin(), text.end())};
  }
  static void spoil(engine::HttpResponse& response) {
    if (response.body.size() > 5) response.body[5] ^= 1;
    for (auto& [name, value] : response.headers) {
      if (name == "ocop-mac") value[0] = value[0] == '0' ? '1' : '0';
    }
  }
  void cut(const engine::HttpRequest& request) {
    auto half = request;
    half.body.resize(half.body.size() / 2);
    if (request.method != "PATCH") {
      respond(half);
      return;
    }
    const auto hash = *protocol::read_blob_path(request.path);  // a chunk cut half way is kept half
    if (cited.count(hash) != 0 && number_header(request, "Upload-Offset") == partial[hash].size()) {
      append(partial[hash], half.body);
    }
  }
  static std::uint64_t number_header(const engine::HttpRequest& request, std::string_view wanted) {
    for (const auto& [name, value] : request.headers) {
      if (name == wanted) return protocol::read_decimal(value).value_or(0);
    }
    return 0;
  }
  engine::HttpResponse respond(const engine::HttpRequest& request) {
    if (request.path == protocol::return_path) return recognise(request);
    if (request.path == protocol::receipt_path) return receipt(request);
    return request.path == protocol::sync_path ? exchange(request) : blob(request);
  }
  engine::HttpResponse receipt(const engine::HttpRequest& request) {
    const auto opened = protocol::open_receipt_request(request.body);
    const bool is_known = opened && protocol::is_authentic(*opened, samples::mac_key());
    if (!is_known) return refuse(ErrorCode::Unauthorised);
    if (!gives_receipts) return refuse(ErrorCode::NotFound);
    protocol::Receipt out;
    out.province = samples::key_pair(22).public_key;
    out.dossier = opened->request.dossier;
    protocol::sign_receipt(out, samples::key_pair(receipt_seed).secret_key);
    return {200, {}, protocol::write_receipt(out)};
  }
  engine::HttpResponse recognise(const engine::HttpRequest& request) {
    const auto asked = protocol::read_return_request(request.body);
    if (!asked) return refuse(asked.error().code);
    const auto shown = protocol::read_enrolment(asked->enrolment);
    if (!shown || !protocol::is_signed(*shown, asked->device)) return refuse(ErrorCode::EnrolmentRefused);
    knows_device = true;
    return {200, {}, asked->enrolment};
  }
  static engine::HttpResponse refuse(ErrorCode code) {
    return {protocol::http_status(code), {}, protocol::write_refusal({std::string(error_row(code).name), ""})};
  }

  engine::HttpResponse exchange(const engine::HttpRequest& request) {
    const auto opened = protocol::open_request(request.body);
    if (!opened) return refuse(opened.error().code);
    const bool is_known = knows_device && protocol::is_authentic(*opened, samples::mac_key());
    if (!is_known) return refuse(ErrorCode::Unauthorised);
    if (opened->framing > (knows_zstd ? dictionaries + 1 : 0)) return refuse(ErrorCode::ProtocolMismatch);
    const auto batches = protocol::read_batches(*opened);
    if (!batches) return refuse(batches.error().code);
    if (look) look(opened->header);
    protocol::Answer answer;
    for (const auto& sent : batches->batches) answer.answers.push_back(ingest(sent));
    if (!pages.empty()) {
      answer.changes = pages.front();
      pages.erase(pages.begin());
    }
    position = std::max(position, opened->header.cursor.position);
    if (!answer.changes.empty()) position = answer.changes.back().position;
    answer.has_more = !pages.empty();
    answer.cursor.position = position;
    answer.mark = {5, position, 99};
    if (bend) bend(answer);
    return {200, {}, protocol::write_answer(answer, opened->header, opened->mac, samples::mac_key())};
  }
  protocol::BatchAnswer ingest(const protocol::SentBatch& sent) {
    Hash previous;
    if (journal::decode_parcel(sent.bytes)) {
      ++parcels;
      return {};
    }
    if (!sent.is_readable) return {protocol::Outcome::Held, std::string(protocol::reason_malformed), 0};
    if (sent.previous) {
      previous = *sent.previous;
    } else {
      const auto known = names.find({sent.replica, sent.number - 1});
      if (known == names.end()) return {protocol::Outcome::Held, std::string(protocol::reason_previous), 0};
      previous = known->second;
    }
    const auto batch = journal::decode_batch(protocol::with_previous(sent, previous));
    if (!batch || !journal::is_signed_by(*batch, device().public_key)) {
      return {protocol::Outcome::Held, std::string(protocol::reason_signature), 0};
    }
    const auto [at, is_new] = names.insert({{sent.replica, sent.number}, journal::name_of(*batch)});
    if (is_new) ++ingested[at->second];
    return {};
  }

  engine::HttpResponse blob(const engine::HttpRequest& request) {
    const Hash hash = *protocol::read_blob_path(request.path);
    if (cited.count(hash) == 0) return refuse(ErrorCode::NotFound);
    if (request.method == "GET") return get(request, hash);
    const std::uint64_t have = blobs.count(hash) != 0 ? blobs[hash].size() : partial[hash].size();
    if (request.method == "HEAD") return with_offset(request, 200, have);
    if (number_header(request, "Upload-Offset") != have) return with_offset(request, 409, have);
    append(partial[hash], request.body);
    if (partial[hash].size() < number_header(request, "Upload-Length"))
      return with_offset(request, 204, partial[hash].size());
    if (damaged.count(hash) != 0 || sha256(partial[hash]) != hash) {
      partial.erase(hash);
      return with_offset(request, 422, 0);
    }
    blobs[hash] = partial[hash];
    return with_offset(request, 204, blobs[hash].size());
  }
  engine::HttpResponse get(const engine::HttpRequest& request, const Hash& hash) {
    std::optional<protocol::ByteRange> range;
    for (const auto& [name, value] : request.headers) {
      if (name == "Range") range = protocol::read_range_header(value);
    }
    const ByteView part = ByteView(blobs[hash]).subspan(range->offset, range->length);
    return {206, {}, Bytes(part.begin(), part.end())};
  }
  static engine::HttpResponse with_offset(const engine::HttpRequest& request, int status, std::uint64_t offset) {
    Mac mac;
    for (const auto& [name, value] : request.headers) {
      if (name == "Ocop-Mac") mac = Mac::parse(value).value_or(Mac{});
    }
    const Mac answer = protocol::blob_answer_mac(samples::mac_key(), mac, status, offset);
    return {status, {{"upload-offset", std::to_string(offset)}, {"ocop-mac", answer.hex()}}, {}};
  }
};

inline engine::Summary run(Tablet& tablet, Province& province, engine::Options options = {},
                           std::int64_t* waited_ms = nullptr) {
  samples::SteppedEntropy entropy(31);
  engine::Session session(tablet, entropy, options);
  SteppedClock clock;
  province.clock = &clock;
  const auto out = engine::run_session(session, province, clock, [&](std::int64_t ms) {
    clock.now_ms += ms;
    return true;
  });
  province.clock = nullptr;
  if (waited_ms != nullptr) *waited_ms = clock.now_ms - 1'000;
  return out;
}

}  // namespace ocop::fakes
