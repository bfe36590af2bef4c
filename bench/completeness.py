"""Whether the intervals of `reftel gaps` hold: `make bench-completeness`.

Complete series are generated: every number of a post and year, each with its day and classification.  Then
10 to 90 % of all telegrams are hidden, at random, by month, or by classification, a thousand times
each, and what is estimated from the rest is compared with the truth.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import accumulate
from math import exp
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from bench.completeness_page import report
from bench.page import put
from reftel.refs.completeness import Completeness, Material
from reftel.refs.examine import examine
from reftel.refs.numbering import Numbered
from reftel.refs.periods import bounds, period_of

TRIALS = 1000
SHARES = tuple(n / 10 for n in range(1, 10))
SIZES = (25, 80, 250, 800, 2500)  # telegrams of a post and year
WORLDS = 50  # different collections; each is hidden from in turn
SEED = 5

_LEVELS = {"UNCLASSIFIED": 0.35, "CONFIDENTIAL": 0.45, "SECRET": 0.2}
_HIDDEN_FIRST = ("SECRET", "CONFIDENTIAL", "UNCLASSIFIED")
_WEEKEND = 0.25  # of a working day's telegrams
_UNSTEADY = 0.35  # how far weeks differ, as a standard deviation of logarithms
_LIKE_LAST = 0.7  # how much of that a week has from the week before
_CRISIS = 3  # weeks of twice the traffic, most of it SECRET
_LATE = (0, 0, 0, 0, 0, 0, 1, 1, 2, 4)  # days between number and date

Series = tuple[Numbered, ...]
Hide = Callable[[Random, Sequence[Series], float], list[Series]]


class Tally(NamedTuple):
    """What came of one way of hiding, one share and one size of series: sums over all trials."""

    sums: Counter[str]
    codes: Counter[str]


def world(number: int) -> tuple[Series, ...]:
    """Return a generated collection: of each size a post-year, with all its numbers."""
    random = Random(f"{SEED}/world/{number}")
    return tuple(_series(random, size, 1975 + random.randrange(30)) for size in SIZES)


def _series(random: Random, size: int, year: int) -> Series:
    first, last = bounds(year)
    days = range(first, last + 1)
    busy, crisis = 0.0, random.randrange(first, last)
    weights: list[float] = []
    for day in days:
        if day % 7 == 0:
            busy = _LIKE_LAST * busy + random.gauss(0, _UNSTEADY * (1 - _LIKE_LAST**2) ** 0.5)
        weekday = _WEEKEND if day % 7 in (6, 0) else 1.0
        weights.append(weekday * exp(busy) * (2 if _in_crisis(day, crisis) else 1))
    sent = sorted(random.choices(days, cum_weights=list(accumulate(weights)), k=size))
    return tuple(
        Numbered(n, day + random.choice(_LATE), _level(random, in_crisis=_in_crisis(day, crisis)))
        for n, day in enumerate(sent, start=1)
    )


def _in_crisis(day: int, crisis: int) -> bool:
    return 0 <= day - crisis < 7 * _CRISIS


def _level(random: Random, *, in_crisis: bool) -> str:
    if in_crisis and random.random() < 0.5:
        return "SECRET"
    return random.choices(list(_LEVELS), list(_LEVELS.values()))[0]


@lru_cache(maxsize=WORLDS)
def _world(number: int) -> tuple[Series, ...]:
    return world(number)


# -- hiding -----------------------------------------------------------------------------------


def at_random(random: Random, series: Sequence[Series], share: float) -> list[Series]:
    """Hide so large a share of all, each telegram with the same chance."""
    return _hidden(series, lambda _: 0, random, share)


def by_month(random: Random, series: Sequence[Series], share: float) -> list[Series]:
    """Hide whole months, drawn at random, of all posts; the last one in part."""
    months = list(range(13))
    random.shuffle(months)
    return _hidden(series, lambda held: months[_month(held)], random, share)


def by_level(random: Random, series: Sequence[Series], share: float) -> list[Series]:
    """Hide SECRET first, then CONFIDENTIAL, then the rest; the last of these in part."""
    return _hidden(series, lambda held: _HIDDEN_FIRST.index(held.level or ""), random, share)


def _month(held: Numbered) -> int:
    return int((held.day or 0) / 30.4375) % 13


def _hidden(
    series: Sequence[Series], order: Callable[[Numbered], int], random: Random, share: float
) -> list[Series]:
    ranked = sorted(
        (order(held), random.random(), which, held) for which, each in enumerate(series) for held in each
    )
    kept: list[list[Numbered]] = [[] for _ in series]
    for _, _, which, held in ranked[round(share * len(ranked)) :]:
        kept[which].append(held)
    return [tuple(each) for each in kept]


WAYS: dict[str, Hide] = {"at random": at_random, "by month": by_month, "by classification": by_level}


# -- trying -----------------------------------------------------------------------------------


def tried(way: str, share: float, trials: int) -> dict[int, Tally]:
    """Hide so often, and sum up by size of series how the estimates were."""
    found: dict[int, Tally] = defaultdict(lambda: Tally(Counter(), Counter()))
    for trial in range(trials):
        whole = _world(trial % WORLDS)
        kept = WAYS[way](Random(f"{SEED}/{way}/{share}/{trial}"), whole, share)
        for truth, held in zip(whole, kept, strict=True):
            _count(found[len(truth)], held, len(truth))
    return dict(found)


def _count(tally: Tally, held: Series, truth: int) -> None:
    year = _year(held) if held else 0
    examined = examine(Material("EXERCISE", year, held, horizon=bounds(year)[1])) if held else None
    if examined is None:
        tally.sums["nothing held"] += 1
        return
    told = examined.told
    tally.sums["cases"] += 1
    _add(tally, "numbers", told.total.low, told.total.high, truth)
    _add(tally, "best", told.low, told.high, truth)
    if told.regression is not None:
        _add(tally, "regression", told.regression.low, told.regression.high, truth)
    _add_warnings(tally, told)


def _year(held: Series) -> int:
    return period_of(min(h.day or 0 for h in held))


def _add(tally: Tally, name: str, low: float, high: float, truth: int) -> None:
    tally.sums[name] += 1
    tally.sums[f"{name} covers"] += low <= truth <= high
    tally.sums[f"{name} below"] += high < truth
    tally.sums[f"{name} width"] += round(10_000 * (high - low) / truth)


def _add_warnings(tally: Tally, told: Completeness) -> None:
    codes = {c.code for c in told.cautions}
    tally.codes.update(codes)
    tally.sums["says not random"] += any(c.random for c in told.cautions)


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and tell; 1 where the interval does not hold as it should."""
    ask = argparse.ArgumentParser(
        prog="make bench-completeness",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("--trials", type=int, default=TRIALS, help=f"for each way and share ({TRIALS})")
    ask.add_argument("--workers", type=int, default=2, help="processes (2)")
    ask.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into a page")
    args = ask.parse_args(words)
    began = monotonic()
    cases = [(way, share) for way in WAYS for share in SHARES]
    with ProcessPoolExecutor(args.workers) as pool:
        tallies = pool.map(tried, *zip(*cases, strict=True), [args.trials] * len(cases))
        outcome = dict(zip(cases, tallies, strict=True))
    text, wrong = report(outcome, args.trials, WORLDS, monotonic() - began)
    print(text)
    if args.write:
        put(args.write, "completeness", text)
    for each in wrong:
        print(each, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
