// The bytes of changes and batches: golden ones, and everything near them. Files in tests/golden/journal hold them in
// hex; a difference there is a difference on every tablet ever sold. With OCOP_UPDATE_GOLDEN=1 they are written anew.
#include <cstdlib>
#include <fstream>

#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/journal/archive.h"
#include "core/journal/batch.h"
#include "core/journal/change.h"
#include "platform/fake/fake_world.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"
#include "tests/support/places.h"

using namespace ocop;
using namespace ocop::journal;
using test::Chance;

namespace {

Id id_of(std::uint8_t byte) {
  Id id;
  id.bytes.fill(byte);
  return id;
}

Bytes text_value(std::string_view text) {
  Bytes out;
  CborWriter(out).text(text);
  return out;
}

Change score() {
  Change out;
  out.root = id_of(0x11);
  out.record = id_of(0x22);
  out.type = "assessment";
  out.replica = 0x0123456789ABCDEF;
  out.first = 4;
  out.last = 6;
  out.fields = {{"1.1.option", text_value("b"), {}},
                {"1.2.note", {0xF6}, {{7, 2}, {0x0123456789ABCDEF, 3}}}};
  out.about.officer = "Nguyễn Thị Hoa";
  out.about.wall_ms = 1'793'577'600'000;
  out.about.monotonic_ms = 5'000;
  out.about.boot = 3;
  return out;
}

Change settlement() {
  Change out = score();
  out.record = out.root;
  out.type = "dossier";
  out.first = out.last = 7;
  out.fields = {{"phone", text_value("0912"), {{9, 1}}}};
  out.about.reason = "chủ thể xác nhận";
  out.about.wall_ms = -1;  // a clock before 1970
  out.about.province_offset_ms = -259'200'000;
  out.about.province_offset_error_ms = 150;
  out.about.gps_ms = 4'070'908'800'000;
  return out;
}

KeyPair device() {
  fake::SeededEntropy entropy(1);
  return make_key_pair(entropy);
}

Batch batch_of(std::vector<Change> changes) {
  Batch out;
  out.replica = 0x0123456789ABCDEF;
  out.number = 2;
  out.previous.bytes.fill(0x33);
  out.changes = std::move(changes);
  seal(out, device().secret_key);
  return out;
}

void require_golden(const std::string& name, ByteView bytes) {
  const std::string path = std::string(OCOP_SOURCE_DIR) + "/tests/golden/journal/" + name + ".hex";
  if (std::getenv("OCOP_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << to_hex(bytes) << "\n";
  std::ifstream file(path);
  std::string expected;
  file >> expected;
  INFO(path);
  REQUIRE(to_hex(bytes) == expected);
}

Bytes in_batch(const Change& change) {
  Bytes out;
  CborWriter writer(out);
  write_change(writer, change, Layout::InBatch);
  return out;
}

// What a decoder accepts, it writes again as it was.
void require_faithful(ByteView bytes) {
  const auto change = decode_change(bytes);
  if (change && encode_change(*change) != Bytes(bytes.begin(), bytes.end())) FAIL("not faithful: " << to_hex(bytes));
  const auto batch = decode_batch(bytes);
  if (batch && encode_batch(*batch) != Bytes(bytes.begin(), bytes.end())) FAIL("not faithful: " << to_hex(bytes));
}

}  // namespace

TEST_CASE("The bytes of changes, batches and archivings are those of the golden files") {
  require_golden("change_score", encode_change(score()));
  require_golden("change_settlement", encode_change(settlement()));
  require_golden("change_score_in_batch", in_batch(score()));
  require_golden("change_settlement_in_batch", in_batch(settlement()));
  require_golden("batch", encode_batch(batch_of({score(), settlement()})));
  require_golden("batch_name", name_of(batch_of({score(), settlement()})).view());
  Seen seen;
  seen.advance({7, 2});
  seen.advance({0x0123456789ABCDEF, 6});
  require_golden("archived", encode_archived(seen));
  require_golden("conflict_id", conflict_id(id_of(1), id_of(2), "phone", {{{7, 2}, {}}, {{9, 1}, {}}}).view());
}

TEST_CASE("Changes and batches come back from their bytes in both layouts") {
  for (const Change& change : {score(), settlement()}) {
    const auto back = decode_change(encode_change(change));
    REQUIRE_OK(back);
    REQUIRE(*back == change);
    const Bytes bytes = in_batch(change);
    CborReader reader(bytes);
    REQUIRE(read_change(reader, Layout::InBatch, change.replica) == change);
    REQUIRE(reader.finished());
  }
  const Batch batch = batch_of({score(), settlement()});
  const auto back = decode_batch(encode_batch(batch));
  REQUIRE_OK(back);
  REQUIRE(*back == batch);
  REQUIRE(name_of(*back) == name_of(batch));
  REQUIRE(is_signed_by(*back, device().public_key));
}

TEST_CASE("A change or a batch cut at any byte is refused, and so is one with a byte more") {
  for (const Bytes& whole : {encode_change(score()), encode_change(settlement())}) {
    for (std::size_t cut = 0; cut < whole.size(); ++cut)
      REQUIRE_ERROR(decode_change(ByteView(whole).first(cut)), Malformed);
    Bytes longer = whole;
    longer.push_back(0xF6);
    REQUIRE_ERROR(decode_change(longer), Malformed);
  }
  const Bytes whole = encode_batch(batch_of({score(), settlement()}));
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    REQUIRE_ERROR(decode_batch(ByteView(whole).first(cut)), Malformed);
}

TEST_CASE("Whatever is accepted after any one bit flipped, or many, is written again byte for byte") {
  Chance chance(11);
  for (const Bytes& whole : {encode_change(score()), encode_change(settlement()),
                             encode_batch(batch_of({score(), settlement()}))}) {
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
      Bytes mutated = whole;
      mutated[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      require_faithful(mutated);
    }
    for (int n = 0; n < 5'000; ++n) {
      Bytes mutated = whole;
      for (std::size_t times = 1 + chance.below(4); times > 0; --times) {
        mutated[chance.below(mutated.size())] = static_cast<std::uint8_t>(chance.next());
      }
      if (chance.one_in(4)) mutated.erase(mutated.begin() + static_cast<std::ptrdiff_t>(chance.below(mutated.size())));
      require_faithful(mutated);
    }
  }
}

TEST_CASE("Items that a later version appended to what stands behind the envelope travel on, byte for byte") {
  Change change = score();
  CborWriter writer(change.about.extra);
  writer.text("a field of 2031");
  writer.array(2);
  writer.unsigned_integer(1);
  writer.bytes(id_of(9).view());
  const Bytes bytes = encode_change(change);
  const auto back = decode_change(bytes);
  REQUIRE_OK(back);
  REQUIRE(back->about.extra == change.about.extra);
  REQUIRE(encode_change(*back) == bytes);
  REQUIRE(hash_of(*back) == hash_of(change));
  const auto batch = decode_batch(encode_batch(batch_of({change})));
  REQUIRE_OK(batch);
  REQUIRE(batch->changes.front() == change);
  REQUIRE(is_signed_by(*batch, device().public_key));
}

TEST_CASE("Types and fields that this program does not know are read and written as they are") {
  Change change = score();
  change.type = "drone_flight";
  change.fields = {{"altitude_profile", text_value("…"), {}}};
  const auto back = decode_change(encode_change(change));
  REQUIRE_OK(back);
  REQUIRE(*back == change);
}

TEST_CASE("An envelope that breaks the form is refused") {
  const auto refuses = [](auto&& breaks) {
    Change change = score();
    breaks(change);
    REQUIRE_ERROR(decode_change(encode_change(change)), Malformed);
  };
  refuses([](Change& c) { c.first = 0; });                                            // numbers count from 1
  refuses([](Change& c) { c.first = 0; c.last = 0; });
  refuses([](Change& c) { c.first = 7; });                                            // first after last
  refuses([](Change& c) { c.replica = replica_max + 1; });
  refuses([](Change& c) { c.type.clear(); });
  refuses([](Change& c) { c.type = std::string(limits::type_name_bytes_max + 1, 't'); });
  refuses([](Change& c) { c.fields[0].name.clear(); });
  refuses([](Change& c) { c.fields[0].name = std::string(limits::field_name_bytes_max + 1, '1'); });
  refuses([](Change& c) { std::swap(c.fields[0], c.fields[1]); });                    // names ascend
  refuses([](Change& c) { c.fields[1].name = c.fields[0].name; });                    // and are unique
  refuses([](Change& c) { std::swap(c.fields[1].heads[0], c.fields[1].heads[1]); });  // heads ascend
  refuses([](Change& c) { c.fields[1].heads[1] = c.fields[1].heads[0]; });
  refuses([](Change& c) { c.fields[1].heads[0].replica = replica_max + 1; });
  refuses([](Change& c) { c.fields[0].value.clear(); });
  refuses([](Change& c) { c.fields[0].value = {0x18, 0x01}; });
  refuses([](Change& c) { c.fields[0].value = text_value(std::string(limits::value_bytes_max, 'v')); });
  refuses([](Change& c) { c.about.officer = std::string(limits::text_bytes_max + 1, 'o'); });
  refuses([](Change& c) { c.about.officer = "\xff"; });
  refuses([](Change& c) {
    c.fields[0].heads.clear();
    for (std::uint64_t n = 1; n <= limits::heads_per_field_max + 1; ++n) c.fields[0].heads.push_back({n, 1});
  });
  refuses([](Change& c) {
    c.fields.clear();
    for (std::size_t n = 0; n <= limits::fields_per_record_max; ++n) {
      c.fields.push_back({"f" + std::to_string(10'000 + n), {0xF6}, {}});
    }
  });
}

TEST_CASE("A change without fields is well formed: it moves the numbers on") {
  Change change = score();
  change.fields.clear();
  REQUIRE_OK(decode_change(encode_change(change)));
}

TEST_CASE("A batch without changes, without number or of too many changes is refused") {
  REQUIRE_ERROR(decode_batch(encode_batch(batch_of({}))), Malformed);
  Batch unnumbered = batch_of({score()});
  unnumbered.number = 0;
  REQUIRE_ERROR(decode_batch(encode_batch(unnumbered)), Malformed);
  REQUIRE_OK(decode_batch(encode_batch(batch_of(std::vector<Change>(limits::changes_per_batch_max, settlement())))));
  REQUIRE_ERROR(
      decode_batch(encode_batch(batch_of(std::vector<Change>(limits::changes_per_batch_max + 1, settlement())))),
      Malformed);
}

TEST_CASE("The signature covers replica, number, the batch before, and every change") {
  const Batch good = batch_of({score(), settlement()});
  REQUIRE(is_signed_by(good, device().public_key));
  const auto refuses = [&](auto&& breaks) {
    Batch batch = good;
    breaks(batch);
    REQUIRE_FALSE(is_signed_by(batch, device().public_key));
  };
  refuses([](Batch& b) { b.replica ^= 1; });
  refuses([](Batch& b) { b.number += 1; });
  refuses([](Batch& b) { b.previous.bytes[31] ^= 1; });
  refuses([](Batch& b) { b.changes.pop_back(); });
  refuses([](Batch& b) { std::swap(b.changes[0], b.changes[1]); });
  refuses([](Batch& b) { b.changes[1].about.reason += "."; });
  refuses([](Batch& b) { b.signature.bytes[0] ^= 1; });
  fake::SeededEntropy entropy(2);
  REQUIRE_FALSE(is_signed_by(good, make_key_pair(entropy).public_key));
}

TEST_CASE("What an archiving has seen comes back from its bytes, and other values are not archivings") {
  Seen seen;
  REQUIRE(decode_archived(encode_archived(seen)).value() == seen);
  seen.advance({3, 9});
  seen.advance({5, 1});
  REQUIRE(decode_archived(encode_archived(seen)).value() == seen);
  for (const char* bytes : {"f6", "81" "01", "820101" "00", "f5", "60", "83" "010203", "821b800000000000000001"}) {
    INFO(bytes);
    REQUIRE_ERROR(decode_archived(*from_hex(bytes)), Malformed);
  }
  REQUIRE_ERROR(decode_archived({}), Malformed);
}
