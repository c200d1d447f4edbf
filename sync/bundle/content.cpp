#include "sync/bundle/content.h"

#include "core/base/limits.h"
#include "core/journal/cbor.h"

namespace ocop::bundle {
namespace {

using journal::CborReader;
using journal::CborWriter;
using protocol::Outcome;

enum class What : std::uint64_t { Asks = 0, Batches = 1, Hashes = 2, PhotoPiece = 3, Page = 4 };

constexpr std::size_t reason_bytes_max = 64;

void open(CborWriter& writer, std::size_t items, What what) {
  writer.array(items);
  writer.unsigned_integer(static_cast<std::uint64_t>(what));
}

void write(CborWriter& writer, const Asks& asks) {
  open(writer, 3, What::Asks);
  writer.bytes(protocol::write_header_item(asks.header));
  writer.array(asks.offered.size() * 3);
  for (const Offered& run : asks.offered) {
    writer.unsigned_integer(run.replica);
    writer.unsigned_integer(run.first);
    writer.unsigned_integer(run.last);
  }
}

void write(CborWriter& writer, const Batches& batches) {
  open(writer, 1 + batches.batches.size(), What::Batches);
  for (const Bytes& batch : batches.batches) writer.bytes(batch);
}

void write(CborWriter& writer, const Hashes& hashes) {
  open(writer, 4, What::Hashes);
  writer.unsigned_integer(static_cast<std::uint64_t>(hashes.are));
  writer.unsigned_integer(hashes.generation);
  writer.array(hashes.hashes.size());
  for (const Hash& hash : hashes.hashes) writer.bytes(hash.view());
}

void write(CborWriter& writer, const PhotoPiece& piece) {
  open(writer, 5, What::PhotoPiece);
  writer.bytes(piece.sha256.view());
  writer.unsigned_integer(piece.length);
  writer.unsigned_integer(piece.offset);
  writer.bytes(piece.bytes);
}

void write(CborWriter& writer, const Page& page) {
  open(writer, 4, What::Page);
  writer.bytes(protocol::write_header_item(page.asked));
  writer.bytes(protocol::write_answer_item(page.answer, page.asked));
  writer.array(page.answers.size() * 6);
  for (const NamedAnswer& named : page.answers) {
    writer.unsigned_integer(named.replica);
    writer.unsigned_integer(named.number);
    writer.bytes(named.name ? named.name->view() : ByteView{});
    writer.unsigned_integer(static_cast<std::uint64_t>(named.answer.outcome));
    writer.text(named.answer.reason);
    writer.unsigned_integer(named.answer.number);
  }
}

void write(CborWriter&, const Later&) {}

Asks read_asks(CborReader& reader) {
  Asks out;
  const auto header = protocol::read_header_item(reader.bytes());
  if (header) out.header = *header; else reader.fail();
  const std::size_t items = reader.array();
  if (items % 3 != 0) reader.fail();
  for (std::size_t left = items / 3; left > 0 && reader.ok(); --left) {
    Offered run;
    run.replica = reader.unsigned_at_most(journal::replica_max);
    run.first = reader.unsigned_at_most(INT64_MAX);
    run.last = reader.unsigned_at_most(INT64_MAX);
    if (run.first == 0 || run.last < run.first) reader.fail();
    out.offered.push_back(run);
  }
  return out;
}

Batches read_batches(CborReader& reader, std::size_t items) {
  Batches out;
  for (std::size_t left = items - 1; left > 0 && reader.ok(); --left) {
    const ByteView batch = reader.bytes();
    out.batches.emplace_back(batch.begin(), batch.end());
  }
  return out;
}

Hashes read_hashes(CborReader& reader) {
  Hashes out;
  out.are = static_cast<HashesAre>(reader.unsigned_at_most(static_cast<std::uint64_t>(HashesAre::Arrived)));
  out.generation = reader.unsigned_integer();
  for (std::size_t left = reader.array(); left > 0 && reader.ok(); --left) out.hashes.push_back(reader.fixed<Hash>());
  return out;
}

PhotoPiece read_piece(CborReader& reader) {
  PhotoPiece out;
  out.sha256 = reader.fixed<Hash>();
  out.length = reader.unsigned_at_most(limits::photo_file_bytes_max);
  out.offset = reader.unsigned_at_most(limits::photo_file_bytes_max);
  const ByteView bytes = reader.bytes();
  out.bytes.assign(bytes.begin(), bytes.end());
  if (out.bytes.size() > limits::blob_chunk_bytes_max || out.offset + out.bytes.size() > out.length) reader.fail();
  return out;
}

std::vector<NamedAnswer> read_named_answers(CborReader& reader) {
  std::vector<NamedAnswer> out;
  const std::size_t items = reader.array();
  if (items % 6 != 0) reader.fail();
  for (std::size_t left = items / 6; left > 0 && reader.ok(); --left) {
    NamedAnswer named;
    named.replica = reader.unsigned_at_most(journal::replica_max);
    named.number = reader.unsigned_at_most(INT64_MAX);
    const ByteView name = reader.bytes();
    named.name = Hash::from(name);
    if (!name.empty() && !named.name) reader.fail();
    named.answer.outcome = static_cast<Outcome>(reader.unsigned_at_most(static_cast<std::uint64_t>(Outcome::Held)));
    named.answer.reason = reader.text();
    named.answer.number = reader.unsigned_at_most(INT64_MAX);
    if (named.answer.reason.size() > reason_bytes_max) reader.fail();
    out.push_back(std::move(named));
  }
  return out;
}

Page read_page(CborReader& reader) {
  Page out;
  const auto asked = protocol::read_header_item(reader.bytes());
  const ByteView item = reader.bytes();
  if (asked) out.asked = *asked; else reader.fail();
  auto answer = protocol::read_answer_item(item, out.asked);
  if (answer) out.answer = std::move(*answer); else reader.fail();
  out.answers = read_named_answers(reader);
  return out;
}

// The number of items of each that this version knows; more may stand behind them.
struct Known {
  What what;
  std::size_t items;
};
constexpr Known known_contents[] = {
    {What::Asks, 3}, {What::Hashes, 4}, {What::PhotoPiece, 5}, {What::Page, 4}};

Content read_known(CborReader& reader, What what, std::size_t items) {
  Content out = Later{};
  switch (what) {
    case What::Asks: out = read_asks(reader); break;
    case What::Batches: return read_batches(reader, items);
    case What::Hashes: out = read_hashes(reader); break;
    case What::PhotoPiece: out = read_piece(reader); break;
    case What::Page: out = read_page(reader); break;
  }
  for (const Known& known : known_contents) {
    if (known.what != what) continue;
    if (items < known.items) reader.fail();
    for (std::size_t i = known.items; i < items && reader.ok(); ++i) reader.item();
  }
  return out;
}

}  // namespace

Bytes write_content(const Content& content) {
  Bytes plain;
  CborWriter writer(plain);
  std::visit([&](const auto& each) { write(writer, each); }, content);
  const bool is_photo = std::holds_alternative<PhotoPiece>(content);  // compressed already
  const auto framing = is_photo ? protocol::Framing::Raw : protocol::best_framing(protocol::dictionary_newest);
  const protocol::Framed framed = protocol::compress(framing, plain);
  Bytes out;
  out.reserve(1 + framed.bytes.size());
  out.push_back(static_cast<std::uint8_t>(framed.framing));
  append(out, framed.bytes);
  return out;
}

Result<Content> read_content(ByteView plain) {
  if (plain.empty()) return ErrorCode::Malformed;
  TRY_ASSIGN(const protocol::Unframed unframed,
             protocol::decompress(plain[0], plain.subspan(1), limits::body_bytes_max));
  if (!unframed.is_whole) return ErrorCode::Malformed;
  CborReader reader(unframed.bytes);
  const std::size_t items = reader.array();
  const std::uint64_t what = reader.unsigned_integer();
  if (!reader.ok()) return ErrorCode::Malformed;
  if (what > static_cast<std::uint64_t>(What::Page)) return Content{Later{}};
  Content out = read_known(reader, static_cast<What>(what), items);
  if (!reader.finished()) return ErrorCode::Malformed;
  return out;
}

}  // namespace ocop::bundle
