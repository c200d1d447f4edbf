// Recorded exchanges: requests as a tablet sent them, byte for byte, and what the province answered. Whoever writes a
// client of their own has them to try it on: tests/golden/wire/exchanges.txt. The province is given the same requests
// and must answer the same; the tablet's side must read the recorded answers as they were meant.
//
// Clock and chance stand still here, so both sides make the same bytes at every run. Longer answers are zstd frames:
// another release of that library may pack them otherwise. OCOP_UPDATE_GOLDEN=1 writes the file anew.
#include <sstream>

#include "sync/server/blobs.h"
#include "tests/support/golden.h"
#include "tests/support/places.h"
#include "tests/unit/sync/server/photos.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::server::test;
using protocol::BlobMethod;

namespace {

constexpr const char* golden = "wire/exchanges.txt";

// Speaks to a province and writes down what was said.
class Recorder {
 public:
  Recorder() : mai_(world_, 1, {}) {
    out_ << "# Requests to a province and its answers, recorded; bodies in hex; see sync/protocol/PROTOCOL.md.\n"
            "# One clock that stands, one invitation, one tablet with one replica.\n";
  }

  std::string text() const { return out_.str(); }

  HttpResponse call(const std::string& name, const HttpRequest& request) {
    const HttpResponse response = respond(*world_.province, request);
    out_ << "\n== " << name << "\n> " << request.method << " " << request.path << "\n";
    for (const auto& [header, value] : request.headers) out_ << "> " << header << ": " << value << "\n";
    if (!request.body.empty()) out_ << "> " << to_hex(request.body) << "\n";
    out_ << "< " << response.status << "\n";
    for (const auto& [header, value] : response.headers) {
      if (header.substr(0, 7) != "Content") out_ << "< " << header << ": " << value << "\n";
    }
    if (!response.body.empty()) out_ << "< " << to_hex(response.body) << "\n";
    return response;
  }

  void enrol() {
    const auto code = invite(*world_.province, "Mai", {ba_dinh});
    REQUIRE_OK(code);
    const auto invitation = protocol::read_invitation_code(*code).value();
    const auto request = protocol::make_enrolment_request(invitation, mai_.keys, "recorded");
    HttpRequest http{"POST", "/v1/enrol", {}, {}, protocol::write_enrolment_request(request), false};
    const auto answer = protocol::read_enrolment(call("enrolment with the code " + *code, http).body).value();
    mai_.mac_key = *agree_mac_key(mai_.keys.secret_key, answer.province, mai_.keys.public_key, answer.province);
    call("enrolment again, the answer was lost", http);
    auto other = request;
    other.device = make_key_pair(world_.entropy).public_key;
    http.body = protocol::write_enrolment_request(other);
    call("the same code with a proof that is not that key's", http);
    out_ << "\n# device's secret key (seed and public key) " << to_hex(mai_.keys.secret_key.view()) << "\n# device "
         << mai_.keys.public_key.hex() << "\n# province " << answer.province.hex() << "\n# key of the MACs "
         << to_hex(mai_.mac_key.view()) << "\n";
  }

  protocol::Answer exchange(const std::string& name, const std::vector<journal::Batch>& batches,
                            std::uint64_t answer_kib_max = 0) {
    auto header = mai_.header();
    header.answer_kib_max = answer_kib_max;
    std::vector<Bytes> encoded;
    for (const journal::Batch& batch : batches) encoded.push_back(journal::encode_batch(batch));
    protocol::RequestOptions options;
    options.framing = protocol::Framing::Raw;
    options.batches_bytes_max = 1 << 20;
    header.dictionary = 0;
    const auto sent = protocol::write_request(header, encoded, mai_.mac_key, options);
    const auto response = call(name, {"POST", "/v1/sync", {}, {}, sent.body, false});
    const auto answer = protocol::read_answer(response.body, header, sent.mac, mai_.mac_key);
    REQUIRE_OK(answer);
    mai_.cursor = answer->cursor;
    mai_.highest = answer->mark;
    return *answer;
  }

