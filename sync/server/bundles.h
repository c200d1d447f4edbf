// Bundles at the province: what tablets sent in files or through a colleague's tablet is taken in as an exchange would,
// and answered by a bundle for that tablet (sync/bundle, PROTOCOL.md §18).
//
// Each entry is taken in by itself, in any order and as often as it comes: what came already changes nothing. Who
// brings a bundle does not matter, its sender's signature does. Of an unknown device nothing is kept: the file is still
// where it was, and is taken in once the device is enrolled. A revoked one's batches are held apart.
#pragma once

#include <functional>
#include <set>

#include "sync/bundle/sealer.h"
#include "sync/server/devices.h"

namespace ocop::server {

enum class EntryFate {
  Taken,
  Damaged,        // changed on the way
  Elsewhere,      // for another province
  UnknownDevice
};

struct BundleTaken {
  std::uint64_t entries = 0;  // taken in, new or again
  std::uint64_t missing = 0;
  std::uint64_t damaged = 0;
  std::uint64_t elsewhere = 0;
  std::uint64_t unknown = 0;  // entries of devices that never enrolled here
  std::uint64_t changes = 0;  // merged now
  std::uint64_t batches = 0;  // that came, new or again
  std::uint64_t waiting = 0;  // of these
  std::uint64_t held = 0;     // of these; a revoked device's all
  std::uint64_t photos = 0;   // whole and verified now
  bool is_older = false;      // a later bundle of the tablet came before: that one is answered
  bool is_cut = false;
  std::set<PublicKey> devices;

  bool is_whole() const { return missing == 0 && damaged == 0 && !is_cut; }
};

// One entry, in transactions of its own. Adds to `taken`. Errors are storage's.
Result<EntryFate> take_entry(Province& province, const protocol::BundleEntry& entry, BundleTaken& taken);

// A file. NotFound, NotABundle, BundleIncomplete, BundleElsewhere, Unauthorised (all of it an unknown device's):
// nothing of it was of use. Storage errors: what was taken in before stays.
Result<BundleTaken> import_bundle(Province& province, const Files& files, const std::string& path);

struct AnswerCounts {
  std::uint64_t entries = 0;
  std::uint64_t answers = 0;  // to batches
  std::uint64_t changes = 0;
  std::uint64_t photos_arrived = 0;
  std::uint64_t photos = 0;   // that go along
};
using EntrySink = std::function<Status(const protocol::BundleEntry&)>;

// The answer to the last bundle of `device`: answers to batches, what others changed, which photos arrived, thumbnails
// and what else it wants; begun up to `bytes_max`, the rest comes with the next answer. NotFound: no bundle of it came;
// Unauthorised: it was revoked; what `sink` returns.
Result<AnswerCounts> answer_bundle(Province& province, const Device& device, std::uint64_t bytes_max,
                                   const EntrySink& sink);

// What a colleague's tablet brings in one request (POST /v1/bundle): all entries, or none, with the reason.
Result<protocol::CarriedAnswer> take_carried(Province& province, const std::vector<Bytes>& entries);

// The device that a person means: a unique beginning of its key or of its name in messages, of 6 hex digits or more, or
// its officer. NotFound, Ambiguous.
Result<Device> choose_device(Province& province, std::string_view text);

}  // namespace ocop::server
