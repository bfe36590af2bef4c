"""Putting what was read into the tables: what is new, what is a copy, what takes the place of something.

One `Store` lives as long as a build; each method does its part of the transaction that is open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import Literal

from reftel.collection.cards import chunks, marks
from reftel.collection.layout import Layout
from reftel.collection.rows import LISTS, TELEGRAM_COLUMNS, Rows, rows
from reftel.collection.search.document import fields_of
from reftel.collection.search.index import Fields
from reftel.collection.worker import Outcome, Taken, Task, Unchanged, place_of
from reftel.intake.judge import Parse, telegrams_in
from reftel.intake.rejected import Rejected
from reftel.intake.texts import texts_of
from reftel.model import Telegram

Fate = Literal["added", "unchanged", "duplicate", "rejected"]

SAME_BYTES = "same-bytes"
SAME_TEXT = "same-text"
OTHER_READING = "other-reading"

STAYS = " The telegrams read from it before stay."


class Store:
    """Writes one batch after another; `added` and `removed` say what the index has to do."""

    def __init__(
        self, db: sqlite3.Connection, layout: Layout, *, parse: Parse, build: int, batch: int, added_at: str
    ) -> None:
        """Take the open database; the first batch has the number `batch`."""
        self.db = db
        self.layout = layout
        self.parse = parse
        self.build = build
        self.batch = batch
        self.added_at = added_at
        self.added: list[tuple[int, Fields]] = []
        self.removed: list[int] = []
        self.next_id = self._last_id() + 1

    def _last_id(self) -> int:
        row = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'telegrams'").fetchone()
        return 0 if row is None else int(row[0])

    def next_batch(self) -> None:
        """Begin the next batch; the last one is committed and indexed."""
        if self.added or self.removed:
            self.batch += 1
        self.added, self.removed = [], []

    def known(self, path: str) -> str | None:
        """Return the hash of what was read from this file before."""
        row = self.db.execute("SELECT sha256 FROM sources WHERE place = ?", (place_of(path),)).fetchone()
        return None if row is None else str(row[0])

    def put(self, task: Task, outcome: Outcome) -> tuple[Fate, Rejected | None]:
        """Store what became of a file; say what it counts as."""
        place = place_of(task.seen.path)
        if isinstance(outcome, Rejected):
            return "rejected", self._reject(place, outcome)
        self.db.execute("DELETE FROM rejects WHERE place = ?", (place,))
        if isinstance(outcome, Unchanged):
            return "unchanged", None
        old = self.db.execute("SELECT id, sha256 FROM sources WHERE place = ?", (place,)).fetchone()
        if old is not None and old[1] == outcome.sha256:
            return "unchanged", None
        return self._take(task, outcome, place, None if old is None else int(old[0]))

    def _reject(self, place: str, reject: Rejected) -> Rejected:
        if self.db.execute("SELECT 1 FROM sources WHERE place = ?", (place,)).fetchone():
            reject = Rejected(reject.path, reject.reason + STAYS, reject.remedy, reject.code)
        self.db.execute(
            """INSERT INTO rejects (name, place, code, reason, remedy, build_id) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT (place) DO UPDATE SET name = excluded.name, code = excluded.code,
               reason = excluded.reason, remedy = excluded.remedy, build_id = excluded.build_id""",
            (reject.path, place, reject.code, reject.reason, reject.remedy, self.build),
        )
        return reject

    def _take(self, task: Task, taken: Taken, place: str, old: int | None) -> tuple[Fate, Rejected | None]:
        main = self._main(task) if taken.is_reading else None
        if main is None and not taken.telegrams:
            return "rejected", self._reject(place, _no_telegram(task))
        orphans = [] if old is None else self._clear(old)
        source = self._source(task, taken, place, old)
        if main is None:
            fate = self._telegrams(source, taken)
        else:
            self._link_reading(source, main)
            fate = "duplicate"
        for orphan in orphans:
            self._restore(orphan)
        return fate, None

    def _main(self, task: Task) -> int | None:
        """Return the source of which this file is another reading, if it holds telegrams."""
        assert task.seen.beside is not None
        row = self.db.execute(
            """SELECT id FROM sources s WHERE place = ? AND
               (EXISTS (SELECT 1 FROM telegrams WHERE source_id = s.id)
                OR EXISTS (SELECT 1 FROM copies WHERE source_id = s.id))""",
            (place_of(task.seen.beside),),
        ).fetchone()
        return None if row is None else int(row[0])

    def _source(self, task: Task, taken: Taken, place: str, old: int | None) -> int:
        encoding, media_type = taken.telegrams[0][0].source if taken.telegrams else ("unknown", "text/plain")
        values = (
            task.seen.name, taken.sha256, taken.size, encoding, media_type, self.added_at, self.build,
            " ".join(taken.notes) or None, place,
        )  # fmt: skip
        if old is not None:
            self.db.execute(
                """UPDATE sources SET name = ?, sha256 = ?, size = ?, encoding = ?, media_type = ?, added = ?,
                   build_id = ?, note = ?, reading_of = NULL WHERE place = ?""",
                values,
            )
            return old
        cursor = self.db.execute(
            """INSERT INTO sources (name, sha256, size, encoding, media_type, added, build_id, note, place)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            values,
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _telegrams(self, source: int, taken: Taken) -> Fate:
        added = [self._telegram(source, taken.sha256, r, fields) for r, fields in taken.telegrams]
        return "added" if any(added) else "duplicate"

    def _telegram(self, source: int, sha256: str, telegram: Rows, fields: Fields) -> bool:
        """Store a telegram, or that this file holds a copy of one; tell whether it is new."""
        held = self.db.execute(
            """SELECT t.id, t.source_id, s.sha256 FROM telegrams t JOIN sources s ON s.id = t.source_id
               WHERE t.key = ?""",
            (telegram.key,),
        ).fetchone()
        if held is None:
            self._insert(source, telegram, fields)
            return True
        number, its_source, its_sha256 = held
        if its_source != source:
            self._copy(number, source, SAME_BYTES if its_sha256 == sha256 else SAME_TEXT)
        return False

    def _insert(self, source: int, telegram: Rows, fields: Fields) -> None:
        number = self.next_id
        self.next_id += 1
        self.db.execute(_insert_telegram(), (number, source, self.batch, *telegram.telegram))
        self.db.execute("INSERT INTO texts VALUES (?, ?, ?)", (number, telegram.text, telegram.record))
        for table, found in telegram.lists.items():
            if found:
                self.db.executemany(
                    _insert_list(table), [(number, place, *row) for place, row in enumerate(found)]
                )
        self.added.append((number, fields))

    def _copy(self, telegram: int, source: int, reason: str) -> None:
        self.db.execute("INSERT OR IGNORE INTO copies VALUES (?, ?, ?)", (telegram, source, reason))

    def _link_reading(self, source: int, main: int) -> None:
        """Say that a file is another reading of the telegrams of the main one."""
        self.db.execute("UPDATE sources SET reading_of = ? WHERE id = ?", (main, source))
        held = self.db.execute(
            """SELECT id FROM telegrams WHERE source_id = ?
               UNION SELECT telegram_id FROM copies WHERE source_id = ?""",
            (main, main),
        ).fetchall()
        for (telegram,) in held:
            self._copy(telegram, source, OTHER_READING)

    def _clear(self, source: int) -> list[int]:
        """Take out what was read from a file; return the files that hold copies of it."""
        ids = [i for (i,) in self.db.execute("SELECT id FROM telegrams WHERE source_id = ?", (source,))]
        orphans: dict[int, None] = {}
        for some in chunks(ids):
            found = self.db.execute(
                f"SELECT DISTINCT source_id FROM copies WHERE telegram_id IN ({marks(some)})",
                some,
            )
            orphans.update(dict.fromkeys(i for (i,) in found))
        readings = self.db.execute("SELECT id FROM sources WHERE reading_of = ?", (source,))
        orphans.update(dict.fromkeys(i for (i,) in readings))
        self.db.execute("DELETE FROM copies WHERE source_id = ?", (source,))
        self.db.executemany("INSERT OR REPLACE INTO removals VALUES (?, ?)", [(i, self.batch) for i in ids])
        self.db.execute("DELETE FROM telegrams WHERE source_id = ?", (source,))
        self._unindex(ids)
        return sorted(orphans)

    def _unindex(self, ids: Iterable[int]) -> None:
        gone = set(ids)
        waiting = {number for number, _ in self.added}
        self.added = [a for a in self.added if a[0] not in gone]
        self.removed += sorted(gone - waiting)

    def _restore(self, source: int) -> None:
        """Store again what a file holds whose telegrams were kept as copies of another's."""
        sha256, name, main = self.db.execute(
            "SELECT sha256, name, reading_of FROM sources WHERE id = ?", (source,)
        ).fetchone()
        if main is not None:
            self._link_reading(source, main)
            return
        texts = texts_of(self.layout.original(sha256).read_bytes(), name)
        telegrams = texts if isinstance(texts, Rejected) else telegrams_in(texts, self.parse)
        if not isinstance(telegrams, Rejected):
            for telegram in telegrams:
                self._telegram(source, sha256, rows(telegram), _fields(telegram))


def _fields(telegram: Telegram) -> Fields:
    return fields_of(telegram)


def _no_telegram(task: Task) -> Rejected:
    from reftel.intake.rejected import rejected

    return rejected(task.seen.name, "not-a-telegram", "no layout of a telegram was recognised in it")


@cache
def _insert_telegram() -> str:
    columns = ("id", "source_id", "batch", *TELEGRAM_COLUMNS)
    return f"INSERT INTO telegrams ({', '.join(columns)}) VALUES ({marks(columns)})"


@cache
def _insert_list(table: str) -> str:
    columns = ("telegram_id", "place", *LISTS[table])
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})"
