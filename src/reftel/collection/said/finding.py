"""Names that answer a question: folded as the search folds, in any spelling, with what a curator joined."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from reftel.collection.cards import chunks, marks
from reftel.collection.said.naming import asked_by

PERSONS = ("person",)
GROUPS = ("group", "organization")
PLACES = ("gpe", "location")
EVERYONE = (*PERSONS, *GROUPS)

# (type, key) -> all that a curator joined with it, itself included.
Joined = Callable[[str, str], frozenset[str]]

_MOST = 20_000  # names that one question may mean


def names_meant(db: sqlite3.Connection, query: str, joined: Joined, types: Sequence[str] = ()) -> list[int]:
    """Return the numbers of the names that have every word of a question, and of those joined with them."""
    found = _with_words(db, query, types)
    keys = _keys_of(db, found)
    more = {(type_, other) for type_, key in keys for other in joined(type_, key)}
    return sorted({*found, *numbers_of(db, more)})


def _with_words(db: sqlite3.Connection, query: str, types: Sequence[str]) -> list[int]:
    asked = asked_by(query)
    if not asked:
        return []
    each = [f"SELECT name_id FROM name_words WHERE word IN ({marks(forms)})" for forms in asked]
    among = f" AND n.type IN ({marks(types)})" if types else ""
    rows = db.execute(
        f"SELECT n.id FROM names n WHERE n.id IN ({' INTERSECT '.join(each)}){among} ORDER BY n.id LIMIT ?",
        (*(form for forms in asked for form in forms), *types, _MOST),
    )
    return [number for (number,) in rows]


def _keys_of(db: sqlite3.Connection, numbers: Sequence[int]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for some in chunks(numbers):
        rows = db.execute(
            f"SELECT DISTINCT type, key FROM names WHERE key IS NOT NULL AND id IN ({marks(some)})", some
        )
        found.update(rows.fetchall())
    return found


def numbers_of(db: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> list[int]:
    """Return the numbers of all names with these keys."""
    return [
        number
        for type_, key in sorted(keys)
        for (number,) in db.execute("SELECT id FROM names WHERE type = ? AND key = ?", (type_, key))
    ]


def put_aside(db: sqlite3.Connection, table: str, numbers: Sequence[int]) -> None:
    """Keep numbers in a table of this connection alone, to join with."""
    db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY)")
    db.execute(f"DELETE FROM temp.{table}")
    db.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES (?)", [(n,) for n in numbers])
