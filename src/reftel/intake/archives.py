"""An archive among the files: how many files are in it, and each of them in its turn.

A file in an archive is named `release.zip/folder/07VALLETTA12.txt`.  An archive is read from front
to back, once to list it and once to read it, and never unpacked to the disk.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reftel.intake.files import FileSeen, Inside, pairs
from reftel.intake.kinds import HEAD, archive_kind
from reftel.intake.limits import DEFAULT_LIMIT, USUAL, Unpacking
from reftel.intake.rejected import rejected
from reftel.intake.streams import Stream
from reftel.intake.unpack import Entry, entries

# Readings of one page that do not stand together wait for each other, in memory up to so many bytes.
_IN_MEMORY = 32 * 1024 * 1024

_LISTED_AT_ONCE = 500


class Member(NamedTuple):
    """A file in an archive with its bytes (None where `seen.reject` says why not).

    `beside` holds the bytes of the file that this one may be another reading of.  With `is_archive` it is
    an archive itself, about to be read: no file, and whatever was wrong with it before is not any more.
    """

    seen: FileSeen
    raw: bytes | None = None
    beside: bytes | None = None
    is_archive: bool = False


def look_inside(
    seen: FileSeen,
    *,
    limit: int = DEFAULT_LIMIT,
    unpacking: Unpacking = USUAL,
    tell: Callable[[int], None] | None = None,
) -> FileSeen:
    """Return the file as it is, or with what is in it if it is an archive.

    `tell` is told every so often how many files were counted.
    """
    if seen.reject is not None or not _is_archive(seen.path):
        return seen
    paths: list[str] = []
    for entry in _entries(seen, limit, unpacking, read=False):
        if not entry.is_archive:
            paths.append(entry.path)
            if tell is not None and len(paths) % _LISTED_AT_ONCE == 0:
                tell(len(paths))
    return FileSeen(seen.path, seen.name, seen.beside, inside=Inside(len(paths), pairs(paths)))


def files_in(seen: FileSeen, *, limit: int = DEFAULT_LIMIT, unpacking: Unpacking = USUAL) -> Iterator[Member]:
    """Yield the files in an archive that `look_inside` has looked into."""
    assert seen.inside is not None
    for entry, beside in _paired(_entries(seen, limit, unpacking, read=True), seen.inside.pairs):
        yield _member(seen, entry, beside)


def _is_archive(path: str) -> bool:
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return False  # whoever reads it says why it cannot be read
    try:
        return archive_kind(os.read(file, HEAD)) is not None
    except OSError:
        return False
    finally:
        os.close(file)


def _entries(seen: FileSeen, limit: int, unpacking: Unpacking, *, read: bool) -> Iterator[Entry]:
    """Yield what is in an archive, no two files of one path."""
    met: dict[str, int] = {}
    try:
        with open(seen.path, "rb") as file:  # noqa: PTH123
            size = os.fstat(file.fileno()).st_size
            stream = Stream(file, "", file=file)
            for entry in entries(stream, seen.path, size, limit=limit, unpacking=unpacking, read=read):
                if entry.path and not entry.is_archive:
                    met[entry.path] = count = met.get(entry.path, 0) + 1
                    yield entry if count == 1 else entry._replace(path=f"{entry.path}#{count}")
                else:
                    yield entry
    except OSError as error:
        yield Entry("", why=("unreadable", (error.strerror or "unknown cause").lower()))


def _member(seen: FileSeen, entry: Entry, beside: tuple[str, bytes] | None) -> Member:
    path, name = (f"{at}/{entry.path}" if entry.path else at for at in (seen.path, seen.name))
    reject = None if entry.why is None else rejected(name, *entry.why)
    first = None if beside is None else f"{seen.path}/{beside[0]}"
    file = FileSeen(path, name, first, reject)
    return Member(file, entry.raw, None if beside is None else beside[1], entry.is_archive)


Paired = tuple[Entry, tuple[str, bytes] | None]


def _paired(found: Iterable[Entry], firsts: dict[str, str]) -> Iterator[Paired]:
    """Yield each entry with the first reading that it may be another reading of; first readings before."""
    waiting = _Waiting(firsts)
    try:
        for entry in found:
            if entry.is_archive or not waiting.concerns(entry.path):
                yield entry, None
            else:
                yield from waiting.met(entry)
        yield from waiting.rest()
    finally:
        waiting.close()


class _Waiting:
    """Readings of one page, kept until all of them have been met."""

    def __init__(self, firsts: dict[str, str]) -> None:
        self.firsts = firsts
        self.missing: dict[str, set[str]] = {}  # by first reading: the paths not yet met
        for second, first in firsts.items():
            self.missing.setdefault(first, {first}).add(second)
        self.kept: dict[str, dict[str, tuple[int, int]]] = {}  # by first reading: path, where its bytes are
        self.file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed by `close`

    def concerns(self, path: str) -> bool:
        """Tell whether a path is one of several readings."""
        return path in self.firsts or path in self.missing

    def met(self, entry: Entry) -> Iterator[Paired]:
        """Take a reading in; yield it and its like once none is missing."""
        first = self.firsts.get(entry.path, entry.path)
        if entry.raw is None:
            yield entry, None
        else:
            self.kept.setdefault(first, {})[entry.path] = self.file.seek(0, 2), len(entry.raw)
            self.file.write(entry.raw)
        self.missing[first].discard(entry.path)
        if not self.missing[first]:
            yield from self.release(first)

    def release(self, first: str) -> Iterator[Paired]:
        """Yield the readings of a page that were met, the first before the others."""
        kept = {path: self.bytes(place) for path, place in sorted(self.kept.pop(first, {}).items())}
        head = kept.pop(first, None)
        if head is not None:
            yield Entry(first, head), None
        for path, raw in kept.items():
            yield Entry(path, raw), None if head is None else (first, head)

    def rest(self) -> Iterator[Paired]:
        """Yield what still waits for readings that did not come."""
        for first in list(self.kept):
            yield from self.release(first)

    def bytes(self, place: tuple[int, int]) -> bytes:
        """Return kept bytes."""
        self.file.seek(place[0])
        return self.file.read(place[1])

    def close(self) -> None:
        """Drop what is kept."""
        self.file.close()
