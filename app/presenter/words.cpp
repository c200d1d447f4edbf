#include "app/presenter/words.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/rules/library.h"

namespace ocop::presenter {

std::string_view in(const rules::Text& text, text::Language language) {
  return language == text::Language::English && !text.en.empty() ? text.en : text.vi;
}

std::string set_name(std::string_view set, text::Language language) {
  const auto found = rules::find_set(set);
  return std::string(found ? in(found->set->name, language) : set);
}

std::string search_words(const rules::Set& set) {
  std::string out;
  for (const rules::Text* text : {&set.name, &set.industry, &set.group, set.subgroup ? &*set.subgroup : &set.group})
    out += text->vi + " " + text->en + " ";
  return out;
}

bool holds_words(std::string_view text, std::string_view typed) {
  const std::string words = " " + fold(text), wanted = fold(typed);
  for (std::size_t from = 0; from < wanted.size();) {
    const std::size_t end = std::min(wanted.find(' ', from), wanted.size());
    if (words.find(" " + wanted.substr(from, end - from)) == std::string::npos) return false;
    from = end + 1;
  }
  return true;
}

}  // namespace ocop::presenter
