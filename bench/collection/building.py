"""A collection built from files on disk, and beside it the same texts loaded into FTS5."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from bench.collection import fts
from bench.collection.memory import Peak
from bench.collection.work import begin
from reftel.errors import ReftelError

WORKERS = 2


class Built(NamedTuple):
    """What a build took: seconds, telegrams, bytes; `slices` gives the seconds after so many files."""

    seconds: float
    telegrams: int
    peak: int
    disk: int
    text: int
    slices: tuple[tuple[int, float], ...]
    fts_seconds: float
    fts_disk: int
    computing: tuple[tuple[int, float], ...] = ()  # seconds of all processes together after so many files

    @property
    def ratio(self) -> float:
        """How many times as long as FTS5 it took."""
        return self.seconds / self.fts_seconds


def build_both(source: Path, count: int, folder: Path) -> Built:
    """Build `folder/collection`, and load `folder/fts.sqlite` one half before and one half after it."""
    database = folder / "fts.sqlite"
    half = count // 2
    before = fts.load(database, source, 0, half, last=False)
    seconds, telegrams, slices, computing, peak = _watched(folder / "collection", source)
    after = fts.load(database, source, half, count - half, last=True)
    return Built(
        seconds,
        telegrams,
        peak,
        size(folder / "collection"),
        sum(f.stat().st_size for f in source.rglob("*.txt")),
        tuple(slices),
        before["seconds"] + after["seconds"],
        size(database),
        tuple(computing),
    )


def build_alone(source: Path, folder: Path) -> Built:
    """Build `folder/collection`, and nothing beside it."""
    seconds, telegrams, slices, computing, peak = _watched(folder / "collection", source)
    text = sum(f.stat().st_size for f in source.rglob("*.txt"))
    disk = size(folder / "collection")
    return Built(seconds, telegrams, peak, disk, text, tuple(slices), 0.0, 0, tuple(computing))


def _watched(
    collection: Path, source: Path
) -> tuple[float, int, list[tuple[int, float]], list[tuple[int, float]], int]:
    slices: list[tuple[int, float]] = []
    computing: list[tuple[int, float]] = []
    with begin("build", collection, source, workers=WORKERS) as child, Peak(child.pid) as peak:
        assert child.stdout is not None
        for told in map(json.loads, child.stdout):
            if "files" in told:
                slices.append((told["files"], told["seconds"]))
                computing.append((told["files"], told["computing"]))
    if child.returncode or told.get("step") != "done":
        raise ReftelError(f"the build of {source} ended with {child.returncode}; what it said stands above")
    return told["seconds"], told["telegrams"], slices, computing, peak.bytes


def costs(slices: tuple[tuple[int, float], ...]) -> list[tuple[int, float]]:
    """Return what a telegram cost in each slice, in milliseconds, with the files done at its end."""
    ends = [(0, 0.0), *slices]
    return [
        (files, (seconds - before) / (files - first) * 1e3)
        for (first, before), (files, seconds) in zip(ends, slices, strict=False)
    ]


def size(path: Path) -> int:
    """Return the disk space a file or folder takes, in bytes."""
    files = [path] if path.is_file() else [f for f in path.rglob("*") if f.is_file()]
    return sum(f.stat().st_blocks * 512 for f in files)
