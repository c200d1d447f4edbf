#include "app/text/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ocop::text {
namespace {

struct Words {
  std::string_view vietnamese;
  std::string_view english;

  std::string_view in(Language language) const { return language == Language::English ? english : vietnamese; }
};

constexpr Words sentences[] = {
#define SENTENCE(key, vi, en) {vi, en},
#include "app/text/sentences/all.inc"
#undef SENTENCE
};

struct Label {
  std::string_view key;
  Words words;
};

constexpr Label label_lines[] = {
#define LABEL(key, vi, en) {key, {vi, en}},
#include "app/text/labels/all.inc"
#undef LABEL
};

bool key_before(const Label& a, const Label& b) { return a.key < b.key; }

const std::vector<Label>& sorted_labels() {
  static const auto labels = [] {
    std::vector<Label> out(std::begin(label_lines), std::end(label_lines));
    std::sort(out.begin(), out.end(), key_before);
    return out;
  }();
  return labels;
}

// What "{0}" or "{1|photo|photos}" stands for; `inside` is without the braces.
std::string_view substitute(std::string_view inside, std::initializer_list<std::string_view> arguments) {
  if (inside.empty() || inside.front() < '0' || inside.front() > '9') return {};
  const auto index = static_cast<std::size_t>(inside.front() - '0');
  const auto argument = index < arguments.size() ? *(arguments.begin() + index) : std::string_view{};
  const auto first_bar = inside.find('|');
  if (first_bar == std::string_view::npos) return argument;
  const auto second_bar = std::min(inside.find('|', first_bar + 1), inside.size());
  if (argument == "1") return inside.substr(first_bar + 1, second_bar - first_bar - 1);
  return inside.substr(std::min(second_bar + 1, inside.size()));
}

}  // namespace

std::string_view sentence(Key key, Language language) { return sentences[static_cast<std::size_t>(key)].in(language); }

std::string fill(Key key, Language language, std::initializer_list<std::string_view> arguments) {
  std::string out;
  for (auto rest = sentence(key, language); !rest.empty();) {
    const auto open = rest.find('{');
    out.append(rest.substr(0, open));
    if (open == std::string_view::npos) break;
    const auto close = std::min(rest.find('}', open), rest.size());
    out.append(substitute(rest.substr(open + 1, close - open - 1), arguments));
    rest.remove_prefix(std::min(close + 1, rest.size()));
  }
  return out;
}

Key error_sentence(ErrorCode code) {
  constexpr Key keys[] = {
#define ERROR_KEY(code, name, retry, mender, exit) Key::Error##code,
      OCOP_ERRORS(ERROR_KEY)
#undef ERROR_KEY
  };
  return keys[static_cast<std::size_t>(code)];
}

std::string notice(std::string_view reason, Language language) {
  if (reason == "move_not_permitted") return std::string(sentence(Key::NoticeMove, language));
  if (reason == "decision_not_permitted") return std::string(sentence(Key::NoticeDecision, language));
  if (reason == "certificate_not_permitted") return std::string(sentence(Key::NoticeCertificate, language));
  return fill(Key::NoticeOther, language, {reason});
}

std::string held(std::string_view reason, Language language) {
  if (reason == "revoked") return std::string(sentence(Key::HeldRevoked, language));
  if (reason == "twin") return std::string(sentence(Key::HeldTwin, language));
  if (reason == "signature") return std::string(sentence(Key::HeldSignature, language));
  if (reason == "malformed") return std::string(sentence(Key::HeldMalformed, language));
  if (reason == "limit_exceeded") return std::string(sentence(Key::HeldTooMany, language));
  return fill(Key::HeldOther, language, {reason});
}

std::string_view label(std::string_view label_key, Language language) {
  const auto& labels = sorted_labels();
  const auto found = std::lower_bound(labels.begin(), labels.end(), Label{label_key, {}}, key_before);
  return found != labels.end() && found->key == label_key ? found->words.in(language) : std::string_view{};
}

}  // namespace ocop::text
