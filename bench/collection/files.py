"""Whether the files that are asked lie in memory: read there once, or dropped from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_PIECE = 1 << 22  # bytes read at once


def read_into_memory(*where: Path) -> None:
    """Read files once, as far as memory reaches: the system then has them at hand."""
    for file in _files(where):
        with file.open("rb") as opened:
            while opened.read(_PIECE):
                pass


def drop_from_memory(*where: Path) -> None:
    """Ask the system to forget what it holds of these files, as far as nobody has them open."""
    for file in _files(where):
        handle = os.open(file, os.O_RDONLY)
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


def _files(where: tuple[Path, ...]) -> Iterator[Path]:
    for one in where:
        yield from (f for f in one.rglob("*") if f.is_file()) if one.is_dir() else [one]
