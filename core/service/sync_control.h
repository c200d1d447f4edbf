// What a sync session asks of the data, and nothing else: the port between sync/engine and the database.
//
// The engine moves bytes and knows no SQL; the service below knows no network. Called from the sync session's thread;
// in the application every call is run on the database thread and waits for it, in the command line and in tests it
// runs in place. Every call is one transaction or none. Errors are those of storage (StorageFull, StorageFault, …) and
// NotEnrolled; after StorageFull the session ends, and what was imported so far stays.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/journal/batch.h"
#include "core/service/carried.h"

namespace ocop::service {

// Who this tablet is to its province; made by enrolling.
struct SyncIdentity {
  std::string server_url;       // "https://ocop.example.gov.vn:8443", without a trailing slash
  std::string ca_file;          // PEM; empty: the system's own authorities
  bool allows_plain_http = false;
  PublicKey device;
  SecretKey device_secret;
  PublicKey province;
  MacKey mac_key;
  Bytes enrolment;  // what the province signed, verbatim: one that was restored is shown it
};

// (generation, position, running hash): how far the province had come when it told us so. A restored province does not
// recognise a mark that it told before its backup.
struct Mark {
  std::uint64_t generation = 0;
  std::uint64_t position = 0;
  std::uint64_t order_hash = 0;  // first 8 bytes of the running hash, big-endian

  friend bool operator==(const Mark&, const Mark&) = default;
};

// How much of the province's order was pulled. Made by the province, kept by the tablet as it is.
struct Cursor {
  std::uint64_t position = 0;           // all changes up to here
  std::uint64_t entering_position = 0;  // of the first page, while a scope is being entered page by page; else 0
  Id entering_after;                    // … and the last root that came whole

  friend bool operator==(const Cursor&, const Cursor&) = default;
};

struct PendingCounts {
  std::uint64_t changes = 0;  // not yet acknowledged: unsealed and sealed
  std::uint64_t photos = 0;   // files (sizes) cited here and not yet at the province
  std::int64_t oldest_wall_ms = 0;  // when the oldest of these changes was made; 0 when there is none
  std::uint64_t free_bytes = 0;
};

// The batch that this folder sealed last: a copy of the folder that knows another is a second tablet with one key.
struct SealedLast {
  Replica replica = 0;
  std::uint64_t number = 0;
  Hash name;
};

// What the link bore when the last session ended, if it broke and bore less than the usual; 0: the usual.
struct LinkSizes {
  std::uint64_t exchange_bytes = 0;  // compressed, of one exchange
  std::uint64_t chunk_bytes = 0;     // of a photo

  friend bool operator==(const LinkSizes&, const LinkSizes&) = default;
};

struct Standing {
  Cursor cursor;
  std::optional<Mark> highest;  // none before the first exchange
  std::optional<Mark> durable;
  std::uint64_t scope_version = 0;  // as last told by the province; 0 before
  std::optional<SealedLast> sealed_last;
  PendingCounts pending;
  LinkSizes link;
};

// How the province answered one batch. `held` ones are kept there apart, with a reason, and not called safe.
enum class BatchOutcome : std::uint8_t { Merged = 0, BesideAnother = 1, Conflict = 2, Waiting = 3, Held = 4 };

struct BatchAnswer {
  Replica replica = 0;
  std::uint64_t number = 0;
  BatchOutcome outcome = BatchOutcome::Merged;
  std::string reason;  // of Held: a name of core/base/error.h, or "twin", "gap"
  bool is_parcel = false;  // core/journal/parcel.h: of no replica, `number` is the parcel's
  std::optional<Hash> name{};  // in a bundle: the batch that the province has under that number; ours may be another
};

struct PulledChange {
  std::uint64_t position = 0;
  journal::Change change;
};

// The communes that this tablet is now given, told when they changed.
struct Scope {
  std::uint64_t version = 0;
  std::vector<std::string> units;
};

// The province withholds the effects of a change (a move of state, a certificate), never its merging, and says why.
struct Notice {
  std::uint64_t position = 0;
  Id root;
  journal::Stamp stamp;  // of the change
  std::string reason;    // PROTOCOL.md §10
};

// What the tablet had told when it asked. An answer in a bundle may come late, twice, or after a later one: it moves
// cursor, mark and scope only if the tablet still stands where it asked. What it says of batches counts as long as the
// province has not been restored since; changes merge even then, and are offered to the province as it is now.
struct AskedAt {
  Cursor cursor;
  std::uint64_t generation = 0;  // of the highest mark; 0 none
};

// What one verified backup of the province covers.
struct Backup {
  std::uint64_t position = 0;
  std::int64_t taken_s = 0;  // when the newest was begun, by the province's clock
};

// All that one exchange brought, imported in one transaction.
struct ExchangeResult {
  std::vector<BatchAnswer> answers;
  std::vector<PulledChange> changes;
  Cursor cursor;
  Mark mark;
  std::optional<Mark> durable;         // as it now is; none: nothing is durable yet
  std::optional<Backup> backup;        // as it now is; none: there is no backup yet
  std::optional<std::uint64_t> offer_from;  // the province was restored: core/service/offering.h
  std::optional<Scope> scope;          // none: as it was
  std::vector<Notice> notices;
  bool has_more = false;               // the province has more for us than came with this exchange
  std::int64_t province_wall_ms = 0;   // the province's clock when it answered
  std::int64_t round_trip_ms = 0;      // of this exchange, by our monotonic clock
  std::optional<AskedAt> asked_at;     // of an answer in a bundle; none: the answer to the request just made
};

struct ImportCounts {
  std::uint64_t changes_merged = 0;  // new here
  std::uint64_t changes_waiting = 0; // arrived before something they need
  std::uint64_t conflicts_open = 0;  // after the import
  std::uint64_t written_anew = 0;    // ours, of which the province has a twin (core/store/parting.h)
  std::uint64_t batches_answered = 0;
  bool was_late = false;             // it answered what the tablet no longer asks (AskedAt)
  bool reads_anew = false;           // the cursor went back to the beginning: ask again
};

enum class PhotoSize : std::uint8_t { Thumbnail = 0, Review = 1, Original = 2 };

// Up to which size photos travel in this session (`ocop sync --photos`).
enum class PhotoPolicy { None, Thumbnails, Review, All };

struct PhotoFile {
  Hash sha256;
  std::uint64_t bytes = 0;
  PhotoSize size = PhotoSize::Thumbnail;
  bool may_be_there = false;  // it was at the province before that was restored: ask first
};

// A line of the journal of syncs in words; the sentence is chosen by `event`, in app/text.
enum class SyncEvent : std::uint8_t {
  Started, Finished, LinkFailed, ServerRefused, BatchHeld, PhotoResumed, PhotoDone, PhotoRefused, ConflictsArrived,
  StorageFull, ClockDoubtful, TwinParted,
  // Bundles. The first three begin a line; what follows tells more of the newest of them; the last, of the session.
  BundleExported,    // changes, photo files
  BundleImported,    // changes, photo files, new here
  BundleFailed,      // an error code: what a file was that could not be imported
  BundleAnswered,    // batches of ours, photo files of ours that the province has
  BundleCarried,     // exported: bundles of others; imported: entries of others
  BundleIncomplete,  // entries missing or damaged; 1 when the file has no end
  CarriedArrived,    // bundles of others that the province took
};

class SyncControl {
 public:
  virtual ~SyncControl() = default;

