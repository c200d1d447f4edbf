-- Schema 1: the journal, the documents it gives, and what is found by.
-- A landed file is never edited; the next change of the schema is a file of its own (core/store/schema.h).
-- Ids and hashes are BLOBs in STRICT tables: a hex text in a column of another type was once turned into a number.

-- Small facts of this folder, by name (core/store/meta.h).
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The starts of a program on this folder that wrote something, and the head of each one's chain of batches.
CREATE TABLE own_replicas (
  replica       INTEGER PRIMARY KEY,
  started_at_ms INTEGER NOT NULL,
  sealed_number INTEGER NOT NULL DEFAULT 0,  -- of its last sealed batch
  sealed_name   BLOB    NOT NULL             -- its hash; 32 zero bytes before the first
) STRICT;

-- For each root and replica the last number merged.
CREATE TABLE seen (
  root    BLOB    NOT NULL,
  replica INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  PRIMARY KEY (root, replica)
) STRICT, WITHOUT ROWID;

-- Each record as it stands: all heads of all fields, and the values shown as JSON for people and SQL to read.
CREATE TABLE records (
  id        INTEGER PRIMARY KEY,
  root      BLOB NOT NULL,
  record    BLOB NOT NULL,
  type      TEXT NOT NULL,
  registers BLOB NOT NULL,  -- core/store/register_codec.h
  document  TEXT NOT NULL,
  UNIQUE (record, root)
) STRICT;
CREATE INDEX records_by_root ON records (root);
CREATE INDEX records_by_type ON records (type);

-- Every merged change, verbatim.
CREATE TABLE changes (
  id       INTEGER PRIMARY KEY,
  root     BLOB    NOT NULL,
  replica  INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  state    INTEGER NOT NULL,  -- 0 unsealed, 1 sealed, 2 at the province, 3 held there (core/store/journal_store.h)
  command  INTEGER NOT NULL,  -- changes of one command stay in one batch
  batch    INTEGER,           -- number of the batch it was sealed in, own changes only
  position INTEGER,           -- in the province's order, where known
  hash     BLOB    NOT NULL,
  bytes    BLOB    NOT NULL,  -- canonical (core/journal/change.h)
  UNIQUE (root, replica, last)
) STRICT;
CREATE INDEX changes_not_sent ON changes (state, replica, id) WHERE state < 2;
CREATE INDEX changes_by_batch ON changes (replica, batch) WHERE batch IS NOT NULL;
CREATE INDEX changes_by_position ON changes (position) WHERE position IS NOT NULL;

-- What arrived before something it needs.
CREATE TABLE waiting (
  root     BLOB    NOT NULL,
  replica  INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  position INTEGER,
  hash     BLOB    NOT NULL,
  bytes    BLOB    NOT NULL,
  PRIMARY KEY (root, replica, last)
) STRICT, WITHOUT ROWID;

-- The same stamp with other bytes: kept, not merged, shown.
CREATE TABLE twins (
  hash    BLOB PRIMARY KEY,
  root    BLOB    NOT NULL,
  replica INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  bytes   BLOB    NOT NULL
) STRICT;

-- Sealed batches of this tablet, kept until durable.
CREATE TABLE batches (
  replica        INTEGER NOT NULL,
  number         INTEGER NOT NULL,
  name           BLOB    NOT NULL,
  bytes          BLOB    NOT NULL,
  sealed_at_ms   INTEGER NOT NULL,
  outcome        INTEGER,          -- the province's answer (core/service/sync_control.h); null until it came
  reason         TEXT,
  acked_position INTEGER,          -- the province's position when it answered
  PRIMARY KEY (replica, number)
) STRICT;
CREATE INDEX batches_not_answered ON batches (sealed_at_ms) WHERE outcome IS NULL;

-- Open conflicts; the id is made from the heads.
CREATE TABLE conflicts (
  id     BLOB PRIMARY KEY,
  root   BLOB NOT NULL,
  record BLOB NOT NULL,
  field  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX conflicts_by_field ON conflicts (record, field, root);
CREATE INDEX conflicts_by_root ON conflicts (root);

-- Roots put away, with what the archiving had seen.
CREATE TABLE archived_roots (
  root BLOB PRIMARY KEY,
  seen BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One line per dossier for lists, derived from its records by core/service/summaries.h.
CREATE TABLE dossiers (
  id           INTEGER PRIMARY KEY,
  root         BLOB NOT NULL UNIQUE,
  producer     BLOB,
  product      BLOB,
  name         TEXT NOT NULL,  -- of the product
  producer_name TEXT NOT NULL,
  unit         TEXT NOT NULL,
  rule_set     TEXT NOT NULL,
  kind         TEXT NOT NULL,
  state        TEXT NOT NULL,
  points_min   INTEGER, points_max INTEGER,  -- of the self-assessment; null without figures
  stars_min    INTEGER, stars_max  INTEGER,
  answered     INTEGER NOT NULL,
  criteria     INTEGER NOT NULL,
  evidence     INTEGER NOT NULL,
  missing      INTEGER NOT NULL,  -- required fields that are empty
  failed_gates INTEGER NOT NULL,  -- of the lowest star that is held back
  failed_stars INTEGER NOT NULL,  -- that star; 0 when none is
  conflicts    INTEGER NOT NULL,
  archived     INTEGER NOT NULL,
  thumbnail    BLOB,
  changed_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX dossiers_by_producer ON dossiers (producer);
CREATE INDEX dossiers_by_product ON dossiers (product);
CREATE INDEX dossiers_by_change ON dossiers (changed_at_ms DESC, root);

-- Found by what people type, folded (core/base/text.h). rowid: of `dossiers`, or -records.id of a producer.
CREATE VIRTUAL TABLE search USING fts5 (text, prefix = '1 2 3', detail = 'none', columnsize = 0);

-- Photo files cited by evidence, by content.
CREATE TABLE photos (
  sha256      BLOB PRIMARY KEY,
  bytes       INTEGER NOT NULL,
  size        INTEGER NOT NULL,  -- 0 thumbnail, 1 review, 2 original
  root        BLOB NOT NULL,
  on_tablet   INTEGER NOT NULL,  -- the file is here, whole
  at_province INTEGER NOT NULL,
  acked_position INTEGER,        -- the province's position when it had it
  is_wanted   INTEGER NOT NULL   -- fetch it at the next sync
) STRICT, WITHOUT ROWID;
CREATE INDEX photos_to_send ON photos (size) WHERE on_tablet = 1 AND at_province = 0;
CREATE INDEX photos_to_fetch ON photos (size) WHERE on_tablet = 0;
CREATE INDEX photos_by_root ON photos (root);

-- The journal of syncs in words, kept a year.
CREATE TABLE sync_events (
  id      INTEGER PRIMARY KEY,
  wall_ms INTEGER NOT NULL,
  event   INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  second  INTEGER NOT NULL
) STRICT;

-- Effects that the province withholds, with its reasons.
CREATE TABLE notices (
  position INTEGER PRIMARY KEY,
  root     BLOB    NOT NULL,
  replica  INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  reason   TEXT    NOT NULL
) STRICT;
