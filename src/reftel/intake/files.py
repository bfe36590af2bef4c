"""Which files there are under the names given, in an order that does not change.

An archive is one of them; `archives` opens it.  Folders are walked in sorted order.  A folder that may
not be opened is reported, a link in a circle is followed once, and a second reading of a telegram
(`X.ocr2` beside `X.txt`) comes after the first and names it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from reftel.intake.rejected import Rejected, rejected
from reftel.model import Record

FIRST_READING = ".txt"

# What makes a folder a collection of ours: its files are originals that were already read.
COLLECTION_MARK = "reftel.toml"

KINDS = {
    stat.S_IFIFO: "named pipe",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
}


class FileSeen(Record, frozen=True):
    """A file met under one of the sources: how to open it, and how to name it.

    `name` starts with the source's own name, so it says nothing of where on this machine it lies.
    `beside` is the file of the same stem of which this one may be another reading.  A file in an
    archive has the archive's path and name before its own; `inside` tells of an archive what is in it.
    """

    path: str
    name: str
    beside: str | None = None
    reject: Rejected | None = None
    inside: Inside | None = None


class Inside(Record, frozen=True):
    """What was found in an archive: how many files, and which may be other readings of which."""

    files: int
    pairs: dict[str, str]


def find_files(
    paths: Iterable[str | os.PathLike[str]], *, leave_out: Collection[str] = ()
) -> Iterator[FileSeen]:
    """Yield every file under these files and folders, once, in sorted order.

    What cannot be opened is yielded too, with the reason in `reject`.
    """
    visited: set[tuple[int, int]] = set()
    out = {os.path.realpath(p) for p in leave_out}
    for path in paths:
        given = os.path.abspath(path)  # noqa: PTH100  Path.absolute keeps the dots
        yield from _walk(given, Path(given).name or given, None, visited, out)


def _walk(
    path: str, name: str, beside: str | None, visited: set[tuple[int, int]], out: set[str]
) -> Iterator[FileSeen]:
    reject, status = _status(path, name)
    if status is None:
        yield FileSeen(path, name, reject=reject)
    elif stat.S_ISDIR(status.st_mode):
        if os.path.realpath(path) not in out:
            yield from _folder(path, name, status, visited, out)
    elif stat.S_ISREG(status.st_mode):
        yield FileSeen(path, name, beside)
    else:
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "special file")
        yield FileSeen(path, name, reject=rejected(name, "not-a-file", kind))


def _status(path: str, name: str) -> tuple[Rejected | None, os.stat_result | None]:
    try:
        return None, os.stat(path)  # noqa: PTH116  a Path for each of a million files is slow
    except FileNotFoundError:
        code = "broken-link" if os.path.islink(path) else "no-such-file"  # noqa: PTH114
        return rejected(name, code), None
    except PermissionError as error:
        return rejected(name, "no-rights", _cause(error)), None
    except OSError as error:
        return rejected(name, "unreadable", _cause(error)), None


def _folder(
    path: str, name: str, status: os.stat_result, visited: set[tuple[int, int]], out: set[str]
) -> Iterator[FileSeen]:
    identity = (status.st_dev, status.st_ino)
    if identity in visited:
        return
    visited.add(identity)
    try:
        names = os.listdir(path)  # noqa: PTH208
    except PermissionError as error:
        yield FileSeen(path, name, reject=rejected(name, "no-rights", _cause(error)))
        return
    except OSError as error:
        yield FileSeen(path, name, reject=rejected(name, "unreadable", _cause(error)))
        return
    if COLLECTION_MARK in names and "telegrams.sqlite" in names:
        return
    for child, first in _in_order(names):
        beside = None if first is None else f"{path}/{first}"
        yield from _walk(f"{path}/{child}", f"{name}/{child}", beside, visited, out)


def _in_order(names: list[str]) -> list[tuple[str, str | None]]:
    """Return the names sorted, a second reading right after the first, which it is paired with."""
    firsts = pairs(names)
    both = [(name, firsts.get(name)) for name in names]
    return sorted(both, key=lambda p: (p[1] or p[0], p[1] is not None, p[0]))


def pairs(names: Collection[str]) -> dict[str, str]:
    """Return each name that may be another reading, with the name of the first reading.

    >>> pairs(["x.txt", "x.ocr2", "y.txt"])
    {'x.ocr2': 'x.txt'}
    """
    stems = {n[: -len(FIRST_READING)] for n in names if n.endswith(FIRST_READING)}
    split = ((name, *name.rpartition(".")) for name in names)
    return {
        name: stem + FIRST_READING
        for name, stem, dot, ending in split
        if dot and stem in stems and "/" not in ending and f".{ending}" != FIRST_READING
    }


def _cause(error: OSError) -> str:
    return (error.strerror or "unknown cause").lower()
