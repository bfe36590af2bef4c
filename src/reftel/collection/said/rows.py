"""The annotations of one telegram as rows of the tables; made by the worker processes.

Places are given within the telegram's own text, so that SQL reads the words:
`substr(texts.text, at + 1, length)`.  Names are numbers in `names` of the same rows; the writer puts
those of the table in their place.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from reftel.collection.rows import date_of
from reftel.collection.said.naming import OFFICE, PERSON, WORDS, Name, name_of
from reftel.extract.annotations import Annotations, Attribution, Entity, Figure, Mention, When
from reftel.extract.page import Page
from reftel.model import Span, Telegram

Row = tuple[Any, ...]

# A pronoun says least of who is meant.
_RANK = {"name": 0, "nominal": 1, "pronoun": 2}
_LONGEST_CHAIN = 50
# What is reported was said on a day or in some days; a year or a month in the clause is of something else.
_MOST_DAYS = 7
_LONGEST_AGO = 400  # days before the telegram


class Said(NamedTuple):
    """What one telegram says, ready for the tables."""

    names: tuple[Name, ...]
    entities: tuple[Row, ...]
    aliases: tuple[Row, ...]
    held_offices: tuple[Row, ...]
    mentions: tuple[Row, ...]
    dates: tuple[Row, ...]
    figures: tuple[Row, ...]
    claims: tuple[Row, ...]
    claims_about: tuple[Row, ...]


def said_rows(telegram: Telegram, found: Annotations) -> Said:
    """Return the rows of a telegram's annotations, without the numbers that the database gives."""
    return _Rows(telegram, found).rows()


