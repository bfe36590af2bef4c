"""Stretches of days: months, years, seasons, thirds and halves of them."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

_DAY, _WEEK, _FORTNIGHT, _MONTH, _YEAR, _DECADE, _WEEKEND = 1, 2, 3, 4, 5, 6, 7
_DAYS_OF = {_DAY: 1, _WEEK: 7, _FORTNIGHT: 14, _WEEKEND: 7}
_MONTHS_OF = {_MONTH: 1, _YEAR: 12, _DECADE: 120}
_FISCAL_CHANGE = 1977  # from this fiscal year on the year begins in October, before in July


class Stretch(NamedTuple):
    """The first and the last day."""

    first: dt.date
    last: dt.date


def day(date: dt.date) -> Stretch:
    """Return one day."""
    return Stretch(date, date)


def month(year: int, number: int) -> Stretch:
    """Return a month; numbers outside 1 to 12 lead into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Stretch(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]))


def months(year: int, first: int, count: int) -> Stretch:
    """Return several months on end."""
    return Stretch(month(year, first).first, month(year, first + count - 1).last)


def years(first: int, last: int | None = None) -> Stretch:
    """Return a year, or several on end."""
    return Stretch(dt.date(first, 1, 1), dt.date(last or first, 12, 31))


def fiscal(first: int, last: int | None = None) -> Stretch:
    """Return fiscal years of the United States (31 U.S.C. 1102; from July before fiscal 1977)."""
    begins = month(first - 1, 10 if first >= _FISCAL_CHANGE else 7).first
    last = last or first
    ends = month(last, 9 if last >= _FISCAL_CHANGE else 6).last
    return Stretch(begins, ends)


def around(date: dt.date, length: int, step: int) -> Stretch:
    """Return the calendar week, month, year, decade or weekend that lies so many steps from a day's."""
    if length == _MONTH:
        return month(date.year, date.month + step)
    if length == _YEAR:
        return years(date.year + step)
    if length == _DECADE:
        first = date.year - date.year % 10 + 10 * step
        return years(first, first + 9)
    monday = date - dt.timedelta(days=date.weekday()) + dt.timedelta(days=_DAYS_OF[length] * step)
    if length == _WEEKEND:
        return Stretch(monday + dt.timedelta(days=5), monday + dt.timedelta(days=6))
    return Stretch(monday, monday + dt.timedelta(days=_DAYS_OF[length] - 1))


def moved(date: dt.date, count: int, length: int) -> dt.date:
    """Return the day so many days, weeks, months or years on; the last of a month stays within it."""
    if length in _DAYS_OF:
        return date + dt.timedelta(days=count * _DAYS_OF[length])
    target = month(date.year, date.month + count * _MONTHS_OF[length])
    return target.first.replace(day=min(date.day, target.last.day))


def counted(date: dt.date, count: int, length: int) -> Stretch:
    """Return what `three days ago` means: the day; of months the month, of years the year."""
    there = moved(date, count, length)
    if length == _MONTH:
        return month(there.year, there.month)
    return years(there.year) if length in (_YEAR, _DECADE) else day(there)


def piece(whole: Stretch, number: int, of: int) -> Stretch:
    """Return one of so many equal pieces: of a month by ten days, of longer ones by months."""
    days = (whole.last - whole.first).days + 1
    if days <= 31:
        edges = [0, 10, 20, days] if of == 3 and days > 27 else [round(days * i / of) for i in range(of + 1)]
        first, after = edges[number - 1], edges[number]
        return Stretch(whole.first + dt.timedelta(days=first), whole.first + dt.timedelta(days=after - 1))
    total = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    decade = total == 120 and of == 3  # its thirds are whole years: 0-3, 4-6, 7-9
    edges = [0, 48, 84, 120] if decade else [round(total * i / of) for i in range(of + 1)]
    return months(whole.first.year, whole.first.month + edges[number - 1], edges[number] - edges[number - 1])


def week_of(whole: Stretch, number: int, days: int = 7) -> Stretch:
    """Return the first, second … week of a month, counted from its first day; -1 is the last."""
    if number < 0:
        return Stretch(whole.last - dt.timedelta(days=days - 1), whole.last)
    first = whole.first + dt.timedelta(days=days * (number - 1))
    return Stretch(first, first + dt.timedelta(days=days - 1))
