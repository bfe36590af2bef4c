"""One writer at a time: a lock on the collection that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from reftel.collection.layout import Layout, told_as_collection_error
from reftel.errors import CollectionError


class Locked(CollectionError):
    """Another process is writing to the collection."""


@contextmanager
def writing(layout: Layout) -> Iterator[None]:
    """Hold the collection for writing, or raise `Locked` at once where someone else does."""
    with told_as_collection_error(layout):
        handle = os.open(layout.lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(
                f"{layout.folder} is being written by {_holder(handle)}. "
                "Wait until that has ended; it can be read meanwhile."
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _holder(handle: int) -> str:
    pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    return f"another process (number {pid})" if pid else "another process"
