#include "core/domain/units.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/base/text.h"

namespace ocop::embedded {
extern const std::string_view provinces_tsv;
extern const std::string_view communes_tsv;
extern const std::string_view former_units_tsv;
}  // namespace ocop::embedded

namespace ocop::domain {
namespace {

// Calls row(columns) for each line behind the header. A short line has empty columns at its end.
template <std::size_t Columns, typename Row>
void for_each_row(std::string_view tsv, Row row) {
  bool is_header = true;
  while (!tsv.empty()) {
    const auto end = tsv.find('\n');
    auto line = tsv.substr(0, end);
    tsv.remove_prefix(end == std::string_view::npos ? tsv.size() : end + 1);
    std::array<std::string_view, Columns> columns{};
    for (auto& column : columns) {
      const auto tab = line.find('\t');
      column = line.substr(0, tab);
      line = tab == std::string_view::npos ? std::string_view{} : line.substr(tab + 1);
    }
    if (!is_header && !columns[0].empty()) row(columns);
    is_header = false;
  }
}

template <typename T>
bool by_code(const T& a, const T& b) {
  return a.code < b.code;
}

template <typename T>
const T* find_code(const std::vector<T>& rows, std::string_view code) {
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), code, [](const T& row, std::string_view c) { return row.code < c; });
  return found != rows.end() && found->code == code ? &*found : nullptr;
}

const std::vector<Province>& province_table() {
  static const auto table = [] {
    std::vector<Province> rows;
    for_each_row<4>(embedded::provinces_tsv, [&](const auto& c) { rows.push_back({c[0], c[1], c[2], c[3]}); });
    std::sort(rows.begin(), rows.end(), by_code<Province>);
    return rows;
  }();
  return table;
}

const std::vector<Commune>& commune_table() {
  static const auto table = [] {
    std::vector<Commune> rows;
    for_each_row<5>(embedded::communes_tsv, [&](const auto& c) { rows.push_back({c[0], c[1], c[2], c[3], c[4]}); });
    std::sort(rows.begin(), rows.end(), by_code<Commune>);
    return rows;
  }();
  return table;
}

// Rows without a code of their own are left out: nothing can ask for them.
const std::vector<FormerCommune>& former_table() {
  static const auto table = [] {
    std::vector<FormerCommune> rows;
    for_each_row<9>(embedded::former_units_tsv, [&](const auto& c) {
      rows.push_back({c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8]});
    });
    std::stable_sort(rows.begin(), rows.end(), by_code<FormerCommune>);
    return rows;
  }();
  return table;
}

std::string capitalised(std::string_view kind) {
  constexpr std::pair<std::string_view, std::string_view> spellings[] = {
      {"tỉnh", "Tỉnh"}, {"thành phố", "Thành phố"}, {"xã", "Xã"}, {"phường", "Phường"}, {"đặc khu", "Đặc khu"}};
  for (const auto& [lower, upper] : spellings)
    if (kind == lower) return std::string(upper);
  return std::string(kind);
}

// One commune as search sees it. Every text begins with a space and ends with one, so that " word" finds the beginning
// of a word and " whole name " a whole name.
struct Entry {
  const Commune* commune;
  std::string name;        // " ba dinh "
  std::string own;         // " phuong ba dinh "
  std::string everything;  // " phuong ba dinh thanh pho ha noi "
};

std::string spaced(std::string_view text) { return " " + fold(text) + " "; }

const std::vector<Entry>& search_table() {
  static const auto table = [] {
    std::vector<Entry> rows;
    std::map<std::string_view, std::string> province_names;
    for (const auto& province : province_table()) province_names[province.code] = fold(display_name(province)) + " ";
    for (const auto& commune : commune_table()) {
      auto own = spaced(display_name(commune));
      auto everything = own + province_names[commune.province_code];
      rows.push_back({&commune, spaced(commune.name), std::move(own), std::move(everything)});
    }
    std::sort(rows.begin(), rows.end(), [](const Entry& a, const Entry& b) {
      return a.name != b.name ? a.name < b.name : a.commune->code < b.commune->code;
    });
    return rows;
  }();
  return table;
}

bool holds_all(const std::string& text, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

// 0 the name itself, alone or with its province behind it; 1 a beginning of it; 2 all words in name and kind; 3 some
// words in the province. -1: not found.
int rank(const Entry& entry, const std::string& query, const std::vector<std::string>& words) {
  if (!holds_all(entry.everything, words)) return -1;
  const auto whole = query + " ";
  if (whole.starts_with(entry.name) || whole.starts_with(entry.own)) return 0;
  if (entry.name.starts_with(query) || entry.own.starts_with(query)) return 1;
  return holds_all(entry.own, words) ? 2 : 3;
}

std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    words.push_back(" " + folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

std::span<const Province> provinces() { return province_table(); }
std::span<const Commune> communes() { return commune_table(); }

std::span<const Commune* const> communes_of(std::string_view province_code) {
  static const auto by_province = [] {
    std::map<std::string_view, std::vector<const Commune*>> out;
    for (const auto& entry : search_table()) out[entry.commune->province_code].push_back(entry.commune);
    return out;
  }();
  const auto found = by_province.find(province_code);
  if (found == by_province.end()) return {};
  return found->second;
}

const Province* find_province(std::string_view code) { return find_code(province_table(), code); }
const Commune* find_commune(std::string_view code) { return find_code(commune_table(), code); }

std::string display_name(const Province& province) {
  return capitalised(province.kind) + " " + std::string(province.name);
}
std::string display_name(const Commune& commune) { return capitalised(commune.kind) + " " + std::string(commune.name); }

std::string unit_name(std::string_view code) {
  if (const auto* province = find_province(code)) return display_name(*province);
  const auto* commune = find_commune(code);
  if (!commune) return std::string(code);
  const auto* province = find_province(commune->province_code);
  return display_name(*commune) + (province ? ", " + display_name(*province) : std::string{});
}

std::vector<const Commune*> search_communes(std::string_view text, std::size_t limit) {
  const auto folded = fold(text);
  const auto words = words_of(folded);
  std::array<std::vector<const Commune*>, 4> by_rank;
  if (words.empty()) return {};
  const auto query = " " + folded;
  for (const auto& entry : search_table()) {
    const int found = rank(entry, query, words);
    if (found >= 0) by_rank[static_cast<std::size_t>(found)].push_back(entry.commune);
  }
  std::vector<const Commune*> out;
  for (const auto& group : by_rank)
    for (const auto* commune : group)
      if (out.size() < limit) out.push_back(commune);
  return out;
}

std::span<const FormerCommune> successors(std::string_view former_code) {
  const auto& rows = former_table();
  const FormerCommune wanted{former_code, {}, {}, {}, {}, {}, {}, {}, {}};
  const auto [first, last] = std::equal_range(rows.begin(), rows.end(), wanted, by_code<FormerCommune>);
  return {first, last};
}

}  // namespace ocop::domain
