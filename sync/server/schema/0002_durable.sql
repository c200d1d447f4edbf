-- Province 2: backups, generations, and what tablets bring back to a restored province.

-- Verified backups. A folder that is written again counts once, wherever it is mounted: by the name inside it.
CREATE TABLE backups (
  place      BLOB PRIMARY KEY,   -- 16 random bytes, kept in the backup's own database
  path       TEXT    NOT NULL,   -- as it was last named, for people
  generation INTEGER NOT NULL,
  position   INTEGER NOT NULL,   -- everything up to here is in it
  order_hash INTEGER NOT NULL,   -- of the mark there
  at_ms      INTEGER NOT NULL,   -- when it was begun
  photos     INTEGER NOT NULL,
  bytes      INTEGER NOT NULL    -- database and photos
) STRICT, WITHOUT ROWID;

-- Generations that ended when a backup was started: up to here their history is ours.
CREATE TABLE generations (
  generation    INTEGER PRIMARY KEY,
  last_position INTEGER NOT NULL,
  ended_ms      INTEGER NOT NULL
) STRICT;

-- Devices that were told to offer again what they hold from a position on. No other may vouch for others' changes.
CREATE TABLE offers_wanted (
  device     BLOB PRIMARY KEY,
  generation INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  at_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Changes that a device brought back for another's replica. A row goes when the author's own batch comes.
CREATE TABLE vouched (
  root    BLOB    NOT NULL,
  replica INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  hash    BLOB    NOT NULL,
  device  BLOB    NOT NULL,  -- that vouches
  at_ms   INTEGER NOT NULL,
  PRIMARY KEY (root, replica, last)
) STRICT, WITHOUT ROWID;
CREATE INDEX vouched_by_device ON vouched (device);
