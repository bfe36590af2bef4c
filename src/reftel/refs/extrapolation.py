"""The curve of numbers against dates, carried on to the end of the period.

The pace is the median of all slopes between the ends of equal stretches of time (H. Theil, 1950; P. K. Sen,
J. Amer. Stat. Assoc. 63, 1968), which a few odd dates cannot move.  How far the stretches differ from
that pace, and whether busy ones follow busy ones, gives the interval: it is one for what is still to
come, not for the mean.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from math import ceil, sqrt
from statistics import median
from typing import NamedTuple

from reftel.model import Record
from reftel.refs.chances import t_bound
from reftel.refs.curves import Series

LEAST_POINTS = 12
LEAST_DAYS = 60
_LEAST_STRETCHES = 6
_MOST_STRETCHES = 26
_SHORTEST = 7  # days of a stretch
_STEADIEST = 0.8  # beyond this, likeness of neighbours says that the pace drifts, not how far


class Regression(Record, frozen=True):
    """How many were sent by the end of the period, from the pace of those held with their dates."""

    estimate: float
    low: int
    high: int
    pace: float  # numbers a day
    points: int
    days: int  # from the first to the last date held
    ahead: int  # days from there to the end of the period


class Fall(NamedTuple):
    """The curve by day: days that have a number, and the highest up to each."""

    days: list[int]
    tops: list[int]

    def at(self, day: float) -> float:
        """Return the number reached on a day, on the line between the days that are known."""
        i = bisect_right(self.days, day)
        if i == 0:
            return float(self.tops[0])
        if i == len(self.days):
            return float(self.tops[-1])
        share = (day - self.days[i - 1]) / (self.days[i] - self.days[i - 1])
        return self.tops[i - 1] + share * (self.tops[i] - self.tops[i - 1])


def by_day(line: Series) -> Fall:
    """Return a series by day."""
    days: list[int] = []
    tops: list[int] = []
    for number, day in zip(line.serials, line.days, strict=True):
        if days and days[-1] == day:
            tops[-1] = number
        else:
            days.append(day)
            tops.append(number)
    return Fall(days, tops)


def extrapolate(line: Series, last: int, highest: int) -> Regression | str:
    """Carry a curve on to the period's last day; where it allows none, return why in words."""
    curve = by_day(line)
    points, days = len(line.serials), curve.days[-1] - curve.days[0] if curve.days else 0
    count = min(_MOST_STRETCHES, points // 2, days // _SHORTEST)
    if points < LEAST_POINTS or days < LEAST_DAYS or count < _LEAST_STRETCHES:
        return f"it takes {LEAST_POINTS} dated numbers over {LEAST_DAYS} days; there are {points} over {days}"
    ahead = max(0, last - curve.days[-1])
    if ahead > days:
        return f"it would look {ahead} days ahead from {days} days held"
    return _carried(curve, count, ahead, points, highest)


def _carried(curve: Fall, count: int, ahead: int, points: int, highest: int) -> Regression:
    days = curve.days[-1] - curve.days[0]
    ends = [curve.days[0] + days * i / count for i in range(count + 1)]
    reached = [curve.at(day) for day in ends]
    pace = _middle_slope(ends, reached)
    coming = ahead + 0.5  # the last day held is half over when its last number held is given out
    noise = _noise(reached, pace * days / count) * pace * (coming + coming**2 / days)
    spread = t_bound(count - 2) * sqrt(noise)
    estimate = max(float(highest), curve.tops[-1] + pace * coming)
    return Regression(
        estimate=round(estimate, 1),
        low=max(highest, int(estimate - spread)),
        high=max(highest, ceil(estimate + spread)),
        pace=round(pace, 3),
        points=points,
        days=days,
        ahead=ahead,
    )


def _middle_slope(ends: list[float], reached: list[float]) -> float:
    places = range(len(ends))
    return median((reached[j] - reached[i]) / (ends[j] - ends[i]) for i in places for j in places if i < j)


def _noise(reached: list[float], expected: float) -> float:
    """Return how many times more stretches differ than counts do by chance; likeness of neighbours adds."""
    off = [b - a - expected for a, b in itertools.pairwise(reached)]
    squares = sum(x * x for x in off)
    if squares == 0 or expected <= 0:
        return 1.0
    likeness = sum(a * b for a, b in itertools.pairwise(off)) / squares
    likeness = min(_STEADIEST, max(0.0, likeness))
    return max(1.0, squares / (len(off) - 1) / expected) * (1 + likeness) / (1 - likeness)
