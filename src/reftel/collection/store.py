"""Putting what was read into the tables: what is new, what is a copy, what takes the place of something.

One `Store` lives as long as the work; each method does its part of the transaction that is open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from reftel.collection.answers import Provenance
from reftel.collection.cards import chunks, marks
from reftel.collection.layout import Layout
from reftel.collection.originals import STAYS, read_original, telegrams_of
from reftel.collection.provenance import FIELDS, Said, with_said
from reftel.collection.rows import LISTS, TELEGRAM_COLUMNS, Rows, rows
from reftel.collection.search.document import fields_of
from reftel.collection.search.index import Fields
from reftel.collection.worker import Outcome, Taken, Task, Unchanged, place_of
from reftel.intake.judge import Parse
from reftel.intake.rejected import Rejected, rejected

Fate = Literal["added", "unchanged", "duplicate", "rejected"]

SAME_BYTES = "same-bytes"
SAME_TEXT = "same-text"
OTHER_READING = "other-reading"


class Source(NamedTuple):
    """A file that was taken in before."""

    id: int
    name: str
    place: str
    sha256: str
    reading_of: int | None


class Store:
    """Writes one batch after another; `added` and `removed` say what the index has to do."""

    def __init__(
        self,
        db: sqlite3.Connection,
        layout: Layout,
        *,
        parse: Parse,
        build: int,
        batch: int,
        added_at: str,
        read_by: str,
    ) -> None:
        """Take the open database; the first batch has the number `batch`."""
        self.db = db
        self.layout = layout
        self.parse = parse
        self.build = build
        self.batch = batch
        self.added_at = added_at
        self.read_by = read_by
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

    # -- files met by a build ----------------------------------------------------------------

    def known(self, path: str) -> str | None:
        """Return the hash of what was read from this file before; None where it is to be read again."""
        row = self.db.execute(
            """SELECT sha256 FROM sources s WHERE place = ?
               AND NOT EXISTS (SELECT 1 FROM rejects WHERE place = s.place)""",
            (place_of(path),),
        ).fetchone()
        return None if row is None else str(row[0])

    def put(self, task: Task, outcome: Outcome) -> tuple[Fate, Rejected | None]:
        """Store what became of a file; say what it counts as."""
        place = place_of(task.seen.path)
        if isinstance(outcome, Rejected):
            return "rejected", self.reject(place, outcome)
        self.accept(place)
        if isinstance(outcome, Unchanged):
            return "unchanged", None
        old = self.source_at(place)
        if old is not None and old.sha256 == outcome.sha256:
            return "unchanged", None
        return self._take(task, outcome, place, old)

    def describe(self, path: str, said: Said) -> bool:
        """Keep what is said of where a file comes from; tell whether that is something else than before."""
        row = self.db.execute(
            f"SELECT id, {', '.join(FIELDS)} FROM sources WHERE place = ?", (place_of(path),)
        ).fetchone()
        if row is None:
            return False
        number, *values = row
        now = with_said(Provenance(*values), said)
        if now == Provenance(*values):
            return False
        self.db.execute(
            f"UPDATE sources SET {', '.join(f'{f} = ?' for f in FIELDS)} WHERE id = ?",
            (*(getattr(now, f) for f in FIELDS), number),
        )
        return True

    def source_at(self, place: str) -> Source | None:
        """Return what was taken in from this place."""
        row = self.db.execute(f"{_SOURCE} WHERE place = ?", (place,)).fetchone()
        return None if row is None else Source(*row)

    def source(self, number: int) -> Source:
        """Return a file that was taken in."""
        return Source(*self.db.execute(f"{_SOURCE} WHERE id = ?", (number,)).fetchone())

    def reject(self, place: str, reject: Rejected) -> Rejected:
        """Put a file on the list of those not taken in."""
        held = self.db.execute("SELECT 1 FROM sources WHERE place = ?", (place,)).fetchone()
        if held and not reject.reason.endswith(STAYS):
            reject = Rejected(reject.path, reject.reason + STAYS, reject.remedy, reject.code)
        self.db.execute(
            """INSERT INTO rejects (name, place, code, reason, remedy, build_id) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT (place) DO UPDATE SET name = excluded.name, code = excluded.code,
               reason = excluded.reason, remedy = excluded.remedy, build_id = excluded.build_id""",
            (reject.path, place, reject.code, reject.reason, reject.remedy, self.build),
        )
        return reject

    def accept(self, place: str) -> None:
        """Take a file off the list of those not taken in."""
        self.db.execute("DELETE FROM rejects WHERE place = ?", (place,))

    def _take(self, task: Task, taken: Taken, place: str, old: Source | None) -> tuple[Fate, Rejected | None]:
        main = self._main(task) if taken.is_reading else None
        if main is None and not taken.telegrams:
            return "rejected", self.reject(place, _no_telegram(task.seen.name))
        orphans = [] if old is None else self.clear(old.id)
        source = self._source(task, taken, place, old)
        if main is None:
            fate = self._telegrams(source, taken)
        else:
            self.link_reading(source, main)
            fate = "duplicate"
        self.restore(orphans)
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

    def _source(self, task: Task, taken: Taken, place: str, old: Source | None) -> int:
        encoding, media_type = taken.telegrams[0][0].source if taken.telegrams else ("unknown", "text/plain")
        values = (
            task.seen.name, taken.sha256, taken.size, encoding, media_type, self.added_at, self.build,
            " ".join(taken.notes) or None, self.read_by, place,
        )  # fmt: skip
        if old is not None:
            self.db.execute(
                """UPDATE sources SET name = ?, sha256 = ?, size = ?, encoding = ?, media_type = ?, added = ?,
                   build_id = ?, note = ?, read_by = ?, reading_of = NULL WHERE place = ?""",
                values,
            )
            return old.id
        cursor = self.db.execute(
            """INSERT INTO sources
               (name, sha256, size, encoding, media_type, added, build_id, note, read_by, place)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            values,
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _telegrams(self, source: int, taken: Taken) -> Fate:
        added = [self.telegram(source, taken.sha256, r, fields) for r, fields in taken.telegrams]
        return "added" if any(added) else "duplicate"

    # -- telegrams ---------------------------------------------------------------------------

    def telegram(self, source: int, sha256: str, telegram: Rows, fields: Fields) -> bool:
        """Store a telegram, or that this file holds a copy of one; tell whether it is new."""
        held = self.db.execute(
            """SELECT t.id, t.source_id, s.sha256 FROM telegrams t JOIN sources s ON s.id = t.source_id
               WHERE t.key = ?""",
            (telegram.key,),
        ).fetchone()
        if held is None:
            self.insert(source, telegram, fields)
            return True
        number, its_source, its_sha256 = held
        if its_source != source:
            self.copy(number, source, SAME_BYTES if its_sha256 == sha256 else SAME_TEXT)
        return False

    def insert(self, source: int, telegram: Rows, fields: Fields) -> int:
        """Store a telegram that is not held; return its number, which no other ever had."""
        number = self.next_id
        self.next_id += 1
        self.db.execute(_insert_telegram(), (number, source, self.batch, telegram.digest, *telegram.telegram))
        self.db.execute("INSERT INTO texts VALUES (?, ?, ?)", (number, telegram.text, telegram.record))
        for table, found in telegram.lists.items():
            if found:
                self.db.executemany(
                    _insert_list(table), [(number, place, *row) for place, row in enumerate(found)]
                )
        self.added.append((number, fields))
        return number

    def copy(self, telegram: int, source: int, reason: str) -> None:
        """Say that a file holds a telegram too."""
        self.db.execute("INSERT OR IGNORE INTO copies VALUES (?, ?, ?)", (telegram, source, reason))

    def drop(self, ids: Sequence[int]) -> None:
        """Take telegrams out."""
        self.db.executemany("INSERT OR REPLACE INTO removals VALUES (?, ?)", [(i, self.batch) for i in ids])
        for some in chunks(ids):
            self.db.execute(f"DELETE FROM telegrams WHERE id IN ({marks(some)})", some)
        self._unindex(ids)

    def _unindex(self, ids: Iterable[int]) -> None:
        gone = set(ids)
        waiting = {number for number, _ in self.added}
        self.added = [a for a in self.added if a[0] not in gone]
        self.removed += sorted(gone - waiting)

    # -- files that hold the same telegrams --------------------------------------------------

    def link_reading(self, source: int, main: int) -> None:
        """Say that a file is another reading of the telegrams of the main one."""
        self.db.execute("UPDATE sources SET reading_of = ? WHERE id = ?", (main, source))
        held = self.db.execute(
            """SELECT id FROM telegrams WHERE source_id = ?
               UNION SELECT telegram_id FROM copies WHERE source_id = ?""",
            (main, main),
        ).fetchall()
        for (telegram,) in held:
            self.copy(telegram, source, OTHER_READING)

    def readings_of(self, source: int) -> list[int]:
        """Return the files that are another reading of this one."""
        found = self.db.execute("SELECT id FROM sources WHERE reading_of = ?", (source,))
        return [i for (i,) in found.fetchall()]

    def holders(self, ids: Sequence[int]) -> list[int]:
        """Return the files that hold copies of these telegrams."""
        found: set[int] = set()
        for some in chunks(ids):
            rows = self.db.execute(
                f"""SELECT source_id FROM copies WHERE reason <> '{OTHER_READING}'
                    AND telegram_id IN ({marks(some)})""",
                some,
            )
            found.update(i for (i,) in rows)
        return sorted(found)

    def clear(self, source: int) -> list[int]:
        """Take out what was read from a file; return the files that hold the same or are readings of it."""
        ids = self.telegrams_of(source)
        orphans = self.keep_for_others(self.holders(ids), source)
        ids = self.telegrams_of(source)
        readings = self.readings_of(source)
        self.db.execute("DELETE FROM copies WHERE source_id = ?", (source,))
        self.drop(ids)
        return sorted({*orphans, *readings})

    def telegrams_of(self, source: int) -> list[int]:
        """Return the telegrams that were read from a file."""
        found = self.db.execute("SELECT id FROM telegrams WHERE source_id = ? ORDER BY id", (source,))
        return [i for (i,) in found.fetchall()]

    def keep_for_others(self, holders: Iterable[int], source: int) -> list[int]:
        """Hand telegrams over as they stand to a file that cannot be read again; return the other files."""
        readable = []
        for number in holders:
            other = self.source(number)
            kept = read_original(self.layout, other.sha256, other.name)
            if isinstance(kept, Rejected):
                self.reject(other.place, kept)
                self._hand_over(source, number)
            else:
                readable.append(number)
        return readable

    def _hand_over(self, source: int, to: int) -> None:
        shared = self.db.execute(
            """SELECT c.telegram_id FROM copies c JOIN telegrams t ON t.id = c.telegram_id
               WHERE c.source_id = ? AND t.source_id = ?""",
            (to, source),
        ).fetchall()
        for (telegram,) in shared:
            self.db.execute("DELETE FROM copies WHERE telegram_id = ? AND source_id = ?", (telegram, to))
            self.db.execute("UPDATE telegrams SET source_id = ? WHERE id = ?", (to, telegram))

    def restore(self, sources: Iterable[int]) -> None:
        """Store again what files hold whose telegrams were kept as copies of another's."""
        for number in sources:
            source = self.source(number)
            if source.reading_of is not None:
                self.link_reading(number, source.reading_of)
            else:
                self._restore(source)

    def _restore(self, source: Source) -> None:
        raw = read_original(self.layout, source.sha256, source.name)
        told = raw if isinstance(raw, Rejected) else None
        if isinstance(raw, bytes):
            telegrams = telegrams_of(raw, source.name, self.parse)
            if isinstance(telegrams, Rejected):
                told = telegrams
            else:
                for telegram in telegrams:
                    self.telegram(source.id, source.sha256, rows(telegram), fields_of(telegram))
        if told is not None:
            self.give_up(source, told)

    def give_up(self, source: Source, told: Rejected) -> None:
        """Put a file that holds nothing any more on the list of those not taken in."""
        holds = self.db.execute(
            """SELECT 1 FROM telegrams WHERE source_id = ? UNION ALL
               SELECT 1 FROM copies WHERE source_id = ? LIMIT 1""",
            (source.id, source.id),
        ).fetchone()
        if not holds:
            self.forget(source)
        self.reject(source.place, told)

    def forget(self, source: Source) -> None:
        """Take a file off the list of sources; its original is deleted when no other refers to it."""
        self.db.execute("DELETE FROM sources WHERE id = ?", (source.id,))
        self.db.execute("INSERT OR IGNORE INTO discards VALUES (?)", (source.sha256,))


_SOURCE = "SELECT id, name, place, sha256, reading_of FROM sources"


def _no_telegram(name: str) -> Rejected:
    return rejected(name, "not-a-telegram", "no layout of a telegram was recognised in it")


@cache
def _insert_telegram() -> str:
    columns = ("id", "source_id", "batch", "digest", *TELEGRAM_COLUMNS)
    return f"INSERT INTO telegrams ({', '.join(columns)}) VALUES ({marks(columns)})"


@cache
def _insert_list(table: str) -> str:
    columns = ("telegram_id", "place", *LISTS[table])
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})"
