#include "core/journal/cbor.h"

#include "core/base/limits.h"
#include "core/base/text.h"

namespace ocop::journal {

void CborWriter::head(std::uint8_t major, std::uint64_t argument) {
  const auto lead = static_cast<std::uint8_t>(major << 5);
  if (argument < 24) {
    out_.push_back(static_cast<std::uint8_t>(lead | argument));
    return;
  }
  int size_log2 = 0;  // 1, 2, 4 or 8 bytes follow
  while (size_log2 < 3 && (argument >> (8U << size_log2)) != 0) ++size_log2;
  out_.push_back(static_cast<std::uint8_t>(lead | (24 + size_log2)));
  for (int shift = (8 << size_log2) - 8; shift >= 0; shift -= 8) {
    out_.push_back(static_cast<std::uint8_t>(argument >> shift));
  }
}

void CborWriter::integer(std::int64_t value) {
  if (value >= 0) {
    head(0, static_cast<std::uint64_t>(value));
  } else {
    head(1, ~static_cast<std::uint64_t>(value));  // CBOR keeps a negative n as -1 - n
  }
}

void CborWriter::bytes(ByteView value) {
  head(2, value.size());
  append(out_, value);
}

void CborWriter::text(std::string_view value) {
  head(3, value.size());
  append(out_, as_bytes(value));
}

ByteView CborReader::take(std::uint64_t size) {
  if (size > rest_.size()) {
    fail();
    return {};
  }
  const auto out = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(static_cast<std::size_t>(size));
  return out;
}

std::uint64_t CborReader::head(std::uint8_t major) {
  if (rest_.empty() || rest_[0] >> 5 != major) {
    fail();
    return 0;
  }
  const unsigned info = take(1)[0] & 31U;
  if (info < 24) return info;
  if (info > 27) {
    fail();
    return 0;
  }
  const unsigned size = 1U << (info - 24);
  std::uint64_t value = 0;
  for (const std::uint8_t byte : take(size)) value = (value << 8) | byte;
  const bool is_shortest = size == 1 ? value >= 24 : (value >> (size * 4)) != 0;
  if (!is_shortest) fail();
  return ok() ? value : 0;
}

std::uint64_t CborReader::unsigned_at_most(std::uint64_t max) {
  const auto value = unsigned_integer();
  if (value > max) fail();
  return ok() ? value : 0;
}

std::int64_t CborReader::integer() {
  const bool is_negative = !rest_.empty() && rest_[0] >> 5 == 1;
  const auto argument = head(is_negative ? 1 : 0);
  if (argument > static_cast<std::uint64_t>(INT64_MAX)) fail();
  if (!ok()) return 0;
  return is_negative ? -1 - static_cast<std::int64_t>(argument) : static_cast<std::int64_t>(argument);
}

ByteView CborReader::bytes() { return take(head(2)); }

std::string_view CborReader::text() {
  const auto out = as_text(take(head(3)));
  if (!is_valid_utf8(out)) fail();
  return ok() ? out : std::string_view{};
}

std::size_t CborReader::array() {
  const auto items = head(4);
  if (items > rest_.size()) fail();  // an item is at least one byte: a lie about the number costs no memory
  return ok() ? static_cast<std::size_t>(items) : 0;
}

void CborReader::array_of(std::size_t n) {
  if (array() != n) fail();
}

bool CborReader::boolean() {
  if (rest_.empty() || (rest_[0] != 0xF4 && rest_[0] != 0xF5)) {
    fail();
    return false;
  }
  return take(1)[0] == 0xF5;
}

bool CborReader::take_null() {
  if (rest_.empty() || rest_[0] != 0xF6) return false;
  take(1);
  return true;
}

void CborReader::skip(int depth) {
  if (rest_.empty() || depth > limits::cbor_depth_max) {
    fail();
    return;
  }
  switch (rest_[0] >> 5) {
    case 0: unsigned_integer(); return;
    case 1: integer(); return;
    case 2: bytes(); return;
    case 3: text(); return;
    case 4:
      for (std::size_t left = array(); left > 0 && ok(); --left) skip(depth + 1);
      return;
    default:
      if (!take_null()) boolean();
  }
}

ByteView CborReader::item() {
  const auto before = rest_;
  skip(0);
  return ok() ? before.first(before.size() - rest_.size()) : ByteView{};
}

bool is_one_item(ByteView bytes) {
  CborReader reader(bytes);
  reader.item();
  return reader.finished();
}

}  // namespace ocop::journal
