-- What is kept of the claims of each telegram to hold them against others; see docs/reference/tables.md.

CREATE TABLE kept_claims (
    telegram_id INTEGER PRIMARY KEY REFERENCES annotated (telegram_id) ON DELETE CASCADE,
    rules INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    briefs BLOB NOT NULL,
    told BLOB NOT NULL,
    cards BLOB,
    trouble TEXT
);

ALTER TABLE contrasted ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
