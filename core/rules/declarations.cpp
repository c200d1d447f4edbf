#include "core/rules/declarations.h"

namespace ocop::rules {
namespace {

std::optional<DeclarationKind> declaration_kind(NoteKind kind) {
  switch (kind) {
    case NoteKind::Disqualify: return DeclarationKind::Disqualify;
    case NoteKind::Precondition: return DeclarationKind::Precondition;
    case NoteKind::NotEligibleIfCommodity: return DeclarationKind::NotEligibleIfCommodity;
    case NoteKind::StopIfFailed: return DeclarationKind::StopIfFailed;
    case NoteKind::AppliesOnlyIfStory: return DeclarationKind::AppliesOnlyIfStory;
    case NoteKind::Guidance:
    case NoteKind::ChooseOneCase: break;
  }
  return std::nullopt;
}

}  // namespace

bool is_declared(NoteKind kind) { return declaration_kind(kind).has_value(); }

bool Declaration::bars(bool answer) const {
  switch (kind) {
    case DeclarationKind::SetDisqualifier:
    case DeclarationKind::Disqualify:
    case DeclarationKind::NotEligibleIfCommodity:
    case DeclarationKind::StopIfFailed: return answer;
    case DeclarationKind::Precondition: return !answer;
    case DeclarationKind::AppliesOnlyIfStory: break;
  }
  return false;
}

bool Declaration::silences_criterion(bool answer) const {
  return kind == DeclarationKind::AppliesOnlyIfStory && !answer;
}

std::vector<Declaration> declarations(const Set& set) {
  std::vector<Declaration> all;
  for (const Text& text : set.disqualifiers)
    all.push_back({"set/" + std::to_string(all.size() + 1), DeclarationKind::SetDisqualifier, "", text});
  for (const Criterion* criterion : set.criteria())
    for (const Note& note : criterion->notes)
      if (const auto kind = declaration_kind(note.kind))
        all.push_back(
            {criterion->code + "/" + std::string(note_kind_name(note.kind)), *kind, criterion->code, note.text});
  return all;
}

}  // namespace ocop::rules
