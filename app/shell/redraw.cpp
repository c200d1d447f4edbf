#include "app/shell/redraw.h"

namespace ocop::shell {

std::optional<std::int64_t> Redraw::wait_ms(std::int64_t now_ms) const {
  if (owes()) return 0;
  if (!deadline_ms_) return std::nullopt;
  return std::max<std::int64_t>(0, *deadline_ms_ - now_ms);
}

void Redraw::pass_time(std::int64_t now_ms) {
  if (!deadline_ms_ || now_ms < *deadline_ms_) return;
  deadline_ms_.reset();
  owe(1);
}

}  // namespace ocop::shell
