#include "tests/simulation/stranger.h"

#include "core/journal/value_codec.h"
#include "sync/protocol/enrolment.h"
#include "sync/server/devices.h"

namespace ocop::simulation {

using journal::Change;

Status Stranger::enrol(const std::string& unit) {
  keys_ = make_key_pair(entropy_);
  for (Chain& chain : chains_) chain.replica = entropy_.draw_64() & journal::replica_max;
  TRY_ASSIGN(const auto code, server::invite(office_.province(), "Máy lạ", {unit}));
  TRY_ASSIGN(const auto invitation, protocol::read_invitation_code(code));
  TRY_ASSIGN(const auto answer,
             server::enrol(office_.province(), protocol::make_enrolment_request(invitation, keys_, "stranger")));
  const auto key = agree_mac_key(keys_.secret_key, answer.province, keys_.public_key, answer.province);
  if (!key) return ErrorCode::Unauthorised;
  mac_key_ = *key;
  return {};
}

void Stranger::act(Ledger& ledger, Problems& problems) {
  switch (chance_.below(8)) {
    case 0: return forge(problems);
    case 1: return ask_in_a_later_version(problems);
    case 2:
    case 3:
    case 4: return send_some(problems);
    default: write(ledger);
  }
}

// A reading of its scale, in some dossier: always over the reading before, whichever of its names wrote that.
void Stranger::write(Ledger& ledger) {
  if (!office_.is_open() || unsent_.size() >= 6) return;
  std::vector<Id> dossiers;
  {
    auto query = office_.folder().database().query("SELECT root FROM records WHERE type = 'dossier' ORDER BY root")
                     .value();
    while (query.next().value()) dossiers.push_back(query.fixed<Id>(0));
  }
  if (dossiers.empty()) return;
  Chain& chain = chains_[chance_.below(2)];
  std::vector<Change> changes;
  for (std::size_t n = 1 + chance_.below(2); n > 0; --n) {
    Change change;
    change.root = chance_.pick(dossiers);
    const auto [at, is_first] = last_.try_emplace(change.root);
    if (is_first) at->second.first = random_id(entropy_);
    change.record = at->second.first;
    change.type = "scale_reading";
    change.replica = chain.replica;
    change.first = change.last = ++chain.numbers[change.root];
    const auto grams = static_cast<std::int64_t>(chance_.below(9));
    change.fields = {{"grams", journal::encode_value(domain::Value::integer(grams)), {}}};
    if (!is_first) change.fields.front().heads = {at->second.second};
    change.about.officer = "Máy lạ";
    at->second.second = change.stamp();
    ledger.note_issued(change);
    changes.push_back(std::move(change));
  }
  unsent_.push_back(journal::encode_batch(seal(chain, std::move(changes))));
}

journal::Batch Stranger::seal(Chain& chain, std::vector<Change> changes) {
  journal::Batch batch{chain.replica, ++chain.number, chain.previous, std::move(changes), {}};
  journal::seal(batch, keys_.secret_key);
  chain.previous = journal::name_of(batch);
  return batch;
}

protocol::RequestHeader Stranger::header() {
  protocol::RequestHeader out;
  out.device = protocol::name_of(keys_.public_key);
  entropy_.fill(out.nonce.bytes);
  out.dictionary = 1;
  out.cursor = cursor_;
  out.highest = highest_;
  return out;
}

std::optional<server::HttpResponse> Stranger::post(Bytes body) {
  server::HttpRequest request;
  request.method = "POST";
  request.path = std::string(protocol::sync_path);
  request.body = std::move(body);
  request.is_encrypted = true;
  return office_.answer(request);
}

// Nothing: the province died, or was full.
std::optional<protocol::Answer> Stranger::exchange(const std::vector<Bytes>& batches) {
  const protocol::RequestHeader asked = header();
  protocol::RequestOptions options;
  options.batches_bytes_max = std::size_t{1} << 20;
  options.previous = protocol::Previous::Sent;
  const auto sent = protocol::write_request(asked, batches, mac_key_, options);
  const auto response = post(sent.body);
  if (!response || response->status != 200) return std::nullopt;
  auto answer = protocol::read_answer(response->body, asked, sent.mac, mac_key_);
  if (!answer) return std::nullopt;
  cursor_ = answer->cursor;
  highest_ = answer->mark;
  return std::move(*answer);
}

// Some of what is left, in any order.
void Stranger::send_some(Problems& problems) {
  if (unsent_.empty()) return;
  tally_.count("stranger: batches out of order");
  chance_.shuffle(unsent_);
  const std::size_t count = chance_.one_in(2) ? unsent_.size() : 1 + chance_.below(unsent_.size());
  const auto end = unsent_.begin() + static_cast<std::ptrdiff_t>(count);
  const auto answer = exchange({unsent_.begin(), end});
  if (!answer || answer->answers.size() != count) return;
  for (const auto& one : answer->answers) {
    if (one.outcome == protocol::Outcome::Held) problems.push_back("a stranger's batch is held: " + one.reason);
    if (one.outcome == protocol::Outcome::Waiting) tally_.count("stranger: something waits");
  }
  unsent_.erase(unsent_.begin(), end);
}

void Stranger::forge(Problems& problems) {
  Chain chain = chains_[0];
  if (!unsent_.empty() || last_.empty() || chain.number == 0) return;
  tally_.count("stranger: a forged chain");
  const auto& [root, place] = *last_.begin();
  Change change;
  change.root = root;
  change.record = place.first;
  change.type = "scale_reading";
  change.replica = chain.replica;
  change.first = change.last = chain.numbers[root] + 1;
  change.fields = {{"grams", journal::encode_value(domain::Value::integer(99)), {}}};
  chain.previous.bytes[0] ^= 1;
  const auto answer = exchange({journal::encode_batch(seal(chain, {change}))});
  if (!answer || answer->answers.empty()) return;
  if (answer->answers.front().outcome != protocol::Outcome::Held) problems.push_back("a forged chain was taken");
}

void Stranger::ask_in_a_later_version(Problems& problems) {
  tally_.count("stranger: asks in a later version");
  protocol::RequestHeader asked = header();
  asked.protocol = 1000;
  const auto sent = protocol::write_request(asked, {}, mac_key_, {});
  const auto response = post(sent.body);
  if (response && response->status != 426 && response->status < 500) {
    problems.push_back("a later version is answered " + std::to_string(response->status));
  }
}

bool Stranger::finish(Problems& problems) {
  if (!unsent_.empty()) send_some(problems);
  return unsent_.empty();
}

}  // namespace ocop::simulation
