"""Putting annotations into the tables, and taking them out: names once, all else by telegram."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reftel.collection.cards import chunks, marks
from reftel.collection.said.naming import Name
from reftel.collection.said.rows import Row, Said

# The columns of each table after telegram_id, in the order the rows have them.
TABLES: dict[str, tuple[str, ...]] = {
    "entities": ("number", "name_id", "why"),
    "aliases": ("entity", "place", "name_id"),
    "held_offices": ("place", "name_id", "office_id", "source", "entity"),
    "mentions": ("place", "at", "length", "entity", "sort_id"),
    "dates": ("place", "at", "length", "earliest", "latest", "certainty", "why", "claim"),
    "figures": ("place", "at", "length", "low", "high", "bound", "unit", "currency", "counted", "whose"),
    "claims": (
        "n", "manner", "own", "continues", "within", "speaker", "speaker_id", "hearer", "hearer_id",
        "paragraph", "said_on", "said", "source", "cue", "addressee", "content", "grounds", "sure", "rule",
    ),
    "claims_about": ("n", "entity"),
}  # fmt: skip
_NAMED = {"entities": (1,), "aliases": (2,), "held_offices": (1, 2), "claims": (6, 8)}  # where names stand

_MOST_KEPT = 400_000  # names whose numbers are remembered while annotating

_DROP_UNUSED = """
    DELETE FROM names WHERE id IN (SELECT name_id FROM unused_names)
        AND NOT EXISTS (SELECT 1 FROM entities WHERE name_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM aliases WHERE name_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM held_offices WHERE name_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM held_offices WHERE office_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM claims WHERE speaker_id = names.id)
        AND NOT EXISTS (SELECT 1 FROM claims WHERE hearer_id = names.id)
"""


class SaidStore:
    """Writes within the transaction that is open; `forget` after one that was rolled back."""

    def __init__(self, db: sqlite3.Connection, maker: int) -> None:
        self.db = db
        self.maker = maker
        self._names: dict[tuple[str, str, str], int] = {}
        self._sorts: dict[tuple[str, str, str], int] = {}

    def put(self, telegram: int, said: Said) -> None:
        """Put a telegram's annotations in; it has none."""
        ids = [self._name(name) for name in said.names]
        ready: dict[str, list[Row]] = {table: [] for table in TABLES}
        for table in TABLES:
            rows: Sequence[Row] = getattr(said, table)
            if table == "mentions":
                ready[table] = [(telegram, *row[:4], self._sort(row[4:])) for row in rows]
            else:
                places = _NAMED.get(table, ())
                ready[table] = [(telegram, *_with_ids(row, places, ids)) for row in rows]
        for table, columns in TABLES.items():
            if ready[table]:
                self.db.executemany(_insert(table, columns), ready[table])
        self.db.execute("INSERT INTO annotated VALUES (?, ?, NULL)", (telegram, self.maker))

    def fail(self, telegram: int, trouble: str) -> None:
        """Say that a telegram could not be annotated, and why."""
        self.db.execute("INSERT INTO annotated VALUES (?, ?, ?)", (telegram, self.maker, trouble))

    def take_out(self, telegrams: Iterable[int]) -> None:
        """Take out the annotations of telegrams that are to be annotated again."""
        for some in chunks(list(telegrams)):
            for table in ("claims", "dates", "figures", "mentions", "held_offices", "entities", "annotated"):
                self.db.execute(f"DELETE FROM {table} WHERE telegram_id IN ({marks(some)})", some)

    def drop_unused(self) -> None:
        """Drop the names that no telegram has any more."""
        if self.db.execute("SELECT 1 FROM unused_names LIMIT 1").fetchone():
            self.db.execute(_DROP_UNUSED)
            self.db.execute("DELETE FROM unused_names")
            self._names.clear()

    def forget(self) -> None:
        """Remember no numbers: they may have been rolled back."""
        self._names.clear()
        self._sorts.clear()

    def _name(self, name: Name) -> int:
        what = name.written, name.type, name.kind
        number = self._names.get(what)
        if number is None:
            row = self.db.execute(
                "SELECT id FROM names WHERE written = ? AND type = ? AND kind = ?", what
            ).fetchone()
            number = self._new_name(name) if row is None else int(row[0])
            if len(self._names) >= _MOST_KEPT:
                self._names.clear()
            self._names[what] = number
        return number

    def _new_name(self, name: Name) -> int:
        cursor = self.db.execute(
            "INSERT INTO names (type, kind, written, folded, key) VALUES (?, ?, ?, ?, ?)",
            (name.type, name.kind, name.written, name.folded, name.key),
        )
        assert cursor.lastrowid is not None
        self.db.executemany(
            "INSERT OR IGNORE INTO name_words VALUES (?, ?)", [(w, cursor.lastrowid) for w in name.words]
        )
        return cursor.lastrowid

    def _sort(self, sort: Sequence[Any]) -> int:
        what = (str(sort[0]), str(sort[1]), str(sort[2]))
        if what not in self._sorts:
            self.db.execute("INSERT OR IGNORE INTO sorts (type, kind, rule) VALUES (?, ?, ?)", what)
            (number,) = self.db.execute(
                "SELECT id FROM sorts WHERE type = ? AND kind = ? AND rule = ?", what
            ).fetchone()
            self._sorts[what] = int(number)
        return self._sorts[what]


def _with_ids(row: Row, places: Sequence[int], ids: Sequence[int]) -> Iterator[Any]:
    for i, value in enumerate(row):
        yield ids[value] if i in places and value is not None else value


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} (telegram_id, {', '.join(columns)}) VALUES (?, {marks(columns)})"
