"""Statements and events in the order of the day they are of, each with its exact words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from reftel.collection.said import finding
from reftel.collection.said.answers import Day, Happening, Place
from reftel.collection.said.claims import Answering
from reftel.collection.said.finding import Joined, names_meant, put_aside
from reftel.collection.said.naming import Spelt, asked_by
from reftel.collection.said.telling import Leaf, Teller
from reftel.model import Span

_PAST = "\x7f"
_AT_ONCE = 500

_ROWS = """
    SELECT d.telegram_id, d.place, d.at, d.length, d.earliest, d.latest, d.certainty, d.why, d.claim
    FROM dates d JOIN telegrams t ON t.id = d.telegram_id
    WHERE d.earliest IS NOT NULL AND {where}
    ORDER BY d.earliest, d.latest, d.telegram_id, d.place
"""
_NAMED_IN = """
    d.telegram_id IN (
        SELECT telegram_id FROM entities WHERE name_id IN (SELECT id FROM temp.{table})
        UNION SELECT telegram_id FROM aliases WHERE name_id IN (SELECT id FROM temp.{table}))
"""


class Timeline:
    """Asks the dated words of one database."""

    def __init__(self, db: sqlite3.Connection, joined: Joined, answering: Answering) -> None:
        self.db = db
        self.joined = joined
        self.answering = answering
        self.teller = Teller(db)

    def happenings(
        self,
        *,
        about: str | None = None,
        person: str | None = None,
        place: str | None = None,
        first: str | None = None,
        last: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Happening]:
        """Yield what is dated, in the order of the first day it may be of.

        `about` are words of the statement or sentence, `person` and `place` names in it; of a statement
        the person may also be who speaks.  `first` and `last` are ISO days, months or years.
        """
        conditions, values = ["TRUE"], []
        if first is not None:
            conditions.append("coalesce(d.latest, d.earliest) >= ?")
            values.append(first)
        if last is not None:
            conditions.append("d.earliest <= ?")
            values.append(last + _PAST)
        if about is not None:
            put_aside(self.db, "dated_texts", sorted(self.answering(about)))
            conditions.append("d.telegram_id IN (SELECT id FROM temp.dated_texts)")
        people = self._names(person, finding.EVERYONE, "dated_person", conditions)
        places = self._names(place, finding.PLACES, "dated_place", conditions)
        rows = self.db.execute(_ROWS.format(where=" AND ".join(conditions)), values)
        found = self._fitting(rows, about, people, places)
        yield from islice(found, offset, None if limit is None else offset + limit)

    def _names(
        self, name: str | None, types: Sequence[str], table: str, conditions: list[str]
    ) -> frozenset[int] | None:
        if name is None:
            return None
        numbers = names_meant(self.db, name, self.joined, types)
        put_aside(self.db, table, numbers)
        conditions.append(_NAMED_IN.format(table=table))
        return frozenset(numbers)

    def _fitting(
        self,
        rows: sqlite3.Cursor,
        about: str | None,
        people: frozenset[int] | None,
        places: frozenset[int] | None,
    ) -> Iterator[Happening]:
        says = None if about is None else [Spelt(forms) for forms in asked_by(about)]
        while some := rows.fetchmany(_AT_ONCE):
            for row in some:
                leaf = self.teller.leaf(row[0])
                span = _where(leaf, row)
                if people is not None and not self._names_one(leaf, span, people, row[8]):
                    continue
                if places is not None and not self._names_one(leaf, span, places, None):
                    continue
                told = self._told(leaf, row, span)
                if says is None or all(spelt.is_in(told.words) for spelt in says):
                    yield told

    def _names_one(self, leaf: Leaf, span: Span, names: frozenset[int], claim: int | None) -> bool:
        base = leaf.telegram.source.span.start
        for at, length, name in leaf.named:
            if name in names and span.start <= base + at and base + at + length <= span.end:
                return True
        return claim is not None and leaf.claims[claim]["speaker_id"] in names

    def _told(self, leaf: Leaf, row: tuple[Any, ...], span: Span) -> Happening:
        _, _, at, length, earliest, latest, certainty, why, n = row
        day = Day(earliest, latest, certainty, leaf.words([(at, length)]), why)
        said = n if n is not None else leaf.said_at(row[1])
        claim = leaf.claim(said) if said is not None else None
        place = leaf.paragraph_at(span)
        paragraph = leaf.paragraph(place)
        return Happening(
            day=day,
            kind="event" if claim is None else "statement",
            words=claim.quote if n is not None and claim is not None else leaf.sentence_words(span),
            who=claim.speaker.name if claim is not None and claim.speaker is not None else None,
            place=claim.place if claim is not None else _place(leaf, span),
            card=leaf.card,
            paragraph=place,
            number=paragraph.number if paragraph else None,
            portion=paragraph.portion if paragraph else None,
            span=span if n is None or claim is None or not claim.spans else claim.spans[0],
        )


def _where(leaf: Leaf, row: tuple[Any, ...]) -> Span:
    """Return where the words stand: the content of the claim, or the sentence of the date."""
    at = leaf.span(row[2], row[3])
    if row[8] is not None:
        content = [leaf.span(*place) for place in json.loads(leaf.claims[row[8]]["content"])]
        return Span(content[0].start, max(span.end for span in content)) if content else at
    return leaf.sentence(at.start) or at


def _place(leaf: Leaf, span: Span) -> Place | None:
    """Return the first place named in a sentence; without one that of the post."""
    base = leaf.telegram.source.span.start
    for at, length, name in leaf.places:
        if span.start <= base + at and base + at + length <= span.end:
            return Place(name, "content")
    return Place(leaf.card.post, "post") if leaf.card.post else None
