"""Which year a reference without one is of, in a collection: its own curves, its custom, what it holds."""

from __future__ import annotations

import calendar
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from reftel.collection.cards import chunks, marks
from reftel.collection.custom import Custom
from reftel.collection.database import Reading
from reftel.refs.curves import Curves
from reftel.refs.periods import day_of
from reftel.refs.years import AHEAD, Inference, Sure, conclude_year, infer_year

# How much likelier a telegram held is the one that is meant, by what it has to do with the one that cites it.
_ADDRESSED = 4.0
_NOT_ADDRESSED = 0.5
_ALIKE = 2.0
_LATER = 0.1  # it is dated after the telegram that would cite it; a date may be wrong
_WORDS_ALIKE = 2  # long words that two subjects must share

_PERIODS = 3
_WORD = re.compile(r"[A-Z]{5,}")


class Citing(NamedTuple):
    """What matters of a telegram that cites another."""

    post: str | None
    subject: str | None
    tags: frozenset[str]


class Asked(NamedTuple):
    """A number without a year, and who asks: `date` is that of the citing telegram, as far as known."""

    post: str
    serial: int
    year: int | None  # that of the citing telegram
    date: str | None
    citing: Callable[[], Citing]


class Judge:
    """Infers years in one collection."""

    def __init__(self, db: sqlite3.Connection, curves: Curves, custom: Custom) -> None:
        self.db = db
        self.curves = curves
        self.custom = custom

    def conclude(self, asked: Asked) -> tuple[int | None, Sure]:
        """Return the likeliest year and how sure it is."""
        day, exact = day_cited(asked.date, asked.year)
        if day is None:
            return None, "open"
        convention = self.custom.convention
        year, sure = conclude_year(self.curves, asked.post, asked.serial, day, convention=convention)
        if sure != "certain" and (favour := self._favour(asked, day)[0]):
            year, sure = conclude_year(
                self.curves, asked.post, asked.serial, day, convention=convention, favour=favour
            )
        return year, _no_surer(sure, exact=exact)

    def infer(self, asked: Asked) -> Inference:
        """Return every year that it may be, how sure the likeliest is, and why."""
        day, exact = day_cited(asked.date, asked.year)
        if day is None:
            return Inference((), "open", "No year is given, and the telegram that cites it has no date.")
        convention = self.custom.convention
        found = infer_year(self.curves, asked.post, asked.serial, day, convention=convention)
        if found.sure != "certain":
            favour, reasons = self._favour(asked, day)
            if favour:
                found = infer_year(
                    self.curves, asked.post, asked.serial, day, convention=convention, favour=favour
                )
                found = found._replace(why=" ".join([found.why, *reasons]))
        return found._replace(sure=_no_surer(found.sure, exact=exact))

    def _favour(self, asked: Asked, day: int) -> tuple[dict[int, float], list[str]]:
        """Return by how much the years are likelier of which the number is held, and why."""
        favour: dict[int, float] = {}
        reasons: list[str] = []
        for number, year, subject, is_later in self._held(asked, day):
            factor, reason = (
                (_LATER, ", and is later") if is_later else self._speaks_for(number, subject, asked)
            )
            if factor > favour.get(year, 0.0):
                favour[year] = factor
                if reason:
                    reasons.append(f"{year} {asked.post} {asked.serial} is held{reason}.")
        return favour, reasons

    def _held(self, asked: Asked, day: int) -> Iterator[tuple[int, int, str | None, bool]]:
        """Yield the telegrams held that bear the number, and whether they were sent after it was cited."""
        last = day_year(day)
        rows = self.db.execute(
            """SELECT id, mrn_year, date, subject FROM telegrams
               WHERE mrn_serial = ? AND mrn_post = ? AND mrn_year BETWEEN ? AND ? ORDER BY mrn_year, id""",
            (asked.serial, asked.post, last - _PERIODS, last),
        )
        for number, year, date, subject in rows.fetchall():
            sent = day_of(date or "")
            yield number, year, subject, sent is not None and sent > day + AHEAD

    def _speaks_for(self, number: int, subject: str | None, asked: Asked) -> tuple[float, str]:
        citing = asked.citing()
        factor, reasons = self.custom.favour, []
        posts = {
            post
            for (post,) in self.db.execute("SELECT post FROM addressees WHERE telegram_id = ?", (number,))
            if post is not None
        }
        if citing.post is not None and posts and citing.post != asked.post:
            addressed = citing.post in posts
            factor *= _ADDRESSED if addressed else _NOT_ADDRESSED
            reasons.append(f"{'' if addressed else 'not '}addressed to {citing.post}")
        if self._are_alike(number, subject, citing):
            factor *= _ALIKE
            reasons.append("on a like subject")
        return factor, f" ({', '.join(reasons)})" if reasons else ""

    def _are_alike(self, number: int, subject: str | None, citing: Citing) -> bool:
        shared = _words(subject) & _words(citing.subject)
        if len(shared) >= _WORDS_ALIKE:
            return True
        codes = {c for (c,) in self.db.execute("SELECT code FROM tags WHERE telegram_id = ?", (number,))}
        return len(codes & citing.tags) > len(codes | citing.tags) / 2


