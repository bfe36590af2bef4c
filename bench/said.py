"""What annotations cost as a collection grows: `make bench-annotations COUNT=30000`.

Exercise traffic is added in slices, a third of the whole at first, then two thirds, then all; after each
`reftel annotate` takes up what is new, and each command that rests on annotations is asked from start to
end.  Told are the time of a telegram in each slice, the most memory at one time, the size of the tables, and
the answers' times.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.collection.building import size
from bench.collection.memory import Peak
from bench.corpus import SEED
from bench.corpus.files import write
from bench.page import put

DEFAULT = 3_000
SLICES = 3
REFTEL = Path(sys.executable).with_name("reftel")
QUESTIONS = (
    ("people",),
    ("places",),
    ("claims", "--about", "harbor"),
    ("claims", "--speaker", "minister"),
    ("timeline",),
    ("contrast",),
)
HEAD = ("| telegrams | ms each | of contrasts | memory | tables |", "|---:|---:|---:|---:|---:|")


class Slice(NamedTuple):
    """What one slice took: telegrams in all and new ones, seconds, bytes of memory and of the collection."""

    telegrams: int
    new: int
    annotating: float
    contrasting: float
    memory: int
    grown: int


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and write where asked to."""
    args = _arguments().parse_args(words)
    folder = Path(tempfile.mkdtemp(prefix="reftel-said-", dir=args.folder))
    try:
        made = _told(folder, args.count, args.seed)
    finally:
        if not args.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(made)
    if args.write:
        put(args.write, "annotations", made)
    return 0


def _arguments() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(
        prog="make bench-annotations",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("--count", type=int, default=DEFAULT, help=f"telegrams ({DEFAULT:,})")
    ask.add_argument("--seed", type=int, default=SEED)
    ask.add_argument("--folder", type=Path, help="where to work: about 80 kB for each telegram")
    ask.add_argument("--keep", action="store_true", help="leave what was made there")
    ask.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into a page")
    return ask


def _told(folder: Path, count: int, seed: int) -> str:
    source, collection = folder / "source", folder / "collection"
    write(source, count, seed=seed, workers=2)
    parts = sorted(source.iterdir())
    rows = list(HEAD)
    held = 0
    for n in range(SLICES):
        some = parts[n * len(parts) // SLICES : (n + 1) * len(parts) // SLICES]
        if some:
            one = _slice(collection, some, held)
            rows.append(_row(one))
            held = one.telegrams
    rows += ["", "| command | seconds from start to end |", "|---|---:|"]
    for question in QUESTIONS:
        seconds, _ = _run(question[0], str(collection), *question[1:])
        rows.append(f"| `reftel {' '.join(question)}` | {seconds:.2f} |")
    return "\n".join(rows)


def _slice(collection: Path, parts: Sequence[Path], held: int) -> Slice:
    new = sum(1 for part in parts for _ in part.rglob("*.txt"))
    _run("build", str(collection), *map(str, parts))
    built = size(collection)
    annotating, memory = _run("annotate", str(collection))
    contrasting, _ = _run("contrast", str(collection), "-n", "1")
    return Slice(held + new, new, annotating, contrasting, memory, size(collection) - built)


def _run(*words: str) -> tuple[float, int]:
    """Run a command of reftel; return its seconds and the most memory that it used at one time."""
    begun = time.perf_counter()
    child = subprocess.Popen([str(REFTEL), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with Peak(child.pid) as peak:
        child.wait()
    if child.returncode:
        raise SystemExit(f"reftel {words[0]} ended with {child.returncode}; run it by hand to see why")
    return time.perf_counter() - begun, peak.bytes


def _row(one: Slice) -> str:
    return (
        f"| {one.telegrams:,} | {one.annotating / one.new * 1e3:.1f} | {one.contrasting:.1f} s | "
        f"{one.memory / 1e6:.0f} MB | +{one.grown / 1e6:.0f} MB |"
    )


if __name__ == "__main__":
    sys.exit(main())
