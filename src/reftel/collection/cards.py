"""Cards: telegrams as they stand in a list, read from the database many at a time."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reftel.collection.answers import Card, Provenance
from reftel.model import Paragraph, Span

# SQLite takes a limited number of values in one statement.
_AT_ONCE = 500

_CARD = """
    SELECT t.id, t.key, t.mrn, t.dtg, t.originator, t.post, t.subject, t.classification, t.family,
           s.name, t.words, s.released_by, s.released_on, s.retrieved_from, s.retrieved_on, s.licence
    FROM telegrams t JOIN sources s ON s.id = t.source_id
"""


def cards_where(db: sqlite3.Connection, where: str, values: Sequence[Any] = ()) -> list[tuple[int, Card]]:
    """Return (id, card) of the telegrams that fit the condition, which may end in an order and a limit."""
    rows = db.execute(f"{_CARD} WHERE {where}", values).fetchall()
    ids = [row[0] for row in rows]
    captions = _lists(db, "captions", "caption", ids)
    tags = _lists(db, "tags", "code", ids)
    return [(row[0], _card(row, captions[row[0]], tags[row[0]])) for row in rows]


def cards_of(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Card]:
    """Return the cards of these telegrams; one that is gone is left out."""
    found: dict[int, Card] = {}
    for some in chunks(list(dict.fromkeys(ids))):
        found.update(cards_where(db, f"t.id IN ({marks(some)})", some))
    return found


def paragraphs_of(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[Paragraph]]:
    """Return the paragraphs of these telegrams, in order."""
    found: dict[int, list[Paragraph]] = defaultdict(list)
    for some in chunks(list(ids)):
        rows = db.execute(
            f"""SELECT telegram_id, number, portion, label, text, span_start, span_end FROM paragraphs
                WHERE telegram_id IN ({marks(some)}) ORDER BY telegram_id, place""",
            some,
        )
        for telegram, number, portion, label, text, start, end in rows:
            found[telegram].append(Paragraph(number, portion, label, text, Span(start, end)))
    return found


def text_of(db: sqlite3.Connection, telegram: int) -> str:
    """Return the text of a telegram; nothing of one that is gone."""
    row = db.execute("SELECT text FROM texts WHERE telegram_id = ?", (telegram,)).fetchone()
    return "" if row is None else str(row[0])


def chunks(values: Sequence[Any], size: int = _AT_ONCE) -> Iterator[Sequence[Any]]:
    """Yield the values in parts small enough for one statement."""
    for at in range(0, len(values), size):
        yield values[at : at + size]


def marks(values: Sequence[Any]) -> str:
    """Return as many question marks as there are values."""
    return ", ".join("?" * len(values))


def _lists(db: sqlite3.Connection, table: str, column: str, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for some in chunks(ids):
        rows = db.execute(
            f"SELECT telegram_id, {column} FROM {table} WHERE telegram_id IN ({marks(some)}) "
            "ORDER BY telegram_id, place",
            some,
        )
        for telegram, value in rows:
            found[telegram].append(value)
    return found


def _card(row: tuple[Any, ...], captions: Iterable[str], tags: Iterable[str]) -> Card:
    _, key, mrn, date, originator, post, subject, classification, family, name, words, *said = row
    return Card(
        key=key,
        mrn=mrn,
        date=date,
        originator=originator,
        post=post,
        subject=subject,
        classification=classification,
        captions=tuple(captions),
        tags=tuple(tags),
        family=family,
        source_name=name,
        words=words,
        provenance=Provenance(*said) or None,
    )
