-- Schema 4: what it takes to part from a twin of one's own (core/store/parting.cpp); notices by root.

-- Nothing is written under it any more: a copy of this folder wrote other things under the same name.
ALTER TABLE own_replicas ADD COLUMN is_closed INTEGER NOT NULL DEFAULT 0;

-- Of the other side's change its place in the province's order; of ours null.
ALTER TABLE twins ADD COLUMN position INTEGER;
-- Of ours: the stamp under which it was written anew here.
ALTER TABLE twins ADD COLUMN new_replica INTEGER;
ALTER TABLE twins ADD COLUMN new_number INTEGER;
CREATE INDEX twins_by_root ON twins (root);

CREATE INDEX notices_by_root ON notices (root, replica, number);
