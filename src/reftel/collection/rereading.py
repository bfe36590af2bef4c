"""Reading the kept originals again with the present parser, so that only what changed is written anew."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple, cast

from reftel import __version__
from reftel.collection import database
from reftel.collection.answers import RebuildReport, Rejected
from reftel.collection.batches import BATCH_FILES
from reftel.collection.holdings import MOST_TOLD
from reftel.collection.layout import Layout
from reftel.collection.originals import read_original, telegrams_of
from reftel.collection.pool import outcomes
from reftel.collection.rows import Rows, digest_of, rows
from reftel.collection.search.document import fields_of
from reftel.collection.search.index import Fields
from reftel.collection.store import OTHER_READING, Source, Store
from reftel.collection.work import Manner, Tell, Work, no_step, now, work_on
from reftel.intake.files import FileSeen
from reftel.intake.judge import Parse
from reftel.intake.rejected import rejected
from reftel.model import Telegram

_AT_ONCE = 500
_ALL = "rebuild-all"

Held = dict[str, str | None]  # key: digest of what was read; None for a copy of another file's telegram


class Again(NamedTuple):
    """An original to read again, and the telegrams that it gave."""

    seen: FileSeen
    source: Source
    held: Held


class Reread(NamedTuple):
    """What the present parser makes of an original: its telegrams; one that is as before by its key alone."""

    size: int
    encoding: str | None
    telegrams: tuple[str | tuple[Rows, Fields], ...]


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


def read_again(task: Again, *, parse: Parse, folder: str) -> Reread | Rejected:
    """Read one original; whatever is in it, the answer says what became of it."""
    source = task.source
    raw = read_original(Layout(folder), source.sha256, source.name)
    if isinstance(raw, Rejected):
        return raw
    if source.reading_of is not None:
        return Reread(len(raw), None, ())
    try:
        telegrams = telegrams_of(raw, source.name, source.sha256, parse)
    except Exception as error:
        return rejected(source.name, "failed", f"{type(error).__name__}: {error}")
    if isinstance(telegrams, Rejected):
        return telegrams
    return Reread(len(raw), telegrams[0].source.encoding, tuple(_compared(t, task.held) for t in telegrams))


def _compared(telegram: Telegram, held: Held) -> str | tuple[Rows, Fields]:
    read = rows(telegram)
    if read.key in held and held[read.key] in (None, read.digest):
        return read.key
    return read, fields_of(telegram)


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
            self._is_read(source, outcome.encoding)
        self.work.batches.done()

    def _is_read(self, source: Source, encoding: str | None) -> None:
        self.db.execute(
            "UPDATE sources SET read_by = ?, encoding = coalesce(?, encoding) WHERE id = ?",
            (self.read_by, encoding, source.id),
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


class Telegrams:
    """The telegrams of one file, before and after it is read again."""

    def __init__(self, store: Store, source: Source) -> None:
        """Take the store, and the file."""
        self.store = store
        self.db = store.db
        self.source = source
        found = self.db.execute("SELECT key, id, digest FROM telegrams WHERE source_id = ?", (source.id,))
        self.held: dict[str, tuple[int, str]] = {key: (i, digest) for key, i, digest in found.fetchall()}
        self.counts: Counter[str] = Counter()

    def take(self, reread: Reread) -> Counter[str]:
        """Store what is read now; return how many telegrams are unchanged, changed, new, gone."""
        if self.source.reading_of is not None:
            return self.counts
        keys = {t if isinstance(t, str) else t[0].key for t in reread.telegrams}
        for telegram in reread.telegrams:
            self._take(telegram)
        orphans = self._drop({key: i for key, (i, _) in self.held.items() if key not in keys})
        self._drop_copies(keys)
        if self.counts.total() > self.counts["unchanged"]:
            for reading in self.store.readings_of(self.source.id):
                self.store.link_reading(reading, self.source.id)
        self.store.restore(orphans)
        return self.counts

    def _take(self, telegram: str | tuple[Rows, Fields]) -> None:
        if isinstance(telegram, str):
            self.counts["unchanged"] += telegram in self.held  # else another file's, which counts it
            return
        read, fields = telegram
        held = self.held.get(read.key)
        if held is None:
            self.counts["new"] += self.store.telegram(self.source.id, self.source.sha256, read, fields)
        elif held[1] == read.digest:
            self.counts["unchanged"] += 1
        else:
            self._replace(held[0], read, fields)
            self.counts["changed"] += 1

    def _replace(self, old: int, read: Rows, fields: Fields) -> None:
        """Store another reading of a text under a new number; who else holds the text stays known."""
        copies = self.db.execute(
            "SELECT source_id, reason FROM copies WHERE telegram_id = ?", (old,)
        ).fetchall()
        self.store.drop([old])
        number = self.store.insert(self.source.id, read, fields)
        for source, reason in copies:
            self.store.copy(number, source, reason)

    def _drop(self, gone: dict[str, int]) -> list[int]:
        """Take out what is no longer read from this file; return the other files that hold it."""
        if not gone:
            return []
        ids = list(gone.values())
        orphans = self.store.keep_for_others(self.store.holders(ids), self.source.id)
        left = set(self.store.telegrams_of(self.source.id))
        self.store.drop([i for i in ids if i in left])
        self.counts["gone"] += len(gone)
        return orphans

    def _drop_copies(self, keys: set[str]) -> None:
        """Forget telegrams of other files that this one is no longer read to hold."""
        held = self.db.execute(
            """SELECT c.telegram_id, t.key FROM copies c JOIN telegrams t ON t.id = c.telegram_id
               WHERE c.source_id = ? AND c.reason <> ?""",
            (self.source.id, OTHER_READING),
        ).fetchall()
        for telegram, key in held:
            if key not in keys:
                self.db.execute(
                    "DELETE FROM copies WHERE telegram_id = ? AND source_id = ?", (telegram, self.source.id)
                )
