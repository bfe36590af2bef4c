"""How complete the telegrams of each post and period are, from the numbers that the collection holds.

Telegrams, citations and channel serials are read in order of posts, so that one post is in memory at a time.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from reftel.collection.cards import marks
from reftel.model import Record
from reftel.refs.channels import Sent
from reftel.refs.completeness import Completeness, Examined, Material, Missing, gaps_of
from reftel.refs.examine import examine
from reftel.refs.footnote import footnote
from reftel.refs.numbering import Numbered
from reftel.refs.periods import CALENDAR_YEARS, day_of, iso_of, period_of, periods_of_year


class Point(Record, frozen=True):
    """A telegram held: its number and the day it was sent on."""

    number: int
    day: str | None


class CitedNumber(Record, frozen=True):
    """A number that is cited and not held, and the days of the numbers held around it."""

    number: int
    after: str | None
    before: str | None


class Gaps(Record, frozen=True, kw_only=True):
    """All that is known of the numbers of a post and period: the figures, and what plots are made of."""

    completeness: Completeness
    footnote: str
    collection: str
    built: str | None
    points: tuple[Point, ...]
    aside: tuple[Point, ...]
    cited: tuple[CitedNumber, ...]
    runs: tuple[Missing, ...]


class _Held(NamedTuple):
    year: int
    numbered: Numbered


class _Cited(NamedTuple):
    year: int
    number: int
    inferred: bool
    day: int | None  # the last day on which it is cited


class _Of(NamedTuple):
    """What is held of a post."""

    post: str
    held: list[_Held]
    cited: list[_Cited]
    sent: list[tuple[int, Sent]]


def gaps(
    db: sqlite3.Connection, post: str | None = None, period: int | None = None
) -> tuple[Completeness, ...]:
    """Return how complete each post and period is of which a number is held, by post and period."""
    return tuple(found.told for found in _examined(db, post, period))


def gaps_of_post(db: sqlite3.Connection, name: str, post: str, period: int) -> Gaps | None:
    """Return all that is known of the numbers of a post and period; None where none is held."""
    found = next(_examined(db, post, period), None)
    if found is None:
        return None
    built = built_on(db)
    aside = set(found.numbering.aside)
    return Gaps(
        completeness=found.told,
        footnote=footnote(found.told, name, built),
        collection=name,
        built=built,
        points=_points(h for h in found.material.held if h not in aside),
        aside=_points(aside),
        cited=tuple(_windows(found)),
        runs=gaps_of(found.numbering, found.cited),
    )


def post_named(db: sqlite3.Connection, written: str) -> str:
    """Return the post of which numbers are held that a name stands for; as it is written where none is."""
    from reftel.collection.numbers import Number, among
    from reftel.terms.posts import read_post

    reading = read_post(written)
    name = written.upper() if reading is None else reading.post.name
    held = [post for (post,) in db.execute("SELECT DISTINCT mrn_post FROM telegrams WHERE mrn_serial > 0")]
    return name if name in held else among(Number(1, (name,)), held).posts[0]


def built_on(db: sqlite3.Connection) -> str | None:
    """Return the day of the last build; in an edition, which has none, that of the last telegram taken in."""
    (day,) = db.execute("SELECT max(finished) FROM builds").fetchone()
    if day is None:
        (day,) = db.execute("SELECT max(added) FROM sources").fetchone()
    return str(day)[:10] if day else None


def _points(held: Iterable[Numbered]) -> tuple[Point, ...]:
    """Return different numbers and days, rising."""
    found = {(h.number, "" if h.day is None else iso_of(h.day)) for h in held}
    return tuple(Point(number, day or None) for number, day in sorted(found))


def _windows(found: Examined) -> Iterator[CitedNumber]:
    line = found.numbering.main.line
    for number in found.cited:
        at = bisect_left(line.serials, number)
        after = iso_of(line.days[at - 1]) if at else None
        yield CitedNumber(number, after, iso_of(line.days[at]) if at < len(line.days) else None)


def _examined(db: sqlite3.Connection, post: str | None, period: int | None) -> Iterator[Examined]:
    horizon = _horizon(db)
    for of in _posts(db, post, period):
        held, unplaced = _placed(of.held)
        cited = _cited_by_period(of, held)
        sent: defaultdict[int, list[Sent]] = defaultdict(list)
        for year, each in of.sent:
            if (own := _period(year, each.day)) is not None:
                sent[own].append(each)
        for own in sorted(held):
            if period in (None, own):
                found = examine(
                    Material(of.post, own, held[own], cited[own], sent[own], horizon, unplaced.get(own, 0))
                )
                if found is not None:
                    yield found


def _horizon(db: sqlite3.Connection) -> int | None:
    (last,) = db.execute("SELECT max(date) FROM telegrams").fetchone()
    return day_of(last) if last else None


# -- periods ----------------------------------------------------------------------------------


def _period(year: int, day: int | None) -> int | None:
    """Return the period of a number of this year; before 1970 only the day tells which."""
    if year >= CALENDAR_YEARS:
        return year
    if day is None:
        return None
    own = period_of(day)
    return own if own in periods_of_year(year) else None


def _placed(held: Iterable[_Held]) -> tuple[dict[int, list[Numbered]], dict[int, int]]:
    """Sort what is held by period, and count what cannot be placed, under the year's own."""
    placed: defaultdict[int, list[Numbered]] = defaultdict(list)
    unplaced: defaultdict[int, int] = defaultdict(int)
    for each in held:
        own = _period(each.year, each.numbered.day)
        if own is None:
            unplaced[each.year] += 1
        else:
            placed[own].append(each.numbered)
    return placed, unplaced


