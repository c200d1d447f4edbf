#include "tests/simulation/ledger.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/journal/value_codec.h"
#include "core/store/parting.h"

namespace ocop::simulation {
namespace {

using journal::Change;
using journal::Stamp;
using service::Folder;

// The change of that stamp, where the province has it: merged, or kept until what it waits for has come.
std::optional<Change> find_change(Folder& folder, const Id& root, const Stamp& stamp) {
  if (auto merged = folder.journal().change_of(root, stamp).value()) return merged;
  auto waiting = folder.database()
                     .query("SELECT bytes FROM waiting WHERE root = ? AND replica = ? AND last >= ? AND first <= ? "
                            "ORDER BY last", root, stamp.replica, stamp.number, stamp.number)
                     .value();
  if (!waiting.next().value()) return std::nullopt;
  return journal::decode_change(waiting.blob(0)).value();
}

bool waits_in_a_batch(Folder& province, const Id& root, const Stamp& stamp) {
  auto query = province.database()
                   .query("SELECT bytes FROM received_batches WHERE replica = ? AND reason = 'gap'", stamp.replica)
                   .value();
  while (query.next().value()) {
    const auto batch = journal::decode_batch(query.blob(0)).value();
    for (const Change& change : batch.changes) {
      if (change.root == root && change.first <= stamp.number && stamp.number <= change.last) return true;
    }
  }
  return false;
}

const journal::FieldChange* find_field(const Change& change, const std::string& name) {
  const auto at = std::find_if(change.fields.begin(), change.fields.end(),
                               [&](const auto& field) { return field.name == name; });
  return at == change.fields.end() ? nullptr : &*at;
}

std::string where(const FieldKey& key, const Stamp& stamp) {
  return std::get<2>(key) + " of " + std::get<1>(key).hex().substr(0, 8) + " by " + std::to_string(stamp.replica) +
         "/" + std::to_string(stamp.number);
}

// What became of a saved value in a folder.
enum class Found { Yes, No, Altered };

Found find_saved(Folder& folder, const FieldKey& key, const Saved& saved) {
  const auto change = find_change(folder, std::get<0>(key), saved.stamp);
  if (!change) return Found::No;
  if (change->stamp() != saved.stamp) return Found::Yes;  // typed on before it was sealed
  const auto* field = find_field(*change, std::get<2>(key));
  return field != nullptr && field->value == saved.value ? Found::Yes : Found::Altered;
}

bool has_left(Folder& tablet, const Id& root) {
  return !tablet.database().integer("SELECT 1 FROM changes WHERE root = ? LIMIT 1", root).value();
}

bool has_photo(Folder& province, const Hash& sha256) {
  if (province.database().integer("SELECT 1 FROM blobs WHERE sha256 = ?", sha256).value().value_or(0) == 0) {
    return false;
  }
  const auto bytes = province.photos().read(sha256);
  return bytes && ocop::sha256(*bytes) == sha256;
}

// A file alone is what a killed program left behind.
bool holds_photo(Tablet& tablet, const Hash& sha256) {
  const auto row = tablet.folder->photos().find(sha256).value();
  return row && row->is_on_tablet && tablet.folder->photos().has_file(sha256).value();
}

}  // namespace

// ---- the model

std::set<std::pair<Stamp, Bytes>> Field::heads() const {
  std::set<std::pair<Stamp, Bytes>> out;
  for (const auto& [stamp, value] : values) {
    if (!replaced.contains(stamp) && newest.at(stamp.replica) == stamp.number) out.emplace(stamp, value);
  }
  return out;
}

void Model::add(const Change& change) {
  for (const journal::FieldChange& given : change.fields) {
    Field& field = fields_[{change.root, change.record, given.name}];
    field.values[change.stamp()] = given.value;
    field.replaced.insert(given.heads.begin(), given.heads.end());
    std::uint64_t& newest = field.newest[change.replica];
    newest = std::max(newest, change.last);
    const auto value = journal::decode_value(given.value);
    const std::string* text = value ? value->as_text() : nullptr;
    if (text == nullptr) continue;
    if (const auto named = Id::parse(*text); named && *named != change.root) named_by_[*named].insert(change.root);
  }
}

void Model::add_own_units(const Id& root, std::set<std::string>& out) const {
  const auto field = fields_.find({root, root, "unit"});
  if (field == fields_.end()) return;
  for (const auto& [stamp, value] : field->second.heads()) {
    const auto decoded = journal::decode_value(value);
    if (const std::string* text = decoded ? decoded->as_text() : nullptr) out.insert(*text);
  }
}

std::set<std::string> Model::units_of(const Id& root) const {
  std::set<std::string> out;
  add_own_units(root, out);
  if (const auto named = named_by_.find(root); named != named_by_.end()) {
    for (const Id& by : named->second) add_own_units(by, out);
  }
  return out;
}

// ---- what was promised

void Ledger::note_saved(Tablet& tablet, const store::RecordKey& key, const std::vector<Written>& fields) {
  follow_parting(tablet);
  Folder& folder = *tablet.folder;
  const auto own =
      folder.database().integer("SELECT replica FROM changes WHERE state = 0 AND root = ? ORDER BY id DESC LIMIT 1",
                                key.root).value();
  const auto state = folder.journal().record(key).value();
  if (!own || !state) return;
  const auto replica = static_cast<Replica>(*own);
  for (const auto& [name, heads] : state->registers) {
    const auto written =
        std::find_if(fields.begin(), fields.end(), [&field = name](const Written& one) { return one.field == field; });
    if (!fields.empty() && written == fields.end()) continue;
    const SavedKey saved_key{{key.root, key.record, name}, replica};
    const bool is_shown = !fields.empty() && written->shown.has_value();
    if (is_shown) shown_[saved_key].insert(written->shown->begin(), written->shown->end());
    for (const journal::Head& head : heads) {
      if (head.stamp.replica != replica) continue;
      check_named(folder, saved_key, head.stamp, is_shown);
      Saved& saved = saved_[saved_key];
      if (saved.stamp != head.stamp) saved = {head.stamp, head.value, {tablet.life}, false};
    }
  }
}

void Ledger::check_named(Folder& folder, const SavedKey& key, const Stamp& stamp, bool is_shown) {
  const auto& [place, replica] = key;
  const auto change = folder.journal().change_of(std::get<0>(place), stamp).value();
  const auto* field = change ? find_field(*change, std::get<2>(place)) : nullptr;
  if (field == nullptr || written_anew_.contains(stamp)) return;  // what parting wrote names what it stood on
  auto& shown = shown_[key];
  // Shown itself: not of this command, which wrote nothing, but of one that was killed after its commit.
  if (shown.contains(stamp)) return;
  if (!is_shown) shown.insert(field->heads.begin(), field->heads.end());
  for (const Stamp& head : field->heads) {
    if (head.replica == replica || shown.contains(head)) continue;
    problems_.push_back("replaces what its author never saw: " + where(place, stamp));
  }
}

void Ledger::follow_parting(Tablet& tablet) {
  const auto twins = store::twins_of(tablet.folder->database()).value();
  for (const store::TwinRow& twin : twins) {
    if (!twin.written_anew) continue;
    written_anew_.insert(*twin.written_anew);
    for (const journal::FieldChange& field : twin.change.fields) {
      const FieldKey key{twin.change.root, twin.change.record, field.name};
      const auto old = saved_.find({key, twin.change.replica});
      if (old == saved_.end() || !old->second.lives.contains(tablet.life)) continue;
      const std::uint64_t number = old->second.stamp.number;
      if (number < twin.change.first || number > twin.change.last) continue;
      Saved& anew = saved_[{key, twin.written_anew->replica}];
      if (anew.stamp < *twin.written_anew) anew = {*twin.written_anew, field.value, {tablet.life}, false};
      old->second.lives.erase(tablet.life);
      if (old->second.lives.empty() && !old->second.has_arrived) saved_.erase(old);
    }
  }
}

void Ledger::harvest(Tablet& tablet, Problems& problems) {
  follow_parting(tablet);
  auto query = tablet.folder->database()
                   .query("SELECT rowid, bytes FROM batches WHERE rowid > ? ORDER BY rowid", tablet.harvested)
                   .value();
  while (query.next().value()) {
    tablet.harvested = query.integer(0);
    const auto batch = journal::decode_batch(query.blob(1)).value();
    for (const Change& change : batch.changes) {
      const Hash hash = journal::hash_of(change);
      const auto [at, is_new] = issued_.try_emplace({change.root, change.stamp()}, hash);
      if (!is_new && at->second != hash) problems.push_back("one stamp with two meanings in " + change.root.hex());
    }
  }
}

void Ledger::inherit(Life from, Tablet& tablet) {
  for (auto& [key, saved] : saved_) {
    if (!saved.lives.contains(from)) continue;
    if (find_saved(*tablet.folder, key.first, saved) == Found::Yes) saved.lives.insert(tablet.life);
  }
  for (Taken& taken : taken_) {
    if (taken.lives.contains(from) && holds_photo(tablet, taken.original)) taken.lives.insert(tablet.life);
  }
}

void Ledger::province_went_back(const std::vector<std::unique_ptr<Tablet>>& tablets, Folder& province) {
  for (auto& [key, saved] : saved_) {
    saved.lives.clear();
    for (const auto& tablet : tablets) {
      const bool has_it = !tablet->is_lost && find_saved(*tablet->folder, key.first, saved) == Found::Yes;
      if (has_it) saved.lives.insert(tablet->life);
    }
    saved.has_arrived = find_saved(province, key.first, saved) == Found::Yes;
  }
  for (Taken& taken : taken_) {
    taken.lives.clear();
    for (const auto& tablet : tablets) {
      if (!tablet->is_lost && holds_photo(*tablet, taken.original)) taken.lives.insert(tablet->life);
    }
    taken.has_arrived = has_photo(province, taken.original);
  }
  std::erase_if(saved_, [](const auto& entry) { return entry.second.lives.empty() && !entry.second.has_arrived; });
  std::erase_if(taken_, [](const Taken& taken) { return taken.lives.empty() && !taken.has_arrived; });
}

void Ledger::forget(Life life) {
  for (auto& [key, saved] : saved_) saved.lives.erase(life);
  for (Taken& taken : taken_) taken.lives.erase(life);
  std::erase_if(saved_, [](const auto& entry) { return entry.second.lives.empty() && !entry.second.has_arrived; });
  std::erase_if(taken_, [](const Taken& taken) { return taken.lives.empty() && !taken.has_arrived; });
}

void Ledger::check_tablet(Tablet& tablet, Folder& province, Problems& problems) {
  for (auto& [key, saved] : saved_) {
    if (saved.has_arrived || !saved.lives.contains(tablet.life)) continue;
    const Found found = find_saved(*tablet.folder, key.first, saved);
    if (found == Found::No && has_left(*tablet.folder, std::get<0>(key.first))) {
      saved.has_arrived = find_saved(province, key.first, saved) == Found::Yes;
      if (saved.has_arrived) continue;
    }
    if (found == Found::No) problems.push_back("lost on the tablet: " + where(key.first, saved.stamp));
    if (found == Found::Altered) problems.push_back("altered on the tablet: " + where(key.first, saved.stamp));
  }
}

void Ledger::check_sent(Life life, Folder& province, Problems& problems) {
  for (auto& [key, saved] : saved_) {
    if (saved.has_arrived || !saved.lives.contains(life)) continue;
    saved.has_arrived = find_saved(province, key.first, saved) == Found::Yes ||
                        waits_in_a_batch(province, std::get<0>(key.first), saved.stamp);
    if (!saved.has_arrived) problems.push_back("nothing unsent, it said, but: " + where(key.first, saved.stamp));
  }
  for (Taken& taken : taken_) {
    if (taken.has_arrived || !taken.lives.contains(life)) continue;
    taken.has_arrived = has_photo(province, taken.original);
    if (!taken.has_arrived) problems.push_back("nothing unsent, it said, but the photo " + taken.original.hex());
  }
}

void Ledger::check_all_at(Folder& province, Problems& problems) {
  for (const auto& [key, saved] : saved_) {
    const Found found = find_saved(province, key.first, saved);
    if (found == Found::No) problems.push_back("lost: " + where(key.first, saved.stamp));
    if (found == Found::Altered) problems.push_back("altered: " + where(key.first, saved.stamp));
  }
  for (const Taken& taken : taken_) {
    if (!has_photo(province, taken.original)) problems.push_back("photo lost: " + taken.original.hex());
  }
}

Model Ledger::model_of(Folder& province, Problems& problems) const {
  Model out;
  auto query = province.database().query("SELECT bytes FROM changes").value();
  while (query.next().value()) {
    const auto change = journal::decode_change(query.blob(0)).value();
    const auto issued = issued_.find({change.root, change.stamp()});
    if (issued == issued_.end()) problems.push_back("nobody issued " + std::to_string(change.last) + " of " +
                                                    std::to_string(change.replica));
    else if (issued->second != sha256(query.blob(0))) problems.push_back("not as issued in " + change.root.hex());
    out.add(change);
  }
  return out;
}

}  // namespace ocop::simulation
