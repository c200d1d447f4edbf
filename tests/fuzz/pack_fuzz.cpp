// Rule packs from a file: whatever is accepted can be scored.
#include "core/rules/pack.h"
#include "core/rules/scoring.h"
#include "tests/fuzz/fuzz.h"

using namespace ocop;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pack = rules::parse_pack(as_text({data, size}));
  if (!pack) return 0;
  for (const rules::Set& set : pack->sets) static_cast<void>(rules::score(set, *pack, {}));
  return 0;
}
