"""What is written is made lasting batch by batch: originals, then database, then index, then the mark.

Work that is stopped repeats one batch at most.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from reftel.collection import copies, repair
from reftel.collection.disk import settle
from reftel.collection.layout import Layout, told_as_collection_error
from reftel.collection.repair import Mark
from reftel.collection.search.index import VERSION, Index, Writer
from reftel.collection.store import Store
from reftel.errors import CollectionError

# A batch ends at so many files or bytes of originals.  Four times as many cost a quarter less to index.
BATCH_FILES = 4000
BATCH_BYTES = 64 * 1024 * 1024


class Batches:
    """The batch that is being filled, and what makes it lasting."""

    def __init__(
        self,
        db: sqlite3.Connection,
        layout: Layout,
        index: Index,
        store: Store,
        *,
        files: int,
        step: Callable[[str], None],
    ) -> None:
        """Take what is written to; a batch ends at so many `files`, `step` is told what became lasting."""
        self.db = db
        self.layout = layout
        self.index = index
        self.store = store
        self.most = files
        self.step = step
        self.documents = index.documents
        self.telegrams_added = 0
        self._writer: Writer | None = None
        self._files = self._bytes = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        """Begin the first batch, and make the last one lasting at the end."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._finish()
        except BaseException:
            with suppress(CollectionError):  # the first trouble is the one to tell
                self._close()
            raise
        self._close()

    def done(self, size: int = 0) -> None:
        """Count a file with so many bytes of an original, and end the batch when it is full."""
        self._files += 1
        self._bytes += size
        self.step("file-stored")
        if self._files >= self.most or self._bytes >= BATCH_BYTES:
            self._finish()
            self.db.execute("BEGIN IMMEDIATE")

    def _finish(self) -> None:
        if self._bytes:
            with told_as_collection_error(self.layout):
                settle(self.layout.originals)
            self.step("originals-written")
        copies.update(self.db, self.store.batch)
        self.db.execute("COMMIT")
        self._files = self._bytes = 0
        self.step("rows-committed")
        if self.store.added or self.store.removed:
            with _told(self.index):
                self._follow()

    def _follow(self) -> None:
        """Make the index hold what the database now holds."""
        store = self.store
        self.telegrams_added += len(store.added)
        writer = self._writer = self._writer or self.index.writer()
        writer.remove([*store.removed, *(number for number, _ in store.added)] if store.removed else [])
        writer.add(store.added)
        self.step("index-changed")
        self._check(writer.commit())
        self.step("index-committed")
        repair.move_mark(self.db, Mark(VERSION, store.batch, self.documents))
        self.step("mark-moved")
        store.next_batch()

    def _check(self, documents: int) -> None:
        """Count what the index holds: a delete in it can fail without a word."""
        expected = self.documents + len(self.store.added) - len(self.store.removed)
        if documents != expected or self.index.holds(self.store.removed):
            raise AssertionError(f"the index holds {documents} telegrams, not {expected}")
        self.documents = documents

    def _close(self) -> None:
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")
        if self._writer is not None:
            with _told(self.index):
                self._writer.close()


@contextmanager
def _told(index: Index) -> Iterator[None]:
    """Turn what the index refuses into words: it says everything with a `ValueError`."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise CollectionError(
            f"The index in {index.folder} cannot be written ({error}). Free space or check the disk, then "
            "give the same command again: what was finished is kept."
        ) from error
