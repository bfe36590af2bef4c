-- The life of a collection: which reftel read a source, what a telegram was read as, what is left to delete.

ALTER TABLE sources ADD COLUMN retrieved_on TEXT;
ALTER TABLE sources ADD COLUMN read_by TEXT;
UPDATE sources SET read_by = (SELECT version FROM builds WHERE builds.id = sources.build_id);

ALTER TABLE telegrams ADD COLUMN digest TEXT;

ALTER TABLE builds ADD COLUMN kind TEXT NOT NULL DEFAULT 'build';
ALTER TABLE builds ADD COLUMN telegrams_changed INTEGER;
ALTER TABLE builds ADD COLUMN telegrams_unchanged INTEGER;
ALTER TABLE builds ADD COLUMN telegrams_gone INTEGER;

CREATE TABLE discards (
    sha256 TEXT PRIMARY KEY
) WITHOUT ROWID;
