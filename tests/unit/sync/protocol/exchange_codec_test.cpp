#include "core/base/limits.h"
#include "sync/protocol/codec.h"
#include "tests/support/catch.h"
#include "tests/unit/sync/protocol/samples.h"

using namespace ocop;
using namespace ocop::protocol;

namespace {

const KeyPair device = samples::key_pair(3);
const MacKey key = samples::mac_key();

RequestOptions options() {
  return {Framing::ZstdDictionary1, limits::exchange_compressed_bytes_first, Previous::LeftOut};
}

// The batches of a body, as the province would take them in: those that came whole, with their previous names put back.
std::vector<Bytes> taken_in(ByteView body) {
  std::vector<Bytes> out;
  const auto opened = open_request(body);
  if (!opened || !is_authentic(*opened, key)) return out;
  const auto batches = read_batches(*opened);
  if (!batches) return out;
  Hash previous;
  for (const SentBatch& sent : batches->batches) {
    if (!sent.is_readable) continue;
    out.push_back(with_previous(sent, sent.previous.value_or(previous)));
    const auto whole = journal::decode_batch(out.back());
    if (whole) previous = journal::name_of(*whole);
  }
  return out;
}

bool is_prefix(const std::vector<Bytes>& part, const std::vector<Bytes>& whole) {
  return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

Answer full_answer(const RequestHeader& header) {
  Answer out = samples::answer(header);
  out.durable = Mark{out.mark.generation, 4310, 77};
  out.answers = {{Outcome::Merged, "", 0}, {Outcome::Waiting, "gap", 3}, {Outcome::Held, "twin", 0}};
  out.cursor.entering = Entering{4400, samples::score(1, 1, "a").root};
  out.has_more = true;
  out.scope = Scope{4, {"01-00001", "01-00002"}};
  out.notices = {{4399, samples::score(1, 1, "a").root, {9, 2}, "not_by_this_office"}};
  out.changes = {{4322, samples::score(5, 1, "a")}, {4330, samples::score(6, 1, "c")}};
  return out;
}

}  // namespace

TEST_CASE("a request comes back as it was written, authentic for its key alone") {
  const auto batches = samples::chain(42, 5, device.secret_key);
  auto header = samples::header(device.public_key);
  header.cursor.entering = Entering{17, samples::score(1, 1, "a").root};
  const auto sent = write_request(header, batches, key, options());
  const auto opened = open_request(sent.body);
  REQUIRE_OK(opened);
  CHECK(opened->header == header);
  CHECK(opened->mac == sent.mac);
  CHECK(is_authentic(*opened, key));
  CHECK_FALSE(is_authentic(*opened, MacKey{}));
  CHECK(sent.batches == 5);
  CHECK(taken_in(sent.body) == batches);
}

TEST_CASE("marks of two generations and no marks at all travel too") {
  auto header = samples::header(device.public_key);
  header.durable->generation = 1;
  CHECK(open_request(write_request(header, {}, key, options()).body)->header == header);
  header.highest.reset();
  CHECK(open_request(write_request(header, {}, key, options()).body)->header == header);
  header.durable.reset();
  CHECK(open_request(write_request(header, {}, key, options()).body)->header == header);
}

TEST_CASE("a request without batches has these bytes") {
  const auto sent = write_request(samples::header(device.public_key), {}, key, options());
  CHECK(to_hex(sent.body) ==
        "00df179cfa0441367766e87753ce55ac3a"              // framing, MAC
        "8e0148f7cf137471204def4883e654a8558e90dd"        // 14 items, protocol, device, nonce
        "0118401910e1f6"                                  // dictionary, answer_kib_max, cursor, entering
        "831910e11b99aabbccddeeff001b1122334455667788"    // highest mark
        "821910cc1b0123456789abcdef"                      // durable, of the same generation
        "0301021a6b021aa0195000");                        // scope, pending, oldest, free
}

TEST_CASE("an answer has these bytes") {
  const auto header = samples::header(device.public_key);
  CHECK(to_hex(write_answer(samples::answer(header), header, Mac{}, key)) ==
        "00ccaedcdb3527e4677c6f54eaa126d4c5"              // framing, MAC
        "8f01f61910e21ba1a2a3a4a5a6a7a8f6"                // 15 items, protocol, mark, durable as it was
        "1b000001a2003808d081001910e2f6f4"                // time, one batch merged, cursor, entering, no more
        "f68080f680");                                    // scope, notices, states, offer_from, changes
}

TEST_CASE("one changed score keeps within its budget of bytes") {
  const auto header = samples::header(device.public_key);
  const auto one =
      journal::encode_batch(samples::batch(0x5A5A5A5A5A5A5A5A, 31, sha256(as_bytes("x")), device.secret_key));
  const auto sent = write_request(header, {one}, key, options());
  const auto answer = write_answer(samples::answer(header), header, sent.mac, key);
  INFO("one score: " << sent.body.size() << " bytes up, " << answer.size() << " down");  // 262 and 54
  CHECK(sent.body.size() <= 300);
  CHECK(answer.size() <= 200);
  CHECK(write_request(header, {}, key, options()).body.size() <= 150);
}

TEST_CASE("a request cut at any byte counts up to its last whole batch, and never crashes") {
  for (const auto framing : {Framing::Raw, Framing::Zstd, Framing::ZstdDictionary1}) {
    const auto batches = samples::chain(42, 40, device.secret_key);
    auto with = options();
    with.framing = framing;
    const auto sent = write_request(samples::header(device.public_key), batches, key, with);
    std::size_t before = 0;
    for (std::size_t size = 0; size <= sent.body.size(); ++size) {
      const auto taken = taken_in(ByteView(sent.body).first(size));
      REQUIRE(is_prefix(taken, batches));
      REQUIRE(taken.size() >= before);  // more bytes never count for less
      before = taken.size();
    }
    CHECK(before == batches.size());
  }
}

TEST_CASE("what was flushed before a cut is read, although the compressed rest is missing") {
  std::vector<Bytes> batches = samples::chain(42, 400, device.secret_key);
  const auto sent = write_request(samples::header(device.public_key), batches, key, options());
  const auto half = taken_in(ByteView(sent.body).first(sent.body.size() / 2));
  CHECK(half.size() > batches.size() / 4);
  CHECK(is_prefix(half, batches));
}

TEST_CASE("a cut body says that it is cut") {
  const auto batches = samples::chain(42, 3, device.secret_key);
  const auto sent = write_request(samples::header(device.public_key), batches, key, options());
  const auto whole = open_request(sent.body);
  REQUIRE_OK(whole);
  CHECK_FALSE(read_batches(*whole)->is_cut);
  const auto cut = open_request(ByteView(sent.body).first(sent.body.size() - 1));
  REQUIRE_OK(cut);
  CHECK(read_batches(*cut)->is_cut);
}

TEST_CASE("an answer comes back as it was written, with all that it can carry") {
  const auto header = samples::header(device.public_key);
  const auto answer = full_answer(header);
  const auto body = write_answer(answer, header, Mac{}, key);
  const auto read = read_answer(body, header, Mac{}, key);
  REQUIRE_OK(read);
  CHECK(*read == answer);
}

TEST_CASE("an answer to a tablet that knows no mark names its generation, and nothing durable") {
  auto header = samples::header(device.public_key);
  auto answer = samples::answer(header);
  answer.durable.reset();
  CHECK(*read_answer(write_answer(answer, header, Mac{}, key), header, Mac{}, key) == answer);
  header.highest.reset();
  header.durable.reset();
  CHECK(*read_answer(write_answer(answer, header, Mac{}, key), header, Mac{}, key) == answer);
}

TEST_CASE("an answer fits no other request, no other key, and no other bytes") {
  const auto header = samples::header(device.public_key);
  const auto body = write_answer(full_answer(header), header, Mac{}, key);
  Mac other;
  other.bytes[3] = 1;
  REQUIRE_ERROR(read_answer(body, header, other, key), Unauthorised);
  REQUIRE_ERROR(read_answer(body, header, Mac{}, MacKey{}), Unauthorised);
  for (std::size_t i = 0; i < body.size(); ++i) {
    Bytes changed = body;
    changed[i] ^= 0x20;
    REQUIRE_FALSE(read_answer(changed, header, Mac{}, key).has_value());
    REQUIRE_FALSE(read_answer(ByteView(body).first(i), header, Mac{}, key).has_value());
  }
}

TEST_CASE("answers whose MAC is right and whose payload is broken are malformed, never a crash") {
  const auto header = samples::header(device.public_key);
  const Bytes body = write_answer(full_answer(header), header, Mac{}, key);
  const auto unframed = decompress(body[0], ByteView(body).subspan(17), limits::body_bytes_max);
  REQUIRE_OK(unframed);
  const Bytes& payload = unframed->bytes;
  samples::SteppedEntropy entropy(99);
  std::size_t refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    Bytes changed = payload;
    changed[entropy.draw_64() % changed.size()] = static_cast<std::uint8_t>(entropy.draw_64());
    if (round % 3 == 0) changed.resize(entropy.draw_64() % changed.size());
    Bytes sealed{0};
    append(sealed, answer_mac(key, Mac{}, 0, changed).view());
    append(sealed, changed);
    const auto read = read_answer(sealed, header, Mac{}, key);
    if (!read) ++refused;
  }
  CHECK(refused > 10'000);
}

TEST_CASE("random damage to a request is refused or harmless") {
  const auto batches = samples::chain(42, 10, device.secret_key);
  const auto sent = write_request(samples::header(device.public_key), batches, key, options());
  samples::SteppedEntropy entropy(5);
  for (int round = 0; round < 20'000; ++round) {
    Bytes changed = sent.body;
    changed[entropy.draw_64() % changed.size()] = static_cast<std::uint8_t>(entropy.draw_64());
    for (const Bytes& taken : taken_in(changed)) {
      const auto batch = journal::decode_batch(taken);
      if (!batch || !journal::is_signed_by(*batch, device.public_key)) continue;
      REQUIRE(std::find(batches.begin(), batches.end(), taken) !=
              batches.end());  // the signature lets nothing else pass
    }
  }
}

TEST_CASE("a malformed batch does not keep those behind it from being read") {
  auto batches = samples::chain(42, 2, device.secret_key);
  batches.insert(batches.begin() + 1, Bytes{0x85, 0x01, 0x18});
  const auto sent = write_request(samples::header(device.public_key), batches, key, options());
  const auto read = read_batches(*open_request(sent.body));
  REQUIRE_OK(read);
  REQUIRE(read->batches.size() == 3);
  CHECK_FALSE(read->batches[1].is_readable);
  CHECK(read->batches[2].number == 2);
  CHECK(read->batches[2].changes == 1);
}

TEST_CASE("no more batches are begun once the link's share is full, but one always goes") {
  const auto batches = samples::chain(42, 100, device.secret_key);
  auto with = options();
  with.batches_bytes_max = 1;
  const auto sent = write_request(samples::header(device.public_key), batches, key, with);
  CHECK(sent.batches >= 1);
  CHECK(sent.batches < 100);
  CHECK(taken_in(sent.body).size() == sent.batches);
}

TEST_CASE("a later version's request names itself, and a later minor one's items are passed over") {
  auto header = samples::header(device.public_key);
  header.protocol = 2;
  REQUIRE_ERROR(open_request(write_request(header, {}, key, options()).body), ProtocolMismatch);
  header.protocol = 0;
  REQUIRE_ERROR(open_request(write_request(header, {}, key, options()).body), Malformed);
  header.protocol = 1;
  Bytes body = write_request(header, {}, key, options()).body;
  REQUIRE(body[17] == 0x8E);
  body[17] = 0x8F;         // an array of 15
  body.push_back(0x07);    // the item that we do not know
  CHECK(open_request(body)->header == header);
  CHECK_FALSE(is_authentic(*open_request(body), key));
}

TEST_CASE("a framing that is unknown here is named as such, not as damage") {
  const auto batches = samples::chain(42, 2, device.secret_key);
  auto sent = write_request(samples::header(device.public_key), batches, key, options());
  sent.body[0] = 9;
  const auto opened = open_request(sent.body);
  REQUIRE_OK(opened);
  REQUIRE_ERROR(read_batches(*opened), ProtocolMismatch);
}
