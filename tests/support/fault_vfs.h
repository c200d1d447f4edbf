// A disk that fails: SQLite's virtual file system with a fault at the n-th call, or with the power gone.
//
// Registered once under the name "fault". A *plan* says which call fails; there is one for the whole process, and one
// for each machine that asked for its own: files whose path begins with the machine's name follow that one instead.
// In memory, so that a loss of power can take back what was not synced: each file keeps, beside its bytes, what was
// done to it since it was last synced.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/support/chance.h"

namespace ocop::test {

enum class FaultKind { None, Full, InputOutput, PowerLoss };

class FaultPlan {
 public:
  enum class Counts { AllCalls, Writes };
  enum class Fate { Sound, Fails, Full };

  void fail_at(std::uint64_t call, FaultKind kind, Counts counts = Counts::AllCalls);  // from 1
  void heal();                       // the plan is over, nothing is lost
  void cut() { is_off_ = true; }     // from now on every call fails, until heal: a program that was killed
  Fate next_call(bool is_write);     // what becomes of the call that is made now
  std::uint64_t calls() const { return calls_; }
  bool has_failed() const { return has_failed_; }
  bool is_off() const { return is_off_; }

 private:
  std::uint64_t calls_ = 0;
  std::uint64_t fails_at_ = 0;
  FaultKind kind_ = FaultKind::None;
  Counts counts_ = Counts::AllCalls;
  bool has_failed_ = false;
  bool is_off_ = false;
};

class FaultDisk {
 public:
  using Kind = FaultKind;

  static FaultDisk& instance();      // registers the VFS at the first call
  static constexpr const char* name = "fault";

  void wipe();                       // an empty, sound disk without machines
  // The plan for all files of one machine, made at the first call. Asked for before the machine opens a file.
  FaultPlan& plan_of_machine(const std::string& prefix) { return machines_[prefix]; }
  FaultPlan& plan_of_file(const std::string& path);

  // The plan of the whole process.
  void fail_at(std::uint64_t call, Kind kind) { everybody_.fail_at(call, kind); }
  void power_on();                   // what was not synced is gone; the plan is over
  void heal() { everybody_.heal(); }
  void cut() { everybody_.cut(); }
  std::uint64_t calls() const { return everybody_.calls(); }
  bool has_failed() const { return everybody_.has_failed(); }

  struct Step {  // since the last sync: how to undo it, and how to do it again
    std::size_t offset = 0;
    std::size_t size_before = 0;
    std::string before;
    std::string after;
  };
  struct Content {
    std::string bytes;
    std::vector<Step> unsynced;
    bool is_synced = false;          // it would be there after a loss of power
  };
  using Files = std::map<std::string, Content>;
  Files& files() { return files_; }

  // Everything below: of one machine's files, while no program has them open.
  void lose_unsynced(const std::string& prefix);  // what was not synced is gone
  // … or some of it: any write may be there, or its beginning, with noise behind to the end of that sector; a file made
  // may be there or not, one that was deleted may be back.
  void tear_unsynced(const std::string& prefix, Chance& chance);
  void forget_shared(const std::string& prefix);  // the last program is gone, and the shared index with it
  Files copy(const std::string& prefix) const;    // as a backup reads them: names without the prefix
  void put(const std::string& prefix, const Files& files);  // instead of what is there

  void delete_file(const std::string& path, bool is_synced);  // for the VFS
  void sync_folder_of(const std::string& path);

 private:
  Files files_;
  Files deleted_;  // and their folder was not synced since
  std::map<std::string, FaultPlan> machines_;
  FaultPlan everybody_;
};

}  // namespace ocop::test
