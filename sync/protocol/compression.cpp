#include "sync/protocol/compression.h"

#include <zstd.h>

#include <array>
#include <string_view>

#include "core/base/assert.h"

namespace ocop::embedded {
extern const std::string_view sync_dictionary_1;
}

namespace ocop::protocol {
namespace {

constexpr std::array<std::uint8_t, 4> magic{0x28, 0xB5, 0x2F, 0xFD};
// The least at which 10,000 records stay within the budget of tests/bench/sync_bench. Half the time of level 8; looking
// for matches of 5 bytes and more, not 4, is both quicker and smaller there.
constexpr int level = 6;
constexpr int match_bytes_min = 5;
constexpr int window_log_max = 23;  // 8 MiB: beyond a body's limit; a frame that asks for more is refused

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

void must(std::size_t code) { OCOP_ASSERT(ZSTD_isError(code) == 0); }  // compressing fails for want of memory alone

}  // namespace

struct FrameWriter::State {
  Framing framing = Framing::Raw;
  std::unique_ptr<ZSTD_CCtx, FreeContext> context;
  Bytes out;

  void run(ByteView piece, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{piece.data(), piece.size(), 0};
    std::array<std::uint8_t, 16 * 1024> buffer{};
    for (bool is_done = false; !is_done;) {
      ZSTD_outBuffer to{buffer.data(), buffer.size(), 0};
      const std::size_t left = ZSTD_compressStream2(context.get(), &to, &in, directive);
      must(left);
      append(out, ByteView(buffer).first(to.pos));
      is_done = directive == ZSTD_e_continue ? in.pos == in.size : left == 0;
    }
  }
};

FrameWriter::FrameWriter(Framing framing) : state_(std::make_unique<State>()) {
  state_->framing = framing;
  if (framing == Framing::Raw) return;
  state_->context.reset(ZSTD_createCCtx());
  ZSTD_CCtx* context = state_->context.get();
  OCOP_ASSERT(context != nullptr);
  must(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level));
  must(ZSTD_CCtx_setParameter(context, ZSTD_c_minMatch, match_bytes_min));
  must(ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0));
  must(ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0));
  if (framing == Framing::ZstdDictionary1) {
    const auto& dictionary = embedded::sync_dictionary_1;
    must(ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size()));
  }
}

FrameWriter::~FrameWriter() = default;
FrameWriter::FrameWriter(FrameWriter&&) noexcept = default;
FrameWriter& FrameWriter::operator=(FrameWriter&&) noexcept = default;

void FrameWriter::add(ByteView piece) {
  if (state_->framing == Framing::Raw) return append(state_->out, piece);
  state_->run(piece, ZSTD_e_continue);
}

void FrameWriter::flush() {
  if (state_->framing != Framing::Raw) state_->run({}, ZSTD_e_flush);
}

std::size_t FrameWriter::size() const { return state_->out.size(); }

Bytes FrameWriter::finish() {
  if (state_->framing == Framing::Raw) return std::move(state_->out);
  state_->run({}, ZSTD_e_end);
  Bytes& out = state_->out;
  OCOP_ASSERT(out.size() > magic.size() && std::equal(magic.begin(), magic.end(), out.begin()));
  out.erase(out.begin(), out.begin() + magic.size());
  return std::move(out);
}

Framed compress(Framing framing, ByteView bytes) {
  FrameWriter writer(framing);
  writer.add(bytes);
  Framed out{framing, writer.finish()};
  if (out.bytes.size() >= bytes.size()) out = {Framing::Raw, Bytes(bytes.begin(), bytes.end())};
  return out;
}

namespace {

// Feeds the magic bytes and then the frame; stops at the frame's end, at the input's end or at the limit.
class FrameReader {
 public:
  explicit FrameReader(Framing framing) : context_(ZSTD_createDCtx()) {
    OCOP_ASSERT(context_ != nullptr);
    must(ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, window_log_max));
    if (framing == Framing::ZstdDictionary1) {
      const auto& dictionary = embedded::sync_dictionary_1;
      must(ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size()));
    }
  }

  Status read(ByteView piece, std::size_t bytes_max) {
    ZSTD_inBuffer in{piece.data(), piece.size(), 0};
    std::array<std::uint8_t, 16 * 1024> buffer{};
    while (!out_.is_whole) {
      ZSTD_outBuffer to{buffer.data(), buffer.size(), 0};
      const std::size_t left = ZSTD_decompressStream(context_.get(), &to, &in);
      if (ZSTD_isError(left) != 0) return Error{ErrorCode::Malformed, ZSTD_getErrorName(left)};
      if (out_.bytes.size() + to.pos > bytes_max) return ErrorCode::LimitExceeded;
      append(out_.bytes, ByteView(buffer).first(to.pos));
      out_.is_whole = left == 0;
      if (in.pos == in.size && to.pos < to.size) break;
    }
    if (in.pos != in.size) return Error{ErrorCode::Malformed, "bytes after the frame"};
    return {};
  }

  Unframed take() { return std::move(out_); }

 private:
  std::unique_ptr<ZSTD_DCtx, FreeContext> context_;
  Unframed out_{{}, false};
};

}  // namespace

Result<Unframed> decompress(std::uint8_t framing, ByteView bytes, std::size_t bytes_max) {
  if (framing > static_cast<std::uint8_t>(Framing::ZstdDictionary1))
    return Error{ErrorCode::ProtocolMismatch, "framing"};
  if (static_cast<Framing>(framing) == Framing::Raw) {
    if (bytes.size() > bytes_max) return ErrorCode::LimitExceeded;
    return Unframed{Bytes(bytes.begin(), bytes.end()), true};
  }
  FrameReader reader(static_cast<Framing>(framing));
  TRY(reader.read(magic, bytes_max));
  TRY(reader.read(bytes, bytes_max));
  return reader.take();
}

}  // namespace ocop::protocol
