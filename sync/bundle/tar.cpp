#include "sync/bundle/tar.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/base/limits.h"

namespace ocop::bundle {
namespace {

constexpr std::size_t block_bytes = 512;
constexpr std::size_t buffer_bytes = 1024 * 1024;  // each append is synced to the disk: few and large ones
constexpr std::size_t name_bytes_max = 100;
constexpr std::uint64_t search_bytes_max = 2 * 1024 * 1024;  // for the first header; beyond, this is no such file

struct FieldPlace {
  std::size_t at;
  std::size_t bytes;
};
constexpr FieldPlace name_place{0, 100}, mode_place{100, 8}, user_place{108, 8}, group_place{116, 8},
    size_place{124, 12}, time_place{136, 12}, sum_place{148, 8}, type_place{156, 1}, magic_place{257, 8};
constexpr std::string_view magic{"ustar\00000", 8};
constexpr std::string_view mode = "0000644";

void put(Bytes& block, FieldPlace place, std::string_view text) {
  OCOP_ASSERT(text.size() <= place.bytes);
  std::copy(text.begin(), text.end(), block.begin() + static_cast<std::ptrdiff_t>(place.at));
}

std::string octal(std::uint64_t value, std::size_t digits) {
  std::string out(digits, '0');
  for (std::size_t i = digits; i > 0 && value > 0; --i, value /= 8) out[i - 1] = static_cast<char>('0' + value % 8);
  return out;
}

std::optional<std::uint64_t> read_octal(ByteView field) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] == 0 || field[i] == ' ') return i == 0 ? std::nullopt : std::optional<std::uint64_t>(out);
    if (field[i] < '0' || field[i] > '7') return std::nullopt;
    out = out * 8 + (field[i] - static_cast<unsigned>('0'));
  }
  return out;
}

// The sum is taken with spaces in its own place.
std::uint64_t sum_of(ByteView block) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool is_own = i >= sum_place.at && i < sum_place.at + sum_place.bytes;
    sum += is_own ? std::uint64_t{' '} : block[i];
  }
  return sum;
}

Bytes make_header(const std::string& name, std::size_t size) {
  Bytes block(block_bytes, 0);
  put(block, name_place, name);
  put(block, mode_place, mode);
  put(block, user_place, octal(0, 7));
  put(block, group_place, octal(0, 7));
  put(block, size_place, octal(size, 11));
  put(block, time_place, octal(0, 11));  // a file's date would say when somebody was where
  put(block, type_place, "0");
  put(block, magic_place, magic);
  put(block, sum_place, octal(sum_of(block), 6) + std::string("\0 ", 2));
  return block;
}

struct Header {
  std::string name;
  std::uint64_t size = 0;
  bool is_file = false;
};

std::optional<Header> read_header(ByteView block) {
  const auto field = [&](FieldPlace place) { return block.subspan(place.at, place.bytes); };
  if (as_text(field(magic_place)).substr(0, 5) != magic.substr(0, 5)) return std::nullopt;
  const auto sum = read_octal(field(sum_place));
  const auto size = read_octal(field(size_place));
  if (!sum || !size || *sum != sum_of(block)) return std::nullopt;
  const std::string_view name = as_text(field(name_place));
  const std::uint8_t type = block[type_place.at];
  return Header{std::string(name.substr(0, name.find('\0'))), *size, type == '0' || type == 0};
}

std::uint64_t padded(std::uint64_t bytes) { return (bytes + block_bytes - 1) / block_bytes * block_bytes; }

}  // namespace

Status TarWriter::add(const std::string& name, ByteView bytes) {
  OCOP_ASSERT(name.size() <= name_bytes_max);
  append(buffer_, make_header(name, bytes.size()));
  append(buffer_, bytes);
  buffer_.resize(buffer_.size() + static_cast<std::size_t>(padded(bytes.size()) - bytes.size()), 0);
  return buffer_.size() < buffer_bytes ? Status{} : flush();
}

Status TarWriter::finish() {
  buffer_.resize(buffer_.size() + 2 * block_bytes, 0);
  return flush();
}

Status TarWriter::flush() {
  TRY(files_.append(path_, written_, buffer_));
  written_ += buffer_.size();
  buffer_.clear();
  return {};
}

Result<ByteView> TarReader::view(std::uint64_t offset, std::size_t bytes) {
  const bool is_inside = offset >= window_at_ && offset + bytes <= window_at_ + window_.size();
  if (!is_inside) {
    TRY_ASSIGN(window_, files_.read(path_, offset, std::max(bytes, buffer_bytes)));
    window_at_ = offset;
  }
  const ByteView rest = ByteView(window_).subspan(static_cast<std::size_t>(offset - window_at_));
  return rest.first(std::min(rest.size(), bytes));
}

Result<std::optional<TarEntry>> TarReader::next() {
  for (;;) {
    TRY_ASSIGN(const ByteView block, view(offset_, block_bytes));
    if (block.size() < block_bytes) return std::optional<TarEntry>{};
    const bool is_padding = std::all_of(block.begin(), block.end(), [](std::uint8_t byte) { return byte == 0; });
    const auto header = is_padding ? std::nullopt : read_header(block);
    if (!header) {
      has_end_ = has_headers_ && is_padding;
      offset_ += block_bytes;
      if (!has_headers_ && offset_ > search_bytes_max) return std::optional<TarEntry>{};
      continue;
    }
    has_headers_ = true;
    last_name_ = header->name;
    has_end_ = false;
    const std::uint64_t content_at = offset_ + block_bytes;
    if (!header->is_file || header->size > limits::bundle_entry_bytes_max) {  // somebody else's
      offset_ = content_at + padded(header->size);
      continue;
    }
    TRY_ASSIGN(const ByteView content, view(content_at, static_cast<std::size_t>(header->size)));
    if (content.size() < header->size) return std::optional<TarEntry>{};  // cut
    offset_ = content_at + padded(header->size);
    return std::optional<TarEntry>{TarEntry{header->name, Bytes(content.begin(), content.end())}};
  }
}

}  // namespace ocop::bundle
