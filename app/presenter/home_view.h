// What the home screen shows, and what a finger may mean on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/ids.h"

namespace ocop::presenter {

enum class ChipTone { Neutral, Good, Information, Warning, Error };

struct ChipView {
  std::string label;
  ChipTone tone = ChipTone::Neutral;
};

struct HomeRow {
  Id dossier;
  std::string name;       // of the product
  std::string about;      // producer, set, kind
  std::optional<int> stars, stars_max;  // stars_max above stars while two people's scores differ
  std::string points;     // "78 điểm · 29/32 tiêu chí"
  ChipView chip;          // the one thing that matters now
  std::optional<Hash> thumbnail;
};

struct HomeFilterView {
  std::string id;         // "all", "drafts", "returned", "in_conflict", "withheld", "unsent", "archived"
  std::string label;      // "Đang làm 5"
  ChipTone tone = ChipTone::Neutral;
  bool is_chosen = false;
};

struct HomeView {
  std::string officer;    // "Xã Ví Dụ · Nguyễn Thị Mai"
  std::string room;       // "còn chỗ cho ~140 ảnh"
  bool is_room_low = false;
  std::string unsent;     // "3 hồ sơ chưa gửi"
  bool has_unsent = false;
  std::string search;
  std::vector<HomeFilterView> filters;
  std::vector<HomeRow> rows;
  std::uint64_t more = 0;      // that fit and are not listed
  bool is_loaded = false;      // false until the first answer
  bool is_searching = false;   // the rows are of an earlier search
};

namespace home {
struct Search { std::string text; };
struct ChooseFilter { std::string id; };
struct OpenDossier { Id dossier; };
struct NewDossier {};
struct OpenSync {};
}  // namespace home

using HomeIntent = std::variant<home::Search, home::ChooseFilter, home::OpenDossier, home::NewDossier, home::OpenSync>;

}  // namespace ocop::presenter
