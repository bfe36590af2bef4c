"""What the worker processes do with one file: read it, keep its bytes, and make rows of its telegrams."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from reftel.collection.layout import Layout, told_as_collection_error
from reftel.collection.rows import Rows, rows
from reftel.collection.search.document import fields_of
from reftel.collection.search.index import Fields
from reftel.errors import CollectionError
from reftel.intake.files import FileSeen
from reftel.intake.judge import Parse, is_reading_of, telegrams_in
from reftel.intake.rejected import Rejected, rejected
from reftel.intake.text import Text
from reftel.intake.texts import read_bytes, texts_of


class Task(NamedTuple):
    """A file to read, and the hash of what was read from it before.

    Of a file in an archive, `raw` is its bytes and `beside` those of the file it may be a reading of.
    """

    seen: FileSeen
    known: str | None
    raw: bytes | None = None
    beside: bytes | None = None


class Unchanged(NamedTuple):
    """The file holds what it held before."""


class Taken(NamedTuple):
    """The file's telegrams, ready for the tables and the index, and what is odd about the file."""

    sha256: str
    size: int
    notes: tuple[str, ...]
    telegrams: tuple[tuple[Rows, Fields], ...]
    is_reading: bool  # of the file beside it


Outcome = Taken | Unchanged | Rejected


def read_task(task: Task, *, parse: Parse, folder: str, limit: int) -> Outcome:
    """Read one file; whatever is in it, the answer says what became of it."""
    seen = task.seen
    if seen.reject is not None:
        return seen.reject
    try:
        return _read(task, parse, Layout(folder), limit)
    except CollectionError:
        raise
    except Exception as error:
        return rejected(seen.name, "failed", f"{type(error).__name__}: {error}")


def _read(task: Task, parse: Parse, layout: Layout, limit: int) -> Outcome:
    seen = task.seen
    raw = read_bytes(seen.path, seen.name, limit=limit) if task.raw is None else task.raw
    if isinstance(raw, Rejected):
        return raw
    sha256 = hashlib.sha256(raw).hexdigest()
    if sha256 == task.known:
        return Unchanged()
    texts = texts_of(raw, seen.name, limit=limit)
    if isinstance(texts, Rejected):
        return texts
    is_reading = seen.beside is not None and _is_reading(texts, task, limit)
    telegrams = telegrams_in(texts, parse)
    if isinstance(telegrams, Rejected):
        if not is_reading:
            return telegrams
        telegrams = ()
    with told_as_collection_error(layout):
        keep(layout, sha256, raw)
    ready = tuple((rows(t), fields_of(t)) for t in telegrams)
    return Taken(sha256, len(raw), tuple(n for text in texts for n in text.notes), ready, is_reading)


def _is_reading(texts: tuple[Text, ...], task: Task, limit: int) -> bool:
    """Tell whether a file holds the words of the one beside it, whatever media they are."""
    assert task.seen.beside is not None
    name = task.seen.beside
    raw = read_bytes(name, name, limit=limit) if task.raw is None else task.beside
    others = texts_of(raw, name, limit=limit) if isinstance(raw, bytes) else ()
    if isinstance(others, Rejected):
        return False
    return is_reading_of(b"\n".join(t.raw for t in texts), b"\n".join(t.raw for t in others))


def keep(layout: Layout, sha256: str, raw: bytes) -> None:
    """Put the bytes among the originals; what is there already, and whole, stays.

    The build waits for the disk once for each batch: to wait for each file takes longer than to read it.
    A file that a stop left half written is found by its hash, and written again.
    """
    place = str(layout.original(sha256))
    try:
        handle = _new_file(place)
    except FileNotFoundError:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        handle = _new_file(place)
    except FileExistsError:
        if hashlib.sha256(Path(place).read_bytes()).hexdigest() == sha256:
            return
        handle = os.open(place, os.O_WRONLY | os.O_TRUNC)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)


def _new_file(place: str) -> int:
    return os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)


def place_of(path: str | os.PathLike[str]) -> str:
    """Return what tells one file from another without saying where on this machine it lies."""
    text = os.fspath(path)
    absolute = text if text.startswith("/") else str(Path(path).absolute())
    return hashlib.sha256(os.fsencode(absolute)).hexdigest()
