#include "app/presenter/notices.h"

namespace ocop::presenter {

void Notices::report(const Error& error, text::Language language) {
  notice_ = Notice{Notice::Kind::Error, std::string(text::sentence(text::error_sentence(error.code), language))};
  until_ms_.reset();
}

void Notices::say(std::string sentence) {
  if (notice_ && notice_->kind == Notice::Kind::Error) return;  // an error is not talked over
  notice_ = Notice{Notice::Kind::Done, std::move(sentence)};
  until_ms_ = clock_.monotonic_ms() + done_shown_ms;
}

void Notices::close() {
  notice_.reset();
  until_ms_.reset();
}

void Notices::tick() {
  if (until_ms_ && clock_.monotonic_ms() >= *until_ms_) close();
}

}  // namespace ocop::presenter
