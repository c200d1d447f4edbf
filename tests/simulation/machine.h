// A machine of the world: a data folder on a disk that can fail, a clock and chance of its own.
//
// Its database and its photo files follow one plan of faults, so that "cut at the n-th write" falls on any of them.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/service/folder.h"
#include "platform/fake/fake_world.h"
#include "platform/fake/memory_files.h"
#include "tests/support/fault_vfs.h"

namespace ocop::simulation {

using test::Chance;
using test::FaultDisk;
using test::FaultKind;
using test::FaultPlan;

// Photo files that fail when the machine's plan says so. A failing append leaves the first half of its bytes, as a
// killed program does; a failing rename leaves the old name.
class PhotoDisk final : public Files {
 public:
  PhotoDisk(fake::MemoryFiles& files, FaultPlan& plan) : files_(files), plan_(plan) {}

  Result<std::uint64_t> size(const std::string& path) const override { return files_.size(path); }
  Result<Bytes> read(const std::string& path, std::uint64_t offset, std::uint64_t bytes_max) const override {
    return files_.read(path, offset, bytes_max);
  }
  Result<std::vector<Entry>> list(const std::string& folder) const override { return files_.list(folder); }
  Status append(const std::string& path, std::uint64_t offset, ByteView bytes) override;
  Status publish(const std::string& from, const std::string& to) override;
  Status remove(const std::string& path) override;
  Result<std::uint64_t> free_bytes() const override { return files_.free_bytes(); }

 private:
  Status ask();

  fake::MemoryFiles& files_;
  FaultPlan& plan_;
};

// A folder at one moment: what a backup tool copies.
struct Copy {
  FaultDisk::Files database;
  fake::MemoryFiles photos;
};

class Machine {
 public:
  Machine(const std::string& name, std::uint64_t seed);

  service::Ports ports() { return {disk_, clock, entropy}; }
  const std::string& path() const { return path_; }
  FaultPlan& plan() { return plan_; }

  // How its power went: a killed program leaves what it wrote; without power what was not synced is gone, or torn.
  enum class End { Killed, Dropped, Torn };
  static End draw_end(Chance& chance);
  void end(End how, Chance& chance);  // while no program runs on it; the plan is over

  Copy copy() const;
  void put(const Copy& copy);

  fake::MemoryFiles files;
  fake::FakeClock clock;
  fake::SeededEntropy entropy;

 private:
  std::string path_;
  FaultPlan& plan_;
  PhotoDisk disk_;
};

}  // namespace ocop::simulation
