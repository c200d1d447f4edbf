// What a bundle file that was taken in brought, what of it is missing, and what to do next: on the screen and on the
// command line. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/text/text.h"

namespace ocop::text {

struct BundleWords {
  std::uint64_t answered = 0;        // batches of this tablet that the province has
  std::uint64_t photos_arrived = 0;  // photos of this tablet, likewise
  std::uint64_t changes = 0;         // new here
  std::uint64_t photos_down = 0;     // new here
  std::uint64_t carried = 0;         // entries kept for other tablets
  std::uint64_t again = 0;           // entries that were here already
  std::uint64_t elsewhere = 0;       // entries of another province
  std::uint64_t missing = 0;
  std::uint64_t damaged = 0;
  std::uint64_t conflicts = 0;       // open afterwards
  bool is_older = false;
  bool is_cut = false;
};

std::vector<std::string> taken_sentences(const BundleWords& bundle, Language language);    // one at least
std::vector<std::string> missing_sentences(const BundleWords& bundle, Language language);  // none: it was whole
std::string next_sentence(const BundleWords& bundle, Language language);

// `done` has the members above by their names: Imported of core/service, which this folder may not include.
template <typename Done>
BundleWords bundle_words(const Done& done) {
  return {.answered = done.answered,
          .photos_arrived = done.photos_arrived,
          .changes = done.changes,
          .photos_down = done.photos_down,
          .carried = done.carried,
          .again = done.again,
          .elsewhere = done.elsewhere,
          .missing = done.missing,
          .damaged = done.damaged,
          .conflicts = done.conflicts,
          .is_older = done.is_older,
          .is_cut = done.is_cut};
}

}  // namespace ocop::text
