#include "app/input/telex.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ocop::input {
namespace {

enum class Mark : std::uint8_t { None, Hat, Breve, Horn, Bar };

// One letter taken apart. `tone` counts a à ả ã á ạ.
struct Letter {
  char base = 0;  // lower case
  Mark mark = Mark::None;
  int tone = 0;
  bool is_upper = false;

  bool is_vowel() const { return std::string_view("aeiouy").find(base) != std::string_view::npos; }
  friend bool operator==(const Letter&, const Letter&) = default;
};

struct VowelRow {
  char base;
  Mark mark;
  std::array<char16_t, 6> lower;
  std::array<char16_t, 6> upper;
};

constexpr std::array<VowelRow, 12> vowel_rows{{
    {'a', Mark::None, {u'a', u'à', u'ả', u'ã', u'á', u'ạ'}, {u'A', u'À', u'Ả', u'Ã', u'Á', u'Ạ'}},
    {'a', Mark::Breve, {u'ă', u'ằ', u'ẳ', u'ẵ', u'ắ', u'ặ'}, {u'Ă', u'Ằ', u'Ẳ', u'Ẵ', u'Ắ', u'Ặ'}},
    {'a', Mark::Hat, {u'â', u'ầ', u'ẩ', u'ẫ', u'ấ', u'ậ'}, {u'Â', u'Ầ', u'Ẩ', u'Ẫ', u'Ấ', u'Ậ'}},
    {'e', Mark::None, {u'e', u'è', u'ẻ', u'ẽ', u'é', u'ẹ'}, {u'E', u'È', u'Ẻ', u'Ẽ', u'É', u'Ẹ'}},
    {'e', Mark::Hat, {u'ê', u'ề', u'ể', u'ễ', u'ế', u'ệ'}, {u'Ê', u'Ề', u'Ể', u'Ễ', u'Ế', u'Ệ'}},
    {'i', Mark::None, {u'i', u'ì', u'ỉ', u'ĩ', u'í', u'ị'}, {u'I', u'Ì', u'Ỉ', u'Ĩ', u'Í', u'Ị'}},
    {'o', Mark::None, {u'o', u'ò', u'ỏ', u'õ', u'ó', u'ọ'}, {u'O', u'Ò', u'Ỏ', u'Õ', u'Ó', u'Ọ'}},
    {'o', Mark::Hat, {u'ô', u'ồ', u'ổ', u'ỗ', u'ố', u'ộ'}, {u'Ô', u'Ồ', u'Ổ', u'Ỗ', u'Ố', u'Ộ'}},
    {'o', Mark::Horn, {u'ơ', u'ờ', u'ở', u'ỡ', u'ớ', u'ợ'}, {u'Ơ', u'Ờ', u'Ở', u'Ỡ', u'Ớ', u'Ợ'}},
    {'u', Mark::None, {u'u', u'ù', u'ủ', u'ũ', u'ú', u'ụ'}, {u'U', u'Ù', u'Ủ', u'Ũ', u'Ú', u'Ụ'}},
    {'u', Mark::Horn, {u'ư', u'ừ', u'ử', u'ữ', u'ứ', u'ự'}, {u'Ư', u'Ừ', u'Ử', u'Ữ', u'Ứ', u'Ự'}},
    {'y', Mark::None, {u'y', u'ỳ', u'ỷ', u'ỹ', u'ý', u'ỵ'}, {u'Y', u'Ỳ', u'Ỷ', u'Ỹ', u'Ý', u'Ỵ'}},
}};

using Word = std::vector<Letter>;

// The code point that ends `text`, 0 if there is none or the text is damaged; `bytes` is its length.
char32_t last_code_point(std::string_view text, std::size_t& bytes) {
  bytes = 0;
  char32_t value = 0;
  int shift = 0;
  while (bytes < text.size() && bytes < 4) {
    const auto byte = static_cast<unsigned char>(text[text.size() - 1 - bytes]);
    ++bytes;
    if (byte < 0x80) return bytes == 1 ? byte : 0;
    if (byte >= 0xC0) {
      const char32_t lead = bytes == 2 ? byte & 0x1Fu : bytes == 3 ? byte & 0x0Fu : byte & 0x07u;
      return value | lead << shift;
    }
    value |= static_cast<char32_t>(byte & 0x3Fu) << shift;
    shift += 6;
  }
  return 0;
}

bool take_apart(char32_t code_point, Letter& out) {
  if (code_point == U'đ' || code_point == U'Đ') {
    out = {'d', Mark::Bar, 0, code_point == U'Đ'};
    return true;
  }
  for (const auto& row : vowel_rows) {
    for (std::size_t tone = 0; tone < 6; ++tone) {
      if (row.lower[tone] != code_point && row.upper[tone] != code_point) continue;
      out = {row.base, row.mark, static_cast<int>(tone), row.upper[tone] == code_point};
      return true;
    }
  }
  const bool is_upper = code_point >= 'A' && code_point <= 'Z';
  const bool is_lower = code_point >= 'a' && code_point <= 'z';
  if (!is_upper && !is_lower) return false;
  out = {static_cast<char>(is_upper ? code_point + 32 : code_point), Mark::None, 0, is_upper};
  return true;
}

void append_utf8(std::string& out, char32_t code_point) {
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | code_point >> 6));
    out.push_back(static_cast<char>(0x80 | (code_point & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xE0 | code_point >> 12));
    out.push_back(static_cast<char>(0x80 | (code_point >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (code_point & 0x3F)));
  }
}

