"""`python -m bench.corpus --count N --out FOLDER`: write the corpus as files, a thousand in a folder."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.corpus.made import FOLDER, SEED, Truth, made


def main(words: Sequence[str] | None = None) -> int:
    """Write what is not there yet; return 0."""
    ask = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    ask.add_argument("--count", type=int, default=1000, help="how many telegrams (1000)")
    ask.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the files go")
    ask.add_argument("--seed", type=int, default=SEED, help=f"another seed makes another corpus ({SEED})")
    ask.add_argument("--truth", type=Path, metavar="FILE", help="write what is in each file, as JSON lines")
    ask.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many processes write")
    args = ask.parse_args(words)
    begun = time.perf_counter()
    size = write(args.out, args.count, seed=args.seed, truth=args.truth, workers=args.workers)
    seconds = time.perf_counter() - begun
    print(
        f"{args.count:,} telegrams, {size / 1e6:,.0f} MB, in {args.out}:"
        f" {args.count / seconds:,.0f} a second with {args.workers} processes"
    )
    return 0


def write(folder: Path, count: int, *, seed: int = SEED, truth: Path | None = None, workers: int = 1) -> int:
    """Write the first telegrams of the corpus into a folder; return their bytes."""
    parts = [(start, min(FOLDER, count - start)) for start in range(0, count, FOLDER)]
    one = partial(_write_part, folder, seed)
    size = 0
    with truth.open("w", encoding="utf-8") if truth else Path(os.devnull).open("w") as told:
        pool = multiprocessing.get_context("spawn").Pool(workers) if workers > 1 and len(parts) > 1 else None
        for written, truths in pool.imap(one, parts) if pool else map(one, parts):
            size += written
            told.writelines(json.dumps(t, ensure_ascii=False) + "\n" for t in truths)
        if pool:
            pool.close()
            pool.join()
    return size


def _write_part(folder: Path, seed: int, part: tuple[int, int]) -> tuple[int, list[Truth]]:
    start, count = part
    size, truths = 0, []
    (folder / f"{start // FOLDER:04d}").mkdir(parents=True, exist_ok=True)
    for index in range(start, start + count):
        one = made(index, seed=seed)
        (folder / one.name).write_bytes(one.raw)
        size += len(one.raw)
        truths.append(one.truth)
    return size, truths


if __name__ == "__main__":
    sys.exit(main())
