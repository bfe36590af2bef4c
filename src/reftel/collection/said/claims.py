"""Which claims answer: by speaker, hearer, matter, day, manner, place and mark."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from reftel.collection.cards import text_of
from reftel.collection.lookup import one
from reftel.collection.said import finding
from reftel.collection.said.answers import Asked, Claim
from reftel.collection.said.finding import Joined, names_meant, put_aside
from reftel.collection.said.naming import Spelt, asked_by
from reftel.collection.said.telling import Teller
from reftel.terms.countries import of_post

_FROM = """
    FROM claims c JOIN telegrams t ON t.id = c.telegram_id
    LEFT JOIN dates d ON d.telegram_id = c.telegram_id AND d.place = c.said
"""
# After the named day the end of what a month or a year spans: 2008-12 ends with 2008-12-31.
_PAST = "\x7f"
_TEXTS_KEPT = 64

# Telegrams whose body has the words of a question.
Answering = Callable[[str], set[int]]


class Where(NamedTuple):
    """A condition in SQL and its values."""

    sql: str
    values: tuple[Any, ...]


class Claims:
    """Asks the claims of one database."""

    def __init__(self, db: sqlite3.Connection, joined: Joined, answering: Answering) -> None:
        self.db = db
        self.joined = joined
        self.answering = answering
        self.teller = Teller(db)

    def claims(self, asked: Asked, *, limit: int | None, offset: int = 0) -> Iterator[Claim]:
        """Yield the claims that answer, by the day they were said, then as the telegrams came."""
        found, _ = self.counted(asked, limit=limit, offset=offset)
        return found

    def counted(self, asked: Asked, *, limit: int | None, offset: int = 0) -> tuple[Iterator[Claim], int]:
        """Return these claims, and how many answer in all: each is looked at once for both."""
        where = self._where(asked)
        query = f"""SELECT c.telegram_id, c.n, count(*) OVER () {_FROM} WHERE {where.sql}
                    ORDER BY c.said_on IS NULL, c.said_on, c.telegram_id, c.n LIMIT ? OFFSET ?"""
        rows = self.db.execute(query, (*where.values, -1 if limit is None else limit, offset)).fetchall()
        total = rows[0][2] if rows else self.count(asked) if offset or limit == 0 else 0
        return self.teller.claims((number, n) for number, n, _ in rows), total

    def count(self, asked: Asked) -> int:
        """Count the claims that answer."""
        where = self._where(asked)
        (count,) = self.db.execute(f"SELECT count(*) {_FROM} WHERE {where.sql}", where.values).fetchone()
        return int(count)

    def _where(self, a: Asked) -> Where:
        parts = [
            *self._who(a.speaker, "speaker", own=True),
            *self._who(a.hearer, "hearer"),
            *self._about(a.about),
            *self._place(a.place),
            *_days(a.first, a.last),
        ]
        plain = {
            "c.manner = ?": a.manner,
            "c.own = ?": None if a.own is None else int(a.own),
            "t.post = ?": a.post.upper() if a.post else None,
            "c.telegram_id = ?": None if a.telegram is None else one(self.db, a.telegram)[0],
        }
        parts += [Where(sql, (value,)) for sql, value in plain.items() if value is not None]
        if a.portion:
            parts.append(
                Where(
                    "EXISTS (SELECT 1 FROM paragraphs p WHERE p.telegram_id = c.telegram_id "
                    "AND p.place = c.paragraph AND p.portion = ?)",
                    (a.portion.strip("()").upper(),),
                )
            )
        return Where(" AND ".join(p.sql for p in parts) or "TRUE", tuple(v for p in parts for v in p.values))

    def _who(self, name: str | None, role: str, *, own: bool = False) -> Iterator[Where]:
        """Yield the condition that somebody speaks or hears: by name, by an alias, or as the post itself."""
        if name is None:
            return
        table = f"asked_{role}"
        put_aside(self.db, table, names_meant(self.db, name, self.joined))
        sql = f"""(c.{role}_id IN (SELECT id FROM temp.{table}) OR (c.telegram_id, c.{role}) IN
                (SELECT telegram_id, entity FROM aliases WHERE name_id IN (SELECT id FROM temp.{table})))"""
        if own:
            yield Where(f"({sql} OR (c.own AND c.speaker_id IS NULL AND t.post = ?))", (name.upper(),))
        else:
            yield Where(sql, ())

    def _about(self, matter: str | None) -> Iterator[Where]:
        """Yield the condition that a claim speaks of somebody or something, by name or by its words."""
        if matter is None:
            return
        put_aside(self.db, "asked_about", names_meant(self.db, matter, self.joined))
        put_aside(self.db, "asked_texts", sorted(self.answering(matter)))
        self.db.create_function("reftel_says", 2, Says(self.db, matter))
        yield Where(
            f"({_ABOUT.format(table='asked_about', types='TRUE')} OR "
            "(c.telegram_id IN (SELECT id FROM temp.asked_texts) AND reftel_says(c.telegram_id, c.content)))",
            (),
        )

    def _place(self, place: str | None) -> Iterator[Where]:
        if place is None:
            return
        put_aside(self.db, "asked_place", names_meant(self.db, place, self.joined, finding.PLACES))
        posts = _posts_at(self.db, place)
        here = f" OR t.post IN ({', '.join('?' * len(posts))})" if posts else ""
        yield Where(f"({_ABOUT.format(table='asked_place', types='TRUE')}{here})", tuple(posts))


_ABOUT = """(c.telegram_id, c.n) IN (
    SELECT b.telegram_id, b.n FROM claims_about b
    JOIN (SELECT telegram_id, number AS entity FROM entities WHERE name_id IN (SELECT id FROM temp.{table})
          UNION SELECT telegram_id, entity FROM aliases WHERE name_id IN (SELECT id FROM temp.{table})) e
    ON e.telegram_id = b.telegram_id AND e.entity = b.entity WHERE {types})"""


class Says:
    """Tells whether the content of a claim has all words of a question, in any of their spellings."""

    def __init__(self, db: sqlite3.Connection, matter: str) -> None:
        self.db = db
        self._asked = [Spelt(forms) for forms in asked_by(matter)]
        self._places = lru_cache(maxsize=_TEXTS_KEPT)(self._found)

    def __call__(self, telegram: int, content: str) -> bool:
        """Tell it of the claim of a telegram with this content."""
        places = self._places(telegram)
        spans = json.loads(content)
        return all(any(_is_between(found, at, at + length) for at, length in spans) for found in places)

    def _found(self, telegram: int) -> list[list[int]]:
        """Return, for each word of the question, where a telegram has it."""
        text = text_of(self.db, telegram)
        return [spelt.places(text) for spelt in self._asked]


def _is_between(places: Sequence[int], first: int, end: int) -> bool:
    i = bisect_left(places, first)
    return i < len(places) and places[i] < end


def _days(first: str | None, last: str | None) -> Iterator[Where]:
    """Yield the condition that it may have been said between two days."""
    if first is not None:
        yield Where("coalesce(d.latest, c.said_on) >= ?", (first,))
    if last is not None:
        yield Where("c.said_on <= ?", (last + _PAST,))


def _posts_at(db: sqlite3.Connection, place: str) -> Sequence[str]:
    """Return the posts of a name or of a country."""
    wanted = place.strip().casefold()
    posts = [p for (p,) in db.execute("SELECT DISTINCT post FROM telegrams WHERE post IS NOT NULL")]
    return sorted(p for p in posts if wanted in (p.casefold(), (of_post(p) or "").casefold()))
