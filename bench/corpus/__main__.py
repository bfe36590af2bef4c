"""`python -m bench.corpus --count N --out FOLDER`: write the corpus as files, a thousand in a folder."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.corpus.files import write
from bench.corpus.made import SEED


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


if __name__ == "__main__":
    sys.exit(main())