void append_letter(std::string& out, const Letter& letter) {
  if (letter.base == 'd' && letter.mark == Mark::Bar) return append_utf8(out, letter.is_upper ? U'Đ' : U'đ');
  for (const auto& row : vowel_rows) {
    if (row.base != letter.base || row.mark != letter.mark) continue;
    const auto tone = static_cast<std::size_t>(letter.tone);
    return append_utf8(out, letter.is_upper ? row.upper[tone] : row.lower[tone]);
  }
  out.push_back(letter.is_upper ? static_cast<char>(letter.base - 32) : letter.base);
}

// The letters that end the text. A word that hangs on a digit or another script is none of ours: mp3, x2.
Word last_word(std::string_view text) {
  Word word;
  constexpr std::size_t longest = 12;  // the longest syllable has 7 letters (nghiêng); more is not one
  while (!text.empty() && word.size() <= longest) {
    std::size_t bytes = 0;
    Letter letter;
    if (!take_apart(last_code_point(text, bytes), letter)) break;
    word.push_back(letter);
    text.remove_suffix(bytes);
  }
  std::reverse(word.begin(), word.end());
  const bool hangs_on_digit = !text.empty() && text.back() >= '0' && text.back() <= '9';
  return hangs_on_digit || word.size() > longest ? Word{} : word;
}

// Where the parts of a syllable begin and end: onset [0, vowel), vowels [vowel, coda), coda [coda, size).
struct Parts {
  std::size_t vowel = 0;
  std::size_t coda = 0;
  bool is_syllable = false;
};

std::string bare(const Word& word, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out.push_back(word[i].base);
  return out;
}

