// What the page for taking in a bundle shows, and what a finger may mean on it: the files that were found, and what
// became of the one that was tapped.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/presenter/home_view.h"

namespace ocop::presenter {

struct BundleRow {
  std::string path;   // names it
  std::string name;   // "ocop-20261121-070509.ocop"
  std::string about;  // "1,2 MB · 21/11 14:05 · USB hoặc thẻ nhớ KINGSTON"
};

struct BundleOutcome {
  ChipTone tone = ChipTone::Good;
  std::string title;               // "Đã nhập đủ goi.ocop"
  std::vector<std::string> taken;  // what was taken in; of a file that was refused: why, and what to do
  std::vector<std::string> missing;
  std::string next;                // what to do; empty: `taken` says it
  bool is_to_decide = false;       // something waits for the officer
  bool is_to_send = false;         // what was taken in is to travel on
};

struct BundlesView {
  bool is_loaded = false;
  std::vector<BundleRow> files;  // newest first
  std::string none;              // no file was found, and what to do; empty
  std::string importing;         // what is being taken in; empty
  std::optional<BundleOutcome> outcome;
};

namespace bundles {
struct Look {};
struct Import {
  std::string path;
};
struct OpenConflicts {};
struct OpenSync {};
}  // namespace bundles

using BundlesIntent = std::variant<bundles::Look, bundles::Import, bundles::OpenConflicts, bundles::OpenSync>;

}  // namespace ocop::presenter
