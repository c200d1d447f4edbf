// One session with the province, as a machine that is stepped: it says what to send or how long to wait, and is told
// what came back. It has no thread, no clock and no socket; its data it asks of service::SyncControl.
//
//   exchanges until nothing is left to send and the province has no more      → nothing to do: exactly one
//   photos to the province, by policy                                         sync/engine/upload.h
//   one more exchange if photos went up, so that the province's word on them is known
//   photos from the province                                                  sync/engine/download.h
//   bundles that are carried for other tablets                                sync/engine/carry.h
//
// Failures of the link are retried after a pause that doubles (backoff.h); with Waiting::None at once, and only if
// something got through since the last failure. What is done stays done: whatever a lost answer leaves open is sent
// again and answered from what the province stored. Errors of storage, TLS, authentication and version end the session.
// One thread at a time. Calls follow each other strictly: next, and after Send on_response or on_failure.
#pragma once

#include <variant>

#include "sync/engine/backoff.h"
#include "sync/engine/carry.h"
#include "sync/engine/common.h"
#include "sync/engine/download.h"
#include "sync/engine/exchanges.h"
#include "sync/engine/upload.h"

namespace ocop::engine {

enum class Waiting { Backoff, None };

struct Options {
  service::PhotoPolicy photos = service::PhotoPolicy::All;
  Waiting waiting = Waiting::Backoff;
};

struct Send {
  HttpRequest request;
};
struct Wait {
  std::int64_t until_ms;  // by the clock that next() was told
};
struct Done {
  Summary summary;  // bytes_up and bytes_down are the driver's to fill in
};
using Step = std::variant<Send, Wait, Done>;

class Session {
 public:
  Session(service::SyncControl& control, Entropy& entropy, Options options);
  Session(const Session&) = delete;  // its parts refer to each other
  Session& operator=(const Session&) = delete;

  Step next(std::int64_t now_monotonic_ms);
  void on_response(const HttpResponse& response, std::int64_t elapsed_ms);
  void on_failure(const Error& error);
  void cancel() { end(Error{ErrorCode::Cancelled, {}}); }
  const Summary& summary() const { return common_.summary; }  // so far

 private:
  enum class Phase { Begin, Exchange, Upload, LastExchange, Download, Carry, Finished };

  Result<std::optional<HttpRequest>> next_request();
  Status begin();
  void leave_phase();
  Status accept(const HttpResponse& response, std::int64_t elapsed_ms);
  void link_broke();
  void link_failed(const Error& error);
  void end(std::optional<Error> error);
  void remember_link();
  void count_unsent();

  Common common_;
  Options options_;
  Exchanges exchanges_;
  Upload upload_;
  Download download_;
  Carry carry_;
  Phase phase_ = Phase::Begin;
  service::LinkSizes remembered_;  // of the session before
  int failures_ = 0;              // in a row
  bool has_pause_ = false;        // the next step is a pause
  std::int64_t retry_after_ms_ = 0;
  std::int64_t wait_until_ms_ = -1;
};

}  // namespace ocop::engine
