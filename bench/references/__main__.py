"""References: the years they leave out, inferred and compared, and what a whole collection of them costs.

make bench-references                              years, and the cost of 100,000 telegrams
make bench-references COUNT=1000000                and of 300,000 and 1,000,000
make bench-references ARGS="--write docs/measurements.md"
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.page import put
from bench.references import cost, years
from bench.references.report import cost_section, years_section
from bench.references.sample import sample_tried
from bench.references.years import HIDDEN, SIZES, Row
from reftel.errors import ReftelError


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and write where asked to."""
    args = _arguments().parse_args(words)
    try:
        if args.references:
            _tell(args.write, "years", years_section(_years(args), sample_tried()))
        counts = [count for count in cost.COUNTS if count <= args.count] or [args.count]
        if args.count:
            _tell(args.write, "references", cost_section([cost.measure(n, args.folder) for n in counts]))
    except ReftelError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


def _arguments() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(
        prog="make bench-references",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("--count", type=int, default=cost.COUNTS[0], help="telegrams to cost (0: none)")
    ask.add_argument(
        "--references", type=int, default=years.REFERENCES, help="tried in each collection (0: none)"
    )
    ask.add_argument("--most", type=int, default=SIZES[-1], help="no larger collections than this for years")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--folder", type=Path, help="where to work: about 1 kB for each telegram")
    ask.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into a page")
    return ask


def _years(args: argparse.Namespace) -> list[Row]:
    sizes = [size for size in SIZES if size <= args.most] or [args.most]
    rows = [
        years.measure(size, hidden, seed=args.seed, count=args.references)
        for size in sizes
        for hidden in HIDDEN
    ]
    rows.append(years.measure(sizes[-1], HIDDEN[0], seed=args.seed, count=args.references, law="long"))
    return rows


def _tell(page: Path | None, name: str, made: str) -> None:
    print(made, flush=True)
    if page:
        put(page, name, made)


if __name__ == "__main__":
    sys.exit(main())
