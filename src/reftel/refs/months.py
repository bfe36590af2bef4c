"""Month by month: how many telegrams are held, and how many numbers the post used."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from reftel.model import Record
from reftel.refs.curves import Series
from reftel.refs.extrapolation import Fall, Regression, by_day
from reftel.refs.numbering import Numbered, Numbering


class Month(Record, frozen=True):
    """A month of a period: numbers held and known from citations, used as far as the curve tells."""

    month: str  # as 2008-05
    held: int
    cited: int
    sent: float | None  # null where nothing tells
    share: float | None
    carried_on: bool = False  # sent is what the regression says


def months_of(
    held: Sequence[Numbered],
    cited: Sequence[int],
    numbering: Numbering,
    first: int,
    last: int,
    regression: Regression | None,
) -> tuple[Month, ...]:
    """Return the months of a period from `first` to `last`, both ordinals."""
    line = numbering.parts[0].line if len(numbering.parts) == 1 else None
    curve = _curve(line, first) if line is not None and line.days else None
    dated = {(h.number, h.day) for h in held if h.day is not None and first <= h.day <= last}
    counts = Counter(_month(day) for _, day in dated)
    known = Counter(_month(_day_of(line, n)) for n in cited) if line is not None and curve else Counter()
    found = []
    for name, begin, end in _calendar(first, last):
        sent, carried = _sent(curve, regression, begin, end)
        n = counts[name]
        share = None if not sent or (sent < 1 and not n) else min(1.0, n / sent)
        found.append(Month(name, n, known[name], None if sent is None else round(sent, 1), share, carried))
    return tuple(found)


def _curve(line: Series, first: int) -> Fall:
    """Return the curve by day, from nothing on the day before the period."""
    curve = by_day(line)
    return Fall([first - 1, *curve.days], [0, *curve.tops]) if curve.days[0] >= first else curve


def _sent(
    curve: Fall | None, regression: Regression | None, begin: int, end: int
) -> tuple[float | None, bool]:
    """Return how many numbers a month used, and whether part of that is the curve carried on."""
    if curve is None:
        return None, False
    reach = curve.days[-1]
    inside = curve.at(min(end, reach)) - curve.at(min(begin - 1, reach))
    beyond = end - max(begin - 1, reach)
    if beyond <= 0:
        return inside, False
    if regression is None:
        return (inside, False) if begin <= reach else (None, False)
    return inside + beyond * regression.pace, True


def _day_of(line: Series | None, number: int) -> int:
    assert line is not None
    at = bisect_left(line.serials, number)
    low = line.days[max(0, at - 1)]
    return (low + line.days[min(at, len(line.days) - 1)]) // 2


def _month(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()[:7]


@lru_cache(maxsize=1024)
def _calendar(first: int, last: int) -> list[tuple[str, int, int]]:
    """Return the months between two days, each with its first and last day."""
    found = []
    begin = dt.date.fromordinal(first)
    while begin.toordinal() <= last:
        after = (begin.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        found.append((begin.isoformat()[:7], begin.toordinal(), min(last, after.toordinal() - 1)))
        begin = after
    return found
