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
  std::string found_by = {};  // of a set: its words in both languages
};

struct ChoiceGroup {
  std::string title;      // the industry
  std::vector<ChoiceView> choices;
};

struct NewDossierView {
  std::string producer_search;
  std::vector<ChoiceView> producers;      // found; nothing once one is chosen
  std::optional<ChoiceView> producer;     // chosen

  bool is_adding_producer = false;        // a new one: name and commune
  std::string producer_name;
  std::string unit_search;
  std::vector<ChoiceView> units;          // found
  std::optional<ChoiceView> unit;         // chosen; at first the officer's own

  std::string product_name;
  std::string set_search;
  std::vector<ChoiceGroup> sets;          // found, by industry; nothing once one is chosen
  std::optional<ChoiceView> set;
  std::vector<ChoiceView> kinds;
  std::string kind = "first";

  std::string still_needed;               // "Còn thiếu: tên sản phẩm, bộ sản phẩm"; empty: it can be created
  bool is_creating = false;
};

namespace new_dossier {
struct SearchProducer { std::string text; };
struct ChooseProducer { std::string id; };
struct ChangeProducer {};                 // the choice opens again
struct AddProducer {};
struct TypeProducerName { std::string text; };
struct SearchUnit { std::string text; };
struct ChooseUnit { std::string id; };
struct ChangeUnit {};
struct TypeProductName { std::string text; };
struct SearchSet { std::string text; };
struct ChooseSet { std::string id; };
struct ChangeSet {};
struct ChooseKind { std::string id; };
struct Create {};
}  // namespace new_dossier

using NewDossierIntent =
    std::variant<new_dossier::SearchProducer, new_dossier::ChooseProducer, new_dossier::ChangeProducer,
                 new_dossier::AddProducer, new_dossier::TypeProducerName, new_dossier::SearchUnit,
                 new_dossier::ChooseUnit, new_dossier::ChangeUnit, new_dossier::TypeProductName, new_dossier::SearchSet,
                 new_dossier::ChooseSet, new_dossier::ChangeSet, new_dossier::ChooseKind, new_dossier::Create>;

}  // namespace ocop::presenter
