"""How many telegrams a post sent: from the numbers that are held or cited, with intervals.

A post counts its telegrams from 1; the numbers held are a sample of them, as the serial numbers of captured
tanks were.  Were they drawn at random, k numbers of which the highest is m tell the last number N:
without bias m + m/k - 1, and at 95 % from m up to the largest N that would put m so low no less often
than one time in twenty (R. Ruggles and H. Brodie, J. Amer. Stat. Assoc. 42, 1947; exact for small samples).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import lgamma, log
from typing import NamedTuple

from reftel.model import Record

CONFIDENCE = 0.95

# With fewer numbers than this an interval says little more than that it is wide.
FEW = 3


class Total(Record, frozen=True):
    """How many telegrams were sent, as the numbers held and cited tell, and what share is held."""

    held: int  # different numbers held
    cited: int  # different numbers cited and not held
    highest: int  # the highest number held or cited: so many were sent at least
    estimate: float  # without bias, if those held are a random sample
    low: int
    high: int
    share: float
    share_low: float
    share_high: float


def total_of(held: Iterable[int], cited: Iterable[int] = ()) -> Total | None:
    """Estimate how many were sent from the numbers held; those cited are known to exist, and no sample."""
    numbers = set(held)
    known = set(cited) - numbers
    if not numbers:
        return None
    k, m = len(numbers), max(numbers)
    highest = max(m, *known) if known else m
    high = max(highest, highest_total(k, m))
    estimate = max(float(highest), m + m / k - 1)
    return Total(
        held=k,
        cited=len(known),
        highest=highest,
        estimate=round(estimate, 1),
        low=highest,
        high=high,
        share=k / estimate,
        share_low=k / high,
        share_high=k / highest,
    )


def highest_total(k: int, m: int, *, confidence: float = CONFIDENCE) -> int:
    """Return the largest N for which k of N numbers have their highest at m or lower often enough.

    >>> highest_total(4, 60)
    125
    """
    limit = log(1 - confidence)
    low, high = m, 2 * m
    while _log_chance(k, m, high) > limit:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _log_chance(k, m, middle) > limit:
            low = middle
        else:
            high = middle
    return low


def _log_chance(k: int, m: int, n: int) -> float:
    """Return the logarithm of the chance that the highest of k numbers out of n is m or lower."""
    return lgamma(m + 1) - lgamma(m - k + 1) - lgamma(n + 1) + lgamma(n - k + 1)


class Run(NamedTuple):
    """Numbers in a row that are not held, and how many of them are cited."""

    first: int
    last: int
    cited: int

    @property
    def length(self) -> int:
        """How many numbers."""
        return self.last - self.first + 1


def missing_runs(held: Iterable[int], cited: Iterable[int] = ()) -> tuple[Run, ...]:
    """Return the runs of numbers not held below the highest that is held or cited.

    >>> missing_runs([2, 3, 7])
    (Run(first=1, last=1, cited=0), Run(first=4, last=6, cited=0))
    """
    numbers = sorted(set(held))
    known = sorted(set(cited) - set(numbers))
    end = max([*numbers[-1:], *known[-1:]], default=0)
    runs: list[Run] = []
    before = 0
    for number in [*numbers, end + 1]:
        if number - before > 1:
            runs.append(Run(before + 1, number - 1, _within(known, before + 1, number - 1)))
        before = number
    return tuple(runs)


def _within(numbers: Sequence[int], first: int, last: int) -> int:
    from bisect import bisect_left, bisect_right

    return bisect_right(numbers, last) - bisect_left(numbers, first)
