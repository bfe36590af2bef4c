"""Dates in queries: a day, a month, a year, or a range of them, as whole numbers like 20081222."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

FIRST, LAST = 0, 99991231


def read_dates(written: str) -> tuple[int, int] | None:
    """Return the first and last day of a date or range, or None where it is neither.

    >>> read_dates("2008-12..2009-01")
    (20081201, 20090131)
    """
    low, dots, high = written.strip().partition("..")
    if not dots:
        return days_of(low)
    first = (FIRST, FIRST) if not low.strip() else days_of(low)
    last = (LAST, LAST) if not high.strip() else days_of(high)
    if first is None or last is None or not (low.strip() or high.strip()):
        return None
    return first[0], last[1]


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
