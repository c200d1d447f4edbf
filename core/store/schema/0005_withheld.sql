-- Schema 5: what the province withholds, found by root (core/service/notices.h).

-- Of the notices of one change the newest counts; `released` ends it.
CREATE VIEW notices_standing AS
SELECT position, root, replica, number, reason FROM notices WHERE reason <> 'released' AND NOT EXISTS (
  SELECT 1 FROM notices AS later WHERE later.root = notices.root AND later.replica = notices.replica
  AND later.number = notices.number AND later.position > notices.position);

CREATE INDEX changes_held ON changes (root) WHERE state = 3;
