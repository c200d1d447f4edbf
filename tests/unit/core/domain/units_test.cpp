#include "core/domain/units.h"

#include <map>
#include <set>
#include <string>

#include "core/base/text.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::domain;

namespace {

std::string first_found(std::string_view text) {
  const auto found = search_communes(text, 1);
  return found.empty() ? "" : unit_name(found.front()->code);
}

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

TEST_CASE("the list of units is whole and refers to itself without a gap") {
  CHECK(provinces().size() == 34);
  CHECK(communes().size() == 3321);
  std::map<std::string_view, int> kinds;
  std::set<std::string_view> codes;
  for (const auto& commune : communes()) {
    INFO(commune.code);
    CHECK(is_digits(commune.code, 5));
    CHECK(codes.insert(commune.code).second);
    CHECK(find_province(commune.province_code) != nullptr);
    CHECK(*clean_text(commune.name) == commune.name);
    ++kinds[commune.kind];
  }
  for (const auto& province : provinces()) CHECK(is_digits(province.code, 2));
  CHECK(kinds == std::map<std::string_view, int>{{"xã", 2611}, {"phường", 697}, {"đặc khu", 13}});
}

TEST_CASE("a unit is found by its code, zeros and all") {
  REQUIRE(find_commune("00004") != nullptr);
  CHECK(display_name(*find_commune("00004")) == "Phường Ba Đình");
  REQUIRE(find_province("01") != nullptr);
  CHECK(display_name(*find_province("01")) == "Thành phố Hà Nội");
  CHECK(unit_name("00004") == "Phường Ba Đình, Thành phố Hà Nội");
  CHECK(unit_name("96") == "Tỉnh Cà Mau");
  CHECK(unit_name("99999") == "99999");
  for (const auto* code : {"", "4", "0004", "000004", "1", "001", "00000", "99999"}) {
    CHECK(find_commune(code) == nullptr);
    CHECK(find_province(code) == nullptr);
  }
}

TEST_CASE("the communes of all provinces together are all communes") {
  std::size_t sum = 0;
  for (const auto& province : provinces()) {
    const auto own = communes_of(province.code);
    CHECK_FALSE(own.empty());
    for (const auto* commune : own) CHECK(commune->province_code == province.code);
    for (std::size_t i = 1; i < own.size(); ++i) CHECK(fold(own[i - 1]->name) <= fold(own[i]->name));
    sum += own.size();
  }
  CHECK(sum == communes().size());
  CHECK(communes_of("99").empty());
}

TEST_CASE("search forgives tones, case, đ and where the tone stands") {
  CHECK(first_found("ba dinh") == "Phường Ba Đình, Thành phố Hà Nội");
  CHECK(first_found("BA ĐÌNH") == first_found("ba dinh"));
  CHECK(first_found("phường ba đình") == first_found("ba dinh"));
  CHECK(first_found("ba đình, hà nội") == first_found("ba dinh"));
  CHECK(search_communes("Hòa Bình", 200) == search_communes("Hoà Bình", 200));
  CHECK(search_communes("thuỷ", 200) == search_communes("thủy", 200));
  CHECK_FALSE(search_communes("hoa binh", 200).empty());
}

TEST_CASE("search puts the name itself first, then names that begin so, then the rest") {
  const auto found = search_communes("ba", 4000);
  REQUIRE(found.size() > 20);
  int stage = 0;
  for (const auto* commune : found) {
    const auto name = fold(commune->name);
    const auto own = fold(display_name(*commune));
    const int now = name.starts_with("ba") ? 1 : (" " + own).find(" ba") != std::string::npos ? 2 : 3;
    CHECK(now >= stage);
    stage = now;
  }
}

TEST_CASE("every commune is found by its full name with its province") {
  for (const auto& commune : communes()) {
    const auto name = unit_name(commune.code);
    const auto found = search_communes(name, 200);
    INFO(name);
    bool is_there = false;
    for (const auto* one : found) is_there = is_there || one->code == commune.code;
    CHECK(is_there);
  }
}

TEST_CASE("a province narrows a search and words count from their beginning") {
  for (const auto* commune : search_communes("tan ca mau", 200)) CHECK(commune->province_code == "96");
  CHECK_FALSE(search_communes("tan ca mau", 200).empty());
  CHECK(search_communes("inh", 10).empty());
  CHECK(search_communes("", 10).empty());
  CHECK(search_communes("  ,. ", 10).empty());
  CHECK(search_communes("xa", 7).size() == 7);
  CHECK(search_communes("ba dinh", 0).empty());
}

TEST_CASE("a former commune leads to those of today") {
  const auto whole = successors("00001");
  REQUIRE(whole.size() == 1);
  CHECK(whole.front().name == "Phường Phúc Xá");
  CHECK(whole.front().commune_code == "00097");
  const auto renamed = successors("25270");
  bool is_renamed = false;
  for (const auto& row : renamed) is_renamed = is_renamed || row.basis == "renamed";
  CHECK(is_renamed);
  CHECK(renamed.size() > 1);  // the code was used for more than one unit
  CHECK(successors("99999").empty());
  CHECK(successors("").empty());
}

TEST_CASE("every row of the former communes ends in a commune of today") {
  std::set<std::string_view> codes;
  std::size_t rows = 0;
  for (int code = 0; code < 100'000; ++code) {
    auto text = std::to_string(code);
    text.insert(0, 5 - text.size(), '0');
    for (const auto& row : successors(text)) {
      ++rows;
      INFO(row.code << " " << row.name);
      CHECK(find_commune(row.commune_code) != nullptr);
    }
  }
  CHECK(rows == 10'848 - 41);  // 36 rows and the 5 island districts have no former code
}
