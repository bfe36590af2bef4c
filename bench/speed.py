"""How fast reftel reads: telegrams a second, beside what reading the bytes and naive searches cost.

    make bench-speed DATA=folder     (or REFTEL_DATA=folder; else the sample collection)
    make bench-speed ARGS='--write docs/measurements.md'

All is measured in one process, on one core, by turns, and the best turn counts: what other programs do
meanwhile slows a turn down and never speeds it up.  The ratios hold on other machines, the seconds do not.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.page import put
from bench.texts import HOSTILE, ORDINARY, Text
from reftel.errors import SourceError
from reftel.reading import parse
from reftel.sample import folder as sample_folder

NAIVE = (
    r"^SUBJECT?:\s*(.*)",
    r"^TAGS:\s*(.*)",
    r"^REF(?:TEL|S)?:\s*(.*)",
    r"(?i)^CLASSIFIED BY:?\s*(.*)",
    r"\b\d{6}Z\s+[A-Z]{3}\s+\d{2,4}",
)
TARGET_RATIO = 6.0  # parse may take this many times what the naive searches take
TARGET_RATE = 1500  # average telegrams a second
AVERAGE = 900  # words of an average telegram
SLOWEST = 2.0  # seconds for a text of one megabyte
SHORT = 0.2  # seconds that are never too long, however short the text
GROWTH = 1.35  # exponent of time over size beyond which growth is more than linear, and noise
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


class Speed(NamedTuple):
    """What one run measured, in seconds for the whole folder."""

    title: str
    files: int
    size: int
    words: int
    parse: float
    read: float
    naive: float


class Line(NamedTuple):
    """Seconds for one sort of text, by size; a size is left out where a smaller one took too long."""

    name: str
    seconds: dict[int, float]

    @property
    def growth(self) -> float:
        """The exponent of time over size, from 100 kB up: 1 is linear."""
        sizes = [size for size in self.seconds if size >= 100_000]
        if len(sizes) < 2:  # it was too slow to go on
            sizes = list(self.seconds)[-2:]
        if len(sizes) < 2:
            return 0.0
        first, last = sizes[0], sizes[-1]
        return math.log(self.seconds[last] / self.seconds[first]) / math.log(last / first)

    @property
    def flags(self) -> list[str]:
        slow = [
            f"{size:,} characters took {s:.1f} s"
            for size, s in self.seconds.items()
            if s > max(SLOWEST * size / 1e6, SHORT)
        ]
        return slow + ([f"grows with the power {self.growth:.2f}"] if self.growth > GROWTH else [])


def telegrams(data: Path | None) -> tuple[str, list[Path]]:
    """Return the files to read, and what they are called."""
    if data is None:
        return "sample collection (no real telegrams: set DATA or REFTEL_DATA)", sorted(
            sample_folder().rglob("*.txt")
        )
    files = sorted((data / "telegrams").glob("*/*.txt"))
    if not files:
        raise SourceError(f"{data} has no telegrams/*/*.txt: DATA names a folder with whole telegrams")
    return "real telegrams", files


def measure(title: str, files: Sequence[Path], turns: int) -> Speed:
    """Time the three ways of reading the same files, by turns."""
    raws = [file.read_bytes() for file in files]
    texts = [raw.decode("utf-8", "replace") for raw in raws]
    ways: list[Callable[[], object]] = [
        lambda: [parse(raw) for raw in raws],
        lambda: [file.read_bytes().decode("utf-8", "replace").splitlines() for file in files],
        lambda: [re.search(pattern, text, re.M) for text in texts for pattern in NAIVE],
    ]
    best = [math.inf] * len(ways)
    for _ in range(turns):
        for i, way in enumerate(ways):
            best[i] = min(best[i], timed(way))
    words = sum(len(text.split()) for text in texts)
    return Speed(title, len(files), sum(map(len, raws)), words, *best)


def timed(way: Callable[[], object]) -> float:
    """Return the seconds one call takes."""
    begin = time.perf_counter()
    way()
    return time.perf_counter() - begin


def linearity(makers: dict[str, Text], sizes: Sequence[int] = SIZES) -> list[Line]:
    """Time every sort of text at every size, until one takes more than its share."""
    lines = []
    for name, make in makers.items():
        seconds: dict[int, float] = {}
        for size in sizes:
            seconds[size] = fastest(make(size), turns=3 if size < 1_000_000 else 1)
            if seconds[size] > SLOWEST:
                break
        lines.append(Line(name, seconds))
    return lines


def fastest(text: str, *, turns: int) -> float:
    """Return the seconds the fastest of some readings takes."""
    return min(timed(lambda: parse(text)) for _ in range(turns))


def report(speed: Speed, ordinary: list[Line], hostile: list[Line]) -> str:
    """Return the measurements as a page's section."""
    mean = speed.words / speed.files
    rows = [
        f"{speed.files} {speed.title}, {speed.size / 1e6:.2f} MB, {mean:.0f} words on average; one core.",
        "",
        "| | times the naive searches | MB a second | telegrams a second |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, seconds in (
        ("`reftel.parse`", speed.parse),
        ("(a) read, decode, split into lines", speed.read),
        ("(b) five naive searches", speed.naive),
    ):
        ratio, rate = seconds / speed.naive, speed.files / seconds
        rows.append(f"| {name} | {ratio:.2f} | {speed.size / seconds / 1e6:.1f} | {rate:,.0f} |")
    average = speed.files / speed.parse * mean / AVERAGE
    rows += [
        "",
        f"`parse` reads {average:,.0f} telegrams of {AVERAGE} words a second (target {TARGET_RATE:,}),"
        f" in {speed.parse / speed.naive:.1f} times the time of (b) (target {TARGET_RATIO:g})"
        f" and {speed.parse / speed.read:.0f} times that of (a).",
    ]
    for title, lines in (("Ordinary texts", ordinary), ("Hostile texts", hostile)):
        rows += ["", *_growth(title, lines)] if lines else []
    return "\n".join(rows) + "\n"


