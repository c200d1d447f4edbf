// A disk that fails: SQLite's virtual file system with a fault at the n-th call, or with the power gone.
//
// Registered once under the name "fault"; the present plan is one for the process. Reads, writes, syncs, truncates,
// opens and deletes are counted alike. In memory, so that a loss of power can take back what was not synced: each file
// is kept twice, as written and as it was when last synced.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace ocop::test {

class FaultDisk {
 public:
  enum class Kind { None, Full, InputOutput, PowerLoss };

  static FaultDisk& instance();      // registers the VFS at the first call
  static constexpr const char* name = "fault";

  void wipe();                       // an empty, sound disk
  void fail_at(std::uint64_t call, Kind kind);  // from 1; after PowerLoss every call fails until power_on
  void power_on();                   // what was not synced is gone; the plan is over
  void heal();                       // the plan is over, nothing is lost
  void cut();                        // from now on every call fails, until heal or power_on: a program that was killed
  void lose_unsynced(const std::string& prefix);  // of one machine's files, what was not synced is gone
  std::uint64_t calls() const { return calls_; }
  bool has_failed() const { return has_failed_; }

  struct Content {
    std::string written, synced;
    bool is_synced = false;          // it would be there after a loss of power
  };
  std::map<std::string, Content>& files() { return files_; }

  // For the VFS: what the next call is to answer, an SQLite code; 0 for success.
  int next_call(bool is_write);

 private:
  std::map<std::string, Content> files_;
  std::uint64_t calls_ = 0;
  std::uint64_t fails_at_ = 0;
  Kind kind_ = Kind::None;
  bool has_failed_ = false;
  bool is_off_ = false;
};

}  // namespace ocop::test
