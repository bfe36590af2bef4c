"""What a collection costs, in one run: `make bench-collection COUNT=250000`.

a  build from files, its peak memory and disk space, beside FTS5 loading the same texts
b  the cost of a telegram as the collection grows
c  300 queries of seven kinds beside FTS5
d  eight readers over HTTP with a build going on and without
e  the time from the command to its first answer
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.collection import building, readers
from bench.collection.asking import Kind, ask_all, by_kind
from bench.collection.files import drop_from_memory, read_into_memory
from bench.collection.first import first_answer
from bench.collection.fts import add_facts
from bench.collection.queries import COUNT, queries
from bench.collection.report import Measured, growth, section
from bench.collection.work import run
from bench.corpus import SEED
from bench.corpus.files import write
from bench.page import put
from reftel.errors import ReftelError

DEFAULT = 10_000
READ_DURING = 10_000  # telegrams that are added while others read, at most
READ_SECONDS = 10.0


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and write where asked to."""
    args = _arguments().parse_args(words)
    folder = Path(tempfile.mkdtemp(prefix="reftel-bench-", dir=args.folder))
    try:
        if args.growth:
            made = _growth(folder, args.count, args.seed)
            print(made)
            if args.write:
                put(args.write, "growth", made)
            return 0
        measured = measure(folder, args.count, seed=args.seed, asked=args.queries, seconds=args.seconds)
        made = section(measured)
        print(made)
        if args.write:
            put(args.write, "collection", made)
    except ReftelError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    finally:
        if not args.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _arguments() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(
        prog="make bench-collection",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("--count", type=int, default=DEFAULT, help=f"telegrams ({DEFAULT:,})")
    ask.add_argument("--queries", type=int, default=COUNT, help=f"queries ({COUNT})")
    ask.add_argument("--seconds", type=float, default=READ_SECONDS, help="of reading without a build")
    ask.add_argument("--seed", type=int, default=SEED)
    ask.add_argument("--growth", action="store_true", help="only (b): one build, however large")
    ask.add_argument("--folder", type=Path, help="where to work: about 60 kB for each telegram")
    ask.add_argument("--keep", action="store_true", help="leave what was made there")
    ask.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into a page")
    return ask


def measure(folder: Path, count: int, *, seed: int, asked: int, seconds: float) -> Measured:
    """Measure everything with a corpus of this size, in this folder."""
    before = _load()
    source, truth = folder / "corpus", folder / "truth.jsonl"
    write(source, count, seed=seed, truth=truth, workers=building.WORKERS)
    _say(f"{count:,} telegrams written")
    built = building.build_both(source, count, folder)
    _say(f"built in {built.seconds:.0f} s, FTS5 in {built.fts_seconds:.0f} s")
    with truth.open(encoding="utf-8") as lines:
        add_facts(folder / "fts.sqlite", map(json.loads, lines))
    kinds, cold = _asked(folder / "collection", folder / "fts.sqlite", seed, asked)
    _say(f"{asked} queries asked")
    first = first_answer(folder / "collection", queries(seed, 2)[1].reftel)
    quiet, busy, between = _readers(folder, source, count, seconds)
    _say("read while it was built")
    return Measured(count, (before, _load()), built, kinds, cold, quiet, busy, between, first)


def _asked(collection: Path, database: Path, seed: int, asked: int) -> tuple[list[Kind], Kind]:
    """Ask with the files in memory, as on a machine where they are in use, and dropped from it before."""
    read_into_memory(database, collection / "index", *collection.glob("*.sqlite"))
    kinds = by_kind(ask_all(collection, database, queries(seed, asked)))
    drop_from_memory(database, collection)
    return kinds, by_kind(ask_all(collection, database, queries(seed, asked)))[-1]


def _growth(folder: Path, count: int, seed: int) -> str:
    before = _load()
    write(folder / "corpus", count, seed=seed, workers=building.WORKERS)
    _say(f"{count:,} telegrams written")
    return growth(building.build_alone(folder / "corpus", folder), (before, _load()))


def _readers(
    folder: Path, source: Path, count: int, seconds: float
) -> tuple[readers.Reading, readers.Reading, tuple[int, ...]]:
    """Let readers read while a collection grows by some of the files, and when it has grown."""
    grown = folder / "growing"
    some = sorted(source.iterdir())[: max(2, min(count, 2 * READ_DURING) // 1000)]
    half = len(some) // 2
    first = run("build", grown, *some[:half])["telegrams"]
    added = folder / "added"
    added.mkdir()
    for part in some[half:]:
        (added / part.name).symlink_to(part)
    busy, ends = readers.during_build(grown, added)
    boundaries = {first + n * readers.BATCH for n in range(len(some) + 1)} | ends
    between = tuple(t for t in busy.totals if t not in boundaries)
    with readers.reading_room(grown) as address:
        quiet = readers.read(address, seconds)
    return quiet, busy, between


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
