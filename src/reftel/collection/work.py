"""Work on a collection by its one writer: opened, brought to order, told of, and put down in its history."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial

from reftel import __version__
from reftel.collection import conclusions, database, editions, repair
from reftel.collection.answers import Progress
from reftel.collection.batches import BATCH_FILES, Batches
from reftel.collection.layout import Layout, check_whole, read_settings
from reftel.collection.lock import writing
from reftel.collection.originals import delete_discarded
from reftel.collection.store import Store
from reftel.intake.judge import Parse
from reftel.model import Record

Tell = Callable[[Progress], None]
Step = Callable[[str], None]


def now() -> str:
    """Return the time as the tables keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def no_step(_: str) -> None:
    """Do nothing about a step."""


class Manner(Record, frozen=True):
    """How the work is done: what reads, who is told, how much is made lasting at once."""

    parse: Parse
    progress: Tell | None = None
    batch: int = BATCH_FILES
    step: Step = no_step
    clock: Callable[[], str] = now
    read_by: str = __version__  # the version by which files are read


class Work:
    """One piece of work: its row in the history, the store it writes to, its batches."""

    def __init__(self, db: sqlite3.Connection, layout: Layout, kind: str, manner: Manner) -> None:
        """Take the open database, the lock held; what earlier work left undone is done first."""
        self.begun = time.monotonic()
        self.db = db
        self.layout = layout
        self.manner = manner
        self.step = manner.step
        database.migrate(db, layout)
        index = repair.mend(db, layout, partial(self.tell, "indexing", name=""))
        self.clear_incoming()
        delete_discarded(db, layout)
        self.build = self._begin(kind)
        self.store = Store(
            db, layout, parse=manner.parse, build=self.build, batch=repair.last_batch(db) + 1,
            added_at=manner.clock(), read_by=manner.read_by,
        )  # fmt: skip
        self.batches = Batches(db, layout, index, self.store, files=manner.batch, step=self.step)

    def _begin(self, kind: str) -> int:
        with database.transaction(self.db):
            cursor = self.db.execute(
                "INSERT INTO builds (kind, started, version) VALUES (?, ?, ?)",
                (kind, self.manner.clock(), __version__),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def end(self, **counts: int | float) -> None:
        """Conclude what references mean, let the editions follow, and put down what was done."""
        conclusions.conclude(self.db, partial(self.tell, "references", name=""))
        self.step("references-concluded")
        editions.follow(
            self.db, self.layout, read_settings(self.layout), partial(self.tell, "editions", name="")
        )
        self.step("editions-made")
        names = ", ".join(f"{name} = ?" for name in counts)
        with database.transaction(self.db):
            self.db.execute(
                f"UPDATE builds SET finished = ?, {names} WHERE id = ?",
                (self.manner.clock(), *counts.values(), self.build),
            )
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.step("finished")

    def forget(self) -> None:
        """Leave nothing in the history, where there was nothing to do."""
        with database.transaction(self.db):
            self.db.execute("DELETE FROM builds WHERE id = ?", (self.build,))

    def held(self) -> int:
        """Return how many telegrams are held."""
        (held,) = self.db.execute("SELECT count(*) FROM telegrams").fetchone()
        return int(held)

    def seconds(self) -> float:
        """Return how long the work has taken."""
        return round(time.monotonic() - self.begun, 3)

    def clear_incoming(self) -> None:
        """Drop what stopped work left half written."""
        shutil.rmtree(self.layout.incoming, ignore_errors=True)

    def tell(self, stage: str, done: int, total: int, *, name: str) -> None:
        """Tell how far the work is."""
        if self.manner.progress is not None:
            self.manner.progress(Progress(stage, done, total, name))


@contextmanager
def work_on(layout: Layout, kind: str, manner: Manner) -> Iterator[Work]:
    """Hold a collection for work; raises `CollectionError` where there is none or another holds it."""
    check_whole(layout, read_settings(layout))
    with writing(layout), opened(layout, kind, manner) as work:
        yield work


@contextmanager
def opened(layout: Layout, kind: str, manner: Manner) -> Iterator[Work]:
    """Begin work on a collection whose lock is held."""
    with closing(database.open_to_write(layout)) as db, database.told(layout):
        yield Work(db, layout, kind, manner)
