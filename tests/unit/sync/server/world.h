// A province in a temporary folder with the real core, and devices that speak the protocol by hand, so that a test can
// send what no honest tablet would.
#pragma once

#include <optional>

#include "core/journal/value_codec.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/enrolment.h"
#include "sync/server/api.h"
#include "sync/server/devices.h"
#include "sync/server/exchange.h"
#include "sync/server/verify.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

namespace ocop::server::test {

inline const std::string ba_dinh = "00004";
inline const std::string ngoc_ha = "00008";

struct World {
  explicit World(std::uint64_t seed = 7) : entropy(seed) { open(); }

  void open() {
    auto opened = Province::open(folder / "ocop.sqlite", {files, clock, entropy}, blobs, IfMissing::Create);
    REQUIRE_OK(opened);
    province.emplace(std::move(*opened));
  }

  void check_whole() {
    const auto problems = verify_province(*province);
    REQUIRE_OK(problems);
    for (const auto& problem : *problems) FAIL_CHECK(problem.code << " " << problem.where);
  }

  ocop::test::TempFolder folder;
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy;
  FolderBlobStore blobs{files};
  std::optional<Province> province;
};

inline journal::FieldChange field(std::string name, domain::Value value, std::vector<journal::Stamp> heads = {}) {
  return {std::move(name), journal::encode_value(value), std::move(heads)};
}
inline journal::FieldChange text_field(std::string name, std::string text, std::vector<journal::Stamp> heads = {}) {
  return field(std::move(name), domain::Value::text(std::move(text)), std::move(heads));
}

// One replica of one device: numbers its changes by root, chains its batches.
class TestDevice {
 public:
  TestDevice(World& world, std::uint64_t seed, std::vector<std::string> units) : world_(world), entropy_(seed) {
    keys = make_key_pair(entropy_);
    replica = entropy_.draw_64() & journal::replica_max;
    if (!units.empty()) accept(units);
  }

  void accept(const std::vector<std::string>& units) {
    const auto code = invite(*world_.province, "Mai", units);
    REQUIRE_OK(code);
    const auto invitation = protocol::read_invitation_code(*code);
    REQUIRE_OK(invitation);
    const auto answer = enrol(*world_.province, protocol::make_enrolment_request(*invitation, keys, "test"));
    REQUIRE_OK(answer);
    REQUIRE(protocol::is_signed(*answer, keys.public_key));
    mac_key = *agree_mac_key(keys.secret_key, answer->province, keys.public_key, answer->province);
  }

  Id new_id() { return random_id(entropy_); }

  journal::Change change(const Id& root, const Id& record, std::string type, std::vector<journal::FieldChange> fields) {
    journal::Change out;
    out.root = root;
    out.record = record;
    out.type = std::move(type);
    out.replica = replica;
    out.first = out.last = ++numbers_[root];
    std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    out.fields = std::move(fields);
    out.about.officer = "Mai";
    return out;
  }
  journal::Change dossier(const Id& id, const std::string& unit, std::vector<journal::FieldChange> more = {}) {
    more.push_back(text_field("unit", unit));
    return change(id, id, "dossier", std::move(more));
  }

  journal::Batch seal(std::vector<journal::Change> changes) {
    journal::Batch batch{replica, ++batch_number_, previous_, std::move(changes), {}};
    journal::seal(batch, keys.secret_key);
    previous_ = journal::name_of(batch);
    return batch;
  }

  protocol::RequestHeader header() {
    protocol::RequestHeader out;
    out.device = protocol::name_of(keys.public_key);
    entropy_.fill(out.nonce.bytes);
    out.dictionary = 1;
    out.cursor = cursor;
    out.highest = highest;
    return out;
  }

  // One exchange, just as asked; keeps the cursor and the mark, as a tablet does.
  protocol::Answer exchange(const protocol::RequestHeader& asked, const std::vector<Bytes>& batches = {},
                            const protocol::RequestOptions& options = {}) {
    const auto sent = protocol::write_request(asked, batches, mac_key, options);
    const auto body = answer_sync(*world_.province, sent.body);
    REQUIRE_OK(body);
    const auto answer = protocol::read_answer(*body, asked, sent.mac, mac_key);
    REQUIRE_OK(answer);
    cursor = answer->cursor;
    highest = answer->mark;
    return *answer;
  }

  protocol::Answer sync(const std::vector<journal::Batch>& batches, std::uint64_t answer_kib_max = 0) {
    protocol::RequestHeader asked = header();
    asked.answer_kib_max = answer_kib_max;
    std::vector<Bytes> encoded;
    for (const journal::Batch& batch : batches) encoded.push_back(journal::encode_batch(batch));
    protocol::RequestOptions options;
    options.batches_bytes_max = 1 << 20;
    const protocol::Answer answer = exchange(asked, encoded, options);
    REQUIRE(answer.answers.size() == batches.size());
    return answer;
  }

  // Exchanges until there is no more; all changes that came.
  std::vector<protocol::PositionedChange> pull(std::uint64_t answer_kib_max = 0) {
    std::vector<protocol::PositionedChange> out;
    for (int round = 0; round < 200; ++round) {
      const protocol::Answer answer = sync({}, answer_kib_max);
      out.insert(out.end(), answer.changes.begin(), answer.changes.end());
      if (!answer.has_more) return out;
    }
    FAIL("never done");
    return out;
  }

  KeyPair keys;
  MacKey mac_key;
  Replica replica = 0;
  protocol::Cursor cursor;
  std::optional<protocol::Mark> highest;

 private:
  World& world_;
  fake::SeededEntropy entropy_;
  std::map<Id, std::uint64_t> numbers_;
  std::uint64_t batch_number_ = 0;
  Hash previous_;
};

}  // namespace ocop::server::test
