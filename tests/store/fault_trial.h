// One operation on a machine that fails: at every point where its disk, its power, its memory or its photo files can
// fail, the folder afterwards opens, is whole, and holds the state from before the operation or the one after it,
// nothing between. What was told to be done is done. A program that goes on after the fault can do the operation again.
//
//   try_all_faults<TabletAtWork>("set_score", prepare, act);
//
// An operation of several transactions may also end between any two of them; what was not told to be done is then done
// again, and says itself what must hold at its end.
//
// States are compared row by row, over all tables. Every point is tried with OCOP_FAULTS=all in the environment;
// without, some of each kind, evenly spread, the last ones always: they are the commit. The seeds are fixed.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/service/folder.h"
#include "core/service/verify.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "tests/support/catch.h"
#include "tests/support/fault_vfs.h"

namespace ocop::test {

enum class Fault {
  DiskFull,    // a write of the database finds no room
  DiskError,   // a call of the database's files fails
  PowerLoss,   // the power goes at such a call, and what was not synced is gone
  TornPower,   // or of what was not synced each write is there, torn, or not
  MemoryOnce,  // an allocation of SQLite fails
  MemoryGone,  // and every one behind it
  FilesFull,   // a write of the photo files finds no room
  FilesTorn,   // or fails half way
};
inline constexpr std::array all_faults = {Fault::DiskFull,   Fault::DiskError,  Fault::PowerLoss, Fault::TornPower,
                                          Fault::MemoryOnce, Fault::MemoryGone, Fault::FilesFull, Fault::FilesTorn};
std::string_view name_of(Fault fault);

inline constexpr const char* machine_path = "/ocop.sqlite";

// All of a machine but its database's disk, which is FaultDisk. Copied, it is the machine as it was.
struct Machine {
  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy{5};

  service::Ports ports() { return {files, clock, entropy}; }
};

// A machine at rest, no program running, to be gone back to.
struct Moment {
  Machine machine;
  FaultDisk::Files disk;
};

// How often an operation came by each kind of place where it can fail.
struct Points {
  std::uint64_t disk = 0, memory = 0, files = 0;
  std::uint64_t of(Fault fault) const;
};

// Which of 1 to `count` are tried in this run: about `some` of them and the last, or all.
std::vector<std::uint64_t> chosen_points(std::uint64_t count, std::uint64_t some = 24);

void arm(Fault fault, std::uint64_t point, Machine& machine);
void start_counting(const Machine& machine);
Points counted(const Machine& machine);
bool was_reached(Fault fault, std::uint64_t point, const Machine& machine);
void repair();  // the fault is over; a program may go on
void bring_power_back(Machine& machine, Fault fault, std::uint64_t point);
inline bool is_of_power(Fault fault) { return fault == Fault::PowerLoss || fault == Fault::TornPower; }

std::string every_row(store::Database& database);  // a hash of them

// The states that are committed while it lives.
class Commits {
 public:
  explicit Commits(store::Database& database);
  ~Commits();
  Commits(const Commits&) = delete;
  Commits& operator=(const Commits&) = delete;
  const std::set<std::string>& states() const { return states_; }

 private:
  store::Database& database_;
  std::set<std::string> states_;
};
void require_storage_error(const Error& error);
void require_none(const Result<std::vector<service::Problem>>& problems);
void report(const std::string& operation, const Points& points, std::uint64_t tried);

enum class Course {
  AtOnce,          // one transaction
  InSteps,         // several
  InStepsToOneEnd  // several; done again, the rows are as if nothing had failed
};

struct Manner {
  Course course = Course::AtOnce;
  std::uint64_t points = 24;              // of one kind, in a run that does not try all
  std::function<void()> go_back = [] {};  // puts back what is neither in Machine nor on FaultDisk
  // Looks at that after the fault; `is_new`: the rows are those from after the operation.
  std::function<void(Machine& machine, bool is_new)> check = [](Machine&, bool) {};
};

// `Subject` is a program at work on the machine: Subject(Machine&) opens its folder or fails the test, Subject::make
// makes it, database() and require_whole() are what they say.
template <typename Subject>
class FaultTrial {
 public:
  using Prepare = std::function<void(Subject&)>;
  using Act = std::function<Status(Subject&)>;

  FaultTrial(std::string name, const Prepare& prepare, Act act, Manner manner)
      : name_(std::move(name)), act_(std::move(act)), manner_(std::move(manner)) {
    FaultDisk::instance().wipe();
    Subject::make(start_.machine);
    with_subject(start_.machine, prepare);
    start_.disk = FaultDisk::instance().copy("");
    with_subject(start_.machine, [&](Subject& subject) { before_ = every_row(subject.database()); });
    sound_run();
    if (manner_.course != Course::AtOnce) watch_commits();
  }

