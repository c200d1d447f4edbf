#include "tests/simulation/sticks.h"

#include "core/service/sync_service.h"
#include "sync/bundle/export.h"
#include "sync/bundle/import.h"
#include "sync/bundle/tar.h"
#include "sync/server/bundles.h"

namespace ocop::simulation {
namespace {

constexpr std::size_t sticks_max = 8;

// What a file may be on its way; anything else is a problem. Storage may fail because the world made it fail, and a
// province that went back may not know a device until that shows its enrolment.
bool is_foreseen(const Error& error) {
  switch (error.code) {
    case ErrorCode::NotABundle:
    case ErrorCode::BundleIncomplete:
    case ErrorCode::BundleElsewhere:
    case ErrorCode::Unauthorised:
    case ErrorCode::StorageFull:
    case ErrorCode::StorageFault: return true;
    default: return false;
  }
}

void report(const Error& error, const std::string& what, Problems& problems) {
  if (!is_foreseen(error)) problems.push_back(what + ": " + std::string(error.name()) + " " + error.detail);
}

}  // namespace

std::string Sticks::new_name() {
  if (names_.size() >= sticks_max) {
    static_cast<void>(files_.remove(names_.front()));
    names_.erase(names_.begin());
  }
  names_.push_back("stick-" + std::to_string(++made_));
  return names_.back();
}

std::optional<std::string> Sticks::pick() {
  if (names_.empty()) return std::nullopt;
  const std::string name = chance_.pick(names_);
  const auto bytes = files_.read(name, 0, UINT64_MAX);
  if (!bytes || bytes->empty()) return std::nullopt;
  const std::size_t what = chance_.below(8);
  if (what > 1) return name;
  Bytes copy = *bytes;
  tally_.count(what == 0 ? "stick: cut" : "stick: altered");
  if (what == 0) copy.resize(chance_.below(copy.size()));
  else copy[chance_.below(copy.size())] ^= static_cast<std::uint8_t>(1 + chance_.below(255));
  const std::string spoilt = new_name();
  static_cast<void>(files_.append(spoilt, 0, copy));
  return spoilt;
}

void Sticks::write(Tablet& tablet, Problems& problems) {
  service::SyncService control(*tablet.folder);
  const auto written = bundle::export_bundle(control, tablet.machine.entropy, service::PhotoPolicy::All,
                                             {files_, new_name()});
  if (written) tally_.count("stick: written by a tablet");
  else report(written.error(), tablet.officer + " writes a bundle", problems);
}

void Sticks::take_in(Tablet& tablet, Problems& problems) {
  const auto name = pick();
  if (!name) return;
  service::SyncService control(*tablet.folder);
  const auto taken = bundle::import_bundle(control, files_, *name);
  if (taken) tally_.count("stick: taken in by a tablet");
  else report(taken.error(), tablet.officer + " takes in a bundle", problems);
}

void Sticks::bring_to_the_province(Problems& problems) {
  const auto name = pick();
  if (!name) return;
  office_.work([&](server::Province& province) {
    const auto taken = server::import_bundle(province, files_, *name);
    if (!taken) return report(taken.error(), "the province takes in a bundle", problems);
    tally_.count("stick: taken in by the province");
    for (const PublicKey& device : taken->devices) answer(province, device, problems);
  });
}

void Sticks::answer(server::Province& province, const PublicKey& key, Problems& problems) {
  const auto device = server::choose_device(province, key.hex());
  if (!device) return report(device.error(), "a device of a bundle", problems);
  bundle::TarWriter file(files_, new_name());
  const auto answered = server::answer_bundle(province, *device, UINT64_MAX, [&](const auto& entry) {
    return file.add(bundle::name_of(entry), protocol::write_bundle_entry(entry));
  });
  if (!answered && answered.error().code != ErrorCode::NotFound) {  // that: what asks for an answer was cut off
    return report(answered.error(), "the province answers a bundle", problems);
  }
  static_cast<void>(file.finish());
}

}  // namespace ocop::simulation