template <std::size_t Size>
bool is_one_of(const std::string& text, const std::array<std::string_view, Size>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Vowels as they may stand while the marks are not all typed yet.
constexpr std::array<std::string_view, 43> vowel_groups{
    "a",   "e",   "i",   "o",   "u",   "y",   "ai",  "ao",  "au",  "ay",  "eo",  "eu",  "ia",  "ie",  "iu",
    "oa",  "oe",  "oi",  "oo",  "ou",  "ua",  "ue",  "ui",  "uo",  "uu",  "uy",  "ye",  "ieu", "oai", "oao",
    "oay", "oeo", "uay", "uoi", "uou", "uya", "uye", "uyu", "yeu", "uao", "ueo", "uai", "uau"};
// k, as in Đắk Lắk; the rest as the language has it.
constexpr std::array<std::string_view, 9> codas{"", "c", "ch", "k", "m", "n", "ng", "nh", "p"};

bool is_onset(const std::string& onset) {
  if (onset.size() > 3) return false;  // names of places bring their own: Krông, Pleiku, Kbang
  return onset.find_first_of("fjwz") == std::string::npos;
}

Parts parts_of(const Word& word) {
  Parts parts;
  const std::size_t size = word.size();
  while (parts.vowel < size && !word[parts.vowel].is_vowel()) ++parts.vowel;
  const std::size_t first = parts.vowel;
  const auto is_vowel_at = [&](std::size_t at) { return at < size && word[at].is_vowel(); };
  // gi and qu are consonants before a vowel: già, quý. The i of gì and gìn is a vowel.
  if (first == 1 && is_vowel_at(1)) {
    if (word[0].base == 'q' && word[1].base == 'u' && word[1].mark == Mark::None) ++parts.vowel;
    if (word[0].base == 'g' && word[1].base == 'i' && is_vowel_at(2)) ++parts.vowel;
  }
  parts.coda = parts.vowel;
  while (is_vowel_at(parts.coda)) ++parts.coda;
  const std::string coda = bare(word, parts.coda, size);
  parts.is_syllable = parts.coda > parts.vowel && is_onset(bare(word, 0, first)) &&
                      is_one_of(bare(word, parts.vowel, parts.coda), vowel_groups) &&
                      (is_one_of(coda, codas) || coda == "t");
  return parts;
}

std::size_t tone_place(const Word& word, const Parts& parts) {
  for (std::size_t i = parts.coda; i > parts.vowel; --i)
    if (word[i - 1].mark != Mark::None) return i - 1;
  const std::size_t count = parts.coda - parts.vowel;
  const bool is_closed = parts.coda < word.size();
  if (count == 1) return parts.vowel;
  if (count == 2) return is_closed ? parts.vowel + 1 : parts.vowel;
  return is_closed ? parts.coda - 1 : parts.vowel + 1;
}

int tone_of(const Word& word) {
  for (const auto& letter : word)
    if (letter.tone != 0) return letter.tone;
  return 0;
}

void set_tone(Word& word, int tone) {
  const auto parts = parts_of(word);
  for (auto& letter : word) letter.tone = 0;
  if (parts.coda > parts.vowel) word[tone_place(word, parts)].tone = tone;
}

// thuở and huơ are the only open syllables in uơ; every other ươ is closed or goes on.
bool ends_open_in_uo(const Word& word, const Parts& parts) {
  return parts.coda - parts.vowel == 2 && parts.coda == word.size() && word[parts.vowel].base == 'u' &&
         word[parts.vowel + 1].base == 'o' && word[parts.vowel + 1].mark == Mark::Horn;
}

bool apply_tone(Word& word, int tone, const Letter& key) {
  const auto parts = parts_of(word);
  if (!parts.is_syllable) return false;
  if (tone == 0) {  // z
    if (tone_of(word) == 0) return false;
    set_tone(word, 0);
    return true;
  }
  if (tone_of(word) == tone) {
    set_tone(word, 0);
    word.push_back(key);
    return true;
  }
  const std::string onset = bare(word, 0, parts.vowel);
  if (ends_open_in_uo(word, parts) && (onset == "th" || onset == "h")) word[parts.vowel].mark = Mark::None;
  set_tone(word, tone);
  return true;
}

// The groups that have a hat in them, which is on their only a, e or o of that kind.
constexpr std::array<std::string_view, 17> hat_groups{"a",  "au",  "ay", "ua",  "uay", "e",  "eu", "ie", "ieu",
                                                      "ye", "yeu", "ue", "uye", "o",   "oi", "uo", "uoi"};

// aa, ee, oo
bool apply_hat(Word& word, const Letter& key) {
  const auto parts = parts_of(word);
  if (!parts.is_syllable) return false;
  for (std::size_t i = parts.coda; i > parts.vowel; --i) {
    auto& letter = word[i - 1];
    if (letter.base != key.base) continue;
    const bool is_undone = letter.mark == Mark::Hat;
    if (!is_undone && !is_one_of(bare(word, parts.vowel, parts.coda), hat_groups))
      return false;  // oeo, oao: a third vowel
    letter.mark = is_undone ? Mark::None : Mark::Hat;
    if (!is_undone && letter.base == 'o' && i - 1 > parts.vowel && word[i - 2].base == 'u')
      word[i - 2].mark = Mark::None;
    const int tone = tone_of(word);
    if (is_undone) word.push_back(key);
    if (tone != 0 && !is_undone) set_tone(word, tone);
    return true;
  }
  return false;
}

// Which vowels of a group w changes: ă only at its end, ư before a, i, o, u, ơ before i.
struct HornRow {
  std::string_view group;
  std::size_t from;
  bool takes_two;
};
constexpr std::array<HornRow, 11> horn_rows{{{"a", 0, false},
                                             {"oa", 1, false},
                                             {"o", 0, false},
                                             {"oi", 0, false},
                                             {"u", 0, false},
                                             {"ua", 0, false},
                                             {"ui", 0, false},
                                             {"uu", 0, false},
                                             {"uo", 0, true},
                                             {"uoi", 0, true},
                                             {"uou", 0, true}}};

// aw, ow, uw, uow; w alone after consonants.
bool apply_horn(Word& word, const Letter& key) {
  const auto parts = parts_of(word);
  if (parts.coda == parts.vowel) {
    if (word.empty() || word.back().base == 'q' || !is_onset(bare(word, 0, word.size()))) return false;
    word.push_back({'u', Mark::Horn, 0, key.is_upper});
    return true;
  }
  if (!parts.is_syllable) return false;
  const int tone = tone_of(word);
  const std::size_t first = parts.vowel;
  const std::string group = bare(word, first, parts.coda);
  const auto* row =
      std::find_if(horn_rows.begin(), horn_rows.end(), [&](const HornRow& one) { return one.group == group; });
  if (row == horn_rows.end()) return false;
  std::vector<std::size_t> targets{first + row->from};
  if (row->takes_two) targets.push_back(first + row->from + 1);
  bool is_undone = true;
  for (const auto at : targets) {
    const Mark wanted = word[at].base == 'a' ? Mark::Breve : Mark::Horn;
    if (word[at].mark != wanted) is_undone = false;
  }
  for (const auto at : targets)
    word[at].mark = is_undone ? Mark::None : word[at].base == 'a' ? Mark::Breve : Mark::Horn;
  if (tone != 0) set_tone(word, tone);
  if (is_undone) word.push_back(key);
  return true;
}

bool apply_bar(Word& word, const Letter& key) {
  if (word.empty() || word.front().base != 'd') return false;
  const bool is_next = word.size() == 1;
  if (!is_next && !parts_of(word).is_syllable) return false;
  if (word.front().mark == Mark::Bar) {
    word.front().mark = Mark::None;
    word.push_back(key);
  } else {
    word.front().mark = Mark::Bar;
  }
  return true;
}

void apply_letter(Word& word, const Letter& key) {
  const int tone = tone_of(word);
  const auto before = parts_of(word);
  const bool completes_uo = before.is_syllable && ends_open_in_uo(word, before);
  word.push_back(key);
  if (!parts_of(word).is_syllable) return;
  if (completes_uo) word[before.vowel].mark = Mark::Horn;  // thuở + ng → thưởng
  if (tone != 0) set_tone(word, tone);
}

int tone_of_key(char base) {
  switch (base) {
    case 'f':
      return 1;
    case 'r':
      return 2;
    case 'x':
      return 3;
    case 's':
      return 4;
    case 'j':
      return 5;
    default:
      return -1;
  }
}

void apply_key(Word& word, const Letter& key) {
  bool is_done = false;
  if (key.base == 'z')
    is_done = apply_tone(word, 0, key);
  else if (tone_of_key(key.base) > 0)
    is_done = apply_tone(word, tone_of_key(key.base), key);
  else if (key.base == 'a' || key.base == 'e' || key.base == 'o')
    is_done = apply_hat(word, key);
  else if (key.base == 'w')
    is_done = apply_horn(word, key);
  else if (key.base == 'd')
    is_done = apply_bar(word, key);
  if (!is_done) apply_letter(word, key);
}

}  // namespace

TextEdit telex(std::string_view before_caret, std::string_view key) {
  Letter letter;
  const bool is_ascii_letter = key.size() == 1 && take_apart(static_cast<unsigned char>(key.front()), letter);
  if (!is_ascii_letter) return {0, std::string(key)};
  const Word old_word = last_word(before_caret);
  if (old_word.empty()) return {0, std::string(key)};
  Word word = old_word;
  apply_key(word, letter);
  std::size_t same = 0;
  while (same < old_word.size() && same < word.size() && old_word[same] == word[same]) ++same;
  TextEdit edit{static_cast<int>(old_word.size() - same), {}};
  for (std::size_t i = same; i < word.size(); ++i) append_letter(edit.insert, word[i]);
  return edit;
}

}  // namespace ocop::input
