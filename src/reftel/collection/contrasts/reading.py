"""The claims of a collection as they are held against each other, read from its tables."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import overload

from reftel.collection.rows import telegram_of
from reftel.collection.said.answers import Judgement
from reftel.collection.said.judgements import joined
from reftel.extract.annotations import Annotations, Attribution, Entity, Figure, Manner, Mention, When
from reftel.extract.contrast.claims import claims_of, folded
from reftel.extract.contrast.records import Claim
from reftel.extract.contrast.texts import Text, text_of
from reftel.model import Span

_KEPT = 4000  # telegrams whose claims are kept in memory

# Of copies of one telegram only the first speaks.
_SPEAK = """
    SELECT t.id FROM telegrams t JOIN annotated a ON a.telegram_id = t.id
    WHERE NOT EXISTS (SELECT 1 FROM groups g WHERE g.telegram_id = t.id AND g.first_id <> t.id)
    ORDER BY t.date IS NULL, t.date, t.id
"""


class Claims(Sequence[Claim]):
    """All claims of a database in the order in which they were said; each is read when it is asked for."""

    def __init__(self, db: sqlite3.Connection, judged: Sequence[Judgement] = ()) -> None:
        """Read through all of them once, for their order; names `judged` the same are one speaker."""
        self._db = db
        self._of = lru_cache(maxsize=_KEPT)(lambda number: claims_in(self._db, number, judged))
        places = sorted(self._places())
        self._telegrams = array("q", [number for _, number, _ in places])
        self._at = array("q", [at for _, _, at in places])

    def _places(self) -> Iterator[tuple[str, int, int]]:
        for (number,) in self._db.execute(_SPEAK).fetchall():
            for at, claim in enumerate(self._of(number)):
                yield claim.said or "", number, at

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, i: int) -> Claim: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[Claim]: ...
    def __getitem__(self, i: int | slice) -> Claim | Sequence[Claim]:
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        return self._of(self._telegrams[i])[self._at[i]]


def speaking(db: sqlite3.Connection) -> list[int]:
    """Return the telegrams whose claims count: annotated, and of copies the first."""
    return [number for (number,) in db.execute(_SPEAK)]


def claims_in(db: sqlite3.Connection, number: int, judged: Sequence[Judgement] = ()) -> tuple[Claim, ...]:
    """Return the claims of one telegram."""
    text, post = text_in(db, number)
    entities, keys = _entities(db, number, post, judged)
    found = _Rows(db, number, text.base)
    annotations = Annotations(
        found.mentions(), entities, found.dates(), found.figures(), found.attributions()
    )
    return tuple(claims_of(text, annotations, key_of=lambda e: keys[e.number]))


def text_in(db: sqlite3.Connection, number: int) -> tuple[Text, str]:
    """Return the text of a telegram with its paragraphs, and the post it is from."""
    record, text, mrn, post = db.execute(
        """SELECT x.record, x.text, t.mrn, coalesce(t.post, t.originator, '')
           FROM telegrams t JOIN texts x ON x.telegram_id = t.id WHERE t.id = ?""",
        (number,),
    ).fetchone()
    return text_of(telegram_of(record, text))._replace(mrn=mrn, post=post or None), post


def _entities(
    db: sqlite3.Connection, number: int, post: str, judged: Sequence[Judgement]
) -> tuple[tuple[Entity, ...], dict[int, str]]:
    """Return the entities, and the key of each that is the same in every telegram of the collection."""
    rows = db.execute(
        """SELECT e.number, n.type, n.written, n.key FROM entities e JOIN names n ON n.id = e.name_id
           WHERE e.telegram_id = ? ORDER BY e.number""",
        (number,),
    ).fetchall()
    first = {(type_, key): min(joined(judged, type_, key)) if judged else key for _, type_, _, key in rows}
    keys = {
        n: f"{type_}:{first[type_, key]}" if key else f"{post}:{folded(written)}"
        for n, type_, written, key in rows
    }
    return tuple(Entity(n, type_, written) for n, type_, written, _ in rows), keys


class _Rows:
    """The annotations of one telegram, from its rows."""

    def __init__(self, db: sqlite3.Connection, number: int, base: int) -> None:
        self._db, self._number, self._base = db, number, base

    def _span(self, at: int, length: int) -> Span:
        return Span(self._base + at, self._base + at + length)

    def _spans(self, told: str | None) -> tuple[Span, ...]:
        return tuple(self._span(*place) for place in json.loads(told)) if told else ()

    def _rows(self, query: str) -> sqlite3.Cursor:
        return self._db.execute(query, (self._number,))

    def mentions(self) -> tuple[Mention, ...]:
        rows = self._rows(
            """SELECT m.at, m.length, s.type, s.kind, coalesce(m.entity, -1) FROM mentions m
               JOIN sorts s ON s.id = m.sort_id
               WHERE m.telegram_id = ? AND s.kind = 'name' ORDER BY m.place"""
        )
        return tuple(
            Mention(self._span(at, length), type_, kind, entity) for at, length, type_, kind, entity in rows
        )

    def dates(self) -> tuple[When, ...]:
        rows = self._rows(
            """SELECT at, length, earliest, latest, certainty, why FROM dates
               WHERE telegram_id = ? ORDER BY place"""
        )
        return tuple(When(self._span(at, length), *told) for at, length, *told in rows)

    def figures(self) -> tuple[Figure, ...]:
        rows = self._rows(
            """SELECT at, length, low, high, bound, unit, currency, counted, whose FROM figures
               WHERE telegram_id = ? ORDER BY place"""
        )
        return tuple(
            Figure(
                self._span(at, length),
                low,
                high,
                bound,
                unit,
                currency,
                self._first(counted),
                self._first(whose),
            )
            for at, length, low, high, bound, unit, currency, counted, whose in rows
        )

    def _first(self, told: str | None) -> Span | None:
        return next(iter(self._spans(told)), None)

    def attributions(self) -> tuple[Attribution, ...]:
        rows = self._rows(
            """SELECT n, manner, own, continues, within, speaker, hearer,
                      source, cue, addressee, content, grounds
               FROM claims WHERE telegram_id = ? ORDER BY n"""
        )
        return tuple(self._attribution(*row) for row in rows)

    def _attribution(
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
