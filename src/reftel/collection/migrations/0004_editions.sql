-- Who sees what: names to hide, what each class of readers gets, and in an edition how far it has come.

CREATE TABLE protected_names (
    name TEXT PRIMARY KEY,
    batch INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE editions (
    class TEXT NOT NULL,
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    fate TEXT NOT NULL,
    reasons TEXT NOT NULL,
    edition_id INTEGER,
    PRIMARY KEY (class, telegram_id)
) WITHOUT ROWID;
CREATE INDEX editions_telegram_id ON editions (telegram_id);
CREATE INDEX editions_edition_id ON editions (class, edition_id);

CREATE TABLE edition_states (
    name TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    watermark INTEGER NOT NULL,
    digest TEXT NOT NULL
) WITHOUT ROWID;
