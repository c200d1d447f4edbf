// Every sentence that a person reads, in Vietnamese and English.
//
// Vietnamese comes first and is written first; English stands beside it on the same line. Sentences are whole: none is
// glued together from pieces, because the two languages order their words differently. What differs stands in braces:
//   {0}                   the first argument
//   {0|photo|photos}      the first word if the first argument is "1", else the second
// An error's sentence says what happened, what is safe and what to do.
//
// To add a sentence, add a line SENTENCE(Key, "Vietnamese", "English") to the file of its screen in
// app/text/sentences/; a new screen gets a file of its own and a line in sentences/all.inc. To name a field, a choice,
// a type or a state, add LABEL("key", "Vietnamese", "English") to a file in app/text/labels/. Tests check that both
// languages are there, in NFC, with the same arguments, and that every field and every error has its words.
//
// Constant data; any thread. Nothing here can fail.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace ocop::text {

enum class Language { Vietnamese, English };

enum class Key {
#define SENTENCE(key, vi, en) key,
#include "app/text/sentences/all.inc"
#undef SENTENCE
};

inline constexpr std::size_t key_count = 0
#define SENTENCE(key, vi, en) +1
#include "app/text/sentences/all.inc"
#undef SENTENCE
    ;

std::string_view sentence(Key key, Language language);

// The sentence with its arguments filled in. An argument that is not given is left out; one too many is not used.
std::string fill(Key key, Language language, std::initializer_list<std::string_view> arguments);

Key error_sentence(ErrorCode code);

// Why the province withholds the effect of a change; a reason of a later version is shown as it is.
std::string notice(std::string_view reason, Language language);
// Why the province holds changes apart; likewise.
std::string held(std::string_view reason, Language language);

// The words for a label's key of core/domain ("phone", "dossier_kind.first", "type.product", "state.returned",
// "evidence_kind.label_photo", "part.latitude_e7"). Empty for a key that has none: a field that a newer program wrote
// is shown by its own name.
std::string_view label(std::string_view label_key, Language language);

}  // namespace ocop::text
