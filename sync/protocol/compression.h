// How bodies travel: as they are, or as a zstd frame without its four magic bytes, with or without a dictionary that
// both sides have compiled in. PROTOCOL.md §5.
//
// A dictionary never changes once it was published: a better one gets the next number. Pure functions; any thread.
#pragma once

#include <memory>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace ocop::protocol {

enum class Framing : std::uint8_t { Raw = 0, Zstd = 1, ZstdDictionary1 = 2 };

inline constexpr std::uint64_t dictionary_newest = 1;

// The best framing that a reader with dictionaries up to `dictionary` understands.
constexpr Framing best_framing(std::uint64_t dictionary) {
  return dictionary >= 1 ? Framing::ZstdDictionary1 : Framing::Zstd;
}

// Compresses piece by piece. Whole pieces before a flush can be read although the rest was cut off.
class FrameWriter {
 public:
  explicit FrameWriter(Framing framing);
  ~FrameWriter();
  FrameWriter(FrameWriter&&) noexcept;
  FrameWriter& operator=(FrameWriter&&) noexcept;

  void add(ByteView piece);
  void flush();
  std::size_t size() const;  // bytes that came out so far: exact after a flush
  Bytes finish();            // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// All of it at once: as `framing`, or raw where that is shorter. Says which it became.
struct Framed {
  Framing framing = Framing::Raw;
  Bytes bytes;
};
Framed compress(Framing framing, ByteView bytes);

struct Unframed {
  Bytes bytes;
  bool is_whole = true;  // false: the frame ends too early; `bytes` is what could be read of it
};
// ProtocolMismatch: a framing or dictionary unknown here. LimitExceeded: more than bytes_max. Malformed: not zstd.
Result<Unframed> decompress(std::uint8_t framing, ByteView bytes, std::size_t bytes_max);

}  // namespace ocop::protocol
