// The whole view-model of one frame: the screen on top, and what is said around it. Pointers into presenters: good
// until the next intent is applied.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "app/presenter/notices.h"
#include "app/presenter/settings.h"

namespace ocop::presenter {

struct HomeView;
struct NewDossierView;
struct OverviewView;
struct FormView;
struct ScoringView;
struct EvidenceView;
struct ConflictView;
struct WithheldView;
struct ProofView;
struct SyncView;
struct BundlesView;
struct EnrolmentView;

using ScreenView = std::variant<const HomeView*, const NewDossierView*, const OverviewView*, const FormView*,
                                const ScoringView*, const EvidenceView*, const ConflictView*, const WithheldView*,
                                const ProofView*, const SyncView*, const BundlesView*, const EnrolmentView*>;

enum class SaveState { Nothing, Saved, Saving, Failed };

struct View {
  ScreenView screen;
  std::size_t depth = 0;            // of the stack; the path of a screen's items begins with its name alone
  std::optional<Notice> notice;
  SaveState save_state = SaveState::Nothing;
  std::string saved;                // "Đã lưu 14:05"
  Settings settings;
  bool is_menu_open = false;
};

}  // namespace ocop::presenter
