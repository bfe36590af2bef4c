"""Telegrams held in name only: records without a text, cards that say what was withdrawn."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from typing import NamedTuple

from reftel.collection.missing.answers import State
from reftel.collection.rows import telegram_of
from reftel.model import Mrn, Telegram
from reftel.reading.dates import read_day
from reftel.terms import tables
from reftel.terms.attributes import read_column, tells_of_withdrawal

# The longest text, in words, that can be a card saying that a document was withdrawn.
_LONGEST_CARD = 200

# What the table of attributes calls the archive's decision, and the day of it.
_DECISION, _DECIDED_ON = "review_action", "review_date"

_CANDIDATES = f"""
    SELECT t.id, t.mrn_post, t.mrn_serial, t.mrn_year, x.record, x.text,
           (SELECT written FROM defects WHERE telegram_id = t.id AND code = 'text-unavailable' LIMIT 1)
    FROM telegrams t JOIN texts x ON x.telegram_id = t.id
    WHERE t.mrn IS NOT NULL
      AND (t.id IN (SELECT telegram_id FROM defects WHERE code = 'text-unavailable')
           OR (t.family = 'foia_ocr' AND t.words < {_LONGEST_CARD}))
"""


class Stub(NamedTuple):
    """A record or card held in the place of a telegram, and what it says instead of a text."""

    id: int
    mrn: Mrn
    state: State
    said: str | None
    reviewed: str | None  # the day of the last review that it tells of, ISO


def stubs(db: sqlite3.Connection) -> dict[Mrn, list[Stub]]:
    """Return the numbers of which nothing but stubs is held, each with these."""
    found: dict[Mrn, list[Stub]] = {}
    for number, post, serial, year, record, text, written in db.execute(f"{_CANDIDATES} ORDER BY t.key"):
        telegram = telegram_of(record, text)
        told = told_instead(telegram, written)
        if told is not None:
            mrn = Mrn(post, serial, year)
            found.setdefault(mrn, []).append(Stub(number, mrn, *told, reviewed_on(telegram)))
    return {mrn: each for mrn, each in found.items() if not _has_more(db, mrn, len(each))}


def _has_more(db: sqlite3.Connection, mrn: Mrn, stubs: int) -> bool:
    """Tell whether other telegrams of this number are held than so many stubs."""
    (held,) = db.execute("SELECT count(*) FROM telegrams WHERE mrn = ?", (str(mrn),)).fetchone()
    return int(held) > stubs


def is_stub(telegram: Telegram) -> bool:
    """Tell whether a telegram is held in name only."""
    written = next((d.written for d in telegram.defects if d.code == "text-unavailable"), None)
    return told_instead(telegram, written) is not None


def told_instead(telegram: Telegram, written: str | None) -> tuple[State, str | None] | None:
    """Return what stands in the place of a telegram's text; None where the text is there.

    `written` are the words that reading met in its place.
    """
    card = _card().search(telegram.text) if len(telegram.text.split()) < _LONGEST_CARD else None
    if telegram.family == "foia_ocr":
        return ("withdrawn", " ".join(card[0].split())) if card else None
    if telegram.paragraphs or not any(d.code == "text-unavailable" for d in telegram.defects):
        return None
    decision = _attribute(telegram, _DECISION)
    if tells_of_withdrawal(decision) or tells_of_withdrawal(written or ""):
        return "withdrawn", decision if tells_of_withdrawal(decision) else written
    if written and _card().search(written):
        return "withdrawn", written
    return "stub", written


def reviewed_on(telegram: Telegram) -> str | None:
    """Return the day of the last review that a record or its stamps tell of, ISO."""
    days = [stamp.date for stamp in telegram.release if stamp.date and len(stamp.date) >= 10]
    written = _attribute(telegram, _DECIDED_ON)
    read = None if "/" in written else read_day(written)  # of 3/5 nobody can tell day and month
    return max([*days, *([read[0]] if read else [])], default=None)


def _attribute(telegram: Telegram, column: str) -> str:
    """Return an attribute of the archive's record under whichever name it has there."""
    named = ((read_column(name), value) for name, value in telegram.archive.items())
    return next((value for attribute, value in named if attribute and attribute.column == column), "")


@cache
def _card() -> re.Pattern[str]:
    words = tables.settings("requests")["withdrawal_card"]["words"]
    return re.compile("|".join(r"\s+".join(map(re.escape, w.split())) for w in words), re.IGNORECASE)
