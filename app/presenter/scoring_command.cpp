#include "app/presenter/scoring_command.h"

namespace ocop::presenter {

Status write_answer(service::Folder& folder, const DraftField& field, const domain::Value& value) {
  constexpr std::string_view declare = "declare.", option = ".option", note = ".note";
  const std::string_view name = field.field;
  const std::string text = value.as_text() == nullptr ? std::string{} : *value.as_text();
  if (name.starts_with(declare)) {
    const bool* answer = value.as_boolean();
    return service::set_declaration(folder, {.dossier = field.record.root,
                                             .assessor = field.assessor,
                                             .declaration = std::string(name.substr(declare.size())),
                                             .answer = answer == nullptr ? std::nullopt : std::optional<bool>(*answer),
                                             .shown = field.shown});
  }
  service::SetScore score;
  score.dossier = field.record.root;
  score.assessor = field.assessor;
  if (name.ends_with(option)) {
    score.criterion = name.substr(0, name.size() - option.size());
    score.option = text;
    score.shown_option = field.shown;
  } else if (name.ends_with(note)) {
    score.criterion = name.substr(0, name.size() - note.size());
    score.note = text;
    score.shown_note = field.shown;
  } else {
    return Error{ErrorCode::UnknownField, field.field};
  }
  return service::set_score(folder, score);
}

}  // namespace ocop::presenter
