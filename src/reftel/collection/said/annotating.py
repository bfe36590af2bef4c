"""Annotating a collection: what is not annotated yet, by a pool of workers, with one writer.

Work that is stopped repeats one batch at most.  The editions follow, each from its own texts.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from typing import NamedTuple

import msgspec

from reftel.collection import database, editions, repair
from reftel.collection.answers import Progress
from reftel.collection.contrasts.table import remake
from reftel.collection.follower import names_to_hide
from reftel.collection.layout import Layout, check_whole, read_settings
from reftel.collection.lock import writing
from reftel.collection.pool import results
from reftel.collection.rows import telegram_of
from reftel.collection.said.answers import AnnotateReport, AnnotationState, Judgement
from reftel.collection.said.compared import Told, told_in_whole
from reftel.collection.said.hidden import without_hidden
from reftel.collection.said.judgements import Judgements
from reftel.collection.said.maker import Maker, known, last_known, models_of, number_of, own, shipped
from reftel.collection.said.rows import Said, said_rows
from reftel.collection.said.store import SaidStore
from reftel.collection.work import Step, Tell, no_step, now
from reftel.errors import ReftelError
from reftel.extract.annotations import Annotations
from reftel.model import Telegram
from reftel.release.policy import EVERYTHING, ReaderClass

BATCH = 1000  # telegrams whose annotations are made lasting at once

_READ_AT_ONCE = 500
_MOST_TOLD = 100
STAGE = "annotating"

Find = Callable[[Telegram], Annotations]
Compare = Callable[[list[int]], dict[int, tuple[Told, ...]]]

# What annotations are kept in.
TABLES = (
    "makers", "annotated", "names", "name_words", "entities", "aliases", "held_offices", "sorts", "mentions",
    "dates", "figures", "claims", "claims_about", "unused_names",
)  # fmt: skip


class Task(NamedTuple):
    """A telegram to annotate; of an edition's, what the whole collection knows of who says what in it."""

    number: int
    record: bytes
    text: str
    told: tuple[Told, ...] = ()


class Failed(NamedTuple):
    """Why a telegram could not be annotated."""

    trouble: str


def annotate_collection(
    folder: str | os.PathLike[str],
    *,
    find: Find | None = None,
    maker: Maker | None = None,
    again: bool = False,
    workers: int | None = None,
    progress: Tell | None = None,
    batch: int = BATCH,
    on_step: Step = no_step,
    clock: Callable[[], str] = now,
) -> AnnotateReport:
    """Annotate what is not annotated yet, in the whole collection and in every edition.

    May be stopped at any moment: the same call goes on.  `again` also takes what other models annotated
    and what failed.  `find` annotates a telegram and `maker` names what does so; both are what reftel is
    shipped with if left out.  `workers` is how many processes annotate where there is much, `batch` how
    many telegrams are made lasting at once.
    """
    layout = Layout(folder)
    check_whole(layout, read_settings(layout))
    usual, name = _usual(layout)
    run = _Annotating(find or usual, maker or name, again, workers, progress, batch, on_step, clock)
    with writing(layout), closing(database.open_to_write(layout)) as db, database.told(layout):
        database.migrate(db, layout)
        repair.mend(db, layout)
        settings = read_settings(layout)
        editions.follow(db, layout, settings)
        report = run.whole(db, EVERYTHING, judged=Judgements(layout.judgements).all())
        followed = []
        for reader in settings.classes:
            edition = layout.edition(reader.name)
            with closing(editions.open_to_write(layout, settings, reader)) as its, database.told(edition):
                told = partial(told_in_whole, db, reader)
                followed.append(run.whole(its, reader.name, _hidden_from(db, reader), told=told))
    return msgspec.structs.replace(report, editions=tuple(followed))


def _usual(layout: Layout) -> tuple[Find, Maker]:
    """Return what annotates if nothing else is asked for: the models the settings name, or reftel's own."""
    from reftel.extract.steps import annotate

    folder = models_of(layout, read_settings(layout))
    if folder is None:
        return annotate, shipped()
    return partial(annotate, models=folder), own(folder)


