// Bundle files, and what is sealed inside: the first byte says which. No seal is opened: nobody can make one for a
// reader without meaning to, but whoever does may put anything into it.
#include "platform/fake/memory_files.h"
#include "sync/bundle/entry_file.h"
#include "sync/bundle/sealer.h"
#include "tests/fuzz/fuzz.h"

using namespace ocop;
using namespace ocop::bundle;
using fuzz::must_hold;

namespace {

void read_file(ByteView bytes) {
  fake::MemoryFiles files;
  must_hold(files.append("f", 0, bytes).has_value(), "a file in memory is written");
  EntryFile file(files, "f");
  Tally tally;
  std::size_t entries = 0;
  for (;;) {
    const auto entry = file.next();
    must_hold(entry.has_value(), "a file that can be read has no errors, only damage");
    if (!*entry) break;
    ++entries;
    must_hold((*entry)->size() <= bytes.size(), "an entry is not larger than its file");
    const auto read = protocol::read_bundle_entry(**entry);
    if (!read) continue;
    static_cast<void>(protocol::is_signed(*read));
    tally.add(*read);
  }
  must_hold(entries <= bytes.size() / 512, "an entry has a block of its own");
  must_hold(tally.bundles() <= entries, "an entry is of one bundle");
  static_cast<void>(file.why_nothing(0));
}

void read_sealed(ByteView plain) {
  const auto content = read_content(plain);
  if (!content || std::holds_alternative<Later>(*content)) return;
  const auto again = read_content(write_content(*content));
  must_hold(again && *again == *content, "a content is read as it was written");
  if (const auto* piece = std::get_if<PhotoPiece>(&*content)) static_cast<void>(continuation(*piece, 1));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  if (data[0] % 2 == 0) read_file(rest); else read_sealed(rest);
  return 0;
}
