"""Building a collection: files in, telegrams held, counts that add up, and nothing lost however it ends."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial

from reftel import __version__
from reftel.collection import database, repair
from reftel.collection.answers import BuildReport, Note, Progress, Rejected
from reftel.collection.create import make
from reftel.collection.layout import Layout, check_free, read_settings, told_as_collection_error
from reftel.collection.lock import writing
from reftel.collection.pool import outcomes
from reftel.collection.repair import Mark
from reftel.collection.search.index import VERSION, Writer
from reftel.collection.store import Store
from reftel.collection.worker import Outcome, Taken, Task, place_of, read_task
from reftel.intake.archives import files_in, look_inside
from reftel.intake.files import FileSeen, find_files
from reftel.intake.judge import Parse
from reftel.intake.limits import DEFAULT_LIMIT, USUAL, Unpacking

# A batch ends at so many files or bytes; a build that is stopped repeats one batch at most.
BATCH_FILES = 1000
BATCH_BYTES = 32 * 1024 * 1024

_LISTED_AT_ONCE = 500


def now() -> str:
    """Return the time as the tables keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def build(
    folder: str | os.PathLike[str],
    sources: Iterable[str | os.PathLike[str]],
    *,
    parse: Parse,
    name: str | None = None,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    limit: int = DEFAULT_LIMIT,
    unpacking: Unpacking = USUAL,
    batch: int = BATCH_FILES,
    on_step: Callable[[str], None] | None = None,
    clock: Callable[[], str] = now,
) -> BuildReport:
    """Make the collection if there is none, and take in these files, folders and archives.

    May be stopped at any moment: the same command again goes on and leads to the same collection.
    `workers` is how many processes read where there are many files, `limit` the size in bytes above
    which a file is refused, `unpacking` what may come out of one archive, `batch` how many files are made
    lasting at once.  `progress` is told of each file, `on_step` of each point at which something has become
    lasting.
    """
    begun = time.monotonic()
    layout = Layout(folder)
    if not layout.exists():
        check_free(layout)
        with told_as_collection_error(layout):
            layout.folder.mkdir(parents=True, exist_ok=True)
    step = on_step or (lambda _: None)
    with writing(layout):
        if not layout.exists():
            make(layout, name, step)
        read_settings(layout)
        with closing(database.open_to_write(layout)) as db, database.told(layout):
            run = _Build(
                db, layout, parse=parse, limit=limit, unpacking=unpacking, batch=batch, progress=progress,
                step=step, clock=clock,
            )  # fmt: skip
            return run.run(sources, workers=workers, begun=begun)


