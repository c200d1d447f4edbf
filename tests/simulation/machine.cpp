#include "tests/simulation/machine.h"

namespace ocop::simulation {

Status PhotoDisk::ask() {
  switch (plan_.next_call(true)) {
    case FaultPlan::Fate::Sound: return {};
    case FaultPlan::Fate::Full: return ErrorCode::StorageFull;
    case FaultPlan::Fate::Fails: break;
  }
  return ErrorCode::StorageFault;
}

Status PhotoDisk::append(const std::string& path, std::uint64_t offset, ByteView bytes) {
  const bool was_off = plan_.is_off();
  const Status asked = ask();
  if (!asked && !was_off) TRY(files_.append(path, offset, bytes.first(bytes.size() / 2)));
  return asked ? files_.append(path, offset, bytes) : asked;
}

Status PhotoDisk::publish(const std::string& from, const std::string& to) {
  TRY(ask());
  return files_.publish(from, to);
}

Status PhotoDisk::remove(const std::string& path) {
  TRY(ask());
  return files_.remove(path);
}

Machine::Machine(const std::string& name, std::uint64_t seed)
    : entropy(seed),
      path_("/" + name + ".sqlite"),
      plan_(FaultDisk::instance().plan_of_machine(path_)),
      disk_(files, plan_) {}

Machine::End Machine::draw_end(Chance& chance) {
  constexpr End ends[] = {End::Killed, End::Killed, End::Dropped, End::Torn};
  return ends[chance.below(std::size(ends))];
}

void Machine::end(End how, Chance& chance) {
  plan_.heal();
  FaultDisk& disk = FaultDisk::instance();
  switch (how) {
    case End::Killed: disk.forget_shared(path_); return;
    case End::Dropped: disk.lose_unsynced(path_); break;
    case End::Torn: disk.tear_unsynced(path_, chance); break;
  }
  files.lose_power();
  clock.reboot();
}

Copy Machine::copy() const { return {FaultDisk::instance().copy(path_), files}; }

void Machine::put(const Copy& copy) {
  FaultDisk::instance().put(path_, copy.database);
  files = copy.photos;
}

}  // namespace ocop::simulation
