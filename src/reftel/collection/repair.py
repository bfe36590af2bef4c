"""Database and index brought to agree: the database is right, and the index follows.

A build commits telegrams to the database, then to the index, then moves the watermark in the
database.  Whatever stopped it in between, what lies above the watermark is indexed again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from reftel.collection.database import transaction
from reftel.collection.layout import Layout
from reftel.collection.search.index import VERSION, Fields, Index
from reftel.errors import CollectionError
from reftel.model import Record
from reftel.release.policy import EVERYTHING

_AT_ONCE = 2000


class Mark(Record, frozen=True):
    """How far the index has come: the last batch in it, and how many telegrams it then held."""

    version: int
    watermark: int
    documents: int


def mark_of(db: sqlite3.Connection) -> Mark:
    """Return how far the index has come."""
    row = db.execute(
        "SELECT version, watermark, documents FROM indexes WHERE name = ?", (EVERYTHING,)
    ).fetchone()
    return Mark(0, 0, 0) if row is None else Mark(*row)


def move_mark(db: sqlite3.Connection, mark: Mark) -> None:
    """Say that the index has come so far."""
    with transaction(db):
        db.execute(
            "INSERT OR REPLACE INTO indexes (name, version, watermark, documents) VALUES (?, ?, ?, ?)",
            (EVERYTHING, mark.version, mark.watermark, mark.documents),
        )
        db.execute("DELETE FROM removals WHERE batch <= ?", (mark.watermark,))


def last_batch(db: sqlite3.Connection) -> int:
    """Return the number of the last batch of telegrams added or removed."""
    (telegrams,) = db.execute("SELECT coalesce(max(batch), 0) FROM telegrams").fetchone()
    (removals,) = db.execute("SELECT coalesce(max(batch), 0) FROM removals").fetchone()
    return max(int(telegrams), int(removals), mark_of(db).watermark)


def open_index(layout: Layout) -> Index | None:
    """Return the index, or None where it is not there or cannot be opened."""
    try:
        return Index(layout.index)
    except (OSError, ValueError):
        return None


def agree(db: sqlite3.Connection, index: Index | None) -> bool:
    """Tell whether the index holds what the database holds, as far as their marks tell."""
    mark = mark_of(db)
    return (
        index is not None
        and mark.version == VERSION
        and mark.watermark == last_batch(db)
        and mark.documents == index.documents
    )


def mend(db: sqlite3.Connection, layout: Layout, tell: Callable[[int, int], None] | None = None) -> Index:
    """Make the index hold what the database holds; the caller holds the lock."""
    index = open_index(layout)
    mark = mark_of(db)
    if index is None or mark.version != VERSION or mark.watermark > last_batch(db):
        return _anew(db, layout, tell)
    if agree(db, index):
        return index
    try:
        _catch_up(db, index, mark.watermark, tell)
    except CollectionError:
        return _anew(db, layout, tell)  # what a kill left of the index may stop every change of it
    return index if agree(db, index) else _anew(db, layout, tell)


def _anew(db: sqlite3.Connection, layout: Layout, tell: Callable[[int, int], None] | None) -> Index:
    move_mark(db, Mark(0, 0, 0))
    index = Index.create(layout.index)
    _catch_up(db, index, 0, tell)
    return index


def _catch_up(
    db: sqlite3.Connection, index: Index, watermark: int, tell: Callable[[int, int], None] | None
) -> None:
    """Index what lies above the watermark; if the index has all of it already, only the mark moves."""
    added = [i for (i,) in db.execute("SELECT id FROM telegrams WHERE batch > ? ORDER BY id", (watermark,))]
    removed = [i for (i,) in db.execute("SELECT telegram_id FROM removals")]
    (held,) = db.execute("SELECT count(*) FROM telegrams").fetchone()
    done = index.documents == held and index.holds(added) == len(added) and not index.holds(removed)
    if not done:
        _index(db, index, added, removed, tell)
    move_mark(db, Mark(VERSION, last_batch(db), index.documents))


def _index(
    db: sqlite3.Connection,
    index: Index,
    added: Sequence[int],
    removed: Sequence[int],
    tell: Callable[[int, int], None] | None,
) -> None:
    writer = index.writer()
    try:
        writer.remove(removed)
        for at in range(0, len(added), _AT_ONCE):
            some = added[at : at + _AT_ONCE]
            writer.remove(some)
            wanted = set(some)  # in an edition, others may stand between them
            writer.add(each for each in fields_from(db, some[0], some[-1]) if each[0] in wanted)
            if tell is not None:
                tell(at + len(some), len(added))
        writer.commit()
    finally:
        writer.close()


def fields_from(db: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[int, Fields]]:
    """Yield the telegrams with these keys, as fields for the index."""
    from reftel.collection.rows import telegram_of
    from reftel.collection.search.document import fields_of

    rows = db.execute(
        "SELECT telegram_id, record, text FROM texts WHERE telegram_id BETWEEN ? AND ?", (first, last)
    )
    for number, record, text in rows:
        yield number, fields_of(telegram_of(record, text))
