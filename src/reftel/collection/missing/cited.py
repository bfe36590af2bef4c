"""Which numbers are cited and not held, and by whom: the table of references as it is read here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reftel.collection.cards import chunks, marks
from reftel.collection.citations import AS_TAKEN, MISSING
from reftel.model import Mrn

# The number that a reference is taken for.  This is the one place that says which columns have it.
_MRN = AS_TAKEN


class Reference(NamedTuple):
    """One reference to a number: the telegram it stands in, the first of its copies, and what ranks it."""

    mrn: Mrn
    telegram: int
    place: int
    group: int  # copies of one telegram have the same
    post: str | None
    level: str | None
    precedence: str | None
    date: str | None


_COLUMNS = f"""
    SELECT {_MRN}, r.telegram_id, r.place, coalesce(g.first_id, r.telegram_id),
           coalesce(c.mrn_post, c.post), c.classification, c.precedence, c.date
    FROM refs r JOIN telegrams c ON c.id = r.telegram_id
    LEFT JOIN groups g ON g.telegram_id = r.telegram_id
"""


def to_missing(db: sqlite3.Connection) -> Iterator[Reference]:
    """Yield every reference to a number that is not held."""
    return _read(db.execute(f"{_COLUMNS} WHERE {MISSING}"))


def to_numbers(db: sqlite3.Connection, mrns: Iterable[str]) -> Iterator[Reference]:
    """Yield every reference to these numbers, held or not."""
    for some in chunks(list(mrns)):
        yield from _read(db.execute(f"{_COLUMNS} WHERE {_MRN} IN ({marks(some)})", some))


def _read(rows: Iterable[tuple[object, ...]]) -> Iterator[Reference]:
    for number, *rest in rows:
        year, _, named = str(number).partition(" ")
        post, _, serial = named.rpartition(" ")
        yield Reference(Mrn(post, int(serial), int(year)), *rest)  # type: ignore[arg-type]
