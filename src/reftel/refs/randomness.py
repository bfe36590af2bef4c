"""Whether the numbers held may be a random sample of those up to the highest.

Two tests of the numbers themselves: whether as many are held in each band of numbers (chi-square, allowing
for a finite whole), and whether numbers held and missing alternate as chance would have it (A. Wald and
J. Wolfowitz, Ann. Math. Stat. 11, 1940).  One of the classifications: whether their mix stays the same.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import exp, sqrt
from typing import NamedTuple

from reftel.refs.chances import chi_square_tail, normal_tail
from reftel.refs.numbering import Numbered

# A sample that is random is called bunched, or too regular, once in so many times by each test.
SIGNIFICANT = 0.01
_EXPECTED = 5  # numbers of either sort in a band
_BANDS = 12
_LEAST = 10  # numbers of either sort from which the test of runs holds
_THIRDS = 3
_TOP = 0.25  # the part of the numbers nearest to the end


class Evenness(NamedTuple):
    """What the tests say: probabilities; null where there is too little to test."""

    bands: float | None
    runs: float | None
    too_regular: bool  # they alternate more than chance would have it
    top: float  # how densely the last quarter of the numbers is held, as a share of the whole's density
    top_chance: float  # how likely such a difference is

    @property
    def is_bunched(self) -> bool:
        """Tell whether the numbers held lie closer together in some places than chance explains."""
        runs = self.runs is not None and self.runs < SIGNIFICANT and not self.too_regular
        return runs or (self.bands is not None and self.bands < SIGNIFICANT)

    @property
    def is_regular(self) -> bool:
        """Tell whether they lie more evenly than chance explains: every second one, say."""
        return self.runs is not None and self.runs < SIGNIFICANT and self.too_regular


def evenness(numbers: Sequence[int], base: int = 0) -> Evenness:
    """Test different, rising numbers; the highest tells the end and is no part of the test."""
    highest = numbers[-1] - base - 1
    below = [n - base for n in numbers[:-1]]
    runs, z = _runs(below, highest)
    top, top_chance = _top(below, highest)
    return Evenness(_bands(below, highest), runs, z > 0, top, top_chance)


def _bands(below: Sequence[int], highest: int) -> float | None:
    k = len(below)
    count = min(_BANDS, min(k, highest - k) // _EXPECTED)
    if count < 2:
        return None
    share = k / highest
    edges = [i * highest // count for i in range(count + 1)]
    found = 0.0
    for low, high in itertools.pairwise(edges):
        held = bisect_right(below, high) - bisect_right(below, low)
        expected = share * (high - low)
        found += (held - expected) ** 2 / expected
    return chi_square_tail(found / (1 - share) * (highest - 1) / highest, count - 1)


def _runs(below: Sequence[int], highest: int) -> tuple[float | None, float]:
    held, missing = len(below), highest - len(below)
    if min(held, missing) < _LEAST:
        return None, 0.0
    gaps = sum(b - a > 1 for a, b in itertools.pairwise(below))
    runs = 2 * gaps + 1 + (below[0] > 1) + (below[-1] < highest)
    twice = 2 * held * missing
    mean = 1 + twice / highest
    spread = sqrt(twice * (twice - highest) / (highest**2 * (highest - 1)))
    z = (runs - mean) / spread
    return normal_tail(z), z


def _top(below: Sequence[int], highest: int) -> tuple[float, float]:
    k = len(below)
    if not k:
        return 1.0, 1.0
    edge = int(highest * (1 - _TOP))
    part = (highest - edge) / highest
    held = k - bisect_left(below, edge + 1)
    share = k / highest
    spread = sqrt(k * part * (1 - part) * max(1e-9, 1 - share))
    return held / (k * part), normal_tail((held - k * part) / spread) if spread > 1e-3 else 1.0


def mix_chance(held: Sequence[Numbered]) -> float | None:
    """Return how likely the classifications are to be as unlike between first, middle and last numbers."""
    ordered = sorted((h.number, h.level) for h in held if h.level)
    levels = Counter(level for _, level in ordered)
    common = [name for name, n in levels.items() if n >= _EXPECTED * _THIRDS]
    if len(common) < 2:
        return None
    kept = [level for _, level in ordered if level in common]
    thirds = [kept[i * len(kept) // _THIRDS : (i + 1) * len(kept) // _THIRDS] for i in range(_THIRDS)]
    found = 0.0
    for third in thirds:
        counts = Counter(third)
        for level in common:
            expected = len(third) * levels[level] / len(kept)
            found += (counts[level] - expected) ** 2 / expected
    return chi_square_tail(found, (len(common) - 1) * (_THIRDS - 1))


def end_chance(held: int, highest: int, days: int, ahead: int) -> float:
    """Return how likely it is that none is held of the last days, if those held are a random sample.

    `highest` was reached after `days`; `ahead` are left.  Posts are slower at times: half the pace is taken.
    """
    expected = 0.5 * held * ahead / max(1, days)
    return exp(-expected) if highest else 1.0
