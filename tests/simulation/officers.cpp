#include "tests/simulation/officers.h"

#include "core/base/hash.h"
#include "core/journal/value_codec.h"
#include "core/photo/codec.h"
#include "core/service/queries.h"
#include "core/service/summaries.h"

namespace ocop::simulation {
namespace {

using service::Folder;
using store::RecordKey;

constexpr const char* criteria[] = {"1.1", "1.2", "1.3", "2.1"};
constexpr const char* declarations[] = {"set/1", "set/2"};

// Noise, so that no two are alike: small ones that cost little, and two that travel in several chunks.
const std::vector<Bytes>& photos() {
  static const std::vector<Bytes> made = [] {
    std::vector<Bytes> out;
    Chance noise(7);
    for (std::uint32_t n = 0; n < 32; ++n) {
      const std::uint32_t side = n < 30 ? 8 + n % 5 * 4 : 360;
      photo::Raster picture{side, side, 3, {}};
      for (std::uint32_t i = 0; i < side * side * 3; ++i) {
        picture.bytes.push_back(static_cast<std::uint8_t>(noise.below(256)));
      }
      out.push_back(photo::encode(picture, 85, photo::Scans::One));
    }
    return out;
  }();
  return made;
}

}  // namespace

const std::vector<std::string>& communes() {
  static const std::vector<std::string> codes = {"24043", "24044"};
  return codes;
}

bool Officers::accept(Tablet& tablet, const Status& done, std::string_view what) {
  tally_.count("command");
  if (done) return true;
  switch (done.error().code) {
    case ErrorCode::Conflict:
    case ErrorCode::Archived:
    case ErrorCode::UnknownSet:  // of a dossier whose beginning has yet to come
    case ErrorCode::Changed: return false;
    case ErrorCode::StorageFull:
    case ErrorCode::StorageFault:
      if (tablet.machine.plan().has_failed() || tablet.machine.files.free_bytes().value() < full_below) return false;
      break;
    default: break;
  }
  fail_(std::string(what) + ": " + std::string(done.error().name()) + " " + done.error().detail);
  return false;
}

void Officers::work(Tablet& tablet) {
  switch (chance_.below(22)) {
    case 0: return add_producer(tablet);
    case 1: return begin_dossier(tablet);
    case 2: return put_away(tablet);
    case 3:
    case 4: return settle(tablet);
    case 5: return take_photo(tablet);
    case 6:
    case 7: return open_form(tablet);
    case 8: return declare(tablet);
    case 9: return edit_dossier(tablet);
    case 10:
      if (chance_.one_in(3)) return move_to_another_commune(tablet);
      return write_what_only_a_newer_program_knows(tablet);
    case 11:
    case 12:
    case 13: return edit_producer(tablet);
    default: return score(tablet);
  }
}

std::vector<RecordKey> Officers::records(Tablet& tablet, std::string_view type) {
  std::vector<RecordKey> out;
  auto query = tablet.folder->database()
                   .query("SELECT root, record FROM records WHERE type = ? ORDER BY record", type)
                   .value();
  while (query.next().value()) out.push_back({query.fixed<Id>(0), query.fixed<Id>(1)});
  return out;
}

std::size_t Officers::count(Tablet& tablet, std::string_view type) {
  return static_cast<std::size_t>(
      tablet.folder->database().integer("SELECT count(*) FROM records WHERE type = ?", type).value().value_or(0));
}

std::optional<RecordKey> Officers::pick(Tablet& tablet, std::string_view type) {
  const auto keys = records(tablet, type);
  if (keys.empty()) return std::nullopt;
  return chance_.pick(keys);
}

// As the form that is open shows it; half of the time the form is opened anew first.
service::ShownField Officers::shown(Tablet& tablet, const RecordKey& key, const std::string& field) {
  if (!tablet.forms.contains(key) || chance_.one_in(2)) {
    const auto view = service::read_record(*tablet.folder, key);
    if (!view) return {};
    tablet.forms[key] = *view;
  }
  const auto* found = tablet.forms[key].find(field);
  return found == nullptr ? service::ShownField{} : *found;
}

void Officers::open_form(Tablet& tablet) {
  for (const char* type : {"producer", "dossier", "assessment"}) {
    for (const RecordKey& key : records(tablet, type)) {
      if (chance_.one_in(2)) tablet.forms[key] = service::read_record(*tablet.folder, key).value();
    }
  }
}

void Officers::add_producer(Tablet& tablet) {
  if (count(tablet, "producer") >= producers_max) return;
  service::NewProducer command;
  command.fields = {{"name", domain::Value::text("HTX " + std::to_string(chance_.below(1000))), {}}};
  if (chance_.one_in(2)) {
    const std::vector<std::string> units(tablet.units.begin(), tablet.units.end());
    command.fields.push_back({"unit", domain::Value::text(chance_.pick(units)), {}});
  }
  const auto added = service::add_producer(*tablet.folder, command);
  if (accept(tablet, added ? Status{} : Status{added.error()}, "add_producer")) {
    ledger_.note_saved(tablet, {*added, *added}, {});
  }
}

void Officers::begin_dossier(Tablet& tablet) {
  const auto producer = pick(tablet, "producer");
  if (!producer || count(tablet, "dossier") >= dossiers_max) return;
  const auto begun = service::new_dossier(*tablet.folder, {producer->root, "Trà", "ocop-26-2026/07"});
  if (accept(tablet, begun ? Status{} : Status{begun.error()}, "new_dossier")) {
    ledger_.note_saved(tablet, {*begun, *begun}, {});
  }
}

void Officers::score(Tablet& tablet) {
  const auto dossier = pick(tablet, "dossier");
  if (!dossier) return;
  service::SetScore command;
  command.dossier = dossier->root;
  command.criterion = criteria[chance_.below(std::size(criteria))];
  const RecordKey key{dossier->root, service::assessment_id(dossier->root, "self")};
  std::vector<Written> fields;
  if (!chance_.one_in(4)) {
    command.option = std::string(1, static_cast<char>('a' + static_cast<int>(chance_.below(3))));
    if (chance_.one_in(12)) command.option->clear();
    command.shown_option = shown(tablet, key, command.criterion + ".option");
    fields.push_back({command.criterion + ".option", command.shown_option.heads});
  }
  if (fields.empty() || chance_.one_in(5)) {
    command.note = "đã xem " + std::to_string(chance_.below(4));
    command.shown_note = shown(tablet, key, command.criterion + ".note");
    fields.push_back({command.criterion + ".note", command.shown_note.heads});
  }
  if (accept(tablet, service::set_score(*tablet.folder, command), "set_score")) ledger_.note_saved(tablet, key, fields);
}

void Officers::declare(Tablet& tablet) {
  const auto dossier = pick(tablet, "dossier");
  if (!dossier) return;
  service::SetDeclaration command;
  command.dossier = dossier->root;
  command.declaration = declarations[chance_.below(std::size(declarations))];
  command.answer = chance_.one_in(2);
  const RecordKey key{dossier->root, service::assessment_id(dossier->root, "self")};
  command.shown = shown(tablet, key, "declare." + command.declaration);
  if (accept(tablet, service::set_declaration(*tablet.folder, command), "set_declaration")) {
    ledger_.note_saved(tablet, key, {{"declare." + command.declaration, command.shown.heads}});
  }
}

// A form hands back all its fields: what was not touched is not written again.
void Officers::edit_producer(Tablet& tablet) {
  const auto key = pick(tablet, "producer");
  if (!key) return;
  service::EditRecord command{*key, "producer", {}};
  const std::string address = "Thôn " + std::to_string(chance_.below(5));
  command.fields.push_back({"address", domain::Value::text(address), shown(tablet, *key, "address")});
  const service::ShownField name = tablet.forms.contains(*key) ? shown(tablet, *key, "name") : service::ShownField{};
  const bool is_renamed = chance_.one_in(3);
  command.fields.push_back(
      {"name", is_renamed ? domain::Value::text("HTX " + std::to_string(chance_.below(1000))) : name.value, name});
  const auto writers_of_name = [&] {  // by replica: what is saved anew before it is sealed has a new number
    std::multiset<Replica> out;
    const auto state = tablet.folder->journal().record(*key).value();
    if (!state || !state->registers.contains("name")) return out;
    for (const journal::Head& head : state->registers.at("name")) out.insert(head.stamp.replica);
    return out;
  };
  const auto before = writers_of_name();
  if (!accept(tablet, service::edit_record(*tablet.folder, command), "edit_record")) return;
  ledger_.note_saved(tablet, *key, {{"address", command.fields[0].shown.heads}, {"name", name.heads}});
  if (!is_renamed && writers_of_name() != before) fail_("what was not touched was written again");
}

// A form shows fields of several records: one command, one batch.
void Officers::edit_dossier(Tablet& tablet) {
  const auto key = pick(tablet, "dossier");
  if (!key) return;
  std::vector<service::EditRecord> commands;
  const auto samples = static_cast<std::int64_t>(chance_.below(6));
  commands.push_back({*key, "dossier",
                      {{"sample_count", domain::Value::integer(samples), shown(tablet, *key, "sample_count")}}});
  const auto producer = pick(tablet, "producer");
  if (producer && chance_.one_in(2)) {
    const std::string address = "Xóm " + std::to_string(chance_.below(5));
    commands.push_back({*producer, "producer",
                        {{"address", domain::Value::text(address), shown(tablet, *producer, "address")}}});
  }
  if (!accept(tablet, service::edit_records(*tablet.folder, commands), "edit_records")) return;
  for (const service::EditRecord& command : commands) {
    ledger_.note_saved(tablet, command.key, {{command.fields[0].name, command.fields[0].shown.heads}});
  }
}

// From then on officers of the other commune have it, too.
void Officers::move_to_another_commune(Tablet& tablet) {
  const auto key = pick(tablet, "dossier");
  if (!key) return;
  const service::EditRecord command{
      *key, "dossier", {{"unit", domain::Value::text(chance_.pick(communes())), shown(tablet, *key, "unit")}}};
  if (accept(tablet, service::edit_record(*tablet.folder, command), "edit_record")) {
    ledger_.note_saved(tablet, *key, {{"unit", command.fields[0].shown.heads}});
  }
}

void Officers::put_away(Tablet& tablet) {
  const auto key = pick(tablet, "dossier");
  if (!key) return;
  const bool restores = chance_.one_in(2);
  const Status done = restores ? service::restore(*tablet.folder, key->root, "back")
                               : service::archive(*tablet.folder, key->root, "away");
  if (!accept(tablet, done, "archive or restore")) return;
  ledger_.note_saved(tablet, *key, {{"archived", {}}});
  const auto open = tablet.folder->database()
                        .integer("SELECT count(*) FROM conflicts WHERE root = ? AND record = ? AND field = 'archived'",
                                 key->root, key->root)
                        .value();
  if (!restores && open.value_or(0) != 0) fail_("put away with all that was seen, and yet in conflict with it");
}

void Officers::settle(Tablet& tablet) {
  const auto conflicts = service::list_conflicts(*tablet.folder).value();
  if (conflicts.empty()) return;
  const auto& conflict = chance_.pick(conflicts);
  const int choose = 1 + static_cast<int>(chance_.below(conflict.values.size()));
  if (accept(tablet, service::settle(*tablet.folder, {conflict.id, choose, {}, "asked"}), "settle")) {
    ledger_.note_saved(tablet, conflict.record, {{conflict.field, {}}});
  }
}

void Officers::take_photo(Tablet& tablet) {
  const auto dossier = pick(tablet, "dossier");
  if (!dossier || count(tablet, "evidence") >= photos_max) return;
  const Bytes& jpeg = chance_.pick(photos());
  const auto added = service::add_evidence(*tablet.folder, {dossier->root, jpeg, "product_photo", {"1.1"}, ""});
  if (!accept(tablet, added ? Status{} : Status{added.error()}, "add_evidence")) return;
  tally_.count("photo taken");
  ledger_.note_saved(tablet, {dossier->root, *added}, {});
  ledger_.note_taken(tablet, sha256(jpeg));
}

// A tablet with a later program: a type, fields and evidence that nobody here knows, kept and carried all the same.
void Officers::write_what_only_a_newer_program_knows(Tablet& tablet) {
  const auto dossier = pick(tablet, "dossier");
  if (!dossier) return;
  Folder& folder = *tablet.folder;
  const auto write = [&]() -> Result<RecordKey> {
    TRY_ASSIGN(auto transaction, store::Transaction::begin(folder.database()));
    const auto known = records(tablet, "cold_store");
    journal::Change change;
    change.root = dossier->root;
    change.record = random_id(folder.entropy());
    if (!known.empty() && chance_.one_in(2)) {
      change.root = known.front().root;
      change.record = known.front().record;
    }
    change.type = "cold_store";
    TRY_ASSIGN(change.replica, folder.replica());
    TRY_ASSIGN(change.about, folder.about());
    change.about.extra = journal::encode_value(domain::Value::text("of a later version"));
    TRY_ASSIGN(const auto state, folder.journal().record({change.root, change.record}));
    journal::FieldChange field{"degrees", journal::encode_value(domain::Value::integer(
                                              static_cast<std::int64_t>(chance_.below(9)))), {}};
    if (state) {
      const auto heads = state->registers.find("degrees");
      if (heads != state->registers.end()) field.heads = journal::stamps_of(heads->second);
    }
    change.fields = {std::move(field)};
    const RecordKey key{change.root, change.record};
    TRY_ASSIGN(const std::uint64_t command, folder.journal().next_command());
    store::Touched touched;
    TRY(folder.journal().write_own(std::move(change), command, touched));
    TRY(service::refresh_summaries(folder, touched, service::PhotosAre::Elsewhere));
    TRY(transaction.commit());
    return key;
  };
  const auto written = write();
  if (!accept(tablet, written ? Status{} : Status{written.error()}, "a newer program")) return;
  tally_.count("record of an unknown type");
  ledger_.note_saved(tablet, *written, {{"degrees", {}}});
}

}  // namespace ocop::simulation
