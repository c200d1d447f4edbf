-- Province 1: what the province knows beside the records, which lie in the tables of core/store like a tablet's.
-- A landed file is never edited; the next change is a file of its own.

-- The province's order: one row, locked to the commit. Every position names one thing: a merged change
-- (changes.position), or a row of `events`.
CREATE TABLE province_order (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  generation INTEGER NOT NULL,  -- drawn anew by a restored province
  position   INTEGER NOT NULL,  -- the last one taken
  hash       BLOB    NOT NULL   -- the running hash of the order: order.h
) STRICT;

-- Positions that are not a change's: photos that were verified, units that were given to a device.
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,       -- 'blob', 'grant'
  hash     BLOB NOT NULL
) STRICT;

-- The running hash as it was told, so that a mark can be recognised.
CREATE TABLE marks (
  position   INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  order_hash INTEGER NOT NULL   -- the first 8 bytes, big-endian
) STRICT;

CREATE TABLE devices (
  device      BLOB PRIMARY KEY,       -- public key
  name        BLOB    NOT NULL UNIQUE,  -- as requests name it: the first 8 bytes of its SHA-256
  officer     TEXT    NOT NULL,
  scope_version INTEGER NOT NULL,
  enrolled_ms INTEGER NOT NULL,
  revoked_ms  INTEGER,
  -- As the device told at its last exchange.
  seen_ms         INTEGER,
  pending_changes INTEGER NOT NULL DEFAULT 0,
  pending_photos  INTEGER NOT NULL DEFAULT 0,
  oldest_pending_s INTEGER NOT NULL DEFAULT 0,
  free_mib        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE device_units (
  device   BLOB    NOT NULL,
  unit     TEXT    NOT NULL,
  position INTEGER NOT NULL,  -- where the device was given the unit
  place    INTEGER NOT NULL,  -- among those given with it: an officer's first commune is the default
  PRIMARY KEY (device, unit)
) STRICT, WITHOUT ROWID;

-- A replica belongs to the device that first sealed a batch of it.
CREATE TABLE device_replicas (
  replica INTEGER PRIMARY KEY,
  device  BLOB NOT NULL
) STRICT;

-- One-time codes. A code binds to the first key that shows it.
CREATE TABLE invitations (
  code_hash  BLOB PRIMARY KEY,
  officer    TEXT    NOT NULL,
  units      TEXT    NOT NULL,  -- codes, with commas
  expires_ms INTEGER NOT NULL,
  device     BLOB,
  wrong      INTEGER NOT NULL DEFAULT 0  -- other keys that showed it later
) STRICT, WITHOUT ROWID;

-- Every batch that was believed, verbatim, with the answer that was given and is given again.
CREATE TABLE received_batches (
  replica  INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  name     BLOB    NOT NULL,
  device   BLOB    NOT NULL,
  outcome  INTEGER NOT NULL,  -- sync/protocol/messages.h; waiting with the reason "gap": not applied yet
  reason   TEXT    NOT NULL,
  missing  INTEGER NOT NULL,  -- with the reason "gap": the batch to send
  position INTEGER NOT NULL,  -- of the province after it
  at_ms    INTEGER NOT NULL,
  bytes    BLOB    NOT NULL,
  PRIMARY KEY (replica, number)
) STRICT;

-- What is held apart, with the reason: twins, broken envelopes, wrong signatures, revoked keys. Bounded.
CREATE TABLE held_batches (
  hash    BLOB PRIMARY KEY,   -- of the bytes
  device  BLOB    NOT NULL,
  replica INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  reason  TEXT    NOT NULL,
  at_ms   INTEGER NOT NULL,
  bytes   BLOB    NOT NULL
) STRICT;
CREATE INDEX held_by_device ON held_batches (device, at_ms);

-- Which communes a root is shown to. Rows are only added: a root that once was a commune's stays with it.
CREATE TABLE root_units (
  root      BLOB    NOT NULL,
  unit      TEXT    NOT NULL,
  position  INTEGER NOT NULL,  -- where it entered the commune's scope
  start     INTEGER,           -- position of the root's first change; null before it came
  is_direct INTEGER NOT NULL,  -- by its own field `unit`; 0: because a root of the commune cites it
  PRIMARY KEY (root, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX root_units_by_unit ON root_units (unit, position, start);
-- What a root cites, so that its communes can be handed on later.
CREATE TABLE root_citations (
  root  BLOB NOT NULL,
  cited BLOB NOT NULL,
  PRIMARY KEY (root, cited)
) STRICT, WITHOUT ROWID;
CREATE INDEX root_citations_by_cited ON root_citations (cited);

-- Photo files that are here, whole and verified.
CREATE TABLE blobs (
  sha256   BLOB PRIMARY KEY,
  bytes    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  at_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Which roots cite a file, and whether somebody of that root's readers sent it or could read it: a hash alone,
-- written into a record of one's own, opens no one else's photo.
CREATE TABLE blob_citations (
  sha256    BLOB    NOT NULL,
  root      BLOB    NOT NULL,
  bytes     INTEGER NOT NULL,  -- as cited
  is_proven INTEGER NOT NULL,
  PRIMARY KEY (sha256, root, bytes)
) STRICT, WITHOUT ROWID;
CREATE TABLE blob_partials (
  device  BLOB    NOT NULL,
  sha256  BLOB    NOT NULL,
  at_ms   INTEGER NOT NULL,
  PRIMARY KEY (device, sha256)
) STRICT, WITHOUT ROWID;

-- Tokens of the office's page, by hash.
CREATE TABLE office_tokens (
  hash    BLOB PRIMARY KEY,
  made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
