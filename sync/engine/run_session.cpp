#include "sync/engine/run_session.h"

#include <algorithm>

namespace ocop::engine {
namespace {

void perform(Session& session, const HttpRequest& request, Transport& transport, const Clock& clock) {
  const std::int64_t begun_ms = clock.monotonic_ms();
  const auto response = transport.perform(request);
  if (response) {
    session.on_response(*response, clock.monotonic_ms() - begun_ms);
  } else {
    session.on_failure(response.error());
  }
}

}  // namespace

Summary run_session(Session& session, Transport& transport, const Clock& clock, const Sleep& sleep,
                    const Progress& progress) {
  const Traffic before = transport.traffic();
  for (;;) {
    const std::int64_t now_ms = clock.monotonic_ms();
    const Step step = session.next(now_ms);
    if (const auto* send = std::get_if<Send>(&step)) {
      perform(session, send->request, transport, clock);
      if (progress) progress(session.summary());
    } else if (const auto* wait = std::get_if<Wait>(&step)) {
      if (!sleep(std::max<std::int64_t>(wait->until_ms - now_ms, 0))) session.cancel();
    } else {
      Summary out = std::get<Done>(step).summary;
      out.bytes_up = transport.traffic().bytes_up - before.bytes_up;
      out.bytes_down = transport.traffic().bytes_down - before.bytes_down;
      return out;
    }
  }
}

}  // namespace ocop::engine