  void run() {
    for (const Fault fault : all_faults)
      for (const std::uint64_t point : chosen_points(points_.of(fault), manner_.points)) {
        CAPTURE(name_, name_of(fault), point);
        attempt(fault, point);
        ++tried_;
      }
    for (const Fault fault : {Fault::PowerLoss, Fault::TornPower}) attempt(fault, points_.disk + 1);
    report(name_, points_, tried_);
  }

 private:
  static void with_subject(Machine& machine, const Prepare& use) {
    Subject subject(machine);
    use(subject);
  }

  Machine go_back() const {
    repair();
    FaultDisk::instance().put("", start_.disk);
    manner_.go_back();
    return start_.machine;
  }

  void sound_run() {
    Machine machine = go_back();
    with_subject(machine, [&](Subject& subject) {
      start_counting(machine);
      REQUIRE_OK(act_(subject));
      points_ = counted(machine);
      after_ = every_row(subject.database());
    });
    REQUIRE(before_ != after_);
    REQUIRE(points_.disk > 0);
  }

  void watch_commits() {
    Machine machine = go_back();
    with_subject(machine, [&](Subject& subject) {
      Commits commits(subject.database());
      REQUIRE_OK(act_(subject));
      between_ = commits.states();
      REQUIRE(every_row(subject.database()) == after_);
    });
  }

  void attempt(Fault fault, std::uint64_t point) {
    Machine machine = go_back();
    auto subject = std::make_unique<Subject>(machine);
    arm(fault, point, machine);
    const Status done = act_(*subject);
    REQUIRE(was_reached(fault, point, machine) == (point <= points_.of(fault)));
    if (!done) require_storage_error(done.error());
    if (is_of_power(fault)) return end_by_power(std::move(subject), machine, fault, point, done);
    repair();
    REQUIRE_OK(subject->database().integer("SELECT 1"));
    REQUIRE_FALSE(subject->database().in_transaction());  // the first question after the fault ends what it left open
    const std::string state = every_row(subject->database());
    require_old_or_new(state, done);
    manner_.check(machine, state == after_);
    const bool is_left = is_left_to_do(state, done);
    if (point % 2 == 0 && is_left) do_again(*subject);  // the same program goes on
    subject.reset();
    Subject again(machine);
    again.require_whole();
    if (point % 2 == 0) return;
    REQUIRE(every_row(again.database()) == state);
    if (is_left) do_again(again);  // or another one
  }

  void end_by_power(std::unique_ptr<Subject> subject, Machine& machine, Fault fault, std::uint64_t point,
                    const Status& done) {
    FaultDisk::instance().cut();  // before anything is closed
    subject.reset();
    bring_power_back(machine, fault, point);
    Subject again(machine);
    const std::string state = every_row(again.database());
    require_old_or_new(state, done);
    manner_.check(machine, state == after_);
    again.require_whole();
    if (is_left_to_do(state, done)) do_again(again);
  }

  bool is_left_to_do(const std::string& state, const Status& done) const {
    return manner_.course == Course::AtOnce ? state == before_ : !done;
  }

  void do_again(Subject& subject) {
    REQUIRE_OK(act_(subject));
    REQUIRE_OK(subject.database().run("INSERT INTO search (search) VALUES ('integrity-check')"));  // FTS5 counts along
    if (manner_.course == Course::InStepsToOneEnd) REQUIRE(every_row(subject.database()) == after_);
  }

  void require_old_or_new(const std::string& state, const Status& done) const {
    const bool is_old = state == before_, is_new = state == after_;
    REQUIRE((is_old || is_new || between_.contains(state)));
    if (done) REQUIRE(is_new);  // what was told to be saved is saved
  }

  std::string name_, before_, after_;
  std::set<std::string> between_;
  Act act_;
  Manner manner_;
  Moment start_;
  Points points_;
  std::uint64_t tried_ = 0;
};

template <typename Subject>
void try_all_faults(const std::string& name, const std::function<void(Subject&)>& prepare,
                    const std::function<Status(Subject&)>& act, const Manner& manner = {}) {
  FaultTrial<Subject>(name, prepare, act, manner).run();
}

template <typename T>
Status status_of(const Result<T>& result) {
  return result ? Status{} : Status{result.error()};
}

}  // namespace ocop::test
