"""Numbers against dates: how far each post had counted on a day, from the telegrams that are held.

A number falls between the dates of the numbers held around it.  Where few are held, the pace of the
post in that period, or in its others, tells roughly when.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from reftel.refs.periods import bounds, period_of

# A number is given out when a draft is begun or released: a day or two from its neighbours' is usual.
SLACK = 1.0  # days

_DAY_BITS = 22  # enough for the days to the year 9999
_DAY_MASK = (1 << _DAY_BITS) - 1

_PACE_WITHIN = 0.08  # how far the pace of a period wanders, as a share of the time between two numbers held
_PACE_BEYOND = 0.15  # … of the time since the last number held
_PACE_OTHERS = 0.30  # … of a time guessed from the post's other periods
_LEAST_FOR_PACE = 40  # days of a period from which its own pace says more than that of others


class Window(NamedTuple):
    """When a number was sent, as far as can be told: days (ordinals), the likeliest, and on what it rests."""

    first: float
    likely: float
    last: float
    basis: str  # between, beyond, other-periods, nothing

    @property
    def known(self) -> bool:
        """Tell whether it rests on more than the bounds of the period."""
        return self.basis != "nothing"


class Series(NamedTuple):
    """The numbers held of one post and period, rising, each with its day; days never fall."""

    serials: array[int]
    days: array[int]


class Curves:
    """What the telegrams held say of how numbers and dates go together."""

    def __init__(self, held: Iterable[tuple[str, int, int]]) -> None:
        """Take (post, number, day) of what is held; a day out of line with its neighbours is left out."""
        points: dict[tuple[str, int], array[int]] = {}
        for post, serial, day in held:
            points.setdefault((post, period_of(day)), array("q")).append(serial << _DAY_BITS | day)
        self._series = {key: _rising(found) for key, found in points.items()}
        paces: dict[str, list[float]] = {}
        for (post, period), series in self._series.items():
            pace = _pace(series, bounds(period)[0])
            if pace is not None:
                paces.setdefault(post, []).append(pace)
        self._paces = {post: median(found) for post, found in paces.items()}

    def posts(self) -> set[str]:
        """Return the posts of which at least one number is held with its day."""
        return {post for post, _ in self._series}

    def series(self, post: str, period: int) -> Series | None:
        """Return the numbers held of a post in a period."""
        return self._series.get((post, period))

    def pace(self, post: str) -> float | None:
        """Return how many telegrams a day the post sends in its usual period."""
        return self._paces.get(post)

    def window(self, post: str, serial: int, period: int) -> Window | None:
        """Return when a number was sent if it is of this period; None where the period ended before."""
        first, last = bounds(period)
        series = self._series.get((post, period))
        pace = self._paces.get(post)
        if series is None:
            if pace is None:
                return Window(first, (first + last) / 2, last, "nothing")
            return _guessed(first, last, first + serial / pace, serial / pace * _PACE_OTHERS, "other-periods")
        at = bisect_left(series.serials, serial)
        if at < len(series.serials):
            return _between(series, at, serial, first)
        return _beyond(series, serial, first, last, pace)


def rising(points: Iterable[tuple[int, int]]) -> Series:
    """Return the longest run of (number, day) in which days do not fall as numbers rise.

    >>> list(rising([(1, 10), (2, 40), (3, 11), (4, 12)]).serials)
    [1, 3, 4]
    """
    return _rising(array("q", (serial << _DAY_BITS | day for serial, day in points)))


def _rising(packed: array[int]) -> Series:
    """Return the longest run of points, each a number and a day in one, in which days do not fall."""
    points = [(each >> _DAY_BITS, each & _DAY_MASK) for each in sorted(packed)]
    tails: list[int] = []  # the last day of the best run of each length
    at: list[int] = []
    before: list[int] = [-1] * len(points)
    for i, (_, day) in enumerate(points):
        place = bisect_right(tails, day)
        before[i] = at[place - 1] if place else -1
        tails[place : place + 1] = [day]
        at[place : place + 1] = [i]
    run: list[int] = []
    i = at[-1] if at else -1
    while i >= 0:
        run.append(i)
        i = before[i]
    kept = [points[i] for i in reversed(run)]
    return Series(array("q", (s for s, _ in kept)), array("q", (d for _, d in kept)))


def _pace(series: Series, first: int) -> float | None:
    """Return the numbers a day of a period, from its last number held."""
    days = series.days[-1] - first + 1
    return series.serials[-1] / days if days >= _LEAST_FOR_PACE else None


def _between(series: Series, at: int, serial: int, first: int) -> Window:
    """Return when a number was sent that has one held above it, and one or the first day below it."""
    low_serial, low_day = (series.serials[at - 1], series.days[at - 1]) if at else (0, first)
    high_serial, high_day = series.serials[at], series.days[at]
    if high_serial == serial:
        return Window(high_day, high_day, high_day, "held")
    gap, days = high_serial - low_serial, high_day - low_day
    share = (serial - low_serial) / gap
    spread = days * ((share * (1 - share) / (gap + 1)) ** 0.5 + _PACE_WITHIN * min(share, 1 - share) * 2)
    likely = low_day + share * days
    return Window(
        max(low_day, likely - 3 * spread) - SLACK,
        likely,
        min(high_day, likely + 3 * spread) + SLACK,
        "between",
    )


def _beyond(series: Series, serial: int, first: int, last: int, pace: float | None) -> Window | None:
    """Return when a number was sent that is higher than all held of its period."""
    own = _pace(series, first)
    rate = own or pace
    low_serial, low_day = series.serials[-1], series.days[-1]
    if rate is None:
        return Window(low_day - SLACK, (low_day + last) / 2, last, "beyond")
    days = (serial - low_serial) / rate
    spread = days * (_PACE_BEYOND if own else _PACE_OTHERS) + SLACK
    return _guessed(low_day, last, low_day + days, spread, "beyond")


def _guessed(first: float, last: float, likely: float, spread: float, basis: str) -> Window | None:
    """Return a guess within the period; None where even the earliest day would be after its end."""
    if likely - 3 * spread - SLACK > last:
        return None
    return Window(
        max(first, likely - 3 * spread) - SLACK,
        min(likely, last),
        min(last, likely + 3 * spread) + SLACK,
        basis,
    )