class _Rows:
    def __init__(self, telegram: Telegram, found: Annotations) -> None:
        self.telegram = telegram
        self.found = found
        self.base = telegram.source.span.start
        self.names: dict[Name, int] = {}
        self.entities: dict[int, Entity] = {e.number: e for e in found.entities}
        self.kinds = self._kinds()
        self.by_n = {a.n: a for a in found.attributions}
        self.paragraphs = [(p.span, i) for i, p in enumerate(telegram.paragraphs)]
        self.sentences = _sentences(telegram) if found.dates and found.attributions else []
        self.claim_of = [self._claim_at(d.span) for d in found.dates]
        self.dates_at = [d.span.start for d in found.dates]

    def _kinds(self) -> dict[int, str]:
        """Return by which kind of mention each entity is best known."""
        kinds: dict[int, str] = {}
        for m in self.found.mentions:
            if _RANK[m.kind] < _RANK.get(kinds.get(m.entity, ""), 3):
                kinds[m.entity] = m.kind
        return kinds

    def rows(self) -> Said:
        entities = tuple(self._entity(e) for e in self.found.entities)
        aliases = tuple(row for e in self.found.entities for row in self._aliases(e))
        offices = tuple((place, *row) for place, row in enumerate(self._offices()))
        claims = tuple(self._claim(a) for a in self.found.attributions)
        return Said(
            names=(),
            entities=entities,
            aliases=aliases,
            held_offices=offices,
            mentions=tuple(self._mention(i, m) for i, m in enumerate(self.found.mentions)),
            dates=tuple(self._date(i, d) for i, d in enumerate(self.found.dates)),
            figures=tuple(self._figure(i, f) for i, f in enumerate(self.found.figures)),
            claims=claims,
            claims_about=tuple(self._about()),
        )._replace(names=tuple(self.names))

    # -- names -------------------------------------------------------------------------------

    def _name(self, words: str, type_: str, kind: str, offices: tuple[str, ...] = ()) -> int:
        return self.names.setdefault(name_of(words, type_, kind, offices), len(self.names))

    def _name_of(self, e: Entity) -> int:
        return self._name(e.name, e.type, self.kinds.get(e.number, "nominal"), e.offices)

    def _entity(self, e: Entity) -> Row:
        return e.number, self._name_of(e), "; ".join(e.why) or None

    def _aliases(self, e: Entity) -> Iterator[Row]:
        for place, other in enumerate(e.also):
            yield e.number, place, self._name(other, e.type, "name", e.offices)

    def _offices(self) -> Iterator[Row]:
        t = self.telegram
        if t.signature is not None and t.signature.value.strip():
            yield self._name(t.signature.value, PERSON, "name"), None, "signature", None
        if t.classified_by is not None and t.classified_by.value.name:
            told = t.classified_by.value
            office = self._name(told.title, OFFICE, "nominal") if told.title else None
            yield self._name(str(told.name), PERSON, "name"), office, "classified_by", None
        for e in self.found.entities:
            if e.type == PERSON and self.kinds.get(e.number) == "name":
                for title in e.offices:
                    yield self._name_of(e), self._name(title, OFFICE, "nominal"), "text", e.number

    # -- places ------------------------------------------------------------------------------

    def _place(self, span: Span) -> tuple[int, int]:
        return span.start - self.base, span.end - span.start

    def _places(self, spans: Sequence[Span]) -> str | None:
        return json.dumps([self._place(s) for s in spans], separators=(",", ":")) if spans else None

    def _mention(self, place: int, m: Mention) -> Row:
        entity = m.entity if m.entity in self.entities else None
        return (place, *self._place(m.span), entity, m.type, m.kind, m.by)

    def _date(self, place: int, d: When) -> Row:
        return (place, *self._place(d.span), d.earliest, d.latest, d.certainty, d.why, self.claim_of[place])

    def _claim_at(self, span: Span) -> int | None:
        """Return the innermost claim in whose content something stands."""
        held = [(len(s), a.n) for a in self.found.attributions for s in a.content if s.covers(span)]
        return min(held)[1] if held else None

    def _figure(self, place: int, f: Figure) -> Row:
        counted = self._places([f.counted]) if f.counted else None
        of = self._places([f.of]) if f.of else None
        return (place, *self._place(f.span), f.low, f.high, f.bound, f.unit, f.currency, counted, of)

    # -- claims ------------------------------------------------------------------------------

    def _claim(self, a: Attribution) -> Row:
        root = self._root(a)
        speaker, speaker_id = self._party(a.speaker if a.speaker is not None else root.speaker, root.source)
        hearer, hearer_id = self._party(a.hearer, a.addressee)
        said = self._said(root)
        said_on = date_of(self.telegram)
        if said is not None:
            said_on = self.found.dates[said].earliest or said_on
        return (
            a.n, a.manner, int(a.own), _known(a.continues, self.by_n), _known(a.within, self.by_n),
            speaker, speaker_id, hearer, hearer_id, self._paragraph(a), said_on, said,
            self._places(a.source), self._places(a.cue), self._places(a.addressee),
            self._places(a.content) or "[]", self._places(a.grounds), a.sure, a.by,
        )  # fmt: skip

    def _root(self, a: Attribution) -> Attribution:
        """Return the attribution whose source speaks on in this one."""
        for _ in range(_LONGEST_CHAIN):
            if a.continues is None or a.source or a.continues not in self.by_n:
                return a
            a = self.by_n[a.continues]
        return a

    def _party(self, number: int | None, words: Sequence[Span]) -> tuple[int | None, int | None]:
        """Return who is meant: an entity with its name, or the words where none is known."""
        if number is not None and number in self.entities:
            return number, self._name_of(self.entities[number])
        if not words:
            return None, None
        said = " ".join(self.telegram.words(span) for span in words)
        return None, self._name(said, WORDS, "nominal")

    def _paragraph(self, a: Attribution) -> int | None:
        at = min((s.start for s in (*a.content, *a.cue)), default=None)
        if at is None:
            return None
        return next((i for span, i in self.paragraphs if span.start <= at < span.end), None)

    def _said(self, a: Attribution) -> int | None:
        """Return the date that the clause gives: in the sentence of the cue, outside of what is said."""
        anchors = a.cue or a.source
        sentence = _sentence_at(self.sentences, anchors[0].start) if anchors else None
        if sentence is None:
            return None
        first = bisect_left(self.dates_at, sentence.start)
        for i in range(first, bisect_left(self.dates_at, sentence.end)):
            if self.claim_of[i] == a.within and self._can_be_said(self.found.dates[i]):
                return i
        return None

    def _can_be_said(self, when: When) -> bool:
        """Tell whether a date can be that of saying: a few days, and not after the telegram."""
        sent = _day(date_of(self.telegram))
        first, last = _day(when.earliest), _day(when.latest)
        if first is None or last is None or (last - first).days > _MOST_DAYS:
            return False
        return sent is None or (first <= sent and (sent - first).days <= _LONGEST_AGO)

    def _about(self) -> Iterator[Row]:
        """Yield which named ones the content of each claim speaks of."""
        told = [m for m in self.found.mentions if m.entity in self.entities]
        starts = [m.span.start for m in told]
        for a in self.found.attributions:
            about: set[int] = set()
            for content in a.content:
                first = bisect_right(starts, content.start - 1)
                for m in told[first : bisect_right(starts, content.end - 1)]:
                    if m.span.end <= content.end and self.kinds.get(m.entity) == "name":
                        about.add(m.entity)
            yield from ((a.n, entity) for entity in sorted(about))


def _day(iso: str | None) -> date | None:
    """Return a whole day; nothing of a month or a year."""
    try:
        return None if iso is None else date.fromisoformat(iso)
    except ValueError:
        return None


def _known(n: int | None, attributions: dict[int, Attribution]) -> int | None:
    return n if n in attributions else None


def _sentences(telegram: Telegram) -> list[Span]:
    page = Page.of(telegram)
    _, starts, ends = page.tokens
    return [page.place(starts[first], ends[past - 1]) for first, past in page.sentences]


def _sentence_at(sentences: Sequence[Span], at: int) -> Span | None:
    i = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return sentences[i] if i >= 0 and at < sentences[i].end else None
