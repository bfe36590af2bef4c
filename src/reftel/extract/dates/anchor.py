"""The day a text's dates are read from, and which year, month or week is meant where none is written."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from reftel.extract.dates.stretch import Stretch, month
from reftel.model import Telegram

_NEAR = 120  # days within which the nearest date is meant, whatever the words around it


class Anchor(NamedTuple):
    """The telegram's day (none where it prints none), and where the words around point: -1 back, 1 ahead."""

    day: dt.date | None
    sure: bool = True
    direction: int = 0


def anchor_of(telegram: Telegram | None) -> Anchor:
    """Return the day of a telegram's date-time group; of a group that prints the month only, its middle."""
    if telegram is None or telegram.dtg is None:
        return Anchor(None)
    iso = telegram.dtg.value.iso
    try:
        return Anchor(dt.date.fromisoformat(iso[:10]))
    except ValueError:
        pass
    try:
        year, *rest = (int(part) for part in iso.split("-")[:2])
        return Anchor(dt.date(year, rest[0] if rest else 7, 15 if rest else 1), sure=False)
    except ValueError:
        return Anchor(None)


def nearest(anchor: Anchor, places: list[Stretch]) -> Stretch | None:
    """Return the stretch that is meant among those of several years, months or weeks: the nearest one.

    Where the nearest is far, words that point back or ahead decide.
    """
    if anchor.day is None or not places:
        return None
    day = anchor.day
    best = min(places, key=lambda s: _distance(s, day))
    if anchor.direction and _distance(best, day) > _NEAR:
        side = [s for s in places if (s.first > day if anchor.direction > 0 else s.last < day)]
        best = min(side, key=lambda s: _distance(s, day), default=best)
    return best


def _distance(one: Stretch, day: dt.date) -> int:
    return max(0, (one.first - day).days, (day - one.last).days)


def day_in_year(anchor: Anchor, number: int, day: int, weekday: int | None = None) -> Stretch | None:
    """Return the day and month of the year that is meant; a weekday's name must fit where it can."""
    if anchor.day is None:
        return None
    found = [d for y in range(-6, 7) if (d := dated(anchor.day.year + y, number, day))]
    near = [d for d in found if abs(d.year - anchor.day.year) <= 1]
    fitting = [d for d in near if weekday is None or d.weekday() == weekday]
    return nearest(anchor, [Stretch(d, d) for d in fitting or near or found])


def month_in_year(anchor: Anchor, number: int) -> Stretch | None:
    """Return the month of the year that is meant."""
    if anchor.day is None:
        return None
    return nearest(anchor, [month(anchor.day.year + y, number) for y in (-1, 0, 1)])


def dated(year: int, number: int, day: int) -> dt.date | None:
    """Return a day, none where the calendar has no such day."""
    try:
        return dt.date(year, number, day)
    except ValueError:
        return None


def full_year(two_digits: int, anchor: Anchor) -> int:
    """Return the year that two digits mean: of the centuries the one nearest to the telegram's."""
    if anchor.day is None:
        return (1900 if two_digits > 30 else 2000) + two_digits
    base = anchor.day.year - anchor.day.year % 100 + two_digits
    return min((base - 100, base, base + 100), key=lambda y: abs(y - anchor.day.year))  # type: ignore[union-attr]
