-- The collection's tables, as docs/reference/tables.md describes them.

CREATE TABLE indexes (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    watermark INTEGER NOT NULL,
    documents INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE builds (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    version TEXT NOT NULL,
    seen INTEGER,
    added INTEGER,
    unchanged INTEGER,
    duplicates INTEGER,
    rejected INTEGER,
    telegrams INTEGER,
    telegrams_added INTEGER,
    seconds REAL
);

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    place TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    encoding TEXT NOT NULL,
    media_type TEXT NOT NULL,
    added TEXT NOT NULL,
    build_id INTEGER NOT NULL REFERENCES builds (id),
    reading_of INTEGER REFERENCES sources (id) ON DELETE SET NULL,
    note TEXT,
    released_by TEXT,
    released_on TEXT,
    retrieved_from TEXT,
    licence TEXT
);
CREATE INDEX sources_build_id ON sources (build_id);
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE INDEX sources_reading_of ON sources (reading_of) WHERE reading_of IS NOT NULL;

CREATE TABLE telegrams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    batch INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    family TEXT NOT NULL,
    mrn TEXT,
    mrn_year INTEGER,
    mrn_post TEXT,
    mrn_serial INTEGER,
    dtg TEXT,
    date TEXT,
    year INTEGER,
    originator TEXT,
    post TEXT,
    precedence TEXT,
    classification TEXT,
    section_number INTEGER,
    section_of INTEGER,
    subject TEXT,
    signature TEXT,
    words INTEGER NOT NULL
);
CREATE INDEX telegrams_source_id ON telegrams (source_id);
CREATE INDEX telegrams_batch ON telegrams (batch);
CREATE INDEX telegrams_mrn ON telegrams (mrn);
CREATE INDEX telegrams_serial ON telegrams (mrn_serial, mrn_post, mrn_year);
CREATE INDEX telegrams_number ON telegrams (mrn_post, mrn_year, mrn_serial);
CREATE INDEX telegrams_post_year ON telegrams (post, year);
CREATE INDEX telegrams_date ON telegrams (date);
CREATE INDEX telegrams_year ON telegrams (year);
CREATE INDEX telegrams_classification ON telegrams (classification);
CREATE INDEX telegrams_family ON telegrams (family);

CREATE TABLE texts (
    telegram_id INTEGER PRIMARY KEY REFERENCES telegrams (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    record BLOB NOT NULL
);

CREATE TABLE copies (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    PRIMARY KEY (telegram_id, source_id)
) WITHOUT ROWID;
CREATE INDEX copies_source_id ON copies (source_id);

CREATE TABLE addressees (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    role TEXT NOT NULL,
    plad TEXT NOT NULL,
    post TEXT,
    routing_indicator TEXT,
    precedence TEXT,
    serial INTEGER,
    collective INTEGER NOT NULL,
    excluded TEXT NOT NULL,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX addressees_plad ON addressees (plad);
CREATE INDEX addressees_post ON addressees (post);

CREATE TABLE tags (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX tags_code ON tags (code);

CREATE TABLE captions (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    caption TEXT NOT NULL,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX captions_caption ON captions (caption);

CREATE TABLE refs (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    letter TEXT,
    kind TEXT NOT NULL,
    mrn TEXT,
    mrn_year INTEGER,
    mrn_post TEXT,
    mrn_serial INTEGER,
    text TEXT NOT NULL,
    year_inferred INTEGER NOT NULL,
    notal INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX refs_mrn ON refs (mrn);
CREATE INDEX refs_serial ON refs (mrn_serial, mrn_post, mrn_year);

CREATE TABLE paragraphs (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    number INTEGER,
    portion TEXT,
    label TEXT,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;

CREATE TABLE defects (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    code TEXT NOT NULL,
    field TEXT,
    written TEXT,
    taken_as TEXT,
    why TEXT NOT NULL,
    span_start INTEGER,
    span_end INTEGER,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX defects_code ON defects (code);

CREATE TABLE findings (
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    rule TEXT NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (telegram_id, place)
) WITHOUT ROWID;
CREATE INDEX findings_code ON findings (code);

CREATE TABLE removals (
    telegram_id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL
);

CREATE TABLE rejects (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    place TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    build_id INTEGER NOT NULL REFERENCES builds (id)
);
CREATE INDEX rejects_code ON rejects (code);
CREATE INDEX rejects_build_id ON rejects (build_id);
