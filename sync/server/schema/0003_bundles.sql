-- Province 3: what tablets without a network asked for in their bundles (bundles.h).

-- The latest bundle of each tablet: its answer is made from these.
CREATE TABLE bundle_requests (
  device BLOB PRIMARY KEY,
  number INTEGER NOT NULL,  -- of the bundle; a later one has a greater one
  header BLOB               -- of a request (PROTOCOL.md §8); null until that entry came
) STRICT, WITHOUT ROWID;

-- Runs of batches that the tablet has no answer to.
CREATE TABLE bundle_offered (
  device  BLOB    NOT NULL,
  replica INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY (device, replica, first)
) STRICT, WITHOUT ROWID;

-- Photos that the tablet does not know to be here (is_wanted 0), or wants from here (1).
CREATE TABLE bundle_photos (
  device    BLOB    NOT NULL,
  sha256    BLOB    NOT NULL,
  is_wanted INTEGER NOT NULL,
  PRIMARY KEY (device, sha256, is_wanted)
) STRICT, WITHOUT ROWID;
