// Invented histories: several tablets edit the same roots offline, fold what is not sealed, are restarted under new
// names, are copied (and both copies go on), archive, settle, and hear of each other late, twice and out of order.
//
// A World is made from a seed alone. What it publishes are the sealed changes, as anybody might receive them. The model
// below answers, from a heap of changes and without any order, what every replica must hold; it shares no code with
// core/journal/merge.cpp.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "core/journal/archive.h"
#include "core/journal/merge.h"
#include "tests/support/chance.h"

namespace ocop::test {

using journal::Change;
using journal::RootState;
using Roots = std::map<Id, RootState>;

// Merges what it is given as soon as that is possible.
class Receiver {
 public:
  void receive(const Change& change);
  const Roots& roots() const { return roots_; }
  Roots& roots() { return roots_; }
  std::size_t waiting() const { return waiting_.size(); }

 private:
  Roots roots_;
  std::vector<Change> waiting_;
};

class Tablet {
 public:
  Tablet(std::uint64_t replica, std::shared_ptr<Chance> chance) : replica_(replica), chance_(std::move(chance)) {}

  void edit(const Id& root);
  void settle_one();
  void seal(std::vector<Change>& published);
  void restart(std::uint64_t replica) { replica_ = replica; }
  void look(const Id& root) { shown_[root] = receiver_.roots()[root]; }  // opens the forms of a root
  void hear(const Change& change);
  const Receiver& receiver() const { return receiver_; }

 private:
  void write(Change change);
  bool folds(const Change& earlier, const Change& next) const;

  std::uint64_t replica_;
  std::shared_ptr<Chance> chance_;  // one for the whole world
  Receiver receiver_;
  Roots shown_;                   // as it was when the forms were opened
  std::vector<Change> unsealed_;  // in order; of replicas that died, too
  std::map<Id, journal::Stamp> last_merged_;  // per root, own or not: only the very last change may be folded into
};

struct World {
  explicit World(std::uint64_t seed, std::size_t steps = 60);

  std::vector<Id> roots;
  std::vector<Tablet> tablets;
  std::vector<Change> published;  // everything, in the order it was sealed

 private:
  void step(Chance& chance);
  std::uint64_t next_replica_ = 100;
};

Id id_of(std::uint64_t number);
Id record_of(const Id& root, std::size_t index);  // index 0 is the root itself
Bytes value_of(std::uint64_t number);

// The model: heads by definition.
struct ModelField {
  std::set<std::pair<journal::Stamp, Bytes>> heads;
  friend bool operator==(const ModelField&, const ModelField&) = default;
};
using Model = std::map<std::tuple<Id, Id, std::string>, ModelField>;  // root, record, field
Model model_of(const std::vector<Change>& changes);
Model model_of(const Roots& roots);

// Every conflict as (root, record, field, id): of fields, and of archivings with what was written beyond them.
using ConflictKey = std::tuple<Id, Id, std::string, Id>;
std::set<ConflictKey> conflicts_of(const Roots& roots);

}  // namespace ocop::test
