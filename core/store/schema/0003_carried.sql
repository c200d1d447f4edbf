-- Schema 3: bundles of other tablets that this one carries (core/service/carried.h).

CREATE TABLE carried_bundles (
  bundle         BLOB PRIMARY KEY,
  sender         BLOB    NOT NULL,  -- public keys
  reader         BLOB    NOT NULL,
  number         INTEGER NOT NULL,  -- a later bundle of the same sender has a greater one
  count          INTEGER NOT NULL,  -- entries that it has
  photos         INTEGER NOT NULL,  -- up to which size they go along
  is_to_province INTEGER NOT NULL,
  held           INTEGER NOT NULL,  -- entries that are here, or were when it was delivered
  is_delivered   INTEGER NOT NULL,  -- the province took all; a copy that comes again is recognised
  kept_at_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_by_sender ON carried_bundles (sender, reader, number);

CREATE TABLE carried_entries (
  bundle         BLOB    NOT NULL,
  place          INTEGER NOT NULL,  -- among the bundle's entries, from 0
  offset         INTEGER NOT NULL,  -- in the bundle's file
  bytes          INTEGER NOT NULL,
  is_at_province INTEGER NOT NULL,
  PRIMARY KEY (bundle, place)
) STRICT, WITHOUT ROWID;
