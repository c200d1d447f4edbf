#include "core/service/preferences.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/store/meta.h"

namespace ocop::service {
namespace {

constexpr std::string_view language_words[] = {"vi", "en"};
constexpr std::string_view text_size_words[] = {"100", "125", "150"};
constexpr std::string_view look_words[] = {"light", "sunlight"};
constexpr std::string_view sending_words[] = {"auto", "manual"};
constexpr std::string_view network_words[] = {"any", "wifi"};

constexpr PreferenceRow rows[] = {
    {"language", language_words}, {"text_size", text_size_words}, {"look", look_words},
    {"sending", sending_words},   {"network", network_words},
};

const PreferenceRow* find_row(std::string_view name) {
  const auto row =
      std::find_if(std::begin(rows), std::end(rows), [&](const PreferenceRow& at) { return at.name == name; });
  return row == std::end(rows) ? nullptr : row;
}

std::string key_of(std::string_view name) { return "preference." + std::string(name); }

}  // namespace

std::span<const PreferenceRow> preference_table() { return rows; }

Preferences::Preferences() {
  for (const PreferenceRow& row : rows) words_.push_back(row.words.front());
}

std::string_view Preferences::get(std::string_view name) const {
  const PreferenceRow* row = find_row(name);
  OCOP_ASSERT(row != nullptr);
  return words_[static_cast<std::size_t>(row - std::begin(rows))];
}

Status Preferences::set(std::string_view name, std::string_view word) {
  const PreferenceRow* row = find_row(name);
  if (row == nullptr) return Error{ErrorCode::UnknownField, std::string(name)};
  const auto known = std::find(row->words.begin(), row->words.end(), word);
  if (known == row->words.end()) return Error{ErrorCode::InvalidInput, std::string(name) + "=" + std::string(word)};
  words_[static_cast<std::size_t>(row - std::begin(rows))] = *known;
  return {};
}

Result<Preferences> read_preferences(Folder& folder) {
  TRY_ASSIGN(const auto moment, store::ReadTransaction::begin(folder.database()));
  Preferences out;
  for (const PreferenceRow& row : rows) {
    TRY_ASSIGN(const std::string word, store::get_text(folder.database(), key_of(row.name), row.words.front()));
    (void)out.set(row.name, word).has_value();  // a word of a newer program: the first one holds
  }
  return out;
}

Status set_preferences(Folder& folder, const std::vector<PreferenceChoice>& choices) {
  Preferences checked;
  for (const auto& [name, word] : choices) TRY(checked.set(name, word));
  TRY_ASSIGN(auto transaction, store::Transaction::begin(folder.database()));
  for (const auto& [name, word] : choices) TRY(store::set_text(folder.database(), key_of(name), word));
  return transaction.commit();
}

}  // namespace ocop::service
