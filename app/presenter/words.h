// Words that several presenters need. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "app/text/text.h"
#include "core/rules/pack.h"

namespace ocop::presenter {

// A pack's text in the officer's language; Vietnamese where the pack has no English.
std::string_view in(const rules::Text& text, text::Language language);

// "Mật ong, mật khác" for "ocop-26-2026/07"; the id itself when this program does not know the set.
std::string set_name(std::string_view set, text::Language language);

// What a set is found by: its names, group and industry, in both languages.
std::string search_words(const rules::Set& set);

// Whether every word typed begins a word of the text; tones, case and đ do not matter.
bool holds_words(std::string_view text, std::string_view typed);

}  // namespace ocop::presenter
