#include "tests/simulation/world.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <tuple>

#include "core/base/hash.h"
#include "core/journal/value_codec.h"
#include "core/service/commands.h"
#include "core/service/queries.h"
#include "core/service/sync_service.h"
#include "core/service/verify.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "sync/client/enrol.h"
#include "sync/engine/session.h"
#include "sync/server/devices.h"
#include "sync/server/province.h"
#include "sync/server/verify.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/histories.h"
#include "tests/support/places.h"
#include "tests/support/temp_folder.h"

namespace ocop::simulation {
namespace {

using service::Folder;
using test::Chance;
using test::FaultDisk;

constexpr const char* commune = "24043";
const std::vector<std::string>& criteria() {
  static const std::vector<std::string> codes = {"1.1", "1.2", "1.3", "2.1"};
  return codes;
}

Bytes photo(std::size_t) {
  const std::string text = test::read_text(std::string(OCOP_SOURCE_DIR) + "/platform/fake/photos/product_coffee.jpg");
  return Bytes(text.begin(), text.end());
}

// A machine that may be killed and lose power: its files, its clock, its chance.
struct Machine {
  Machine(std::string name, std::uint64_t seed) : path("/" + std::move(name) + ".sqlite"), entropy(seed) {}

  service::Ports ports() { return {files, clock, entropy}; }

  std::string path;
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy;
};

// What an officer was told is saved.
struct Saved {
  Id root, record;
  std::string field;
  journal::Stamp stamp;
  Bytes value;
};

class Tablet {
 public:
  Tablet(std::size_t number, std::uint64_t seed, Door& door, Chance& chance)
      : machine("tablet-" + std::to_string(number), seed),
        link(door, chance),
        officer("Cán bộ " + std::to_string(number)) {
    folder.emplace(Folder::create(machine.path, machine.ports(), {officer, {commune}}, FaultDisk::name).value());
  }

  void kill() {
    FaultDisk::instance().cut();  // a killed program writes nothing more, not even when it closes
    folder.reset();
    FaultDisk::instance().heal();
  }
  void lose_power() {
    kill();
    FaultDisk::instance().lose_unsynced(machine.path);
    machine.files.lose_power();
    machine.clock.reboot();
  }
  Status start() {
    auto opened = Folder::open(machine.path, machine.ports(), FaultDisk::name);
    if (!opened) return opened.error();
    folder.emplace(std::move(*opened));
    forms.clear();
    return {};
  }

  Machine machine;
  Link link;
  std::string officer;
  std::optional<Folder> folder;
  std::map<store::RecordKey, service::RecordView> forms;  // opened some time ago
};

class World final : public Door {
 public:
  explicit World(const Options& options)
      : options_(options), chance_(options.seed), office_("province", options.seed * 77 + 1) {
    FaultDisk::instance().wipe();
    open_province();
    const std::size_t count = 2 + chance_.below(3);
    for (std::size_t n = 0; n < count; ++n) {
      tablets_.push_back(std::make_unique<Tablet>(n, options.seed * 100 + n, *this, chance_));
      enrol(*tablets_.back());
    }
  }

