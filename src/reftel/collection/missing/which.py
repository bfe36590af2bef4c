"""Which missing telegram a number means, as somebody typed it."""

from __future__ import annotations

import sqlite3

from reftel.collection import lookup
from reftel.collection.missing.stubs import is_stub
from reftel.collection.numbers import Number
from reftel.collection.rows import telegram_of
from reftel.errors import CollectionError
from reftel.model import Mrn


def which(db: sqlite3.Connection, text: str) -> Mrn:
    """Return the number meant; raises `CollectionError` where it is none, is held, or may be several."""
    number = lookup.number_of(db, text)
    if number is None:
        raise CollectionError(f"'{text}' is not a telegram number. One is written like 2008 VALLETTA 483.")
    mrn = _only(db, number)
    if any(not is_stub(telegram_of(*row)) for row in _bearing(db, mrn)):
        raise CollectionError(f"{mrn} is held. Read it with 'reftel show'; what is held is not missing.")
    return mrn


def _only(db: sqlite3.Connection, number: Number) -> Mrn:
    if number.year is not None:
        return Mrn(number.posts[0], number.serial, number.year)
    found = lookup.numbers_cited(db, number)
    if len(found) != 1:
        told = f"It may be {' or '.join(sorted(found))}. " if found else ""
        raise CollectionError(f"{number} has no year. {told}Write it with its year: 2008 VALLETTA 483.")
    year, _, rest = found[0].partition(" ")
    return Mrn(rest.rpartition(" ")[0], number.serial, int(year))


def _bearing(db: sqlite3.Connection, mrn: Mrn) -> list[tuple[bytes, str]]:
    return db.execute(
        "SELECT x.record, x.text FROM texts x JOIN telegrams t ON t.id = x.telegram_id WHERE t.mrn = ?",
        (str(mrn),),
    ).fetchall()


__all__ = ["which"]
