#include "app/text/text.h"

#include <set>
#include <string>

#include "app/text/amounts.h"
#include "core/base/text.h"
#include "core/domain/lifecycle.h"
#include "core/domain/record_type.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::text;

namespace {

constexpr Language languages[] = {Language::Vietnamese, Language::English};

std::set<char> arguments_of(std::string_view sentence) {
  std::set<char> out;
  for (std::size_t i = 0; i + 1 < sentence.size(); ++i)
    if (sentence[i] == '{') out.insert(sentence[i + 1]);
  return out;
}

// Every brace opens an argument, "{0}" or "{0|one|many}", and is closed.
bool has_whole_braces(std::string_view rest) {
  for (auto open = rest.find_first_of("{}"); open != std::string_view::npos; open = rest.find_first_of("{}")) {
    const auto close = rest.find('}');
    if (rest[open] == '}' || close == std::string_view::npos || close < open + 2) return false;
    const auto inside = rest.substr(open + 1, close - open - 1);
    int bars = 0;
    for (const char c : inside) bars += c == '|' ? 1 : 0;
    if (inside[0] < '0' || inside[0] > '9' || (inside.size() > 1 && (inside[1] != '|' || bars != 2))) return false;
    if (inside.find('{') != std::string_view::npos) return false;
    rest.remove_prefix(close + 1);
  }
  return true;
}

void check_label(std::string_view key) {
  INFO(key);
  for (const auto language : languages) {
    const auto words = label(key, language);
    CHECK_FALSE(words.empty());
    CHECK(*clean_text(words) == words);
    CHECK(trim(words) == words);
  }
}

struct Line {
  std::string_view key, vietnamese, english;
};

constexpr Line label_lines[] = {
#define LABEL(key, vi, en) {key, vi, en},
#include "app/text/labels/all.inc"
#undef LABEL
};

// Every key that the domain can ask for.
std::set<std::string> domain_labels() {
  std::set<std::string> keys;
  const auto add_field = [&](const domain::Field& field) {
    keys.insert(std::string(field.label));
    for (const auto choice : field.choices) keys.insert(domain::choice_label(field, choice));
    for (const auto& part : field.parts) keys.insert("part." + std::string(part.name));
  };
  for (const auto& type : domain::all_types()) {
    keys.insert(domain::type_label(type));
    for (const auto& field : type.fields) add_field(field);
  }
  for (const auto& field : domain::common_fields()) add_field(field);
  for (const auto& row : domain::transitions()) keys.insert("mover." + std::string(domain::mover_name(row.by)));
  for (const auto kind : domain::our_evidence_kinds()) keys.insert("evidence_kind." + std::string(kind));
  return keys;
}

}  // namespace

TEST_CASE("every sentence is whole in both languages, composed, and takes the same arguments") {
  for (std::size_t i = 0; i < key_count; ++i) {
    const auto key = static_cast<Key>(i);
    const auto vietnamese = sentence(key, Language::Vietnamese);
    const auto english = sentence(key, Language::English);
    INFO(vietnamese << " / " << english);
    for (const auto words : {vietnamese, english}) {
      CHECK_FALSE(words.empty());
      const auto cleaned = clean_text(words);
      REQUIRE_OK(cleaned);
      CHECK(*cleaned == words);
      CHECK(trim(words) == words);
      CHECK(has_whole_braces(words));
      CHECK(words.find("  ") == std::string_view::npos);
      CHECK(words.find("...") == std::string_view::npos);
    }
    const auto left_out = key == Key::SyncChangesAndPhotos;  // the count stands large above the words
    if (!left_out) CHECK(arguments_of(vietnamese) == arguments_of(english));
  }
}

TEST_CASE("every error has a sentence that says what happened, what is safe and what to do") {
  std::set<Key> keys;
  for (const auto& row : error_table) {
    INFO(row.name);
    const auto key = error_sentence(row.code);
    CHECK(keys.insert(key).second);
    for (const auto language : languages) {
      const auto words = sentence(key, language);
      CHECK(words.ends_with('.'));
      CHECK(words.find(". ") != std::string_view::npos);  // at least two sentences
      CHECK(arguments_of(words).empty());
    }
    CHECK(sentence(key, Language::Vietnamese) != sentence(key, Language::English));
  }
}

