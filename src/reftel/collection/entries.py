"""Telegrams as entries of a list that is taken elsewhere: header values, and where each text came from."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from reftel.collection.answers import Provenance
from reftel.collection.cards import chunks, marks
from reftel.collection.rows import telegram_of
from reftel.model import Record, Telegram


class Entry(Record, frozen=True):
    """A telegram as a line of a table."""

    key: str
    number: str | None
    date: str | None
    originator: str | None
    to: tuple[str, ...]
    info: tuple[str, ...]
    classification: str | None
    captions: tuple[str, ...]
    tags: tuple[str, ...]
    subject: str | None
    refs: tuple[str, ...]  # the number where one was read, else the words of the REF line
    words: int
    source: str
    provenance: Provenance


_PROVENANCE = ", ".join(f"s.{name}" for name in Provenance.__struct_fields__)
_HEADER = "t.key, t.mrn, t.dtg, t.originator, t.classification, t.subject, t.words, s.name"

# What stands in lists: the table, the value, and a condition where the table holds more than is wanted.
_LISTS = {
    "to": ("addressees", "plad", "role = 'action'"),
    "info": ("addressees", "plad", "role = 'info'"),
    "captions": ("captions", "caption", "TRUE"),
    "tags": ("tags", "code", "TRUE"),
    "refs": ("refs", "coalesce(mrn, text)", "TRUE"),
}


def entries_of(db: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """Yield the entries of these telegrams in this order; one that is gone is left out."""
    for some in chunks(ids):
        headers = _headers(db, some)
        lists = {name: _list(db, name, some) for name in _LISTS}
        for number in some:
            if number in headers:
                yield _entry(headers[number], {name: tuple(found[number]) for name, found in lists.items()})


def telegrams_of(db: sqlite3.Connection, ids: Sequence[int]) -> Iterator[tuple[Telegram, Provenance]]:
    """Yield these telegrams in this order, each with its provenance; one that is gone is left out."""
    for number in ids:
        row = db.execute(
            f"""SELECT x.record, x.text, {_PROVENANCE} FROM texts x JOIN telegrams t ON t.id = x.telegram_id
                JOIN sources s ON s.id = t.source_id WHERE x.telegram_id = ?""",
            (number,),
        ).fetchone()
        if row is not None:
            yield telegram_of(row[0], row[1]), Provenance(*row[2:])


def _headers(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    rows = db.execute(
        f"""SELECT t.id, {_HEADER}, {_PROVENANCE} FROM telegrams t JOIN sources s ON s.id = t.source_id
            WHERE t.id IN ({marks(ids)})""",
        ids,
    )
    return {row[0]: row[1:] for row in rows}


def _list(db: sqlite3.Connection, name: str, ids: Sequence[int]) -> dict[int, list[str]]:
    table, value, condition = _LISTS[name]
    found: dict[int, list[str]] = defaultdict(list)
    rows = db.execute(
        f"""SELECT telegram_id, {value} FROM {table} WHERE telegram_id IN ({marks(ids)}) AND {condition}
            ORDER BY telegram_id, place""",
        ids,
    )
    for telegram, written in rows:
        found[telegram].append(written)
    return found


def _entry(row: tuple[Any, ...], lists: dict[str, tuple[str, ...]]) -> Entry:
    key, number, date, originator, classification, subject, words, source, *said = row
    return Entry(
        key=key,
        number=number,
        date=date,
        originator=originator,
        classification=classification,
        subject=subject,
        words=words,
        source=source,
        provenance=Provenance(*said),
        **lists,
    )
