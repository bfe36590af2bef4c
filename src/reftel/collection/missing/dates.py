"""When a missing telegram was sent: by the numbers held around it, and not after the first that cites it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

from reftel.collection.cards import chunks, marks
from reftel.collection.missing.answers import Dates, YearKnown
from reftel.model import Mrn
from reftel.refs.curves import Curves, Window
from reftel.refs.periods import day_of, periods_of_year
from reftel.refs.years import infer_year

# By how many days a telegram may seem to be later than what cites it: numbers are given out before release.
_AHEAD = 2

_GROUNDS = {
    "held": "by another record of this number",
    "between": "by the numbers held around it",
    "beyond": "by the pace of the numbers held before it that year",
    "other-periods": "roughly, by the pace of the post in other years",
}


def curves_of(db: sqlite3.Connection, posts: Iterable[str]) -> Curves:
    """Return how the numbers of these posts go with dates, by the telegrams that are held."""
    held = []
    for some in chunks(sorted(set(posts))):
        rows = db.execute(
            f"""SELECT mrn_post, mrn_serial, date FROM telegrams
                WHERE mrn_post IN ({marks(some)}) AND date IS NOT NULL AND mrn_serial IS NOT NULL
                  AND abs(CAST(substr(date, 1, 4) AS INTEGER) - mrn_year) <= 1""",
            some,
        )
        held += [(post, serial, day) for post, serial, date in rows if (day := day_of(date))]
    return Curves(held)


def dates_of(curves: Curves, mrn: Mrn, cited_on: Sequence[str | None]) -> Dates:
    """Return when a number was probably sent, cited on these days (ISO; null where not known)."""
    days = sorted(day for date in cited_on if date and (day := day_of(date)))
    latest = days[0] + _AHEAD if days else None
    window = _window(curves, mrn, latest)
    first, last = dt.date(mrn.year, 1, 1).toordinal(), dt.date(mrn.year, 12, 31).toordinal()
    if window is None or not window.known:
        return _by_citing(mrn, first, last, latest)
    first, last = max(first, int(window.first)), min(last, int(window.last + 0.999))
    if latest is not None and first > latest:
        says = (
            f"{_span(first, last)}, {_GROUNDS[window.basis]}, which is later than what cites it: year or "
            "number may have been misread or mistyped"
        )
        return Dates(_iso(first), _iso(last), _iso(window.likely), "conflict", says)
    last = last if latest is None else min(last, latest)
    likely = min(max(window.likely, first), last)
    return Dates(
        _iso(first), _iso(last), _iso(likely), window.basis, f"{_span(first, last)}, {_GROUNDS[window.basis]}"
    )


def year_known(curves: Curves, mrn: Mrn, cited: Sequence[tuple[str | None, bool]]) -> YearKnown:
    """Return how a number's year is known, by the day (ISO) of each reference, and if it leaves it out."""
    if not cited or not all(left_out for _, left_out in cited):
        return "stated"
    days = sorted(day for date, _ in cited if date and (day := day_of(date)))
    if not days:
        return "open"
    inferred = infer_year(curves, mrn.post, mrn.serial, days[0])
    right = inferred.years and inferred.years[0].year == mrn.year
    return inferred.sure if right else "open"


def _window(curves: Curves, mrn: Mrn, latest: int | None) -> Window | None:
    """Return the window of the number's year; of two periods of a year the later one that fits."""
    found = [curves.window(mrn.post, mrn.serial, period) for period in periods_of_year(mrn.year)]
    fitting = [w for w in found if w.known and (latest is None or w.first <= latest)]
    return next(iter(fitting or found), None)


def _by_citing(mrn: Mrn, first: int, last: int, latest: int | None) -> Dates:
    if latest is None:
        return Dates(_iso(first), _iso(last), None, "citing", f"some day of {mrn.year}")
    day = latest - _AHEAD
    if day < first:
        says = f"{mrn.year}, by its number; what cites it is of {_words(day)}: the year may be misread"
        return Dates(_iso(first), _iso(last), None, "conflict", says)
    last = min(last, latest)
    return Dates(_iso(first), _iso(last), None, "citing", f"{_span(first, last)}, by who cites it")


def stated(date: str) -> Dates:
    """Return the date that a record gives which is held in the telegram's place."""
    return Dates(
        date, date, date if len(date) == 10 else None, "stated", f"{date}, by the record that is held"
    )


def _span(first: int, last: int) -> str:
    return _words(first) if first == last else f"{_words(first)} to {_words(last)}"


def _words(day: int) -> str:
    date = dt.date.fromordinal(day)
    return f"{date.day} {date:%B} {date.year}"


def _iso(day: float) -> str:
    return dt.date.fromordinal(max(1, int(day))).isoformat()
