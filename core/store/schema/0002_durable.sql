-- Schema 2: what a restored province is offered again, receipts of the province, photos whose place is not known yet.

-- Changes of others, pulled before the province was restored, that go back to it (core/service/offering.h).
CREATE TABLE offers (
  change_id INTEGER PRIMARY KEY  -- changes.id
) STRICT;

-- What the province signed: by the root of the dossier, the newest of each.
CREATE TABLE receipts (
  root    BLOB PRIMARY KEY,
  came_ms INTEGER NOT NULL,  -- by this tablet's clock
  bytes   BLOB NOT NULL      -- sync/protocol/receipt.h
) STRICT, WITHOUT ROWID;

-- At the province, and the mark that covers it has yet to be told.
CREATE INDEX photos_not_placed ON photos (sha256) WHERE at_province = 1 AND acked_position IS NULL;
