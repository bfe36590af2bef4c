-- What the texts say: names, who is meant, mentions, dates, figures and claims; see docs/reference/tables.md.

CREATE TABLE makers (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    since TEXT NOT NULL
);

CREATE TABLE annotated (
    telegram_id INTEGER PRIMARY KEY REFERENCES telegrams (id) ON DELETE CASCADE,
    maker_id INTEGER NOT NULL REFERENCES makers (id),
    trouble TEXT
);
CREATE INDEX annotated_maker_id ON annotated (maker_id);
CREATE INDEX annotated_trouble ON annotated (telegram_id) WHERE trouble IS NOT NULL;

CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    written TEXT NOT NULL,
    folded TEXT NOT NULL,
    key TEXT,
    UNIQUE (written, type, kind)
);
CREATE INDEX names_key ON names (type, key) WHERE key IS NOT NULL;

CREATE TABLE name_words (
    word TEXT NOT NULL,
    name_id INTEGER NOT NULL REFERENCES names (id) ON DELETE CASCADE,
    PRIMARY KEY (word, name_id)
) WITHOUT ROWID;
CREATE INDEX name_words_name_id ON name_words (name_id);

CREATE TABLE entities (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name_id INTEGER NOT NULL REFERENCES names (id),
    why TEXT,
    PRIMARY KEY (telegram_id, number)
) WITHOUT ROWID;
CREATE INDEX entities_name_id ON entities (name_id);

CREATE TABLE aliases (
    telegram_id INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name_id INTEGER NOT NULL REFERENCES names (id),
    PRIMARY KEY (telegram_id, entity, place),
    FOREIGN KEY (telegram_id, entity) REFERENCES entities (telegram_id, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX aliases_name_id ON aliases (name_id);

CREATE TABLE held_offices (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name_id INTEGER NOT NULL REFERENCES names (id),
    office_id INTEGER REFERENCES names (id),
    source TEXT NOT NULL,
    entity INTEGER,
    PRIMARY KEY (telegram_id, place),
    FOREIGN KEY (telegram_id, entity) REFERENCES entities (telegram_id, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX held_offices_name_id ON held_offices (name_id);
CREATE INDEX held_offices_office_id ON held_offices (office_id) WHERE office_id IS NOT NULL;

CREATE TABLE sorts (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    UNIQUE (type, kind, rule)
);

CREATE TABLE mentions (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    at INTEGER NOT NULL,
    length INTEGER NOT NULL,
    entity INTEGER,
    sort_id INTEGER NOT NULL REFERENCES sorts (id),
    PRIMARY KEY (telegram_id, place),
    FOREIGN KEY (telegram_id, entity) REFERENCES entities (telegram_id, number) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE dates (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    at INTEGER NOT NULL,
    length INTEGER NOT NULL,
    earliest TEXT,
    latest TEXT,
    certainty TEXT NOT NULL,
    why TEXT NOT NULL,
    claim INTEGER,
    PRIMARY KEY (telegram_id, place),
    FOREIGN KEY (telegram_id, claim) REFERENCES claims (telegram_id, n)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX dates_earliest ON dates (earliest) WHERE earliest IS NOT NULL;

CREATE TABLE figures (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    at INTEGER NOT NULL,
    length INTEGER NOT NULL,
    low REAL,
    high REAL,
    bound TEXT NOT NULL,
    unit TEXT,
    currency TEXT,
    counted TEXT,
    whose TEXT,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;

CREATE TABLE claims (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    manner TEXT NOT NULL,
    own INTEGER NOT NULL,
    continues INTEGER,
    within INTEGER,
    speaker INTEGER,
    speaker_id INTEGER REFERENCES names (id),
    hearer INTEGER,
    hearer_id INTEGER REFERENCES names (id),
    paragraph INTEGER,
    said_on TEXT,
    said INTEGER,
    source TEXT,
    cue TEXT,
    addressee TEXT,
    content TEXT NOT NULL,
    grounds TEXT,
    sure REAL,
    rule TEXT NOT NULL,
    PRIMARY KEY (telegram_id, n),
    FOREIGN KEY (telegram_id, continues) REFERENCES claims (telegram_id, n) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (telegram_id, within) REFERENCES claims (telegram_id, n) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (telegram_id, speaker) REFERENCES entities (telegram_id, number) ON DELETE CASCADE,
    FOREIGN KEY (telegram_id, hearer) REFERENCES entities (telegram_id, number) ON DELETE CASCADE,
    FOREIGN KEY (telegram_id, paragraph) REFERENCES paragraphs (telegram_id, place) ON DELETE CASCADE,
    FOREIGN KEY (telegram_id, said) REFERENCES dates (telegram_id, place) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX claims_speaker_id ON claims (speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX claims_hearer_id ON claims (hearer_id) WHERE hearer_id IS NOT NULL;
CREATE INDEX claims_said_on ON claims (said_on);

CREATE TABLE claims_about (
    telegram_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (telegram_id, n, entity),
    FOREIGN KEY (telegram_id, n) REFERENCES claims (telegram_id, n) ON DELETE CASCADE,
    FOREIGN KEY (telegram_id, entity) REFERENCES entities (telegram_id, number) ON DELETE CASCADE
) WITHOUT ROWID;

-- A name goes with the last telegram that has it: an edition must not keep words of what is taken out.
CREATE TRIGGER entities_unname AFTER DELETE ON entities BEGIN
    INSERT OR IGNORE INTO unused_names VALUES (OLD.name_id);
END;
CREATE TRIGGER aliases_unname AFTER DELETE ON aliases BEGIN
    INSERT OR IGNORE INTO unused_names VALUES (OLD.name_id);
END;
CREATE TRIGGER held_offices_unname AFTER DELETE ON held_offices BEGIN
    INSERT OR IGNORE INTO unused_names VALUES (OLD.name_id);
    INSERT OR IGNORE INTO unused_names SELECT OLD.office_id WHERE OLD.office_id IS NOT NULL;
END;
CREATE TRIGGER claims_unname AFTER DELETE ON claims BEGIN
    INSERT OR IGNORE INTO unused_names SELECT OLD.speaker_id WHERE OLD.speaker_id IS NOT NULL;
    INSERT OR IGNORE INTO unused_names SELECT OLD.hearer_id WHERE OLD.hearer_id IS NOT NULL;
END;

CREATE TABLE unused_names (
    name_id INTEGER PRIMARY KEY
);

-- A telegram that goes takes the names with it that no other has, in the same transaction.
CREATE TRIGGER telegrams_unname AFTER DELETE ON telegrams
WHEN EXISTS (SELECT 1 FROM unused_names)
BEGIN
    DELETE FROM names WHERE id IN (SELECT name_id FROM unused_names)
        AND NOT EXISTS (SELECT 1 FROM entities WHERE name_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM aliases WHERE name_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM held_offices WHERE name_id = names.id OR office_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM claims WHERE speaker_id = names.id OR hearer_id = names.id);
    DELETE FROM unused_names;
END;
