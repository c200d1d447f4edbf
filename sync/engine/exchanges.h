// The exchanges of a session: POST /v1/sync until nothing is left to send and the province has no more.
#pragma once

#include "core/base/limits.h"
#include "sync/engine/common.h"
#include "sync/protocol/codec.h"

namespace ocop::engine {

class Exchanges {
 public:
  explicit Exchanges(Common& common) : common_(common) {}

  // One more exchange is wanted, whatever there is to send.
  void want_one() { is_wanted_ = true; }
  // The next request; nothing when all is said.
  Result<std::optional<HttpRequest>> next();
  // Imports what came. ServerGarbage, ServerFailed, … as PROTOCOL.md §13 has it, and the errors of storage.
  Status accept(const HttpResponse& response, std::int64_t elapsed_ms);
  void link_broke() { common_.exchange.shrink(); }

 private:
  Result<HttpRequest> make_request(const service::Standing& standing, std::vector<Bytes> batches);
  Status import(protocol::Answer answer, std::int64_t elapsed_ms);
  std::vector<service::BatchAnswer> take_answers(const protocol::Answer& answer);
  void count_answer(const service::BatchAnswer& answer, std::size_t changes);
  Status refuse(const HttpResponse& response);
  HttpRequest make_return() const;
  Status accept_return(const HttpResponse& response);

  Common& common_;
  bool is_wanted_ = true;
  protocol::Framing framing_ = protocol::best_framing(protocol::dictionary_newest);
  protocol::Previous previous_ = protocol::Previous::LeftOut;
  int twins_ = 0;    // answers of this session in which a batch was a twin
  bool are_parcels_refused_ = false;  // they stay on offer, for another session
  int altered_ = 0;  // answers of this session that said a batch cannot be read
  // A restored province may have forgotten this device: it is shown the enrolment once, then asked again.
  enum class Return { NotNeeded, Next, Done } return_ = Return::NotNeeded;
  // of the request under way
  protocol::RequestHeader header_;
  Mac mac_;
  std::vector<protocol::BatchOutline> sent_;
  std::size_t carried_bytes_ = 0;  // of its body, then of its answer's too
};

}  // namespace ocop::engine
