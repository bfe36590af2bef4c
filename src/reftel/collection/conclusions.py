"""The years that references leave out, concluded for the whole collection and kept in its tables.

Run at the end of each work: references of new telegrams and those to posts whose numbers changed are
concluded anew, all of them where the custom or the rules changed.  The mark moves last; whatever stopped
it in between is done again and comes to the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from reftel.collection.cards import chunks, marks
from reftel.collection.custom import Custom, custom_of
from reftel.collection.database import transaction
from reftel.collection.judging import Asked, Citing, Judge, curves_of
from reftel.collection.rows import LISTS, telegram_of, uses

RULES = 1  # how years are concluded; a change of it concludes all anew

_AT_ONCE = 20_000  # telegrams whose references are read, and written, at once
_TEXTS_AT_ONCE = 1000

Row = tuple[Any, ...]
Tell = Callable[[int, int], None]


# What is there as long as something is to be concluded.
_WAITING = (
    "renumbered",
    "unused",
    "refs INDEXED BY refs_new WHERE year_inferred AND sure IS NULL AND mrn_post IS NOT NULL",
    "uses INDEXED BY uses_new WHERE year_inferred AND sure IS NULL AND mrn_post IS NOT NULL "
    "AND entry IS NULL",
)


class _Marked:
    """How far the conclusions have come."""

    def __init__(self, db: sqlite3.Connection) -> None:
        row = db.execute("SELECT rules, convention, favour FROM conclusions").fetchone()
        self.rules: int = RULES if row is None else row[0]
        self.custom = None if row is None else Custom(*row[1:])


def are_current(db: sqlite3.Connection) -> bool:
    """Tell whether everything is concluded that can be."""
    waiting = " OR ".join(f"EXISTS (SELECT 1 FROM {source})" for source in _WAITING)
    (behind,) = db.execute(f"SELECT {waiting}").fetchone()
    return _Marked(db).rules == RULES and not behind


def conclude(db: sqlite3.Connection, tell: Tell | None = None) -> None:
    """Bring the conclusions up to what is held; the caller holds the lock of the collection."""
    if are_current(db):
        return
    _find_uses(db)
    mark, custom = _Marked(db), custom_of(db)
    if mark.rules != RULES or mark.custom != custom:
        _conclude_all(db, custom, tell)
    else:
        _conclude_some(db, custom)
    with transaction(db):
        db.execute("DELETE FROM conclusions")
        db.execute("INSERT INTO conclusions VALUES (?, ?, ?)", (RULES, *_values(custom)))
        db.execute("DELETE FROM renumbered")


def _values(custom: Custom) -> tuple[float, float]:
    return custom.convention, custom.favour


def _find_uses(db: sqlite3.Connection) -> None:
    """Look for uses in what was taken in before they were looked for."""
    while waiting := [i for (i,) in db.execute("SELECT telegram_id FROM unused LIMIT ?", (_TEXTS_AT_ONCE,))]:
        with transaction(db):
            for some in chunks(waiting):
                _find_uses_in(db, some)


def _find_uses_in(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    ids = list(ids)
    texts = db.execute(
        f"SELECT telegram_id, record, text FROM texts WHERE telegram_id IN ({marks(ids)})", ids
    ).fetchall()
    columns = ("telegram_id", "place", *LISTS["uses"])
    db.execute(f"DELETE FROM uses WHERE telegram_id IN ({marks(ids)})", ids)
    db.executemany(
        f"INSERT INTO uses ({', '.join(columns)}) VALUES ({marks(columns)})",
        (
            (number, place, *row)
            for number, record, text in texts
            for place, row in enumerate(uses(telegram_of(record, text)))
        ),
    )
    db.execute(f"DELETE FROM unused WHERE telegram_id IN ({marks(ids)})", ids)


# References, and uses that name a number of their own, whose year was left out.
_UNDATED = """
    SELECT r.telegram_id, r.place, r.mrn_post, r.mrn_serial, r.mrn_year, t.date, r.concluded, r.sure
    FROM {table} r {by} JOIN telegrams t ON t.id = r.telegram_id
    WHERE r.year_inferred AND r.mrn_post IS NOT NULL AND {which}
"""
_TABLES = {"refs": "TRUE", "uses": "r.entry IS NULL"}


def _conclude_all(db: sqlite3.Connection, custom: Custom, tell: Tell | None) -> None:
    judge = Judge(db, curves_of(db), custom)
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM telegrams").fetchone()
    for first in range(0, last, _AT_ONCE):
        for table, which in _TABLES.items():
            query = _UNDATED.format(
                table=table, by="", which=f"{which} AND r.telegram_id > ? AND r.telegram_id <= ?"
            )
            _write(db, table, _judged(judge, db.execute(query, (first, first + _AT_ONCE)).fetchall()))
        if tell is not None and last > _AT_ONCE:
            tell(min(last, first + _AT_ONCE), last)


def _conclude_some(db: sqlite3.Connection, custom: Custom) -> None:
    """Conclude anew what cites posts whose numbers changed, and what new telegrams cite."""
    posts = [post for (post,) in db.execute("SELECT post FROM renumbered ORDER BY post")]
    for table, which in _TABLES.items():
        found: dict[tuple[int, int], Row] = {}
        for some in chunks(posts):
            query = _UNDATED.format(table=table, by="", which=f"{which} AND r.mrn_post IN ({marks(some)})")
            found.update((row[:2], row) for row in db.execute(query, some))
        query = _UNDATED.format(
            table=table, by=f"INDEXED BY {table}_new", which=f"{which} AND r.sure IS NULL"
        )
        found.update((row[:2], row) for row in db.execute(query))
        judge = Judge(db, curves_of(db, {row[2] for row in found.values()}), custom)
        for rows in chunks([found[key] for key in sorted(found)], _AT_ONCE):
            _write(db, table, _judged(judge, rows))


def _judged(judge: Judge, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield (concluded, sure, telegram, place) of those whose conclusion is not the one that is kept."""
    for telegram, place, post, serial, own, date, concluded, sure in rows:
        asked = Asked(post, serial, own, date, partial(_citing, judge.db, telegram))
        year, now_sure = judge.conclude(asked)
        now = None if year is None or now_sure == "open" else f"{year} {post} {serial}"
        if (now, now_sure) != (concluded, sure):
            yield now, now_sure, telegram, place


def _citing(db: sqlite3.Connection, telegram: int) -> Citing:
    post, subject = db.execute("SELECT post, subject FROM telegrams WHERE id = ?", (telegram,)).fetchone()
    tags = db.execute("SELECT code FROM tags WHERE telegram_id = ?", (telegram,))
    return Citing(post, subject, frozenset(code for (code,) in tags))


def _write(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    changed = list(rows)
    if changed:
        with transaction(db):
            db.executemany(
                f"UPDATE {table} SET concluded = ?, sure = ? WHERE telegram_id = ? AND place = ?", changed
            )