def _growth(title: str, lines: list[Line]) -> list[str]:
    sizes = [size for size in SIZES if any(size in line.seconds for line in lines)]
    rows = [
        f"| {title}: seconds by characters | {' | '.join(f'{size:,}' for size in sizes)} | power |",
        "| --- |" + " ---: |" * (len(sizes) + 1),
    ]
    for line in lines:
        cells = (f"{line.seconds[size]:.3g}" if size in line.seconds else "" for size in sizes)
        mark = " **slow**" if line.flags else ""
        rows.append(f"| {line.name}{mark} | {' | '.join(cells)} | {line.growth:.2f} |")
    slow = [f"{line.name}: {flag}" for line in lines for flag in line.flags]
    return [*rows, "", *(slow or [f"{title}: none above {SLOWEST:g} s a megabyte, none more than linear."])]


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; write only where asked to."""
    ask = argparse.ArgumentParser(
        prog="make bench-speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument(
        "--data", type=Path, default=os.environ.get("REFTEL_DATA") or None, help="a folder with telegrams"
    )
    ask.add_argument("--turns", type=int, default=7, help="how often each way is timed (7)")
    ask.add_argument("--no-growth", action="store_true", help="leave out the texts of growing size")
    ask.add_argument(
        "--write", type=Path, metavar="PAGE", help="put the figures into a page, between its marks"
    )
    args = ask.parse_args(words)
    try:
        title, files = telegrams(Path(args.data) if args.data else None)
        speed = measure(title, files, args.turns)
        ordinary, hostile = ([], []) if args.no_growth else (linearity(ORDINARY), linearity(HOSTILE))
        section = report(speed, ordinary, hostile)
        print(section)
        if args.write:
            put(args.write, "speed", section)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
