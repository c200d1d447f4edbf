// The bytes of a value: what the journal carries and compares. One value has one encoding (core/journal/cbor.h).
//
//   nothing → null    boolean → true, false    integer → integer    text → text (NFC)    bytes → byte string
//   list → array of the same
#pragma once

#include "core/domain/value.h"
#include "core/journal/cbor.h"

namespace ocop::journal {

Bytes encode_value(const domain::Value& value);
// Malformed when the bytes are not one item, or an integer is beyond 63 bits.
Result<domain::Value> decode_value(ByteView bytes);

}  // namespace ocop::journal
