// Telex: how Vietnamese is typed on 26 letters, as a pure function of the text before the caret and one key.
//
//   dd → đ   aa ee oo → â ê ô   aw ow uw → ă ơ ư   uow → ươ   w after consonants → ư
//   s f r x j → the tones of á à ả ã ạ, at the end of the word or anywhere after the vowel; the last tone wins
//   z → takes the tone away
//   the same key again undoes and writes itself: aas → ấ, aass → âs, ddd → dd, uww → uw
//
// The tone stands where people expect it (hòa, hoàn, thủy, quý, già, khuya → khuỷa), and moves when the word grows.
// What cannot be a syllable is left alone: wifi, www, mp3. What comes in and goes out is NFC.
//
// m17n's vi-telex writes the same (tests/property); it differs where a word begins with w (it writes ư), and leaves a
// tone typed before the last consonant of hoàn where it was (hòan).
#pragma once

#include <string_view>

#include "app/input/input_frame.h"

namespace ocop::input {

// `key` is one character, mostly a letter. Anything that Telex has no opinion about is inserted as it is.
TextEdit telex(std::string_view before_caret, std::string_view key);

}  // namespace ocop::input
