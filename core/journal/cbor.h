// The one encoding of values and changes: deterministic CBOR (RFC 8949 §4.2), and of it only what we need.
//
// Kept: unsigned and negative integers, byte strings, text strings, arrays, false, true, null. Refused when read: every
// other type (maps, tags, floats), indefinite lengths, an integer or length that is not in its shortest form, text that
// is not UTF-8, nesting deeper than limits::cbor_depth_max, anything beyond the end. So one value has exactly one
// encoding, and values can be compared as bytes by a program that does not understand them.
//
// Why not a library's object tree: half a million values are read in one exchange, and none of the packaged codecs
// refuses a non-deterministic encoding.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"

namespace ocop::journal {

class CborWriter {
 public:
  explicit CborWriter(Bytes& out) : out_(out) {}

  void unsigned_integer(std::uint64_t value) { head(0, value); }
  void integer(std::int64_t value);
  void bytes(ByteView value);
  void text(std::string_view value);
  void array(std::size_t items) { head(4, items); }  // the items follow
  void boolean(bool value) { out_.push_back(value ? 0xF5 : 0xF4); }
  void null() { out_.push_back(0xF6); }
  void item(ByteView encoded) { append(out_, encoded); }  // one item, encoded already

 private:
  void head(std::uint8_t major, std::uint64_t argument);

  Bytes& out_;
};

// Reads item by item. The first thing that is not as expected fails the reader for good: what it returns from then on
// is empty, and ok() is false. So a decoder reads straight through and asks once, at the end.
// Views returned look into the bytes given.
class CborReader {
 public:
  explicit CborReader(ByteView bytes) : rest_(bytes) {}

  std::uint64_t unsigned_integer() { return head(0); }
  std::uint64_t unsigned_at_most(std::uint64_t max);  // fails beyond
  std::int64_t integer();
  ByteView bytes();
  std::string_view text();
  std::size_t array();            // the number of items that follow; never more than bytes left
  void array_of(std::size_t n);   // fails on any other number
  bool boolean();
  bool take_null();               // true and consumed when the next item is null; else nothing happens
  ByteView item();                // the next whole item, checked to be deterministic, as it stands

  template <typename Fixed>
  Fixed fixed() {
    const auto value = Fixed::from(bytes());
    if (!value) fail();
    return value.value_or(Fixed{});
  }

  bool ok() const { return is_ok_; }
  bool at_end() const { return rest_.empty(); }
  bool finished() const { return ok() && at_end(); }
  void fail() { is_ok_ = false; rest_ = {}; }

 private:
  std::uint64_t head(std::uint8_t major);
  ByteView take(std::uint64_t size);
  void skip(int depth);

  ByteView rest_;
  bool is_ok_ = true;
};

// True when `bytes` is exactly one item.
bool is_one_item(ByteView bytes);

}  // namespace ocop::journal
