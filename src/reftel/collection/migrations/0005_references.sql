-- References: what each is concluded to mean, their uses in running text, and how far the conclusions have come.

ALTER TABLE refs ADD COLUMN concluded TEXT;
ALTER TABLE refs ADD COLUMN sure TEXT;
UPDATE refs SET concluded = mrn, sure = 'stated' WHERE mrn IS NOT NULL AND NOT year_inferred;
CREATE INDEX refs_concluded ON refs (concluded) WHERE concluded IS NOT NULL;
CREATE INDEX refs_undated ON refs (mrn_post) WHERE year_inferred;
CREATE INDEX refs_new ON refs (telegram_id) WHERE year_inferred AND sure IS NULL AND mrn_post IS NOT NULL;

CREATE TABLE uses (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    entry INTEGER,
    mrn TEXT,
    mrn_year INTEGER,
    mrn_post TEXT,
    mrn_serial INTEGER,
    year_inferred INTEGER NOT NULL,
    cited TEXT,
    paragraph INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    concluded TEXT,
    sure TEXT,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX uses_concluded ON uses (concluded) WHERE concluded IS NOT NULL;
CREATE INDEX uses_undated ON uses (mrn_post) WHERE year_inferred AND entry IS NULL;
CREATE INDEX uses_new ON uses (telegram_id)
    WHERE year_inferred AND sure IS NULL AND mrn_post IS NOT NULL AND entry IS NULL;
CREATE INDEX uses_serial ON uses (mrn_serial, mrn_post, mrn_year) WHERE mrn_serial IS NOT NULL;

CREATE TABLE conclusions (
    rules INTEGER NOT NULL,
    convention REAL NOT NULL,
    favour REAL NOT NULL
);

CREATE TABLE renumbered (
    post TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE unused (
    telegram_id INTEGER PRIMARY KEY REFERENCES telegrams (id) ON DELETE CASCADE
);

-- When a number comes or goes, what was concluded from those of its post is concluded anew.
CREATE TRIGGER telegrams_numbered AFTER INSERT ON telegrams WHEN NEW.mrn_post IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO renumbered VALUES (NEW.mrn_post);
END;
CREATE TRIGGER telegrams_renumbered BEFORE DELETE ON telegrams WHEN OLD.mrn_post IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO renumbered VALUES (OLD.mrn_post);
END;

-- In what was taken in before there were uses, they are looked for by the next work.
INSERT INTO unused SELECT id FROM telegrams;
