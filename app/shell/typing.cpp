#include "app/shell/typing.h"

namespace ocop::shell {
namespace {

constexpr int turns_max = 20'000;      // with a frame every few milliseconds far longer than any saving takes
constexpr std::size_t text_bytes_max = 200;
constexpr std::string_view field = "form/signed_by";

std::string first_dossier(const ui::Inspection& items) {
  constexpr std::string_view begin = "home/dossier ";
  for (const auto& item : items.items)
    if (std::string_view(item.path).substr(0, begin.size()) == begin) return item.path;
  return {};
}

}  // namespace

Typing::Typing(Shell& shell, World world)
    : shell_(shell), world_(std::move(world)), driver_(shell, [this] { shell_.turn(); }) {}

Status Typing::run() {
  TRY(come_to_rest());
  const std::string dossier = first_dossier(driver_.items());
  if (dossier.empty()) return Error{ErrorCode::NotFound, "no dossier on the screen:\n" + driver_.items().print()};
  TRY(driver_.tap(dossier));
  TRY(come_to_rest());
  TRY(driver_.tap("overview/form_01"));
  TRY(come_to_rest());
  TRY(driver_.tap(field));
  for (;;) {
    TRY(driver_.clear_field());
    TRY(say_when_saved(""));
    std::string text;
    for (int number = 1; text.size() < text_bytes_max; ++number) {
      const std::string word = (number == 1 ? "chữ " : " ") + std::to_string(number);
      TRY(driver_.type(word));
      text += word;
      TRY(say_when_saved(text));
    }
  }
}

Status Typing::come_to_rest() {
  for (int turn = 0; turn < turns_max; ++turn) {
    TRY(driver_.settle());
    if (world_.is_quiet()) return driver_.settle();
    shell_.turn();
  }
  return Error{ErrorCode::TimedOut, "the application does not come to rest"};
}

Status Typing::say_when_saved(const std::string& text) {
  TRY(come_to_rest());
  world_.say("saved " + text);
  return {};
}

}  // namespace ocop::shell
