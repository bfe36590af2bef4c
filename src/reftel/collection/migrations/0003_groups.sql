-- Copies of one telegram, grouped: see docs/reference/tables.md.

CREATE TABLE groups (
    telegram_id INTEGER PRIMARY KEY REFERENCES telegrams (id) ON DELETE CASCADE,
    first_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    relation TEXT,
    reason TEXT,
    sure TEXT
);
CREATE INDEX groups_first_id ON groups (first_id);

CREATE TABLE other_numbers (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    mrn TEXT NOT NULL,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX other_numbers_mrn ON other_numbers (mrn);

CREATE TABLE ungrouped (
    telegram_id INTEGER PRIMARY KEY REFERENCES telegrams (id) ON DELETE CASCADE
);

CREATE INDEX telegrams_unnumbered ON telegrams (date, post) WHERE mrn IS NULL;

-- A telegram that goes dissolves its group; the next batch groups anew those that stay.
CREATE TRIGGER groups_dissolve BEFORE DELETE ON telegrams
WHEN EXISTS (SELECT 1 FROM groups WHERE telegram_id = OLD.id)
BEGIN
    INSERT OR IGNORE INTO ungrouped
        SELECT telegram_id FROM groups
        WHERE first_id = (SELECT first_id FROM groups WHERE telegram_id = OLD.id) AND telegram_id <> OLD.id;
    DELETE FROM groups WHERE first_id = (SELECT first_id FROM groups WHERE telegram_id = OLD.id);
END;

-- What was taken in before there were groups is grouped by the next batch.
INSERT INTO ungrouped SELECT id FROM telegrams;
