// Batches and messages that the tests of sync/ speak about; the same at every run.
#pragma once

#include "core/base/entropy.h"
#include "core/base/hash.h"
#include "core/journal/batch.h"
#include "sync/protocol/codec.h"

namespace ocop::samples {

// A line of bytes that looks random and is always the same.
class SteppedEntropy final : public Entropy {
 public:
  explicit SteppedEntropy(std::uint64_t seed = 1) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}

  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) {
      state_ ^= state_ << 13;
      state_ ^= state_ >> 7;
      state_ ^= state_ << 17;
      byte = static_cast<std::uint8_t>(state_ >> 32);
    }
  }

 private:
  std::uint64_t state_;
};

inline KeyPair key_pair(std::uint64_t seed) {
  SteppedEntropy entropy(seed);
  return make_key_pair(entropy);
}

inline Bytes text_value(std::string_view text) {
  Bytes out;
  journal::CborWriter(out).text(text);
  return out;
}

// What one tap on an option saves: a score that replaces an earlier one.
inline journal::Change score(Replica replica, std::uint64_t number, std::string_view option) {
  SteppedEntropy entropy(7);
  journal::Change change;
  change.root = random_id(entropy);
  change.record = random_id(entropy);
  change.type = "assessment";
  change.replica = replica;
  change.first = number;
  change.last = number;
  std::vector<journal::Stamp> heads;
  if (number > 1) heads.push_back({replica, number - 1});
  change.fields.push_back({"1.2.option", text_value(option), heads});
  change.about.officer = "Nguyễn Thị Hoa";
  change.about.wall_ms = 1'795'300'000'123;
  change.about.monotonic_ms = 12'345'678;
  change.about.boot = 0x89ABCDEF;
  change.about.province_offset_ms = -1234;
  change.about.province_offset_error_ms = 310;
  return change;
}

inline journal::Batch batch(Replica replica, std::uint64_t number, const Hash& previous, const SecretKey& device) {
  journal::Batch out{replica, number, previous, {score(replica, number, "b")}, {}};
  journal::seal(out, device);
  return out;
}

// `count` batches of one replica, each naming the one before it.
inline std::vector<Bytes> chain(Replica replica, std::size_t count, const SecretKey& device) {
  std::vector<Bytes> out;
  Hash previous;
  for (std::uint64_t number = 1; number <= count; ++number) {
    const auto next = batch(replica, number, previous, device);
    previous = journal::name_of(next);
    out.push_back(journal::encode_batch(next));
  }
  return out;
}

inline protocol::RequestHeader header(const PublicKey& device) {
  protocol::RequestHeader out;
  out.device = protocol::name_of(device);
  SteppedEntropy entropy(11);
  entropy.fill(out.nonce.bytes);
  out.dictionary = protocol::dictionary_newest;
  out.answer_kib_max = 64;
  out.cursor.position = 4321;
  out.highest = protocol::Mark{0x1122334455667788, 4321, 0x99AABBCCDDEEFF00};
  out.durable = protocol::Mark{0x1122334455667788, 4300, 0x0123456789ABCDEF};
  out.scope_version = 3;
  out.pending_changes = 1;
  out.pending_photos = 2;
  out.oldest_pending_s = 1'795'300'000;
  out.free_mib = 20'480;
  out.sealed_last = protocol::SealedLast{42, 7, 0xB1B2B3B4B5B6B7B8};
  return out;
}

inline MacKey mac_key() {
  MacKey out;
  SteppedEntropy entropy(13);
  entropy.fill(out.bytes);
  return out;
}

inline protocol::Answer answer(const protocol::RequestHeader& to) {
  protocol::Answer out;
  out.mark = {to.highest ? to.highest->generation : 5, to.cursor.position + 1, 0xA1A2A3A4A5A6A7A8};
  out.durable = to.durable;
  out.province_wall_ms = 1'795'300'002'000;
  out.answers = {{protocol::Outcome::Merged, "", 0}};
  out.cursor.position = to.cursor.position + 1;
  return out;
}

}  // namespace ocop::samples
