#include "app/text/bundle_words.h"

#include "app/text/amounts.h"

namespace ocop::text {
namespace {

std::string say(Key key, Language language, std::uint64_t count) {
  return fill(key, language, {number(static_cast<std::int64_t>(count))});
}

std::string say(Key key, Language language, std::uint64_t first, std::uint64_t second) {
  return fill(key, language,
              {number(static_cast<std::int64_t>(first)), number(static_cast<std::int64_t>(second))});
}

}  // namespace

std::vector<std::string> taken_sentences(const BundleWords& bundle, Language language) {
  std::vector<std::string> out;
  if (bundle.answered + bundle.photos_arrived > 0)
    out.push_back(say(Key::BundleAnswered, language, bundle.answered, bundle.photos_arrived));
  if (bundle.changes + bundle.photos_down > 0)
    out.push_back(say(Key::BundleReceived, language, bundle.changes, bundle.photos_down));
  if (bundle.carried > 0) out.push_back(say(Key::BundleCarried, language, bundle.carried));
  if (out.empty()) out.emplace_back(sentence(Key::BundleNothingNew, language));
  if (bundle.again > 0) out.push_back(say(Key::BundleAgain, language, bundle.again));
  if (bundle.is_older) out.emplace_back(sentence(Key::BundleOlder, language));
  if (bundle.elsewhere > 0) out.push_back(say(Key::BundleOfElsewhere, language, bundle.elsewhere));
  return out;
}

std::vector<std::string> missing_sentences(const BundleWords& bundle, Language language) {
  std::vector<std::string> out;
  if (bundle.missing > 0) out.push_back(say(Key::BundleMissing, language, bundle.missing));
  if (bundle.damaged > 0) out.push_back(say(Key::BundleDamaged, language, bundle.damaged));
  if (bundle.is_cut) out.emplace_back(sentence(Key::BundleCut, language));
  return out;
}

// The file first: it can be copied again only while it is at hand.
std::string next_sentence(const BundleWords& bundle, Language language) {
  const bool is_whole = bundle.missing + bundle.damaged == 0 && !bundle.is_cut;
  if (!is_whole) return std::string(sentence(Key::BundleNextAgain, language));
  if (bundle.carried > 0) return std::string(sentence(Key::BundleNextCarry, language));
  if (bundle.conflicts > 0) return say(Key::BundleNextDecide, language, bundle.conflicts);
  return std::string(sentence(Key::BundleNextNothing, language));
}

}  // namespace ocop::text