  HttpResponse blob(const std::string& name, protocol::BlobRequest request, Bytes body = {}) {
    mai_.header();  // moves the nonce on
    request.nonce = mai_.header().nonce;
    return call(name, blob_request(mai_, request, std::move(body)));
  }

  World world_;
  TestDevice mai_;

 private:
  std::ostringstream out_;
};

void record(Recorder& tape) {
  tape.enrol();
  TestDevice& mai = tape.mai_;
  TestDevice copy = mai;  // will speak under mai's replica
  const Id dossier = mai.new_id(), evidence = mai.new_id();
  const Bytes photo(2000, 0x5A);
  const Hash name = sha256(photo);
  const auto made = mai.dossier(dossier, ba_dinh, {text_field("note", "Trà Shan tuyết")});
  const auto cited = mai.change(dossier, evidence, "evidence", {field("thumbnail", blob_value(photo))});
  const auto first = mai.seal({made, cited});
  CHECK(tape.exchange("nothing to do", {}).answers.empty());
  CHECK(tape.exchange("a first push", {first}).answers[0].outcome == protocol::Outcome::Merged);
  CHECK(tape.exchange("the same again", {first}).answers[0].outcome == protocol::Outcome::Merged);

  TestDevice lan(tape.world_, 2, {ba_dinh});
  lan.pull();
  const auto note = [&](TestDevice& device, const std::string& text) {
    return device.seal({device.change(dossier, dossier, "dossier", {text_field("note", text, {made.stamp()})})});
  };
  lan.sync({note(lan, "của Lan")});
  const auto late = note(mai, "của Mai");
  const auto conflict = tape.exchange("a conflict, and the colleague's change with the answer", {late});
  CHECK(conflict.answers[0].outcome == protocol::Outcome::Conflict);
  CHECK(conflict.changes.size() == 1);
  const auto withheld = mai.seal({mai.change(dossier, dossier, "dossier", {text_field("state", "valid")})});
  CHECK(tape.exchange("a move that is not an officer's", {withheld}).notices.size() == 1);

  copy.mac_key = mai.mac_key;
  const auto twin = copy.seal({copy.dossier(copy.new_id(), ba_dinh)});
  CHECK(tape.exchange("a twin, and what stands behind it is not answered",
                      {twin, copy.seal({copy.dossier(copy.new_id(), ba_dinh)})})
            .answers.size() == 1);

  TestDevice chi(tape.world_, 3, {ngoc_ha});
  for (int i = 0; i < 3; ++i) {
    chi.sync({chi.seal({chi.dossier(chi.new_id(), ngoc_ha, {text_field("note", std::string(3000, 'x'))})})});
  }
  REQUIRE_OK(grant(*tape.world_.province, mai.keys.public_key, {ngoc_ha}));
  int pages = 0;
  for (bool has_more = true; has_more && pages < 10; ++pages) {
    has_more = tape.exchange("a commune is entered, page " + std::to_string(pages + 1), {}, 1).has_more;
  }
  CHECK(pages > 2);

  tape.blob("a photo: how far is it", {BlobMethod::Head, name, 0, 0, {}});
  const auto part = [&](std::size_t from, std::size_t size) { return Bytes(size, photo[from]); };
  CHECK(tape.blob("its first part", {BlobMethod::Patch, name, 0, 2000, {}}, part(0, 1200)).status == 204);
  CHECK(tape.blob("a part at another offset", {BlobMethod::Patch, name, 600, 2000, {}}, part(600, 600)).status == 409);
  CHECK(tape.blob("the rest", {BlobMethod::Patch, name, 1200, 2000, {}}, part(1200, 800)).status == 204);
  CHECK(tape.blob("eight bytes of it", {BlobMethod::Get, name, 100, 8, {}}).status == 206);
  CHECK(tape.blob("a photo that nobody cites", {BlobMethod::Head, sha256(as_bytes("none")), 0, 0, {}}).status == 404);

  HttpRequest broken{"POST", "/v1/sync", {}, {}, {0x00, 0x01}, false};
  CHECK(tape.call("a request that is none", broken).status == 400);
  auto header = mai.header();
  broken.body = protocol::write_request(header, {}, MacKey{}, {}).body;
  CHECK(tape.call("a wrong MAC", broken).status == 401);
  header.protocol = 2;
  broken.body = protocol::write_request(header, {}, mai.mac_key, {}).body;
  CHECK(tape.call("a later version", broken).status == 426);
}

struct Recorded {
  HttpRequest request;
  HttpResponse response;
};

std::vector<Recorded> read_recorded() {
  std::istringstream file(ocop::test::read_text(std::string(OCOP_SOURCE_DIR) + "/tests/golden/" + golden));
  std::vector<Recorded> out;
  for (std::string line; std::getline(file, line);) {
    if (line.substr(0, 3) == "== ") out.emplace_back();
    if (out.empty() || (line[0] != '>' && line[0] != '<')) continue;
    const std::string rest = line.substr(2);
    HttpRequest& request = out.back().request;
    HttpResponse& response = out.back().response;
    const std::size_t colon = rest.find(": ");
    if (line[0] == '>' && request.method.empty()) {
      request.method = rest.substr(0, rest.find(' '));
      request.path = rest.substr(rest.find(' ') + 1);
    } else if (line[0] == '<' && rest.size() == 3) {
      response.status = std::stoi(rest);
    } else if (colon != std::string::npos) {
      if (line[0] == '>') request.headers[rest.substr(0, colon)] = rest.substr(colon + 2);
      else response.headers.emplace_back(rest.substr(0, colon), rest.substr(colon + 2));
    } else {
      (line[0] == '>' ? request.body : response.body) = from_hex(rest).value();
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the province answers recorded requests with the recorded bytes") {
  Recorder tape;
  record(tape);
  ocop::test::check_golden(golden, tape.text());
}

TEST_CASE("a tablet reads the recorded answers with nothing but its keys") {
  fake::SeededEntropy entropy(1);
  const KeyPair device = make_key_pair(entropy);
  const auto recorded = read_recorded();
  REQUIRE(recorded.size() > 20);
  const auto enrolment = protocol::read_enrolment(recorded[0].response.body);
  REQUIRE_OK(enrolment);
  CHECK(protocol::is_signed(*enrolment, device.public_key));
  const MacKey key = *agree_mac_key(device.secret_key, enrolment->province, device.public_key, enrolment->province);
  std::set<std::string> reasons;
  std::size_t changes = 0, notices = 0, refused = 0, offsets = 0;
  for (const Recorded& one : recorded) {
    if (one.request.path != protocol::sync_path) {
      for (const auto& [name, value] : one.response.headers) offsets += name == protocol::offset_header ? 1U : 0U;
      continue;
    }
    if (one.response.status != 200) {
      ++refused;
      CHECK(protocol::read_refusal(one.response.body).has_value());
      CHECK(protocol::refusal_error(one.response.status, one.response.body).code != ErrorCode::ServerGarbage);
      continue;
    }
    const auto request = protocol::open_request(one.request.body);
    REQUIRE_OK(request);
    CHECK(protocol::is_authentic(*request, key));
    const auto answer = protocol::read_answer(one.response.body, request->header, request->mac, key);
    REQUIRE_OK(answer);
    for (const auto& batch : answer->answers) reasons.insert(batch.reason);
    changes += answer->changes.size();
    notices += answer->notices.size();
  }
  CHECK(reasons == std::set<std::string>{"", "twin"});
  CHECK(changes == 4);
  CHECK(notices == 1);
  CHECK(refused == 3);
  CHECK(offsets == 4);
}