class _Build:
    """One build: its counts, and the batch that is being filled."""

    def __init__(
        self,
        db: sqlite3.Connection,
        layout: Layout,
        *,
        parse: Parse,
        limit: int,
        unpacking: Unpacking,
        batch: int,
        progress: Callable[[Progress], None] | None,
        step: Callable[[str], None],
        clock: Callable[[], str],
    ) -> None:
        self.db = db
        self.layout = layout
        self.parse = parse
        self.limit = limit
        self.unpacking = unpacking
        self.batch = batch
        self.progress = progress
        self.step = step
        self.clock = clock
        self.fates: Counter[str] = Counter()
        self.rejects: list[Rejected] = []
        self.notes: list[Note] = []
        self.telegrams_added = 0
        self.files = self.bytes = 0

    def run(
        self, sources: Iterable[str | os.PathLike[str]], *, workers: int | None, begun: float
    ) -> BuildReport:
        database.migrate(self.db, self.layout)
        self.index = repair.mend(self.db, self.layout, partial(self._tell, "indexing", name=""))
        self.documents = self.index.documents
        self._clear_incoming()
        build = self._begin()
        self.store = Store(
            self.db, self.layout, parse=self.parse, build=build, batch=repair.last_batch(self.db) + 1,
            added_at=self.clock(),
        )  # fmt: skip
        seen = self._list(sources)
        self.step("listed")
        files = sum(1 if file.inside is None else file.inside.files for file in seen)
        folder = str(self.layout.folder.absolute())
        read = partial(read_task, parse=self.parse, folder=folder, limit=self.limit)
        self._take_in(files, outcomes(self._tasks(seen), read, files=files, workers=workers))
        self._clear_incoming()
        return self._end(build, begun)

    def _begin(self) -> int:
        with database.transaction(self.db):
            cursor = self.db.execute(
                "INSERT INTO builds (started, version) VALUES (?, ?)", (self.clock(), __version__)
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _list(self, sources: Iterable[str | os.PathLike[str]]) -> list[FileSeen]:
        seen: list[FileSeen] = []
        files = 0

        def tell(name: str, inside: int = 0) -> None:
            self._tell("listing", files + inside, 0, name=name)

        for found in find_files(sources, leave_out=(str(self.layout.folder),)):
            file = look_inside(
                found, limit=self.limit, unpacking=self.unpacking, tell=partial(tell, found.name)
            )
            seen.append(file)
            files += 1 if file.inside is None else file.inside.files
            if len(seen) % _LISTED_AT_ONCE == 0:
                tell(file.name)
        return seen

    def _tasks(self, seen: Iterable[FileSeen]) -> Iterator[Task]:
        for file in seen:
            if file.inside is None:
                yield Task(file, self.store.known(file.path))
            else:
                yield from self._tasks_in(file)

    def _tasks_in(self, archive: FileSeen) -> Iterator[Task]:
        """Yield the files of an archive with their bytes, read as they are wanted."""
        for file, raw, beside, is_archive in files_in(archive, limit=self.limit, unpacking=self.unpacking):
            if is_archive:  # what was wrong with it is found again, if it still is
                self.db.execute("DELETE FROM rejects WHERE place = ?", (place_of(file.path),))
            else:
                yield Task(file, self.store.known(file.path), raw, beside)

    def _take_in(self, files: int, done: Iterator[tuple[Task, Outcome]]) -> None:
        writer: Writer | None = None
        self.db.execute("BEGIN IMMEDIATE")
        try:
            for number, (task, outcome) in enumerate(done, start=1):
                self._take(task, outcome)
                self._tell("reading", number, files, name=task.seen.name)
                if self.files >= self.batch or self.bytes >= BATCH_BYTES:
                    writer = self._finish_batch(writer)
                    self.db.execute("BEGIN IMMEDIATE")
            writer = self._finish_batch(writer)
        finally:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if writer is not None:
                writer.close()

    def _take(self, task: Task, outcome: Outcome) -> None:
        fate, reject = self.store.put(task, outcome)
        self.fates[fate] += 1
        self.files += 1
        if reject is not None:
            self.rejects.append(reject)
        if isinstance(outcome, Taken):
            self.bytes += outcome.size
            self.notes += [Note(task.seen.name, note) for note in outcome.notes]
        self.step("file-stored")

    def _finish_batch(self, writer: Writer | None) -> Writer | None:
        """Make the batch last: originals, then the database, then the index, then the mark that says so."""
        if self.bytes:
            os.sync()
            self.step("originals-written")
        self.db.execute("COMMIT")
        self.files = self.bytes = 0
        store = self.store
        self.telegrams_added += len(store.added)
        self.step("rows-committed")
        if not (store.added or store.removed):
            return writer
        writer = writer or self.index.writer()
        writer.remove([*store.removed, *(number for number, _ in store.added)] if store.removed else [])
        writer.add(store.added)
        self.step("index-changed")
        self._check(writer.commit(), store)
        self.step("index-committed")
        repair.move_mark(self.db, Mark(VERSION, store.batch, self.documents))
        self.step("mark-moved")
        store.next_batch()
        return writer

    def _check(self, documents: int, store: Store) -> None:
        """Count what the index holds: a delete in it can fail without a word."""
        expected = self.documents + len(store.added) - len(store.removed)
        if documents != expected or self.index.holds(store.removed):
            raise AssertionError(f"the index holds {documents} telegrams, not {expected}")
        self.documents = documents

    def _end(self, build: int, begun: float) -> BuildReport:
        (held,) = self.db.execute("SELECT count(*) FROM telegrams").fetchone()
        report = BuildReport(
            seen=self.fates.total(),
            added=self.fates["added"],
            unchanged=self.fates["unchanged"],
            duplicates=self.fates["duplicate"],
            rejected=self.fates["rejected"],
            telegrams=int(held),
            telegrams_added=self.telegrams_added,
            rejects=tuple(self.rejects),
            seconds=round(time.monotonic() - begun, 3),
            notes=tuple(self.notes),
        )
        with database.transaction(self.db):
            self.db.execute(
                """UPDATE builds SET finished = ?, seen = ?, added = ?, unchanged = ?, duplicates = ?,
                   rejected = ?, telegrams = ?, telegrams_added = ?, seconds = ? WHERE id = ?""",
                (
                    self.clock(), report.seen, report.added, report.unchanged, report.duplicates,
                    report.rejected, report.telegrams, report.telegrams_added, report.seconds, build,
                ),
            )  # fmt: skip
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.step("finished")
        return report

    def _clear_incoming(self) -> None:
        """Drop what a stopped build left half written."""
        shutil.rmtree(self.layout.incoming, ignore_errors=True)

    def _tell(self, stage: str, done: int, total: int, *, name: str) -> None:
        if self.progress is not None:
            self.progress(Progress(stage, done, total, name))
