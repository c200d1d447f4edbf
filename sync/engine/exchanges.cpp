#include "sync/engine/exchanges.h"

#include <algorithm>

#include "core/base/limits.h"
#include "sync/engine/conversions.h"
#include "sync/protocol/enrolment.h"

namespace ocop::engine {
namespace {

// So often in a session a batch is sent again before it is believed that the province cannot read it.
constexpr int altered_per_session_max = 4;
constexpr int twins_per_session_max = 8;  // a name drawn at random has none; more is a province gone wrong
constexpr std::size_t return_answer_bytes_max = 64 * 1024;
constexpr std::size_t compression_expected = 6;  // uncompressed bytes to ask for, per compressed byte

// Of a batch that is as we sealed it, this says that something between us and the province altered it.
bool is_altered_on_the_way(std::string_view reason) {
  return reason == protocol::reason_malformed || reason == protocol::reason_signature ||
         reason == protocol::reason_previous;
}

}  // namespace

Result<std::optional<HttpRequest>> Exchanges::next() {
  if (return_ == Return::Next) return std::optional<HttpRequest>(make_return());
  const std::size_t bytes_max = common_.exchange.bytes() * compression_expected;
  const std::size_t wanted_bytes = std::min(bytes_max, limits::body_bytes_max / 2);
  TRY_ASSIGN(auto batches, common_.control.batches_to_send(wanted_bytes, 0));
  if (batches.empty() && !are_parcels_refused_) {
    TRY_ASSIGN(batches, common_.control.parcels_to_send(wanted_bytes));
  }
  if (!is_wanted_ && batches.empty()) return std::optional<HttpRequest>{};
  if (common_.summary.exchanges >= limits::exchanges_per_session_max) {
    return Error{ErrorCode::LimitExceeded, "exchanges in one session"};
  }
  TRY_ASSIGN(const auto standing, common_.control.standing());
  TRY_ASSIGN(auto request, make_request(standing, std::move(batches)));
  return std::optional<HttpRequest>(std::move(request));
}

Result<HttpRequest> Exchanges::make_request(const service::Standing& standing, std::vector<Bytes> batches) {
  header_ = header_of(common_.identity, standing);
  header_.nonce = common_.nonce();
  header_.dictionary = framing_ == protocol::Framing::ZstdDictionary1 ? protocol::dictionary_newest : 0;
  header_.answer_kib_max = common_.exchange.bytes() / 1024;

  const protocol::RequestOptions options{framing_, common_.exchange.bytes(), previous_};
  const auto sent = protocol::write_request(header_, batches, common_.identity.mac_key, options);
  mac_ = sent.mac;
  carried_bytes_ = sent.body.size();
  sent_.clear();
  for (std::size_t i = 0; i < sent.batches; ++i) {
    const auto outline = protocol::outline_of(batches[i]);
    if (!outline) return Error{ErrorCode::StorageCorrupt, "a sealed batch"};
    sent_.push_back(*outline);
  }
  ++common_.summary.exchanges;
  return HttpRequest{"POST", std::string(protocol::sync_path), {}, sent.body, limits::body_bytes_max};
}

HttpRequest Exchanges::make_return() const {
  const KeyPair device{common_.identity.device, common_.identity.device_secret};
  return HttpRequest{"POST", std::string(protocol::return_path), {},
                     protocol::write_return_request(common_.identity.enrolment, device), return_answer_bytes_max};
}

// The enrolment that was kept stays: nothing in the new one is believed that an exchange does not tell, too.
Status Exchanges::accept_return(const HttpResponse& response) {
  if (response.status != 200) return protocol::refusal_error(response.status, response.body);
  const auto enrolment = protocol::read_enrolment(response.body);
  const bool is_ours = enrolment && enrolment->province == common_.identity.province &&
                       protocol::is_signed(*enrolment, common_.identity.device);
  if (!is_ours) return Error{ErrorCode::ServerGarbage, "no enrolment of this province"};
  return_ = Return::Done;
  is_wanted_ = true;
  return {};
}

Status Exchanges::accept(const HttpResponse& response, std::int64_t elapsed_ms) {
  if (return_ == Return::Next) return accept_return(response);
  if (response.status != 200) return refuse(response);
  auto answer = protocol::read_answer(response.body, header_, mac_, common_.identity.mac_key);
  if (!answer) {
    if (answer.error().code == ErrorCode::ProtocolMismatch) return Error{answer.error()};
    return Error{ErrorCode::ServerGarbage, answer.error().detail};
  }
  carried_bytes_ += response.body.size();
  return import(std::move(*answer), elapsed_ms);
}

// A framing that the province does not understand is no failure: the next request has less of it. Nor is a province
// that does not know us, as long as there is something to remind it with.
Status Exchanges::refuse(const HttpResponse& response) {
  const Error error = protocol::refusal_error(response.status, response.body);
  const bool can_return = return_ == Return::NotNeeded && !common_.identity.enrolment.empty();
  if (error.code == ErrorCode::Unauthorised && can_return) {
    return_ = Return::Next;
    return {};
  }
  if (error.code != ErrorCode::ProtocolMismatch || framing_ == protocol::Framing::Raw) return error;
  framing_ = framing_ == protocol::Framing::Zstd ? protocol::Framing::Raw : protocol::Framing::Zstd;
  return {};
}

Status Exchanges::import(protocol::Answer answer, std::int64_t elapsed_ms) {
  const bool has_too_many = answer.answers.size() > sent_.size();
  const bool has_none = !sent_.empty() && answer.answers.empty();
  const bool has_moved = to_wire(from_wire(answer.cursor)) != header_.cursor;
  if (has_too_many || has_none) return Error{ErrorCode::ServerGarbage, "batches and answers do not match"};
  if (answer.has_more && !has_moved) return Error{ErrorCode::ServerGarbage, "more, but not further"};
  const auto is_twin = [](const protocol::BatchAnswer& one) { return one.reason == protocol::reason_twin; };
  if (std::any_of(answer.answers.begin(), answer.answers.end(), is_twin) && ++twins_ > twins_per_session_max) {
    return Error{ErrorCode::ServerRefused, "held as a twin, under every new name"};
  }

  const bool has_more = answer.has_more;
  auto answers = take_answers(answer);
  service::ExchangeResult result = result_of(std::move(answer));
  result.answers = std::move(answers);
  result.round_trip_ms = elapsed_ms;
  TRY_ASSIGN(const auto counts, common_.control.import(result));
  if (counts.conflicts_open > common_.summary.conflicts) {
    common_.note(service::SyncEvent::ConflictsArrived, counts.conflicts_open - common_.summary.conflicts);
  }
  common_.summary.conflicts = counts.conflicts_open;
  if (counts.written_anew > 0) common_.note(service::SyncEvent::TwinParted, counts.written_anew);
  common_.summary.changes_down += counts.changes_merged + counts.changes_waiting;
  common_.summary.waiting += counts.changes_waiting;
  is_wanted_ = has_more || counts.reads_anew;
  common_.exchange.grow(carried_bytes_, elapsed_ms);
  return {};
}

// "previous" is between the province and us: such a batch has no answer yet, and goes again with what was missing.
std::vector<service::BatchAnswer> Exchanges::take_answers(const protocol::Answer& answer) {
  std::vector<service::BatchAnswer> out;
  bool is_counted = false;
  for (std::size_t i = 0; i < answer.answers.size(); ++i) {
    const protocol::BatchAnswer& from = answer.answers[i];
    if (from.reason == protocol::reason_previous && previous_ == protocol::Previous::LeftOut) {
      previous_ = protocol::Previous::Sent;
      break;  // those behind it are answered after it
    }
    const bool is_altered = is_altered_on_the_way(from.reason);
    if (is_altered && !std::exchange(is_counted, true)) ++altered_;  // one try, however many batches of the request
    const bool goes_again = is_altered && altered_ <= altered_per_session_max;
    // The answer to a parcel stands for those before it: behind one that did not arrive nothing is answered.
    if (sent_[i].is_parcel && from.outcome == protocol::Outcome::Held) {
      are_parcels_refused_ = !goes_again;
      break;
    }
    // What it says of batches behind it counts: the province has them, and will not send them back.
    if (goes_again) continue;
    const auto outcome = static_cast<service::BatchOutcome>(from.outcome);
    out.push_back({sent_[i].replica, sent_[i].number, outcome, from.reason, sent_[i].is_parcel});
    count_answer(out.back(), sent_[i].changes);
  }
  return out;
}

void Exchanges::count_answer(const service::BatchAnswer& answer, std::size_t changes) {
  switch (answer.outcome) {
    case service::BatchOutcome::Held:
      if (answer.reason == protocol::reason_twin) return;  // import writes it anew, and it goes again
      common_.summary.held += changes;
      common_.note(service::SyncEvent::BatchHeld, answer.number, changes);
      return;
    case service::BatchOutcome::Waiting: common_.summary.waiting += changes; break;
    case service::BatchOutcome::Merged:
    case service::BatchOutcome::BesideAnother:
    case service::BatchOutcome::Conflict: break;
  }
  common_.summary.changes_up += changes;
}

}  // namespace ocop::engine
