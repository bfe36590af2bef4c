"""The year that a reference leaves out: which years its number can be of, and how likely each is.

A reference points back, mostly not far.  For each period up to the day of the citing telegram the numbers
held around it say when the number was sent; how long before the citing that was says how likely it is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from reftel.model import Record
from reftel.refs.curves import Curves, Window
from reftel.refs.periods import CALENDAR_YEARS, bounds, period_of

Sure = Literal["certain", "likely", "open"]

# How far back references point, as shares of three paces (days): replies, a matter's exchange, old files.
LAGS = ((0.62, 12.0), (0.30, 75.0), (0.08, 420.0))

CERTAIN = 0.995
LIKELY = 0.80

# On what the likeliest year rests, in words.
GROUNDS = {
    "held": "that number is held",
    "between": "numbers held around it say when it was sent",
    "beyond": "the pace of the numbers held in that year says when",
    "other-periods": "the post's pace in other years says roughly when",
    "nothing": "nothing of the post is held with number and date, so the day of citing alone speaks",
}

_PERIODS_BACK = 3
_RIVAL = 0.05  # the share from which a year whose number is held keeps one from being likely that is not
_WORTH_TELLING = 0.005  # the share from which another year is named beside the likeliest
_YEAR = 365
_ODDLY_DATED = 0.02  # of dates are not what the numbers around them say
_ODDLY = 30  # days by which those may be off
AHEAD = 2.0  # days by which a telegram cited may seem to be later: numbers are given out before release


class Year(Record, frozen=True):
    """A year that a number may be of: when it was then sent (ISO days), and how likely that is."""

    year: int
    first: str
    last: str
    share: float  # 0 to 1; those of one reference add up to 1, or little less


class Inference(NamedTuple):
    """The years a number may be of, likeliest first, how sure the first is, and why."""

    years: tuple[Year, ...]
    sure: Sure
    why: str


class _Weighed(NamedTuple):
    weight: float
    window: Window
    year: int


NOTHING_ELSE: Mapping[int, float] = MappingProxyType({})


class _Ranked(NamedTuple):
    """The periods a number may be of with their weights, the weight of all, and how sure the best year is."""

    found: list[_Weighed]
    total: float
    best: int | None  # the likeliest year
    share: float
    sure: Sure


def infer_year(
    curves: Curves,
    post: str,
    serial: int,
    cited_on: int,
    *,
    convention: float = 1.0,
    favour: Mapping[int, float] = NOTHING_ELSE,
) -> Inference:
    """Return which years a number without one may be of, cited on this day (an ordinal).

    `convention` is how much more often a year left out is the citing telegram's own than the time alone
    would say: 1 where writers never gave years, large where they give every other year (see `convention_of`).
    `favour` names the years of which the number is held, and by how much something else makes them likelier;
    with it no year is called certain, and none likely that is not held where one that is held may be meant.
    """
    ranked = _ranked(curves, post, serial, cited_on, convention, favour)
    if ranked.best is None:
        return Inference((), "open", f"{post} {serial} fits no year up to the telegram that cites it.")
    likeliest = sorted(ranked.found, key=lambda each: -each.weight)
    years = _merged([_candidate(each, ranked.total) for each in likeliest])
    return Inference(years, ranked.sure, _why(post, serial, years, likeliest[0].window))


def conclude_year(
    curves: Curves,
    post: str,
    serial: int,
    cited_on: int,
    *,
    convention: float = 1.0,
    favour: Mapping[int, float] = NOTHING_ELSE,
) -> tuple[int | None, Sure]:
    """Return the year that `infer_year` puts first and how sure it is, and nothing besides: it is quicker."""
    ranked = _ranked(curves, post, serial, cited_on, convention, favour)
    return ranked.best, ranked.sure


def _ranked(
    curves: Curves, post: str, serial: int, cited_on: int, convention: float, favour: Mapping[int, float]
) -> _Ranked:
    own = period_of(cited_on)
    total = _older(own, cited_on)
    found: list[_Weighed] = []
    by_year: dict[int, float] = {}
    for period in range(own, own - _PERIODS_BACK, -1):
        for year, share, window in _years_of(curves.window(post, serial, period), period):
            likelier = (convention if period == own else 1.0) * favour.get(year, 1.0)
            weight = share * _weight(window, cited_on) * likelier
            total += weight
            found.append(_Weighed(weight, window, year))
            by_year[year] = by_year.get(year, 0.0) + weight
    best = max(by_year, key=by_year.__getitem__, default=None)
    if best is None or by_year[best] <= 0:
        return _Ranked(found, total, None, 0.0, "open")
    share = by_year[best] / total
    known = any(each.window.known for each in found)
    sure: Sure = (
        "certain" if share >= CERTAIN and known and not favour else "likely" if share >= LIKELY else "open"
    )
    if favour.get(best, 0.0) < 1.0 and any(by_year.get(y, 0) / total >= _RIVAL for y in favour):
        sure = "open"
    return _Ranked(found, total, best, share, sure)


def _years_of(window: Window, period: int) -> Iterator[tuple[int, float, Window]]:
    """Yield the calendar years that a window lies in, with its share in each and the part that does."""
    if period >= CALENDAR_YEARS:
        yield period, window.fits, window
        return
    turn = dt.date(period + 1, 1, 1).toordinal()
    length = max(window.last - window.first, 1.0)
    for year, first, last in (
        (period, window.first, min(window.last, turn - 1)),
        (period + 1, max(window.first, turn), window.last),
    ):
        if first <= last:
            share = min(1.0, max(last - first, 1.0) / length)
            part = window._replace(first=first, last=last, likely=min(max(window.likely, first), last))
            yield year, share * window.fits, part


def _weight(window: Window, cited_on: int) -> float:
    """Return the likelihood of being cited on this day; some dates are not what the numbers around say."""
    usual = _cited(window.first, window.last, cited_on)
    odd = _cited(window.first - _ODDLY, window.last + _ODDLY, cited_on)
    return (1 - _ODDLY_DATED) * usual + _ODDLY_DATED * odd


def _older(own: int, cited_on: int) -> float:
    """Return the likelihood that a still older number is meant: in each year there is one of them."""
    return (1 - _passed(cited_on - bounds(own - _PERIODS_BACK + 1)[0])) / _YEAR


def _cited(first: float, last: float, cited_on: int) -> float:
    """Return the likelihood of being cited on a day by what was sent at some time in these days."""
    latest = cited_on + AHEAD
    if first >= latest:
        return 0.0
    last = max(last, first + 1)
    return (_passed(latest - first) - _passed(latest - last)) / (last - first)


def _passed(days: float) -> float:
    """Return the share of references that point back no further than so many days."""
    if days <= 0:
        return 0.0
    (quick, week), (usual, season), (old, years) = LAGS  # written out: this is called millions of times
    exp = math.exp
    return 1.0 - quick * exp(-days / week) - usual * exp(-days / season) - old * exp(-days / years)


def _candidate(each: _Weighed, total: float) -> Year:
    window = each.window
    return Year(each.year, _iso(window.first), _iso(window.last), round(each.weight / total, 4))


def _iso(day: float) -> str:
    return dt.date.fromordinal(max(1, int(day))).isoformat()


def _merged(years: list[Year]) -> tuple[Year, ...]:
    """Return the years, two periods of one year taken together."""
    found: dict[int, Year] = {}
    for each in years:
        before = found.get(each.year)
        share = round(each.share + (before.share if before else 0), 4)
        found[each.year] = Year(each.year, (before or each).first, (before or each).last, share)
    some = [y for y in found.values() if y.share > 0] or list(found.values())
    return tuple(sorted(some, key=lambda y: -y.share))


def _why(post: str, serial: int, years: tuple[Year, ...], window: Window) -> str:
    best, *others = years
    when = f"of {best.first}" if best.first == best.last else f"of {best.first} to {best.last}"
    told = f"No year is given; as {best.year} {post} {serial} it would be {when}: {GROUNDS[window.basis]}."
    left = [f"{y.year} ({y.share:.0%})" for y in others if y.share >= _WORTH_TELLING]
    return f"{told} {best.year} has {best.share:.0%} for it; left are {', '.join(left)}." if left else told


def convention_of(stated_other: int, unstated_impossible: int) -> float:
    """Return how far writers of a collection can be relied on to give a year that is not their own.

    `stated_other` counts references that give another year than the telegram's; `unstated_impossible` those
    without a year whose number the post had not reached in the telegram's own year.
    """
    return (1 + stated_other) / (1 + unstated_impossible)
