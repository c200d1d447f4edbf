#include "sync/bundle/import.h"

#include <map>
#include <set>

#include "sync/bundle/entry_file.h"
#include "sync/bundle/sealer.h"
#include "sync/engine/conversions.h"

namespace ocop::bundle {
namespace {

constexpr std::size_t photos_max = 1'000'000;

class Importer {
 public:
  Importer(service::SyncControl& control, service::SyncIdentity identity)
      : control_(control), identity_(std::move(identity)) {}

  Status take(ByteView bytes) {
    const auto entry = protocol::read_bundle_entry(bytes);
    if (!entry || !protocol::is_signed(*entry)) {
      ++done_.damaged;
      return {};
    }
    tally_.add(*entry);
    if (entry->reader == identity_.device && entry->sender == identity_.province) return read(*entry);
    return carry(*entry, bytes);
  }

  Imported finish() {
    done_.missing = tally_.missing();
    return done_;
  }

 private:
  Status carry(const protocol::BundleEntry& entry, ByteView bytes) {
    const bool is_to_province = entry.reader == identity_.province;
    if (!is_to_province && entry.sender != identity_.province) {
      ++done_.elsewhere;
      return {};
    }
    ++done_.entries;
    if (entry.sender == identity_.device) {  // ours, brought back: we have all of it
      ++done_.again;
      return {};
    }
    service::CarriedEntry kept{entry.bundle, entry.sender, entry.reader,   entry.number, entry.index,
                               entry.count,  entry.photos, is_to_province, Bytes(bytes.begin(), bytes.end())};
    TRY_ASSIGN(const service::Kept fate, control_.keep_carried(kept));
    ++(fate == service::Kept::New ? done_.carried : done_.again);
    return {};
  }

  Status read(const protocol::BundleEntry& entry) {
    auto content = open_entry(entry, {identity_.device, identity_.device_secret});
    if (!content) {
      ++done_.damaged;
      return {};
    }
    ++done_.entries;
    if (const auto* page = std::get_if<Page>(&*content)) return take_page(*page);
    if (const auto* hashes = std::get_if<Hashes>(&*content)) return take_hashes(*hashes);
    if (const auto* piece = std::get_if<PhotoPiece>(&*content)) return take_piece(*piece);
    return {};  // for a later version, or not for a tablet
  }

  Status take_page(const Page& page) {
    service::ExchangeResult result = engine::result_of(page.answer);
    result.asked_at = service::AskedAt{engine::from_wire(page.asked.cursor),
                                       page.asked.highest ? page.asked.highest->generation : 0};
    for (const NamedAnswer& named : page.answers) {
      result.answers.push_back({named.replica, named.number, static_cast<service::BatchOutcome>(named.answer.outcome),
                                named.answer.reason, false, named.name});
    }
    TRY_ASSIGN(const service::ImportCounts counts, control_.import(result));
    done_.answered += counts.batches_answered;
    done_.changes += counts.changes_merged;
    done_.waiting += counts.changes_waiting;
    done_.conflicts = counts.conflicts_open;
    done_.is_older = done_.is_older || counts.was_late;
    to_fetch_.reset();  // what was merged may cite photos
    return {};
  }

  Status take_hashes(const Hashes& hashes) {
    if (hashes.are != HashesAre::Arrived) return {};
    TRY_ASSIGN(const service::Standing standing, control_.standing());
    if (!standing.highest || standing.highest->generation != hashes.generation) return {};
    TRY_ASSIGN(const auto pending, control_.photos_to_send(service::PhotoPolicy::All, photos_max));
    std::set<Hash> ours;
    for (const service::PhotoFile& file : pending) ours.insert(file.sha256);
    for (const Hash& hash : hashes.hashes) {
      if (ours.count(hash) == 0) continue;
      TRY(control_.photo_at_province(hash));
      ++done_.photos_arrived;
    }
    return {};
  }

  // Only what is cited here and not here yet; any other bytes are nobody's.
  Result<bool> is_to_fetch(const PhotoPiece& piece) {
    if (!to_fetch_) {
      TRY_ASSIGN(const auto files, control_.photos_to_fetch(service::PhotoPolicy::All, photos_max));
      to_fetch_.emplace();
      for (const service::PhotoFile& file : files) to_fetch_->emplace(file.sha256, file.bytes);
    }
    const auto found = to_fetch_->find(piece.sha256);
    return found != to_fetch_->end() && found->second == piece.length;
  }

  Status take_piece(const PhotoPiece& piece) {
    TRY_ASSIGN(const bool is_wanted, is_to_fetch(piece));
    if (!is_wanted) return {};
    TRY_ASSIGN(const std::uint64_t present, control_.fetched_bytes(piece.sha256));
    const auto bytes = continuation(piece, present);
    if (bytes) TRY(control_.append_fetched(piece.sha256, present, *bytes));
    if (present + (bytes ? bytes->size() : 0) < piece.length) return {};
    const Status finished = control_.finish_fetched(piece.sha256);
    if (!finished && finished.error().code == ErrorCode::HashMismatch) {
      ++done_.damaged;
      return {};
    }
    TRY(finished);
    to_fetch_->erase(piece.sha256);
    ++done_.photos_down;
    return {};
  }

  service::SyncControl& control_;
  service::SyncIdentity identity_;
  Imported done_;
  Tally tally_;
  std::optional<std::map<Hash, std::uint64_t>> to_fetch_;
};

Result<Imported> take_all(Importer& importer, const Files& files, const std::string& path) {
  EntryFile file(files, path);
  for (;;) {
    TRY_ASSIGN(const auto entry, file.next());
    if (!entry) break;
    TRY(importer.take(*entry));
  }
  Imported out = importer.finish();
  out.is_cut = !file.has_end();
  if (out.entries == 0) return file.why_nothing(out.elsewhere);
  return out;
}

Status note(service::SyncControl& control, const Imported& done) {
  using service::SyncEvent;
  const auto tell = [&](SyncEvent event, std::uint64_t first, std::uint64_t second) {
    return first + second == 0 ? Status{} : control.note(event, first, second);
  };
  TRY(control.note(SyncEvent::BundleImported, done.changes, done.photos_down));
  TRY(tell(SyncEvent::BundleAnswered, done.answered, done.photos_arrived));
  TRY(tell(SyncEvent::BundleCarried, done.carried, 0));
  return tell(SyncEvent::BundleIncomplete, done.missing + done.damaged, done.is_cut ? 1 : 0);
}

// What the file was. That this machine failed is told at once and is no matter of the journal.
Status note(service::SyncControl& control, ErrorCode code) {
  const bool is_of_the_file = code == ErrorCode::NotABundle || code == ErrorCode::BundleIncomplete ||
                              code == ErrorCode::BundleElsewhere;
  if (!is_of_the_file) return {};
  return control.note(service::SyncEvent::BundleFailed, static_cast<std::uint64_t>(code), 0);
}

}  // namespace

Result<Imported> import_bundle(service::SyncControl& control, const Files& files, const std::string& path) {
  TRY_ASSIGN(auto identity, control.identity());
  Importer importer(control, std::move(identity));
  const auto taken = take_all(importer, files, path);
  if (taken) {
    TRY(note(control, *taken));
  } else {
    static_cast<void>(note(control, taken.error().code));  // why it was refused matters more
  }
  return taken;
}

}  // namespace ocop::bundle
