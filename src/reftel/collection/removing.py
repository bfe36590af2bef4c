"""Taking out what came from a source: its telegrams, unless another file holds them, and its originals."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator

from reftel.collection.answers import Removal, RemoveReport
from reftel.collection.batches import BATCH_FILES
from reftel.collection.layout import Layout
from reftel.collection.naming import named
from reftel.collection.originals import delete_discarded
from reftel.collection.store import Source
from reftel.collection.work import Manner, Tell, Work, no_step, now, work_on
from reftel.intake.judge import Parse

_NAMES_TOLD = 1000
_AT_ONCE = 500


def remove(
    folder: str | os.PathLike[str],
    names: Collection[str],
    *,
    parse: Parse,
    progress: Tell | None = None,
    batch: int = BATCH_FILES,
    on_step: Callable[[str], None] = no_step,
    clock: Callable[[], str] = now,
) -> RemoveReport:
    """Take out the files of these names, of folders and archives of these names, and what fits a pattern.

    A telegram that another file holds too stays, read from that one with `parse`.  Originals to which
    nothing refers any more are deleted last.  May be stopped at any moment: the same call goes on.
    """
    manner = Manner(parse, progress, batch, on_step, clock)
    with work_on(Layout(folder), "remove", manner) as work:
        return _Remove(work, names).run()


def removal(db: sqlite3.Connection, names: Collection[str]) -> Removal:
    """Tell what a removal would take away."""
    where, values = named("s.name", names)
    files, rejected = (_count(db, f"{table} s WHERE {where}", values) for table in ("sources", "rejects"))
    telegrams = _count(db, f"telegrams t JOIN sources s ON s.id = t.source_id WHERE {where}", values)
    staying = _staying(db, where, values)
    told = db.execute(f"SELECT name FROM sources s WHERE {where} ORDER BY name LIMIT {_NAMES_TOLD}", values)
    return Removal(
        files=files,
        telegrams=telegrams - staying,
        staying=staying,
        rejects=rejected,
        names=tuple(name for (name,) in told),
        unmatched=tuple(n for n in names if not _is_held(db, n)),
    )


def _count(db: sqlite3.Connection, counted: str, values: list[str]) -> int:
    return int(db.execute(f"SELECT count(*) FROM {counted}", values).fetchone()[0])


def _staying(db: sqlite3.Connection, where: str, values: list[str]) -> int:
    """Count the telegrams read from these files that a file besides them holds too."""
    return _count(
        db,
        f"""telegrams t JOIN sources s ON s.id = t.source_id WHERE ({where}) AND EXISTS
            (SELECT 1 FROM copies c JOIN sources o ON o.id = c.source_id
             WHERE c.telegram_id = t.id AND c.reason <> 'other-reading'
             AND o.id NOT IN (SELECT s.id FROM sources s WHERE {where}))""",
        [*values, *values],
    )


def _is_held(db: sqlite3.Connection, name: str) -> bool:
    where, values = named("name", [name])
    return any(
        db.execute(f"SELECT 1 FROM {table} WHERE {where} LIMIT 1", values).fetchone()
        for table in ("sources", "rejects")
    )


class _Remove:
    """One removal: which files, and what became of them."""

    def __init__(self, work: Work, names: Collection[str]) -> None:
        self.work = work
        self.db = work.db
        self.store = work.store
        self.where, self.values = named("s.name", names)
        self.before = work.held()

    def run(self) -> RemoveReport:
        files = _count(self.db, f"sources s WHERE {self.where}", self.values)
        done = 0
        with self.work.batches.open():
            rejects = self.db.execute(
                f"DELETE FROM rejects AS s WHERE {self.where}", self.values
            ).rowcount  # with the first batch
            for source in self._sources():
                self._remove(source)
                done += 1
                self.work.tell("removing", done, files, name=source.name)
                self.work.batches.done()
        originals = delete_discarded(self.db, self.work.layout)
        self.work.step("originals-deleted")
        return self._end(files, rejects, originals)

    def _sources(self) -> Iterator[Source]:
        """Yield the files, those first that hold only copies, so that no copy takes over in vain."""
        for which in ("NOT EXISTS (SELECT 1 FROM telegrams WHERE source_id = s.id)", "TRUE"):
            last = 0
            while some := self._next(which, last):
                yield from some
                last = some[-1].id

    def _next(self, which: str, last: int) -> list[Source]:
        rows = self.db.execute(
            f"""SELECT id, name, place, sha256, reading_of FROM sources s
                WHERE id > ? AND {which} AND ({self.where}) ORDER BY id LIMIT {_AT_ONCE}""",
            (last, *self.values),
        )
        return [Source(*row) for row in rows.fetchall()]

    def _remove(self, source: Source) -> None:
        others = self.store.clear(source.id)
        self.store.forget(source)
        self.store.accept(source.place)
        self.store.restore(others)

    def _end(self, files: int, rejects: int, originals: int) -> RemoveReport:
        held = self.work.held()
        report = RemoveReport(
            files=files,
            telegrams=self.before - held,
            rejects=rejects,
            originals=originals,
            held=held,
            seconds=self.work.seconds(),
        )
        self.work.end(
            seen=report.files, telegrams=held, telegrams_gone=report.telegrams, seconds=report.seconds
        )
        return report
