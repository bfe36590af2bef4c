-- Claims held against each other: cards made from the claims, to be made again whenever these change.

CREATE TABLE contrasts (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    sure TEXT NOT NULL,
    first TEXT,
    last TEXT,
    card TEXT NOT NULL
);
CREATE INDEX contrasts_type ON contrasts (type);

CREATE TABLE contrast_sides (
    contrast_id INTEGER NOT NULL REFERENCES contrasts (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    telegram_id INTEGER NOT NULL REFERENCES telegrams (id) ON DELETE CASCADE,
    PRIMARY KEY (contrast_id, place)
) WITHOUT ROWID;
CREATE INDEX contrast_sides_telegram_id ON contrast_sides (telegram_id);

CREATE TABLE contrasted (
    rules INTEGER NOT NULL,
    telegrams INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    left_out TEXT NOT NULL
);

-- A telegram that goes takes the cards with it that quote it.
CREATE TRIGGER telegrams_uncontrast BEFORE DELETE ON telegrams
WHEN EXISTS (SELECT 1 FROM contrast_sides WHERE telegram_id = OLD.id)
BEGIN
    DELETE FROM contrasts WHERE id IN (SELECT contrast_id FROM contrast_sides WHERE telegram_id = OLD.id);
    DELETE FROM contrasted;
END;

-- What is annotated anew is held against the others anew.
CREATE TRIGGER annotated_uncontrast AFTER DELETE ON annotated
WHEN EXISTS (SELECT 1 FROM contrasted)
BEGIN
    DELETE FROM contrasted;
END;