  server::HttpResponse answer(const server::HttpRequest& request) override {
    office_.clock.advance_ms(static_cast<std::int64_t>(chance_.below(2'000)));
    if (!is_quiet_ && chance_.one_in(60)) {  // the province's machine goes down and comes up again
      FaultDisk::instance().cut();
      province_.reset();
      FaultDisk::instance().heal();
      FaultDisk::instance().lose_unsynced(office_.path);
      office_.files.lose_power();
      open_province();
    }
    return server::respond(*province_, request);
  }

  Outcome run() {
    for (step_ = 0; step_ < options_.steps && outcome_.failures.empty(); ++step_) step();
    if (outcome_.failures.empty()) become_quiet();
    if (outcome_.failures.empty()) check();
    for (const auto& tablet : tablets_) outcome_.faults += tablet->link.faults;
    return outcome_;
  }

 private:
  void fail(std::string what) {
    outcome_.failures.push_back("step " + std::to_string(step_) + ": " + std::move(what));
  }
  template <typename T>
  bool expect(const Result<T>& result, const std::string& what) {
    if (!result) fail(what + ": " + std::string(result.error().name()) + " " + result.error().detail);
    return result.has_value();
  }
  void tell(const std::string& what) const {
    if (options_.is_told) std::printf("%4zu %s\n", step_, what.c_str());
  }

  void open_province() {
    blobs_ = std::make_unique<server::FolderBlobStore>(office_.files);
    auto opened =
        server::Province::open(office_.path, office_.ports(), *blobs_, server::IfMissing::Create, FaultDisk::name);
    if (expect(opened, "the province opens")) province_.emplace(std::move(*opened));
  }

  void enrol(Tablet& tablet) {
    const std::string code = server::invite(*province_, tablet.officer, {commune}).value();
    const KeyPair keys = tablet.folder->device_key().value();
    const auto enrolled = client::enrol(tablet.link, code, keys, "simulation");
    if (!expect(enrolled, "enrolment")) return;
    service::SyncIdentity identity;
    identity.server_url = "https://province";
    identity.device = keys.public_key;
    identity.device_secret = keys.secret_key;
    identity.province = enrolled->enrolment.province;
    identity.mac_key = enrolled->mac_key;
    expect(service::save_enrolment(*tablet.folder, {identity, {enrolled->enrolment.officer, enrolled->enrolment.units},
                                                    enrolled->enrolment.generation, {}}), "enrolment kept");
    tablet.link.is_sound = false;
  }

  // ---- officers at work

  void step() {
    Tablet& tablet = *tablets_[chance_.below(tablets_.size())];
    tablet.machine.clock.advance_ms(static_cast<std::int64_t>(chance_.below(100'000)));
    switch (chance_.below(20)) {
      case 0:
      case 1:
      case 2: synchronise(tablet); return;
      case 3:
        ++outcome_.kills;
        tell("killed " + tablet.officer);
        if (chance_.one_in(2)) tablet.kill(); else tablet.lose_power();
        expect(tablet.start(), "a tablet starts again");
        return;
      case 4: tablet.machine.clock.set_wall_ms(static_cast<std::int64_t>(chance_.below(4'000'000'000'000))); return;
      case 5: add_producer(tablet); return;
      case 6: begin_dossier(tablet); return;
      case 7: put_away(tablet); return;
      case 8: settle(tablet); return;
      case 9:
        if (chance_.one_in(2)) take_photo(tablet);
        return;
      case 10:
      case 11: open_form(tablet); return;
      default: edit(tablet);
    }
  }

  // A refusal that the rules of the service foresee is no failure; anything else is.
  bool accept(const Status& done, const std::string& what) {
    ++outcome_.commands;
    if (done) return true;
    const ErrorCode code = done.error().code;
    if (code != ErrorCode::Conflict && code != ErrorCode::Archived && code != ErrorCode::Changed) expect(done, what);
    return false;
  }

  std::vector<store::RecordKey> records(Tablet& tablet, std::string_view type) {
    std::vector<store::RecordKey> out;
    auto query = tablet.folder->database()
                     .query("SELECT root, record FROM records WHERE type = ? ORDER BY record", type)
                     .value();
    while (query.next().value()) out.push_back({query.fixed<Id>(0), query.fixed<Id>(1)});
    return out;
  }

  // Writes down what was saved just now: heads of the tablet's present start in this record.
  void note_saved(Tablet& tablet, const store::RecordKey& key) {
    const auto state = tablet.folder->journal().record(key).value();
    const Replica own = tablet.folder->replica().value();
    if (!state) return;
    for (const auto& [field, heads] : state->registers) {
      for (const auto& head : heads) {
        if (head.stamp.replica == own) saved_.push_back({key.root, key.record, field, head.stamp, head.value});
      }
    }
  }

  void add_producer(Tablet& tablet) {
    if (records(tablet, "producer").size() >= 4) return;
    const auto added = service::add_producer(
        *tablet.folder, {{{"name", domain::Value::text("HTX " + std::to_string(chance_.below(1000))), {}}}});
    if (expect(added, "add_producer")) note_saved(tablet, {*added, *added});
  }

  void begin_dossier(Tablet& tablet) {
    const auto producers = records(tablet, "producer");
    if (producers.empty() || records(tablet, "dossier").size() >= 6) return;
    const auto begun = service::new_dossier(*tablet.folder, {chance_.pick(producers).root, "Trà", "ocop-26-2026/07"});
    if (accept(begun ? Status{} : Status{begun.error()}, "new_dossier")) note_saved(tablet, {*begun, *begun});
  }

  void open_form(Tablet& tablet) {
    for (const char* type : {"producer", "dossier", "assessment"}) {
      for (const auto& key : records(tablet, type)) {
        if (chance_.one_in(2)) tablet.forms[key] = service::read_record(*tablet.folder, key).value();
      }
    }
  }

  service::ShownField shown(Tablet& tablet, const store::RecordKey& key, const std::string& field) {
    if (!tablet.forms.contains(key) || chance_.one_in(2)) {
      const auto view = service::read_record(*tablet.folder, key);
      if (!view) return {};
      tablet.forms[key] = *view;
    }
    const auto* found = tablet.forms[key].find(field);
    return found == nullptr ? service::ShownField{} : *found;
  }

  void edit(Tablet& tablet) {
    const auto dossiers = records(tablet, "dossier");
    const auto producers = records(tablet, "producer");
    if (!dossiers.empty() && chance_.below(3) > 0) {
      const Id dossier = chance_.pick(dossiers).root;
      service::SetScore command;
      command.dossier = dossier;
      command.criterion = chance_.pick(criteria());
      command.option = std::string(1, static_cast<char>('a' + static_cast<int>(chance_.below(3))));
      const store::RecordKey key{dossier, service::assessment_id(dossier, "self")};
      command.shown_option = shown(tablet, key, command.criterion + ".option");
      if (accept(service::set_score(*tablet.folder, command), "set_score")) note_saved(tablet, key);
    } else if (!producers.empty()) {
      const auto key = chance_.pick(producers);
      const std::string value = "Thôn " + std::to_string(chance_.below(5));
      service::EditRecord command{
          key, "producer", {{"address", domain::Value::text(value), shown(tablet, key, "address")}}};
      if (accept(service::edit_record(*tablet.folder, command), "edit_record")) note_saved(tablet, key);
    }
  }

  void put_away(Tablet& tablet) {
    const auto dossiers = records(tablet, "dossier");
    if (dossiers.empty()) return;
    const auto key = chance_.pick(dossiers);
    const bool restores = chance_.one_in(2);
    if (accept(restores ? service::restore(*tablet.folder, key.root, "back")
                        : service::archive(*tablet.folder, key.root, "away"),
               "archive or restore")) {
      note_saved(tablet, key);
    }
  }

  void settle(Tablet& tablet) {
    const auto conflicts = service::list_conflicts(*tablet.folder).value();
    if (conflicts.empty()) return;
    const auto& conflict = chance_.pick(conflicts);
    const int choose = 1 + static_cast<int>(chance_.below(conflict.values.size()));
    if (accept(service::settle(*tablet.folder, {conflict.id, choose, {}, "asked"}), "settle"))
      note_saved(tablet, conflict.record);
  }

  void take_photo(Tablet& tablet) {
    const auto dossiers = records(tablet, "dossier");
    if (dossiers.empty()) return;
    const Id dossier = chance_.pick(dossiers).root;
    const auto added = service::add_evidence(*tablet.folder, {dossier, photo(0), "product_photo", {"1.1"}, ""});
    if (accept(added ? Status{} : Status{added.error()}, "add_evidence")) {
      ++outcome_.photos;
      note_saved(tablet, {dossier, *added});
    }
  }

  // ---- synchronising

  engine::Summary synchronise(Tablet& tablet) {
    ++outcome_.sessions;
    service::SyncService control(*tablet.folder);
    engine::Session session(control, tablet.machine.entropy, {service::PhotoPolicy::All, engine::Waiting::None});
    for (;;) {
      const auto now_ms = tablet.machine.clock.monotonic_ms();
      const auto next = session.next(now_ms);
      if (const auto* done = std::get_if<engine::Done>(&next)) {
        tell(tablet.officer +
             " synchronised: " + (done->summary.ok ? "whole" : std::string(done->summary.error->name())));
        return done->summary;
      }
      if (const auto* wait = std::get_if<engine::Wait>(&next)) {
        tablet.machine.clock.advance_ms(std::max<std::int64_t>(wait->until_ms - now_ms, 1));
        continue;
      }
      const auto response = tablet.link.perform(std::get<engine::Send>(next).request);
      tablet.machine.clock.advance_ms(static_cast<std::int64_t>(20 + chance_.below(3'000)));
      if (!is_quiet_ && chance_.one_in(25)) {  // killed before the answer is looked at
        ++outcome_.kills;
        tell("killed while synchronising " + tablet.officer);
        session.cancel();
        break;
      }
      if (response) session.on_response(*response, 20); else session.on_failure(response.error());
    }
    if (chance_.one_in(2)) tablet.kill(); else tablet.lose_power();
    expect(tablet.start(), "a tablet starts again");
    return {};
  }

  void become_quiet() {
    is_quiet_ = true;
    for (auto& tablet : tablets_) {
      for (int n = 0; n < 20; ++n) tablet->link.deliver_late();
      tablet->link.is_sound = true;
    }
    for (int round = 0; round < 12; ++round) {
      bool has_moved = false;
      for (auto& tablet : tablets_) {
        const auto summary = synchronise(*tablet);
        if (!summary.ok) fail(tablet->officer + " cannot synchronise: " + std::string(summary.error->name()) + " " +
                              summary.error->detail);
        has_moved |= summary.changes_up + summary.changes_down + summary.photos_up + summary.photos_down > 0;
      }
      if (!has_moved || !outcome_.failures.empty()) return;
    }
    fail("does not come to rest");
  }

  // ---- invariants

  std::set<Id> roots(Folder& folder) {
    std::set<Id> out;
    auto query = folder.database().query("SELECT DISTINCT root FROM changes").value();
    while (query.next().value()) out.insert(query.fixed<Id>(0));
    return out;
  }

  std::int64_t count(Folder& folder, std::string_view sql) {
    return folder.database().integer(sql).value().value_or(-1);
  }

  void check() {
    Folder& office = province_->folder();
    outcome_.changes = static_cast<std::size_t>(count(office, "SELECT count(*) FROM changes"));
    outcome_.conflicts = static_cast<std::size_t>(count(office, "SELECT count(*) FROM conflicts"));
    check_saved(office);                                                                                        // S1
    const auto problems = server::verify_province(*province_).value();                                           // S2
    for (const auto& problem : problems) {
      fail("S2 the province: " + problem.code + " " + problem.where);
    }
    check_model(office);                                                                                        // S5
    check_folder("the province", office);
    test::Roots central;
    for (const Id& root : roots(office)) central[root] = office.journal().root_state(root).value();
    for (auto& tablet : tablets_) {
      check_folder(tablet->officer, *tablet->folder);
      if (roots(*tablet->folder) != roots(office)) fail("S3 " + tablet->officer + " has other roots than the province");
      for (const auto& [root, state] : central) {                                                               // S3
        if (tablet->folder->journal().root_state(root).value() != state)
          fail("S3 " + tablet->officer + " differs in " + root.hex());
      }
      if (conflict_ids(*tablet->folder) != conflict_ids(office))
        fail("S4 " + tablet->officer + " has other conflicts");  // S4
      if (count(*tablet->folder, "SELECT count(*) FROM changes WHERE state <> 2") != 0)
        fail("S6 " + tablet->officer + " has unsent changes");
      if (tablet->folder->photos().count_to_send().value() != 0) fail("S6 " + tablet->officer + " has unsent photos");
    }
    std::set<test::ConflictKey> expected = test::conflicts_of(central);
    if (expected.size() != outcome_.conflicts) fail("S4 the province lists other conflicts than its records have");
  }

  void check_saved(Folder& office) {
    for (const Saved& saved : saved_) {
      const auto change = office.journal().change_of(saved.root, saved.stamp).value();
      if (!change) {
        fail("S1 lost: " + saved.field + " of " + saved.record.hex());
        continue;
      }
      if (change->stamp() != saved.stamp) continue;  // typed on before it was sealed
      const auto at = std::find_if(change->fields.begin(), change->fields.end(),
                                   [&](const auto& field) { return field.name == saved.field; });
      if (at == change->fields.end() || at->value != saved.value)
        fail("S1 changed: " + saved.field + " of " + saved.record.hex());
    }
  }

  void check_model(Folder& office) {
    std::vector<journal::Change> all;
    auto query = office.database().query("SELECT bytes FROM changes").value();
    while (query.next().value()) all.push_back(journal::decode_change(query.blob(0)).value());
    test::Roots held;
    for (const Id& root : roots(office)) held[root] = office.journal().root_state(root).value();
    if (test::model_of(all) != test::model_of(held)) fail("S5 the model holds other heads than the province");
  }

  void check_folder(const std::string& whose, Folder& folder) {
    const auto problems = service::verify_folder(folder).value();
    for (const auto& problem : problems) fail("S6 " + whose + ": " + problem.code + " " + problem.where);
    if (count(folder, "SELECT count(*) FROM waiting") != 0) fail("S6 " + whose + ": changes wait");
    if (count(folder, "SELECT count(*) FROM twins") != 0) fail("S6 " + whose + ": twins");
  }

  std::set<Id> conflict_ids(Folder& folder) {
    std::set<Id> out;
    auto query = folder.database().query("SELECT id FROM conflicts").value();
    while (query.next().value()) out.insert(query.fixed<Id>(0));
    return out;
  }

  Options options_;
  Chance chance_;
  Machine office_;
  std::unique_ptr<server::FolderBlobStore> blobs_;
  std::optional<server::Province> province_;
  std::vector<std::unique_ptr<Tablet>> tablets_;
  std::vector<Saved> saved_;
  std::size_t step_ = 0;
  bool is_quiet_ = false;
  Outcome outcome_;
};

}  // namespace

Outcome run(const Options& options) { return World(options).run(); }

}  // namespace ocop::simulation
