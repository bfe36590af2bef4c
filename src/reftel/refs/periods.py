"""The periods in which a post counts its telegrams: calendar years, before 1970 fiscal years from July."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

# 5 FAH-2 H-220: numbers begin with 1 on January 1.  Until 1969 they began with the fiscal year: dated
# telegrams of 1966 and 1967 count from July, those of 1970 and after from January.
CALENDAR_YEARS = 1970
_FISCAL_MONTH = 7

# Posts whose numbers ran by addressee, each series from 1, and the first period in which they no longer did:
# the Department's do in dated telegrams of 1951 to 1964; those of January 1967 run on over all.
_BY_ADDRESSEE = {"STATE": 1965}


@lru_cache(maxsize=1024)
def bounds(period: int) -> tuple[int, int]:
    """Return the first and last day (ordinals) of a period, named by the year it begins in.

    >>> [str(dt.date.fromordinal(day)) for day in bounds(1962)]
    ['1962-07-01', '1963-06-30']
    """
    if period >= CALENDAR_YEARS:
        return dt.date(period, 1, 1).toordinal(), dt.date(period, 12, 31).toordinal()
    first = dt.date(period, _FISCAL_MONTH, 1)
    last = min(dt.date(period + 1, _FISCAL_MONTH, 1), dt.date(CALENDAR_YEARS, 1, 1))
    return first.toordinal(), last.toordinal() - 1


@lru_cache(maxsize=1 << 16)
def period_of(day: int) -> int:
    """Return the period that a day (ordinal) falls in."""
    date = dt.date.fromordinal(day)
    if date.year >= CALENDAR_YEARS or date.month >= _FISCAL_MONTH:
        return date.year
    return date.year - 1


def is_one_series(post: str, period: int) -> bool:
    """Tell whether a post's numbers of a period are one series, whoever they went to.

    >>> is_one_series("STATE", 1962), is_one_series("STATE", 1967)
    (False, True)
    """
    return period >= _BY_ADDRESSEE.get(post, 0)


def periods_of_year(year: int) -> tuple[int, ...]:
    """Return the periods in which a telegram of this calendar year may have been counted, latest first."""
    return (year,) if year >= CALENDAR_YEARS else (year, year - 1)


def name_of(period: int) -> str:
    """Return a period in words.

    >>> name_of(1986), name_of(1965), name_of(1969)
    ('1986', 'July 1965 to June 1966', 'July to December 1969')
    """
    if period >= CALENDAR_YEARS:
        return str(period)
    if period == CALENDAR_YEARS - 1:
        return f"July to December {period}"
    return f"July {period} to June {period + 1}"


def iso_of(day: int) -> str:
    """Return a count of days as a date.

    >>> iso_of(dt.date(1975, 3, 1).toordinal())
    '1975-03-01'
    """
    return dt.date.fromordinal(day).isoformat()


@lru_cache(maxsize=1 << 16)
def day_of(iso: str) -> int | None:
    """Return a date as the count of days; None where it is not given to the day.

    >>> day_of("1975-03-01T10:00:00Z") == dt.date(1975, 3, 1).toordinal()
    True
    """
    if len(iso) < 10:
        return None
    try:
        return dt.date(int(iso[:4]), int(iso[5:7]), int(iso[8:10])).toordinal()
    except ValueError:
        return None
