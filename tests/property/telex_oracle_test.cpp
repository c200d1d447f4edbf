// Telex against an oracle: m17n's vi-telex, a program that shares nothing with ours, must write the same from the same
// keys. The words are every syllable in the criteria of the province and in our own sentences, spelled into keys as
// people type them, with the tone at the end and with the tone right after its vowel.
#include <m17n.h>

#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/input/text_buffer.h"
#include "tests/support/catch.h"
#include "tests/support/places.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using input::Compose;
using input::Key;
using input::Lines;
using input::Stroke;
using input::TextBuffer;

namespace {

std::string typed_by_us(const std::string& keys) {
  TextBuffer buffer{std::string()};
  for (const char key : keys) buffer.apply(Stroke{Key::Text, std::string(1, key), Compose::Telex}, Lines::One);
  return buffer.text();
}

class Oracle {
 public:
  Oracle() {
    M17N_INIT();
    if (merror_code == 0) method_ = minput_open_im(msymbol("vi"), msymbol("telex"), nullptr);
    if (method_ != nullptr) context_ = minput_create_ic(method_, nullptr);
  }
  ~Oracle() {
    if (context_ != nullptr) minput_destroy_ic(context_);
    if (method_ != nullptr) minput_close_im(method_);
    M17N_FINI();
  }
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  bool is_there() const { return context_ != nullptr; }

  std::string typed(const std::string& keys) const {
    minput_reset_ic(context_);
    MText* const text = mtext();
    for (const char key : keys) give(msymbol(std::string(1, key).c_str()), text);
    give(Mnil, text);  // nil ends the word
    std::vector<unsigned char> bytes(static_cast<std::size_t>(mtext_len(text)) * 4 + 1);
    const int count = mconv_encode_buffer(msymbol("utf-8"), text, bytes.data(), static_cast<int>(bytes.size()));
    m17n_object_unref(text);
    return count < 0 ? std::string() : std::string(bytes.begin(), bytes.begin() + count);
  }

 private:
  void give(MSymbol key, MText* text) const {
    if (minput_filter(context_, key, nullptr) != 0) return;
    if (minput_lookup(context_, key, nullptr, text) != 0 && key != Mnil)
      mtext_cat_char(text, static_cast<int>(msymbol_name(key)[0]));
  }

  MInputMethod* method_ = nullptr;
  MInputContext* context_ = nullptr;
};

// How a letter is typed: its own keys and the key of its tone.
struct Keys {
  std::string letter, tone;
};

const std::map<std::string, Keys>& keys_of_letters() {
  static const std::map<std::string, Keys> table = [] {
    const std::vector<std::pair<std::string, std::vector<std::string>>> vowels = {
        {"a", {"a", "á", "à", "ả", "ã", "ạ"}},  {"aw", {"ă", "ắ", "ằ", "ẳ", "ẵ", "ặ"}},
        {"aa", {"â", "ấ", "ầ", "ẩ", "ẫ", "ậ"}}, {"e", {"e", "é", "è", "ẻ", "ẽ", "ẹ"}},
        {"ee", {"ê", "ế", "ề", "ể", "ễ", "ệ"}}, {"i", {"i", "í", "ì", "ỉ", "ĩ", "ị"}},
        {"o", {"o", "ó", "ò", "ỏ", "õ", "ọ"}},  {"oo", {"ô", "ố", "ồ", "ổ", "ỗ", "ộ"}},
        {"ow", {"ơ", "ớ", "ờ", "ở", "ỡ", "ợ"}}, {"u", {"u", "ú", "ù", "ủ", "ũ", "ụ"}},
        {"uw", {"ư", "ứ", "ừ", "ử", "ữ", "ự"}}, {"y", {"y", "ý", "ỳ", "ỷ", "ỹ", "ỵ"}}};
    const std::vector<std::string> tones = {"", "s", "f", "r", "x", "j"};
    std::map<std::string, Keys> out = {{"đ", {"dd", ""}}};
    for (const auto& [keys, written] : vowels)
      for (std::size_t tone = 0; tone < tones.size(); ++tone) out[written[tone]] = {keys, tones[tone]};
    for (const char letter : std::string_view("bcdghklmnpqrstvx"))
      out[std::string(1, letter)] = {std::string(1, letter), ""};
    return out;
  }();
  return table;
}

// The syllables of a text that are written with these letters only, lower case, at least one of them beyond ASCII.
std::set<std::string> syllables_of(const std::string& text) {
  std::set<std::string> out;
  std::string word;
  bool is_vietnamese = false, is_whole = true;
  for (std::size_t at = 0; at <= text.size();) {
    const auto lead = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string letter = at < text.size() ? text.substr(at, bytes) : " ";
    const bool is_space = lead < 0x80 && std::isalnum(lead) == 0;
    if (is_space) {
      if (is_vietnamese && is_whole) out.insert(word);
      word.clear();
      is_vietnamese = false;
      is_whole = true;
    } else {
      word += letter;
      is_vietnamese = is_vietnamese || bytes > 1;
      is_whole = is_whole && keys_of_letters().contains(letter);
    }
    at += bytes;
  }
  return out;
}

enum class Tone { Last, AfterItsVowel };

std::string spelled(const std::string& syllable, Tone when) {
  std::string out, tone;
  for (std::size_t at = 0; at < syllable.size();) {
    const auto lead = static_cast<unsigned char>(syllable[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    const Keys& keys = keys_of_letters().at(syllable.substr(at, bytes));
    out += keys.letter;
    if (when == Tone::AfterItsVowel) out += keys.tone; else tone += keys.tone;
    at += bytes;
  }
  return out + tone;
}

std::set<std::string> words() {
  std::set<std::string> out;
  for (const char* folder : {"/core/rules/packs", "/app/text"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(OCOP_SOURCE_DIR) + folder))
      if (entry.is_regular_file()) out.merge(syllables_of(test::read_text(entry.path())));
  return out;
}

// m17n leaves a tone where it was typed when a consonant closes oa behind it (tóan); nobody writes that.
bool is_closed_oa(const std::string& keys) {
  const auto at = keys.find("oa");
  if (at == std::string::npos || at + 3 >= keys.size()) return false;
  return std::string_view("sfrxj").find(keys[at + 2]) != std::string_view::npos &&
         std::string_view("aeiouy").find(keys[at + 3]) == std::string_view::npos;
}

}  // namespace

TEST_CASE("what m17n writes from the keys of a Vietnamese syllable, ours writes too") {
  const Oracle oracle;
  REQUIRE(oracle.is_there());
  const std::set<std::string> all = words();
  CHECK(all.size() > 700);
  int differing = 0;
  for (const Tone when : {Tone::Last, Tone::AfterItsVowel})
    for (const std::string& word : all) {
      const std::string keys = spelled(word, when);
      INFO(keys << " for " << word);
      if (when == Tone::AfterItsVowel && is_closed_oa(keys)) {
        CHECK(typed_by_us(keys) == word);
        CHECK(oracle.typed(keys) != word);
        ++differing;
      } else {
        CHECK(typed_by_us(keys) == oracle.typed(keys));
      }
    }
  CHECK(differing < 20);
}
