"""The claims of a telegram as they are held against others, from the rows of its annotations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from reftel.collection.rows import telegram_of
from reftel.collection.said.answers import Judgement
from reftel.collection.said.judgements import joined
from reftel.extract.annotations import Annotations, Attribution, Entity, Figure, Manner, Mention, When
from reftel.extract.contrast.claims import claims_of, folded
from reftel.extract.contrast.records import Claim
from reftel.extract.contrast.texts import Text, text_of
from reftel.model import Span

Row = tuple[Any, ...]

# Of copies of one telegram only the first speaks.
_SPEAK = """
    SELECT t.id FROM telegrams t JOIN annotated a ON a.telegram_id = t.id
    WHERE NOT EXISTS (SELECT 1 FROM groups g WHERE g.telegram_id = t.id AND g.first_id <> t.id)
    ORDER BY t.date IS NULL, t.date, t.id
"""
_TEXT = """
    SELECT x.record, x.text, t.mrn, coalesce(t.post, t.originator, '')
    FROM telegrams t JOIN texts x ON x.telegram_id = t.id WHERE t.id = ?
"""
_ENTITIES = """
    SELECT e.number, n.type, n.written, n.key FROM entities e JOIN names n ON n.id = e.name_id
    WHERE e.telegram_id = ? ORDER BY e.number
"""
_MENTIONS = """
    SELECT m.at, m.length, s.type, s.kind, coalesce(m.entity, -1) FROM mentions m
    JOIN sorts s ON s.id = m.sort_id WHERE m.telegram_id = ? AND s.kind = 'name' ORDER BY m.place
"""
_DATES = """
    SELECT at, length, earliest, latest, certainty, why FROM dates WHERE telegram_id = ? ORDER BY place
"""
_FIGURES = """
    SELECT at, length, low, high, bound, unit, currency, counted, whose FROM figures
    WHERE telegram_id = ? ORDER BY place
"""
_CLAIMS = """
    SELECT n, manner, own, continues, within, speaker, hearer, source, cue, addressee, content, grounds
    FROM claims WHERE telegram_id = ? ORDER BY n
"""


class Annotated(NamedTuple):
    """A telegram and its annotations as the tables have them."""

    number: int
    record: bytes
    text: str
    mrn: str | None
    post: str
    entities: list[Row]
    mentions: list[Row]
    dates: list[Row]
    figures: list[Row]
    claims: list[Row]


def speaking(db: sqlite3.Connection) -> list[int]:
    """Return the telegrams whose claims count, in the order of time: annotated, and of copies the first."""
    return [number for (number,) in db.execute(_SPEAK)]


def annotated(db: sqlite3.Connection, number: int) -> Annotated:
    """Return the rows of one telegram."""
    record, text, mrn, post = db.execute(_TEXT, (number,)).fetchone()
    rows = (
        db.execute(query, (number,)).fetchall() for query in (_ENTITIES, _MENTIONS, _DATES, _FIGURES, _CLAIMS)
    )
    return Annotated(number, record, text, mrn, post, *rows)


def text_in(rows: Annotated) -> Text:
    """Return the text of a telegram with its paragraphs."""
    text = text_of(telegram_of(rows.record, rows.text))
    return text._replace(mrn=rows.mrn, post=rows.post or None)


def claims_in(rows: Annotated, text: Text, judged: Sequence[Judgement] = ()) -> tuple[Claim, ...]:
    """Return the claims of one telegram; names `judged` the same are one speaker."""
    entities, keys = _entities(rows, judged)
    places = _Places(text.base)
    found = Annotations(
        tuple(places.mention(*row) for row in rows.mentions),
        entities,
        tuple(places.date(*row) for row in rows.dates),
        tuple(places.figure(*row) for row in rows.figures),
        tuple(places.attribution(*row) for row in rows.claims),
    )
    return tuple(claims_of(text, found, key_of=lambda e: keys[e.number]))


def _entities(rows: Annotated, judged: Sequence[Judgement]) -> tuple[tuple[Entity, ...], dict[int, str]]:
    """Return the entities, and the key of each that is the same in every telegram of the collection."""
    first = {
        (type_, key): min(joined(judged, type_, key)) if judged else key for _, type_, _, key in rows.entities
    }
    keys = {
        n: f"{type_}:{first[type_, key]}" if key else f"{rows.post}:{folded(written)}"
        for n, type_, written, key in rows.entities
    }
    return tuple(Entity(n, type_, written) for n, type_, written, _ in rows.entities), keys


class _Places:
    """Puts the places of rows, which are within the telegram's own text, into its file."""

    def __init__(self, base: int) -> None:
        self._base = base

    def _span(self, at: int, length: int) -> Span:
        return Span(self._base + at, self._base + at + length)

    def _spans(self, told: str | None) -> tuple[Span, ...]:
        return tuple(self._span(*place) for place in json.loads(told)) if told else ()

    def _first(self, told: str | None) -> Span | None:
        return next(iter(self._spans(told)), None)

    def mention(self, at: int, length: int, type_: Any, kind: Any, entity: int) -> Mention:
        return Mention(self._span(at, length), type_, kind, entity)

    def date(self, at: int, length: int, *told: Any) -> When:
        return When(self._span(at, length), *told)

    def figure(
        self,
        at: int,
        length: int,
        low: Any,
        high: Any,
        bound: Any,
        unit: Any,
        currency: Any,
        *what: str | None,
    ) -> Figure:
        counted, whose = map(self._first, what)
        return Figure(self._span(at, length), low, high, bound, unit, currency, counted, whose)

    def attribution(
        self,
        n: int,
        manner: Manner,
        own: int,
        continues: int | None,
        within: int | None,
        speaker: int | None,
        hearer: int | None,
        *roles: str | None,
    ) -> Attribution:
        source, cue, addressee, content, grounds = map(self._spans, roles)
        return Attribution(
            n, manner, bool(own), continues, source, cue, addressee, content, within, grounds, speaker, hearer
        )
