// What the world knows by itself, kept beside the programs in std::map alone: what officers were told is saved, which
// changes were sealed, which photos taken. At rest it says what the province must hold.
//
// The model: a field's heads are the values whose stamp no other change names and no later change of the same replica
// follows. It knows neither clocks nor the order in which anything arrived, and shares no code with core/journal.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/journal/batch.h"
#include "tests/simulation/tablet.h"

namespace ocop::simulation {

using FieldKey = std::tuple<Id, Id, std::string>;  // root, record, field

struct Field {
  std::map<journal::Stamp, Bytes> values;
  std::set<journal::Stamp> replaced;
  std::map<Replica, std::uint64_t> newest;

  std::set<std::pair<journal::Stamp, Bytes>> heads() const;
};

class Model {
 public:
  void add(const journal::Change& change);
  const std::map<FieldKey, Field>& fields() const { return fields_; }
  // Communes that must see a root: by the heads of its own field `unit`, or by those of a root that names it. (More may
  // see it: a commune keeps what it once had.)
  std::set<std::string> units_of(const Id& root) const;

 private:
  void add_own_units(const Id& root, std::set<std::string>& out) const;

  std::map<FieldKey, Field> fields_;
  std::map<Id, std::set<Id>> named_by_;
};

// What an officer was told is saved: the newest value that one start of a program gave a field.
struct Saved {
  journal::Stamp stamp;
  Bytes value;
  std::set<Life> lives;      // that hold it
  bool has_arrived = false;  // at the province
};

// A field that a command set, and what its author was looking at; nothing: all there was. A change may name no other
// heads than were shown.
struct Written {
  std::string field;
  std::optional<std::vector<journal::Stamp>> shown;
};

struct Taken {  // a photo
  Hash original;
  std::set<Life> lives;
  bool has_arrived = false;
};

using Problems = std::vector<std::string>;  // sentences; empty: all is well

class Ledger {
 public:
  // A command returned: the present values of these fields (all of the record when none is named) that this start of
  // the program wrote are promised.
  void note_saved(Tablet& tablet, const store::RecordKey& key, const std::vector<Written>& fields);
  Problems take_problems() { return std::exchange(problems_, {}); }  // of note_saved
  void note_taken(const Tablet& tablet, const Hash& original) { taken_.push_back({original, {tablet.life}, false}); }
  void note_issued(const journal::Change& change) {
    issued_[{change.root, change.stamp()}] = journal::hash_of(change);
  }
  // Batches that the tablet sealed since the last time. A problem when one stamp has two meanings. What it wrote anew,
  // parting from a twin, is promised from now on under its new name.
  void harvest(Tablet& tablet, Problems& problems);

  // The folder of `from` was copied to this tablet: what arrived with it is promised by its life, too.
  void inherit(Life from, Tablet& tablet);
  // The province lost its disk and went back to what it had: whatever some tablet holds, its own or pulled, has to come
  // again; what none holds is promised no longer.
  void province_went_back(const std::vector<std::unique_ptr<Tablet>>& tablets, service::Folder& province);
  // A machine is gone: what nobody else holds is promised no longer.
  void forget(Life life);

  // What this life promised and is not known to have arrived: is it on the tablet? A root that left it as a whole, with
  // its commune, is at the province.
  void check_tablet(Tablet& tablet, service::Folder& province, Problems& problems);
  // The tablet said that nothing is unsent: is all that its life promised at the province?
  void check_sent(Life life, service::Folder& province, Problems& problems);
  // At rest, of all lives.
  void check_all_at(service::Folder& province, Problems& problems);

  // The model of what the province holds; a problem where it holds what nobody issued.
  Model model_of(service::Folder& province, Problems& problems) const;

 private:
  void follow_parting(Tablet& tablet);

  using SavedKey = std::pair<FieldKey, Replica>;

  // Against what was shown; if all was, that is learnt from the change.
  void check_named(service::Folder& folder, const SavedKey& key, const journal::Stamp& stamp, bool is_shown);

  std::map<SavedKey, Saved> saved_;
  std::map<SavedKey, std::set<journal::Stamp>> shown_;
  Problems problems_;
  std::set<journal::Stamp> written_anew_;  // by tablets that parted from a twin
  std::vector<Taken> taken_;
  std::map<std::pair<Id, journal::Stamp>, Hash> issued_;
};

}  // namespace ocop::simulation
