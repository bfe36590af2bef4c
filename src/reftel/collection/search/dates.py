"""Dates in queries: a day, a month, a year, or a range of them, as whole numbers like 20081222."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPARED = re.compile(r"(>=|<=|>|<)\s*(.+)")
_NAMED = re.compile(r"(?:(?P<day>\d{1,2})[\s.-]*)?(?P<name>[A-Za-z]{3})[a-z]*\.?,?[\s.-]*(?P<year>\d{4})")
_NUMBERED = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

FIRST, LAST = 0, 99991231


def read_dates(written: str) -> tuple[int, int] | None:
    """Return the first and last day of a date or range, or None where it is neither.

    >>> read_dates("2008-12..2009-01"), read_dates("<2008")
    ((20081201, 20090131), (0, 20080100))
    """
    compared = _COMPARED.fullmatch(written.strip())
    if compared:
        return _compared(*compared.groups())
    low, dots, high = written.strip().partition("..")
    if not dots:
        return days_of(low)
    first = (FIRST, FIRST) if not low.strip() else days_of(low)
    last = (LAST, LAST) if not high.strip() else days_of(high)
    if first is None or last is None or not (low.strip() or high.strip()):
        return None
    return first[0], last[1]


def _compared(sign: str, written: str) -> tuple[int, int] | None:
    days = days_of(written)
    if days is None:
        return None
    first, last = days
    # Numbers between the days are no days: one before the first day of a month is as good as the eve.
    return {">": (last + 1, LAST), ">=": (first, LAST), "<": (FIRST, first - 1), "<=": (FIRST, last)}[sign]


def days_of(written: str) -> tuple[int, int] | None:
    """Return the first and last day of a day, month or year."""
    found = _DATE.fullmatch(written.strip())
    if not found:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    assert year is not None
    if year < 1:
        return None
    if month is None:
        return year * 10000 + 101, year * 10000 + 1231
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if day is None:
        return year * 10000 + month * 100 + 1, year * 10000 + month * 100 + last
    if not 1 <= day <= last:
        return None
    return (number := year * 10000 + month * 100 + day), number


def as_meant(written: str) -> str | None:
    """Return a date written otherwise as queries write it, or None where there are two ways to read it.

    >>> as_meant("22 December 2008"), as_meant("12/2008"), as_meant("3/4/2008")
    ('2008-12-22', '2008-12', None)
    """
    numbered = _NUMBERED.fullmatch(written.strip())
    named = _NAMED.fullmatch(written.strip())
    if numbered:
        meant = f"{numbered['year']}-{int(numbered['month']):02d}"
    elif named and named["name"].lower() in _MONTHS:
        month = _MONTHS.index(named["name"].lower()) + 1
        day = f"-{int(named['day']):02d}" if named["day"] else ""
        meant = f"{named['year']}-{month:02d}{day}"
    else:
        return None
    return meant if days_of(meant) else None
