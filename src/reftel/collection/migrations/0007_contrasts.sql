-- Claims held against each other: cards made from the claims, to be made again whenever these change.

CREATE TABLE contrasts (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    sure TEXT NOT NULL,
    why TEXT NOT NULL,
    shared TEXT NOT NULL,
    source TEXT
);
CREATE INDEX contrasts_type ON contrasts (type);

CREATE TABLE contrast_sides (
    contrast_id INTEGER NOT NULL REFERENCES contrasts (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    paragraph INTEGER,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    speaker TEXT,
    hearer TEXT,
    said TEXT,
    manner TEXT,
    figure TEXT,
    PRIMARY KEY (contrast_id, place)
) WITHOUT ROWID;
CREATE INDEX contrast_sides_telegram_id ON contrast_sides (telegram_id);

-- What the cards are of; without a row, or of other telegrams than there are, they are made anew.
CREATE TABLE contrasted (
    rules INTEGER NOT NULL,
    telegrams INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    words_left_out INTEGER NOT NULL,
    pairs_left_out INTEGER NOT NULL
);

-- A telegram that goes, or is annotated anew, takes the cards with it that quote it.
CREATE TRIGGER telegrams_uncontrast BEFORE DELETE ON telegrams
WHEN EXISTS (SELECT 1 FROM contrast_sides WHERE telegram_id = OLD.id)
BEGIN
    DELETE FROM contrasts WHERE id IN (SELECT contrast_id FROM contrast_sides WHERE telegram_id = OLD.id);
END;
CREATE TRIGGER annotated_uncontrast AFTER DELETE ON annotated BEGIN
    DELETE FROM contrasts WHERE id IN (SELECT contrast_id FROM contrast_sides WHERE telegram_id = OLD.telegram_id);
    DELETE FROM contrasted;
END;
