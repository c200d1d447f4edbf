// What the screen for a new dossier shows, and what a finger may mean on it: whose product, its name, its set, which
// registration. One page, from above downwards; what is chosen folds into one line that can be tapped again.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/ids.h"

namespace ocop::presenter {

struct ChoiceView {
  std::string id;
  std::string label;
  std::string about = {};   // a quiet line below
};

struct ChoiceGroup {
  std::string title;      // the industry
  std::vector<ChoiceView> choices;
};

struct NewDossierView {
  enum class Step { Producer, NewProducer, Product, Set, Kind } step = Step::Producer;

  std::string producer_search;
  std::vector<ChoiceView> producers;      // found
  std::optional<ChoiceView> producer;     // chosen

  std::string producer_name, producer_name_error;   // of a new one
  std::string unit_search;
  std::vector<ChoiceView> units;          // found
  std::optional<ChoiceView> unit;         // chosen

  std::string product_name;
  std::string set_search;
  std::vector<ChoiceGroup> sets;          // found, by industry
  std::optional<ChoiceView> set;
  std::vector<ChoiceView> kinds;
  std::string kind = "first";

  std::string still_needed;               // "Còn thiếu: tên sản phẩm, bộ sản phẩm"; empty: it can be created
  bool is_creating = false;
};

namespace new_dossier {
struct SearchProducer { std::string text; };
struct ChooseProducer { Id producer; };
struct AddProducer {};                    // a new one: name and commune are asked
struct TypeProducerName { std::string text; };
struct SearchUnit { std::string text; };
struct ChooseUnit { std::string code; };
struct SaveProducer {};
struct TypeProductName { std::string text; };
struct SearchSet { std::string text; };
struct ChooseSet { std::string set; };
struct ChooseKind { std::string kind; };
struct GoToStep { NewDossierView::Step step; };
struct Create {};
}  // namespace new_dossier

using NewDossierIntent =
    std::variant<new_dossier::SearchProducer, new_dossier::ChooseProducer, new_dossier::AddProducer,
                 new_dossier::TypeProducerName, new_dossier::SearchUnit, new_dossier::ChooseUnit, new_dossier::SaveProducer,
                 new_dossier::TypeProductName, new_dossier::SearchSet, new_dossier::ChooseSet, new_dossier::ChooseKind,
                 new_dossier::GoToStep, new_dossier::Create>;

}  // namespace ocop::presenter