  virtual Result<SyncIdentity> identity() = 0;  // NotEnrolled
  virtual Result<Standing> standing() = 0;

  // Seals what was not sealed yet, and gives sealed batches without an answer, each encoded (core/journal/batch.h),
  // oldest first, together at most `bytes_max` bytes but at least one if there is any. `skip` leaves out the first n of
  // them. None while a twin was found and not all was pulled yet: import writes them anew then.
  virtual Result<std::vector<Bytes>> batches_to_send(std::size_t bytes_max, std::size_t skip) = 0;
  // Parcels (core/journal/parcel.h) of what a restored province is offered, likewise; they go after all batches.
  virtual Result<std::vector<Bytes>> parcels_to_send(std::size_t bytes_max) = 0;
  virtual Result<ImportCounts> import(const ExchangeResult& exchange) = 0;

  // Photos to the province: thumbnails first, then review sizes, then originals; oldest first within a size.
  // A session that gave a file up asks for more and passes it over.
  virtual Result<std::vector<PhotoFile>> photos_to_send(PhotoPolicy policy, std::size_t count_max) = 0;
  virtual Result<Bytes> read_photo(const Hash& sha256, std::uint64_t offset, std::size_t bytes_max) = 0;
  virtual Status photo_at_province(const Hash& sha256) = 0;

  // Photos from the province: thumbnails cited by pulled records and not here yet; larger sizes once they were asked
  // for.
  virtual Result<std::vector<PhotoFile>> photos_to_fetch(PhotoPolicy policy, std::size_t count_max) = 0;
  virtual Result<std::uint64_t> fetched_bytes(const Hash& sha256) = 0;  // what a broken download left: go on from there
  virtual Status append_fetched(const Hash& sha256, std::uint64_t offset, ByteView bytes) = 0;
  // Checks the whole file's hash and gives it its name. HashMismatch: the partial is gone, start again.
  virtual Status finish_fetched(const Hash& sha256) = 0;

  // Dossiers of which a receipt of the province is wanted (core/service/receipts.h). What is saved was checked.
  virtual Result<std::vector<Id>> receipts_to_fetch(std::size_t count_max) = 0;
  virtual Status save_receipt(const Id& dossier, ByteView receipt) = 0;

  virtual Status remember_link(const LinkSizes& sizes) = 0;
  virtual Status note(SyncEvent event, std::uint64_t first_number, std::uint64_t second_number) = 0;

  // Bundles: core/service/carried.h says what these do.
  virtual Result<std::uint64_t> next_bundle_number() = 0;
  virtual Result<Kept> keep_carried(const CarriedEntry& entry) = 0;
  virtual Result<std::vector<CarriedBundle>> list_carried() = 0;
  virtual Result<CarriedPiece> read_carried(const Id& bundle, std::uint64_t from, std::size_t bytes_max,
                                            CarriedWhich which) = 0;
  virtual Status carried_arrived(const Id& bundle, const std::vector<std::uint64_t>& indices) = 0;
};

}  // namespace ocop::service