class _Annotating(NamedTuple):
    find: Find
    maker: Maker
    again: bool
    workers: int | None
    progress: Tell | None
    batch: int
    step: Step
    clock: Callable[[], str]

    def whole(
        self,
        db: sqlite3.Connection,
        reader: str,
        hidden: tuple[str, ...] | None = None,
        judged: Sequence[Judgement] = (),
        told: Compare = lambda _: {},
    ) -> AnnotateReport:
        """Annotate the telegrams of one database; in an edition without what it hides."""
        begun = time.monotonic()
        with database.transaction(db):
            number = number_of(db, self.maker, self.clock)
        todo = _todo(db, number, again=self.again)
        counts = _Counts()
        work = partial(said_of, find=self.find, hidden=hidden)
        tasks = _tasks(db, todo, told)
        done = results(
            tasks, work, count=len(todo), crashed=_crashed, size=lambda t: len(t.text), workers=self.workers
        )
        self._write(db, number, done, len(todo), counts)
        remake(db, judged, workers=self.workers, progress=self.progress)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return self._report(db, number, reader, counts, round(time.monotonic() - begun, 3))

    def _write(
        self,
        db: sqlite3.Connection,
        maker: int,
        done: Iterator[tuple[Task, Said | Failed]],
        total: int,
        counts: _Counts,
    ) -> None:
        store = SaidStore(db, maker)
        db.execute("BEGIN IMMEDIATE")
        try:
            for number, (task, said) in enumerate(done, start=1):
                self._put(db, store, task, said, counts)
                if self.progress is not None:
                    self.progress(Progress(STAGE, number, total, ""))
                if number % self.batch == 0:
                    self._commit(db, store)
                    db.execute("BEGIN IMMEDIATE")
            self._commit(db, store)
        except BaseException:
            if db.in_transaction:
                with suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
            raise

    def _commit(self, db: sqlite3.Connection, store: SaidStore) -> None:
        store.drop_unused()
        db.execute("COMMIT")
        self.step("annotations-committed")

    def _put(
        self, db: sqlite3.Connection, store: SaidStore, task: Task, said: Said | Failed, counts: _Counts
    ) -> None:
        if db.execute("SELECT 1 FROM annotated WHERE telegram_id = ?", (task.number,)).fetchone():
            store.take_out([task.number])
            counts.again += 1
        if isinstance(said, Failed):
            store.fail(task.number, said.trouble)
        else:
            store.put(task.number, said)
            counts.add(said)

    def _report(
        self, db: sqlite3.Connection, maker: int, reader: str, counts: _Counts, seconds: float
    ) -> AnnotateReport:
        (telegrams,) = db.execute("SELECT count(*) FROM telegrams").fetchone()
        (failed,) = db.execute("SELECT count(*) FROM annotated WHERE trouble IS NOT NULL").fetchone()
        (older,) = db.execute(
            "SELECT count(*) FROM annotated WHERE maker_id <> ? AND trouble IS NULL", (maker,)
        ).fetchone()
        troubles = db.execute(
            """SELECT coalesce(t.mrn, t.key), a.trouble FROM annotated a JOIN telegrams t
               ON t.id = a.telegram_id WHERE a.trouble IS NOT NULL ORDER BY t.id LIMIT ?""",
            (_MOST_TOLD,),
        ).fetchall()
        return AnnotateReport(
            telegrams=telegrams,
            annotated=counts.telegrams,
            again=counts.again,
            failed=failed,
            current=telegrams - failed - older - counts.telegrams,
            older=older,
            mentions=counts.mentions,
            claims=counts.claims,
            dates=counts.dates,
            figures=counts.figures,
            seconds=seconds,
            reader=reader,
            troubles=tuple(troubles),
            bytes=size_of(db),
        )


class _Counts:
    """What was put in by one run."""

    def __init__(self) -> None:
        self.telegrams = self.again = self.mentions = self.claims = self.dates = self.figures = 0

    def add(self, said: Said) -> None:
        self.telegrams += 1
        self.mentions += len(said.mentions)
        self.claims += len(said.claims)
        self.dates += len(said.dates)
        self.figures += len(said.figures)


def said_of(task: Task, *, find: Find, hidden: tuple[str, ...] | None) -> Said | Failed:
    """Annotate one telegram; whatever is in it, the answer says what became of it.

    `hidden` are the names that an edition hides, null for the whole collection.  Raises `ReftelError`
    where nothing can be annotated, as without models.
    """
    try:
        telegram = telegram_of(task.record, task.text)
        found = find(telegram)
        kept = found if hidden is None else without_hidden(telegram, found, hidden, task.told)
        return said_rows(telegram, kept)
    except ReftelError:
        raise
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


def _hidden_from(db: sqlite3.Connection, reader: ReaderClass) -> tuple[str, ...]:
    """Return the names that a class must not see."""
    return tuple(sorted({*reader.names, *names_to_hide(db, reader)}))


def _crashed(_: Task) -> Said | Failed:
    return Failed("the process that annotated it ended")


def _todo(db: sqlite3.Connection, maker: int, *, again: bool) -> list[int]:
    """Return the telegrams to annotate, in the order they came."""
    condition = "a.telegram_id IS NULL"
    if again:
        condition += " OR a.maker_id <> :maker OR a.trouble IS NOT NULL"
    rows = db.execute(
        f"""SELECT t.id FROM telegrams t LEFT JOIN annotated a ON a.telegram_id = t.id
            WHERE {condition} ORDER BY t.id""",
        {"maker": maker},
    )
    return [number for (number,) in rows]


def _tasks(db: sqlite3.Connection, numbers: list[int], told: Compare) -> Iterator[Task]:
    for at in range(0, len(numbers), _READ_AT_ONCE):
        some = numbers[at : at + _READ_AT_ONCE]
        rows = db.execute(
            f"""SELECT telegram_id, record, text FROM texts
                WHERE telegram_id IN ({", ".join("?" * len(some))}) ORDER BY telegram_id""",
            some,
        ).fetchall()
        known = told(some)
        yield from (Task(number, record, text, known.get(number, ())) for number, record, text in rows)


def state(db: sqlite3.Connection, maker: Maker | None) -> AnnotationState:
    """Tell how far annotating has come.

    `maker` is what annotates now; where that is not known, it is taken for the newest of those that did.
    """
    (telegrams,) = db.execute("SELECT count(*) FROM telegrams").fetchone()
    (failed,) = db.execute("SELECT count(*) FROM annotated WHERE trouble IS NOT NULL").fetchone()
    (everything,) = db.execute("SELECT count(*) FROM annotated").fetchone()
    number = last_known(db) if maker is None else known(db, maker)
    (older,) = db.execute(
        "SELECT count(*) FROM annotated WHERE maker_id IS NOT ? AND trouble IS NULL", (number,)
    ).fetchone()
    return AnnotationState(telegrams, everything - failed, failed, older)


def size_of(db: sqlite3.Connection) -> int | None:
    """Return how many bytes the tables of annotations take on the disk; null where SQLite does not tell."""
    try:
        (size,) = db.execute(
            f"""SELECT sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name
                WHERE s.aggregate = TRUE AND m.tbl_name IN ({", ".join("?" * len(TABLES))})""",
            TABLES,
        ).fetchone()
    except sqlite3.OperationalError:
        return None
    return int(size or 0)
