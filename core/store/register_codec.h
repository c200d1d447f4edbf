// The form in which a record's heads lie in the database: compact, because a record of 31 fields would otherwise carry
// its replica's name 31 times. Nobody else reads it; what travels is changes.
//
//   [[replica …], name, [index, number, value, …], name, […] …]      in the subset of CBOR of core/journal/cbor.h
#pragma once

#include "core/journal/merge.h"

namespace ocop::store {

Bytes encode_registers(const journal::Registers& registers);
Result<journal::Registers> decode_registers(ByteView bytes);  // StorageCorrupt

// The shown values as one JSON object, for people and SQL: texts, numbers, true and false as they are, byte strings as
// hex text, lists as lists; cleared fields are left out.
std::string document_of(const journal::Registers& registers);

}  // namespace ocop::store
