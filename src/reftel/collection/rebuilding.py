"""Rebuilding a collection: its originals read again with the present parser, file by file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from reftel import __version__
from reftel.collection import database
from reftel.collection.answers import RebuildReport, Rejected
from reftel.collection.batches import BATCH_FILES
from reftel.collection.holdings import MOST_TOLD
from reftel.collection.layout import Layout
from reftel.collection.pool import outcomes
from reftel.collection.rereading import Again, Held, Reread, Telegrams, read_again
from reftel.collection.rows import digest_of
from reftel.collection.store import Source
from reftel.collection.work import Manner, Tell, Work, no_step, now, work_on
from reftel.intake.files import FileSeen
from reftel.intake.judge import Parse

_AT_ONCE = 500
_ALL = "rebuild-all"


def rebuild(
    folder: str | os.PathLike[str],
    *,
    parse: Parse,
    everything: bool = False,
    workers: int | None = None,
    progress: Tell | None = None,
    batch: int = BATCH_FILES,
    on_step: Callable[[str], None] = no_step,
    clock: Callable[[], str] = now,
    read_by: str = __version__,
) -> RebuildReport:
    """Read the kept originals again that another version read, or all of them.

    A telegram of which the same is read stays as it is; one of which something else is read gets a
    new number and batch.  May be stopped at any moment: the same call goes on where it was.
    """
    manner = Manner(parse, progress, batch, on_step, clock, read_by)
    with work_on(Layout(folder), "rebuild", manner) as work:
        return _Rebuild(work).run(everything=everything, workers=workers)


class _Rebuild:
    """One rebuild: its counts, and what it has to tell."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.db = work.db
        self.store = work.store
        self.read_by = work.manner.read_by
        self.files: Counter[str] = Counter()
        self.telegrams: Counter[str] = Counter()
        self.rejects: list[Rejected] = []

    def run(self, *, everything: bool, workers: int | None) -> RebuildReport:
        if everything:
            self._mark_all()
        (left,) = self.db.execute(
            "SELECT count(*) FROM sources WHERE read_by IS NOT ?", (self.read_by,)
        ).fetchone()
        (files,) = self.db.execute("SELECT count(*) FROM sources").fetchone()
        read = partial(
            read_again, parse=self.work.manner.parse, folder=str(self.work.layout.folder.absolute())
        )
        done = cast(
            "Iterator[tuple[Again, Reread | Rejected]]",
            outcomes(cast(Any, self._tasks()), cast(Any, read), files=left, workers=workers),
        )
        with self.work.batches.open():
            for number, (task, outcome) in enumerate(done, start=1):
                self._take(task.source, outcome)
                self.work.tell("reading", number, left, name=task.source.name)
        return self._end(files - left)

    def _mark_all(self) -> None:
        """Say that every file is to be read again; what is left of a rebuild that was stopped is enough."""
        with database.transaction(self.db):
            if not self._was_stopped():
                self.db.execute("UPDATE sources SET read_by = NULL")
            self.db.execute("UPDATE builds SET kind = ? WHERE id = ?", (_ALL, self.work.build))
        self.work.step("marked")

    def _was_stopped(self) -> bool:
        """Tell whether the last rebuild of all has not been brought to its end since."""
        row = self.db.execute(
            f"""SELECT finished FROM builds WHERE id < ?
                AND (kind = '{_ALL}' OR (kind = 'rebuild' AND finished IS NOT NULL))
                ORDER BY id DESC LIMIT 1""",
            (self.work.build,),
        ).fetchone()
        return row is not None and row[0] is None

    def _tasks(self) -> Iterator[Again]:
        last = 0
        while some := self._next(last):
            for source in some:
                last = source.id
                path = str(self.work.layout.original(source.sha256))
                yield Again(FileSeen(path, source.name), source, self._held(source.id))

    def _next(self, last: int) -> list[Source]:
        rows = self.db.execute(
            """SELECT id, name, place, sha256, reading_of FROM sources
               WHERE id > ? AND read_by IS NOT ? ORDER BY id LIMIT ?""",
            (last, self.read_by, _AT_ONCE),
        )
        return [Source(*row) for row in rows.fetchall()]

    def _held(self, source: int) -> Held:
        """Return the telegrams of a file with the digest of what was read of each, and its copies."""
        copies = self.db.execute(
            "SELECT t.key FROM copies c JOIN telegrams t ON t.id = c.telegram_id WHERE c.source_id = ?",
            (source,),
        )
        held: Held = {key: None for (key,) in copies.fetchall()}
        for number, key, digest in self.db.execute(
            "SELECT id, key, digest FROM telegrams WHERE source_id = ?", (source,)
        ).fetchall():
            held[key] = digest or self._digest(number)
        return held

    def _digest(self, number: int) -> str:
        """Return the digest of a telegram that was stored before there were any."""
        record, text = self.db.execute(
            "SELECT record, text FROM texts WHERE telegram_id = ?", (number,)
        ).fetchone()
        digest = digest_of(record, text)
        self.db.execute("UPDATE telegrams SET digest = ? WHERE id = ?", (digest, number))
        return digest

    def _take(self, source: Source, outcome: Reread | Rejected) -> None:
        if isinstance(outcome, Rejected):
            self.files["rejected"] += 1
            told = self.store.reject(source.place, outcome)
            if len(self.rejects) < MOST_TOLD:
                self.rejects.append(told)
        else:
            counted = Telegrams(self.store, source).take(outcome)
            self.telegrams.update(counted)
            self.files["unchanged" if counted.total() == counted["unchanged"] else "changed"] += 1
            self._is_read(source, outcome)
        self.work.batches.done()

    def _is_read(self, source: Source, reread: Reread) -> None:
        self.db.execute(
            """UPDATE sources SET read_by = ?, encoding = coalesce(?, encoding),
               media_type = coalesce(?, media_type) WHERE id = ?""",
            (self.read_by, reread.encoding, reread.media_type, source.id),
        )
        self.db.execute(
            """DELETE FROM rejects WHERE place = ?
               AND build_id IN (SELECT id FROM builds WHERE kind LIKE 'rebuild%')""",
            (source.place,),
        )

    def _end(self, current: int) -> RebuildReport:
        files, telegrams = self.files, self.telegrams
        report = RebuildReport(
            seen=files.total(),
            changed=files["changed"],
            unchanged=files["unchanged"],
            rejected=files["rejected"],
            current=current,
            telegrams=self.work.held(),
            telegrams_unchanged=telegrams["unchanged"],
            telegrams_changed=telegrams["changed"],
            telegrams_new=telegrams["new"],
            telegrams_gone=telegrams["gone"],
            rejects=tuple(self.rejects),
            seconds=self.work.seconds(),
        )
        self.work.end(
            seen=report.seen,
            added=report.changed,
            unchanged=report.unchanged,
            duplicates=0,
            rejected=report.rejected,
            telegrams=report.telegrams,
            telegrams_added=report.telegrams_new,
            telegrams_changed=report.telegrams_changed,
            telegrams_unchanged=report.telegrams_unchanged,
            telegrams_gone=report.telegrams_gone,
            seconds=report.seconds,
        )
        return report