TEST_CASE("an error that support must mend says so, and one that goes away by itself does not call support first") {
  for (const auto& row : error_table) {
    INFO(row.name);
    const auto vietnamese = sentence(error_sentence(row.code), Language::Vietnamese);
    const bool names_support = vietnamese.find("hỗ trợ") != std::string_view::npos;
    if (row.mender == Mender::Support && row.code != ErrorCode::PackIncomplete && row.code != ErrorCode::SchemaTooNew &&
        row.code !=
            ErrorCode::ServerGarbage)  // these the officer can mend as well: another pack, an update, another network
      CHECK(names_support);
    if (row.mender == Mender::Nobody) CHECK_FALSE(names_support);
  }
}

TEST_CASE("every type, field, choice, state, part and kind of evidence has a label in both languages") {
  for (const auto& key : domain_labels()) check_label(key);
}

TEST_CASE("no label is written twice and none names a thing that does not exist") {
  const auto asked_for = domain_labels();
  std::set<std::string> written;
  for (const auto& line : label_lines) {
    INFO(line.key);
    CHECK(written.insert(std::string(line.key)).second);
    CHECK(asked_for.count(std::string(line.key)) == 1);
    CHECK(label(line.key, Language::Vietnamese) == line.vietnamese);
    CHECK(label(line.key, Language::English) == line.english);
  }
}

TEST_CASE("a field of a newer program has no label") {
  CHECK(label("field_of_tomorrow", Language::Vietnamese).empty());
  CHECK(label("", Language::English).empty());
  CHECK(label("zzz", Language::English).empty());
}

TEST_CASE("arguments are filled in where each language wants them") {
  CHECK(fill(Key::ScoringGatesNext, Language::Vietnamese, {"4", "6"}) == "Để lên 4★ còn 6 điều kiện");
  CHECK(fill(Key::ScoringGatesNext, Language::English, {"4", "6"}) == "6 more conditions for 4★");
  CHECK(fill(Key::HomeTitle, Language::Vietnamese, {"unused"}) == "Hồ sơ của tôi");
}

TEST_CASE("one is singular and every other count is plural") {
  CHECK(fill(Key::EvidenceAdded, Language::English, {"1"}) == "1 photo saved");
  CHECK(fill(Key::EvidenceAdded, Language::English, {"21"}) == "21 photos saved");
  CHECK(fill(Key::EvidenceAdded, Language::English, {"0"}) == "0 photos saved");
  CHECK(fill(Key::SyncChangesAndPhotos, Language::English, {"43", "1"}) == "changes · 1 photo");
}

TEST_CASE("a missing argument is left out and an argument's own braces are not read again") {
  CHECK(fill(Key::SavedAt, Language::Vietnamese, {}) == "Đã lưu ");
  CHECK(fill(Key::SavedAt, Language::Vietnamese, {"{0}"}) == "Đã lưu {0}");
  CHECK(fill(Key::HomeNothingFound, Language::English, {"}{|"}) == "No dossier was found for “}{|”.");
}

TEST_CASE("amounts are written as people write them") {
  CHECK(number(0) == "0");
  CHECK(number(999) == "999");
  CHECK(number(1208) ==
        "1\xC2\xA0"
        "208");
  CHECK(number(-1250000) ==
        "-1\xC2\xA0"
        "250\xC2\xA0"
        "000");
  CHECK(number(-250) == "-250");
  CHECK(size_in_bytes(812, Language::Vietnamese) ==
        "812\xC2\xA0"
        "B");
  CHECK(size_in_bytes(6'000, Language::Vietnamese) == "6\xC2\xA0KB");
  CHECK(size_in_bytes(7'200'000, Language::Vietnamese) == "7,2\xC2\xA0MB");
  CHECK(size_in_bytes(7'200'000, Language::English) == "7.2\xC2\xA0MB");
  CHECK(size_in_bytes(96'400'000, Language::English) == "96\xC2\xA0MB");
  CHECK(size_in_bytes(1'400'000'000, Language::English) == "1.4\xC2\xA0GB");
}

TEST_CASE("waiting times are rounded up, dates turned round, and what is no date left alone") {
  CHECK(duration(2, Language::Vietnamese) == "2\xC2\xA0giây");
  CHECK(duration(1, Language::English) == "1\xC2\xA0second");
  CHECK(duration(61, Language::English) == "2\xC2\xA0minutes");
  CHECK(duration(24 * 60, Language::Vietnamese) == "24\xC2\xA0phút");
  CHECK(duration(100 * 60, Language::English) == "2\xC2\xA0hours");
  CHECK(date("2026-05-22") == "22/05/2026");
  CHECK(date("22/5/2026") == "22/5/2026");
  CHECK(date("abcd-ef-gh") == "abcd-ef-gh");
  CHECK(date("").empty());
}
