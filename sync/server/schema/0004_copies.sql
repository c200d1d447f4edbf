-- Province 4: what shows that two tablets speak with one key (sync/server/copies.h).

-- The highest mark that the device's last request showed, and the one that it was told then.
ALTER TABLE devices ADD COLUMN shown_position  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN told_generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN told_position   INTEGER NOT NULL DEFAULT 0;
-- How often, not long ago, a request showed neither of the two, and when it last did.
ALTER TABLE devices ADD COLUMN stepped_back    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN stepped_back_ms INTEGER;
-- When a batch of it was last held, or seen in a request's header, that has another's number.
ALTER TABLE devices ADD COLUMN twin_ms INTEGER;