def _words(subject: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall((subject or "").upper()))


def _no_surer(sure: Sure, *, exact: bool) -> Sure:
    return "likely" if sure == "certain" and not exact else sure


def day_cited(date: str | None, year: int | None) -> tuple[int | None, bool]:
    """Return the day on which a telegram cites, the last it may be, and whether it is known to the day."""
    exact = day_of(date) if date else None
    if exact is not None:
        return exact, True
    known = (date or (str(year) if year else ""))[:7]
    if not re.fullmatch(r"\d{4}(-\d\d)?", known):
        return None, False
    month = int(known[5:7] or 12)
    if not 1 <= month <= len(calendar.month_name) - 1 or not int(known[:4]):
        return None, False
    last = calendar.monthrange(int(known[:4]), month)[1]
    return day_of(f"{known[:4]}-{month:02}-{last:02}"), False


def day_year(day: int) -> int:
    """Return the calendar year of a day."""
    import datetime as dt

    return dt.date.fromordinal(day).year


# -- what is held ------------------------------------------------------------------------------

_HELD = """SELECT mrn_post, mrn_serial, date FROM telegrams
           WHERE {where} AND length(date) = 10 AND mrn_year = CAST(substr(date, 1, 4) AS INTEGER)"""


def curves_of(db: sqlite3.Connection, posts: Iterable[str] | None = None) -> Curves:
    """Return the curves of these posts, or of all."""
    return Curves(_numbers(db, None if posts is None else sorted(posts)))


def _numbers(db: sqlite3.Connection, posts: list[str] | None) -> Iterator[tuple[str, int, int]]:
    wheres: Iterable[tuple[str, list[str]]] = (
        [("mrn_post IS NOT NULL", [])]
        if posts is None
        else ((f"mrn_post IN ({marks(some)})", list(some)) for some in chunks(posts))
    )
    for where, values in wheres:
        for post, serial, date in db.execute(_HELD.format(where=where), values):
            day = day_of(date)
            if day is not None:
                yield post, serial, day


def custom_kept(db: sqlite3.Connection) -> Custom:
    """Return the custom by which was last concluded."""
    row = db.execute("SELECT convention, favour FROM conclusions").fetchone()
    return Custom() if row is None else Custom(*row)


# Beside a connection that reads, the curves of posts it asked for, as long as nothing changes.
_KEPT: WeakKeyDictionary[Reading, tuple[int, dict[str, Curves]]] = WeakKeyDictionary()


def judge_of(db: sqlite3.Connection, post: str) -> Judge:
    """Return who judges numbers of a post; its curves are kept for the next time."""
    return Judge(db, kept_curves(db, post), custom_kept(db))


def kept_curves(db: sqlite3.Connection, post: str) -> Curves:
    """Return the curves of a post, kept beside the connection."""
    if not isinstance(db, Reading):
        return curves_of(db, [post])
    (change,) = db.execute("PRAGMA data_version").fetchone()
    kept = _KEPT.get(db)
    if kept is None or kept[0] != change:
        kept = _KEPT[db] = (change, {})
    if post not in kept[1]:
        kept[1][post] = curves_of(db, [post])
    return kept[1][post]
