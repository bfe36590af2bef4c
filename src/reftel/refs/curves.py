"""Numbers against dates: how far each post had counted on a day, from the telegrams that are held.

A number falls between the dates of the numbers held around it.  Where few are held, the pace of the
post in that period, or in those near it, tells roughly when; such a guess makes a period unlikely, never
impossible.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import erfc, exp, hypot, log, sqrt
from typing import NamedTuple

from reftel.refs.periods import bounds, is_one_series, period_of

# A number is given out when a draft is begun or released: a day or two from its neighbours' is usual.
SLACK = 2.0  # days

_DAY_BITS = 22  # enough for the days to the year 9999
_DAY_MASK = (1 << _DAY_BITS) - 1

_PACE_WITHIN = 0.08  # how far the pace of a period wanders, as a share of the time between two numbers held
_PACE_BEYOND = 0.15  # … of the time since the last number held
_PACE_OTHERS = 0.30  # … of a time guessed from the period before or after; it grows as a random walk does
_FAR = 8  # periods from which nothing is said of the pace
_HALF = 2.0  # periods from which a pace counts half
UNLIKELY = 0.05  # what is left to a period that the guessed pace rules out
_LEAST_FOR_PACE = 40  # days of a period from which its own pace says more than that of others


class Window(NamedTuple):
    """When a number was sent, as far as can be told: days (ordinals), the likeliest, and on what it rests.

    `fits` is the chance, 0 to 1, that the post came so far in the period at all.
    """

    first: float
    likely: float
    last: float
    basis: str  # held, between, beyond, other-periods, nothing
    fits: float = 1.0

    @property
    def known(self) -> bool:
        """Tell whether it rests on more than the bounds of the period."""
        return self.basis != "nothing" and self.fits > UNLIKELY


class _Pace(NamedTuple):
    """Telegrams a day, and how far that may be wrong: the deviation of its logarithm."""

    rate: float
    spread: float


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
        self._paces: dict[str, dict[int, _Pace]] = {}
        for (post, period), series in self._series.items():
            pace = _pace(series, bounds(period)[0])
            if pace is not None and is_one_series(post, period):
                self._paces.setdefault(post, {})[period] = _Pace(pace, 1 / sqrt(series.serials[-1]))
        self._near: dict[tuple[str, int], _Pace | None] = {}

    def posts(self) -> set[str]:
        """Return the posts of which at least one number is held with its day."""
        return {post for post, _ in self._series}

    def series(self, post: str, period: int) -> Series | None:
        """Return the numbers held of a post in a period."""
        return self._series.get((post, period))

    def window(self, post: str, serial: int, period: int) -> Window:
        """Return when a number was sent if it is of this period."""
        first, last = bounds(period)
        series = self._series.get((post, period))
        if not is_one_series(post, period):
            return Window(first, (first + last) / 2, last, "nothing")
        if series is None:
            pace = self._pace_near(post, period)
            if pace is None:
                return Window(first, (first + last) / 2, last, "nothing")
            return _guessed(serial / pace.rate, pace.spread, first, last)
        at = bisect_left(series.serials, serial)
        if at < len(series.serials):
            return _between(series, at, serial, first)
        return _beyond(series, serial, first, last, self._pace_near(post, period))

    def _pace_near(self, post: str, period: int) -> _Pace | None:
        """Return the pace that the periods around this one suggest, the nearest counting most."""
        key = post, period
        if key not in self._near:
            self._near[key] = _near(self._paces.get(post, {}), period)
        return self._near[key]


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


def _near(paces: dict[int, _Pace], period: int) -> _Pace | None:
    near = [(abs(other - period), pace) for other, pace in paces.items() if 0 < abs(other - period) <= _FAR]
    if not near:
        return None
    weights = [0.5 ** (away / _HALF) for away, _ in near]
    logs = sum(w * log(pace.rate) for w, (_, pace) in zip(weights, near, strict=True))
    away, nearest = min(near)
    return _Pace(exp(logs / sum(weights)), hypot(_PACE_OTHERS * sqrt(away), nearest.spread))


def _beyond(series: Series, serial: int, first: int, last: int, near: _Pace | None) -> Window:
    """Return when a number was sent that is higher than all held of its period."""
    own = _pace(series, first)
    low_serial, low_day = series.serials[-1], series.days[-1]
    if own is not None:
        days = (serial - low_serial) / own
        return _in_period(low_day, low_day + days, last, days * _PACE_BEYOND + SLACK)
    if near is not None:
        days = (serial - low_serial) / near.rate
        return _in_period(low_day, low_day + days, last, days * near.spread + SLACK)
    return Window(low_day - SLACK, (low_day + last) / 2, last, "beyond")


def _in_period(first: float, likely: float, last: float, spread: float) -> Window:
    """Return a guess that is as often too early as too late, cut at the end of the period."""
    fits = _below((last - likely) / spread)
    if fits <= UNLIKELY:
        return Window(first - SLACK, (first + last) / 2, last, "beyond", UNLIKELY)
    early, late = max(first, likely - 3 * spread), min(last, likely + 3 * spread)
    return Window(early - SLACK, min(likely, last), late + SLACK, "beyond", fits)


def _guessed(days: float, spread: float, first: float, last: float) -> Window:
    """Return a guess from the pace of other periods, so many days from the first on, cut at the last day."""
    fits = _below(log((last - first + 1) / days) / spread)
    if fits <= UNLIKELY:
        return Window(first, (first + last) / 2, last, "other-periods", UNLIKELY)
    wide = exp(3 * spread)
    early, late = first + days / wide, min(last, first + days * wide)
    return Window(min(early, last) - SLACK, min(first + days, last), late + SLACK, "other-periods", fits)


def _below(deviations: float) -> float:
    """Return the share of a normal distribution below so many deviations."""
    return erfc(-deviations / sqrt(2)) / 2
