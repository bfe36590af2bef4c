"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reftel.errors import ReftelError


def write_whole(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file beside its place and put it there when it is complete; return its size in bytes.

    A file that was there stays until then, and stays if anything goes wrong.  What is no file, such
    as a pipe, is written to as it is.
    """
    target = path.resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        return _write(target, pieces)
    beside = target.with_name(f".{target.name}.new")
    try:
        size = _write(beside, pieces)
        beside.replace(target)
        _make_lasting(target.parent)
    except BaseException as error:
        with suppress(OSError):
            beside.unlink()
        if isinstance(error, OSError):
            raise ReftelError(
                f"{path} cannot be written ({error.strerror or error}). Check that its folder is there and "
                "yours to write to and that the disk has space, then give the same command again."
            ) from error
        raise
    return size


def _make_lasting(folder: Path) -> None:
    """Let the new name outlast a power cut: what was told must not be gone when that it was told is not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(target: Path, pieces: Iterable[bytes]) -> int:
    size = 0
    with target.open("wb") as file:
        for piece in pieces:
            size += file.write(piece)
        file.flush()
        if target.is_file():
            os.fsync(file.fileno())
    return size
