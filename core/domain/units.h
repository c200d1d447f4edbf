// Provinces and communes of Viet Nam (units/README.md says where the lists come from and what they lack), compiled in.
//
// Codes are text with leading zeros: "01" a province, "00004" a commune. Since July 2025 there is no district. Names
// and kinds change while codes stay, so a record keeps the code and a screen shows today's name. Before July 2025 there
// were other communes: `successors` leads from one of them to those of today.
//
// The tables are read at the first call, which takes milliseconds, and never change afterwards; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocop::domain {

struct Province {
  std::string_view code;  // "01"
  std::string_view name;  // "Hà Nội"
  std::string_view kind;  // "thành phố", "tỉnh"
  std::string_view valid_from;
};

struct Commune {
  std::string_view code;  // "00004"
  std::string_view name;  // "Ba Đình"
  std::string_view kind;  // "phường", "xã", "đặc khu"
  std::string_view province_code;
  std::string_view valid_from;
};

struct FormerCommune {
  std::string_view code;  // empty where it is not known
  std::string_view name;  // with its prefix, as old papers write it: "Phường Trúc Bạch"
  std::string_view district_code;
  std::string_view district_name;
  std::string_view province_code;
  std::string_view province_name;
  std::string_view commune_code;  // of today
  std::string_view valid_until;   // its last day; empty where it is not known
  std::string_view basis;         // code, name, added, renamed: how sure the row is
};

std::span<const Province> provinces();  // by code
std::span<const Commune> communes();    // by code
std::span<const Commune* const> communes_of(
    std::string_view province_code);  // by folded name; none for an unknown code
const Province* find_province(std::string_view code);
const Commune* find_commune(std::string_view code);

std::string display_name(const Province& province);  // "Thành phố Hà Nội"
std::string display_name(const Commune& commune);    // "Phường Ba Đình"
// For a code of either kind: "Phường Ba Đình, Thành phố Hà Nội". The code itself when it is unknown.
std::string unit_name(std::string_view code);

// Communes whose name, kind or province hold every word typed, as the beginning of a word: tones, case, đ and tone
// placement do not matter ("ba dinh", "xa hoa", "BA ĐÌNH hà nội"). Best first: the name itself, names that begin so,
// names that hold the words, then those found through their province. Nothing for an empty text.
std::vector<const Commune*> search_communes(std::string_view text, std::size_t limit);

// Where a former commune lies today, and under which names its code went; a split one has several rows. A code may have
// been used again for another unit: compare valid_until with the date of the paper. None for a code that never was.
std::span<const FormerCommune> successors(std::string_view former_code);

}  // namespace ocop::domain
