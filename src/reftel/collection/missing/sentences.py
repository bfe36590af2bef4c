"""The sentences of a citing telegram that use one of its references."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from reftel.collection.missing.answers import Sentence
from reftel.collection.rows import telegram_of
from reftel.model import Mrn, Telegram
from reftel.refs.uses import Use, find_uses

# Telegrams that cite one missing telegram often cite the next one in the list too.
_KEPT = 512


class Sentences:
    """Reads citing telegrams, each once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._read = lru_cache(maxsize=_KEPT)(self._read_one)

    def _read_one(self, telegram: int) -> tuple[Telegram, tuple[Use, ...]] | None:
        row = self._db.execute("SELECT record, text FROM texts WHERE telegram_id = ?", (telegram,)).fetchone()
        if row is None:
            return None
        read = telegram_of(*row)
        return read, find_uses(read)

    def of(self, telegram: int, places: Sequence[int], mrn: Mrn) -> tuple[tuple[Sentence, ...], list[str]]:
        """Return the sentences that use one of these entries or name the number, and their labels."""
        read = self._read(telegram)
        if read is None:
            return (), []
        found: dict[tuple[int, str], Sentence] = {}
        labels = []
        for use in read[1]:
            if use.entry in places or (use.entry is None and use.mrn == mrn):
                paragraph = read[0].paragraphs[use.paragraph]
                labels.append(paragraph.label or "")
                found.setdefault((use.paragraph, use.sentence), _sentence(use, read[0]))
        return tuple(found.values()), labels

    def entry(self, telegram: int, place: int) -> tuple[str | None, str, bool, bool]:
        """Return letter, exact words, NOTAL and a year left out of one entry of the REF block."""
        row = self._db.execute(
            "SELECT letter, text, notal, year_inferred FROM refs WHERE telegram_id = ? AND place = ?",
            (telegram, place),
        ).fetchone()
        return (None, "", False, False) if row is None else (row[0], row[1], bool(row[2]), bool(row[3]))


def _sentence(use: Use, telegram: Telegram) -> Sentence:
    paragraph = telegram.paragraphs[use.paragraph]
    return Sentence(
        text=use.sentence,
        words=use.text,
        cited=use.cited,
        paragraph=use.paragraph,
        number=paragraph.number,
        portion=paragraph.portion,
    )
