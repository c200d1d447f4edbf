// Writing pages: everything that is not ours is escaped on its way in, so a name with a tag in it stays a name.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "app/text/text.h"

namespace ocop::server {

std::string escape(std::string_view text);         // & < > " '
std::string query_escape(std::string_view text);   // percent-encoded, for links

// A page, or a part of one. Tags are literals of ours; texts pass through escape.
class Html {
 public:
  explicit Html(text::Language language) : language_(language) {}

  text::Language language() const { return language_; }
  bool is_english() const { return language_ == text::Language::English; }

  Html& raw(std::string_view html) { out_ += html; return *this; }
  Html& add(std::string_view text) { out_ += escape(text); return *this; }
  Html& say(text::Key key) { return add(text::sentence(key, language_)); }
  Html& say(text::Key key, std::initializer_list<std::string_view> arguments) {
    return add(text::fill(key, language_, arguments));
  }
  // <tag class="style">text</tag>
  Html& element(std::string_view tag, std::string_view style, std::string_view text);

  const std::string& text() const { return out_; }

 private:
  text::Language language_;
  std::string out_;
};

// The whole document around `body`.
std::string page(const Html& body, std::string_view title);

}  // namespace ocop::server