def _cited_by_period(of: _Of, held: dict[int, list[Numbered]]) -> defaultdict[int, set[int]]:
    """Sort numbers cited by period.

    One with its year is known to exist.  One without, or of a fiscal year, counts where the numbers held
    show that the post had come so far when it was cited, and where that is so of one period only.
    """
    reached = {period: _reached(numbers) for period, numbers in held.items()}
    found: defaultdict[int, set[int]] = defaultdict(set)
    for each in of.cited:
        if each.year >= CALENDAR_YEARS and not each.inferred:
            found[each.year].add(each.number)
            continue
        fitting = [
            period
            for period in periods_of_year(each.year)
            if period in reached and each.day is not None and reached[period](each.number) <= each.day
        ]
        if len(fitting) == 1:
            found[fitting[0]].add(each.number)
    return found


def _reached(held: list[Numbered]) -> Callable[[int], float]:
    """Return a function that gives the first day by which a number, or a higher one, had been sent."""
    dated = sorted((h.number, h.day) for h in held if h.day is not None)
    numbers = [number for number, _ in dated]
    days = list(accumulate((day for _, day in reversed(dated)), min))[::-1]

    def first_day(number: int) -> float:
        at = bisect_left(numbers, number)
        return days[at] if at < len(days) else float("inf")

    return first_day


# -- reading ----------------------------------------------------------------------------------

_HELD = """SELECT mrn_post, mrn_year, mrn_serial, date, classification FROM telegrams t
           WHERE mrn_serial > 0 {where} ORDER BY mrn_post"""
_CITED = """SELECT r.mrn_post, r.mrn_year, r.mrn_serial, min(r.year_inferred), max(t.date)
            FROM refs r JOIN telegrams t ON t.id = r.telegram_id WHERE r.mrn_serial > 0 {where}
            GROUP BY r.mrn_post, r.mrn_year, r.mrn_serial ORDER BY r.mrn_post"""
_SENT = """SELECT t.mrn_post, t.mrn_year, t.mrn_serial, t.date, coalesce(a.post, a.plad), a.serial
           FROM telegrams t CROSS JOIN addressees a ON t.id = a.telegram_id
           WHERE a.serial IS NOT NULL AND t.mrn_serial > 0 {where} ORDER BY t.mrn_post"""


def _posts(db: sqlite3.Connection, post: str | None, period: int | None) -> Iterator[_Of]:
    """Yield what is held of each post, in order."""
    cited = _by_post(_rows(db, _CITED, "r", post, period))
    sent = _by_post(_rows(db, _SENT, "t", post, period))
    for name, held in _groups(_rows(db, _HELD, "t", post, period)):
        yield _Of(
            name,
            [_Held(year, Numbered(n, _day(date), level)) for _, year, n, date, level in held],
            [_Cited(year, n, bool(inferred), _day(date)) for _, year, n, inferred, date in cited(name)],
            [(year, Sent(n, _day(date), plad, serial)) for _, year, n, date, plad, serial in sent(name)],
        )


def _rows(
    db: sqlite3.Connection, query: str, table: str, post: str | None, period: int | None
) -> Iterator[tuple[Any, ...]]:
    years = [] if period is None else [period] if period >= CALENDAR_YEARS else [period, period + 1]
    where, values = "", list[object]()
    if post is not None:
        where, values = f"AND {table}.mrn_post = ?", [post]
    if years:  # a fiscal year reaches into the next calendar year
        where += f" AND {table}.mrn_year IN ({marks(years)})"
        values += years
    if years and post is not None:  # the whole number is what the table of references is indexed by
        where += f" AND ({' OR '.join(f'{table}.mrn > ? AND {table}.mrn < ?' for _ in years)})"
        values += [bound for year in years for bound in (f"{year} {post} ", f"{year} {post}!")]
    return iter(db.execute(query.format(where=where), values))


def _groups(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    return ((name, list(group)) for name, group in groupby(rows, key=lambda row: row[0]))


def _by_post(rows: Iterator[tuple[Any, ...]]) -> Callable[[str], list[tuple[Any, ...]]]:
    """Return a function that gives the rows of a post; it is asked for posts in order."""
    groups = _groups(rows)
    waiting: list[tuple[str, list[tuple[Any, ...]]]] = []

    def of(name: str) -> list[tuple[Any, ...]]:
        while True:
            group = waiting.pop() if waiting else next(groups, None)
            if group is None:
                return []
            if group[0] == name:
                return group[1]
            if group[0] > name:
                waiting.append(group)
                return []

    return of


def _day(date: str | None) -> int | None:
    return day_of(date) if date else None
