"""Reading the kept originals again with the present parser, so that only what changed is written anew."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from reftel.collection.layout import Layout
from reftel.collection.originals import read_original, telegrams_of
from reftel.collection.rows import Rows, rows
from reftel.collection.search.document import fields_of
from reftel.collection.search.index import Fields
from reftel.collection.store import OTHER_READING, Source, Store
from reftel.intake.files import FileSeen
from reftel.intake.judge import Parse
from reftel.intake.rejected import Rejected, rejected
from reftel.model import Telegram

Held = dict[str, str | None]  # key: digest of what was read; None for a copy of another file's telegram


class Again(NamedTuple):
    """An original to read again, and the telegrams that it gave."""

    seen: FileSeen
    source: Source
    held: Held
    raw: bytes | None = None  # as in `Task`: an original is read where it lies
    beside: bytes | None = None


class Reread(NamedTuple):
    """What the present parser makes of an original: its telegrams; one that is as before by its key alone."""

    encoding: str | None
    media_type: str | None
    telegrams: tuple[str | tuple[Rows, Fields], ...]


def read_again(task: Again, *, parse: Parse, folder: str) -> Reread | Rejected:
    """Read one original; whatever is in it, the answer says what became of it."""
    source = task.source
    raw = read_original(Layout(folder), source.sha256, source.name)
    if isinstance(raw, Rejected):
        return raw
    if source.reading_of is not None:
        return Reread(None, None, ())
    try:
        telegrams = telegrams_of(raw, source.name, parse)
    except Exception as error:
        return rejected(source.name, "failed", f"{type(error).__name__}: {error}")
    if isinstance(telegrams, Rejected):
        return telegrams
    found = telegrams[0].source
    return Reread(found.encoding, found.media_type, tuple(_compared(t, task.held) for t in telegrams))


def _compared(telegram: Telegram, held: Held) -> str | tuple[Rows, Fields]:
    read = rows(telegram)
    if read.key in held and held[read.key] in (None, read.digest):
        return read.key
    return read, fields_of(telegram)


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
