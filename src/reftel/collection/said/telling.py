"""Claims as they are told: rows of the tables with the words of the telegrams, exact, without furniture."""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from reftel.collection.answers import Card
from reftel.collection.cards import cards_of
from reftel.collection.rows import telegram_of
from reftel.collection.said.answers import Claim, Day, Link, Party, Place
from reftel.extract.page import Page
from reftel.model import Paragraph, Span, Telegram
from reftel.terms.nations import kind

PIECES = " … "  # between the pieces of words that something interrupts

_OURSELVES = frozenset({"i", "we", "us", "our", "me", "my"})
_PAGES_KEPT = 64
_LEAD = re.compile(r"(?:¶ ?)?\d{0,3}[.)]? ?(?:\([A-Z][A-Z/ -]{0,30}\) ?)?")
_LONGEST_CHAIN = 20

Places = Sequence[Sequence[int]]


class Leaf:
    """One telegram opened to tell what it says: its words, its entities, its claims."""

    def __init__(self, db: sqlite3.Connection, number: int) -> None:
        self.db = db
        self.number = number

    @cached_property
    def telegram(self) -> Telegram:
        """The telegram itself."""
        record, text = self.db.execute(
            "SELECT record, text FROM texts WHERE telegram_id = ?", (self.number,)
        ).fetchone()
        return telegram_of(record, text)

    @cached_property
    def page(self) -> Page:
        """Its body without furniture."""
        return Page.of(self.telegram)

    @cached_property
    def card(self) -> Card:
        """Its card."""
        return cards_of(self.db, [self.number])[self.number]

    @cached_property
    def claims(self) -> dict[int, dict[str, Any]]:
        """Its claims as rows by their numbers."""
        cursor = self.db.execute(
            """SELECT c.*, s.written AS speaker_name, s.type AS speaker_type, s.key AS speaker_key,
                      s.kind AS speaker_kind,
                      h.written AS hearer_name, h.type AS hearer_type, h.key AS hearer_key
               FROM claims c LEFT JOIN names s ON s.id = c.speaker_id LEFT JOIN names h ON h.id = c.hearer_id
               WHERE c.telegram_id = ? ORDER BY c.n""",
            (self.number,),
        )
        names = [column[0] for column in cursor.description]
        return {row["n"]: row for row in (dict(zip(names, values, strict=True)) for values in cursor)}

    @cached_property
    def dates(self) -> list[tuple[Any, ...]]:
        """Its dates: place, at, length, earliest, latest, certainty, why, claim."""
        return self.db.execute(
            """SELECT place, at, length, earliest, latest, certainty, why, claim FROM dates
               WHERE telegram_id = ? ORDER BY place""",
            (self.number,),
        ).fetchall()

    @cached_property
    def about(self) -> dict[int, list[tuple[str, str]]]:
        """Of each claim the names and types of those it speaks of, places in the order of the text."""
        found: dict[int, list[tuple[str, str]]] = {}
        rows = self.db.execute(
            """SELECT b.n, n.written, n.type FROM claims_about b
               JOIN entities e ON e.telegram_id = b.telegram_id AND e.number = b.entity
               JOIN names n ON n.id = e.name_id WHERE b.telegram_id = ? ORDER BY b.n, b.entity""",
            (self.number,),
        )
        for n, written, type_ in rows:
            found.setdefault(n, []).append((written, type_))
        return found

    @cached_property
    def named(self) -> list[tuple[int, int, int]]:
        """Its mentions: at, length, and the number of the name of whom they mean, and of its other names."""
        return self.db.execute(
            """SELECT m.at, m.length, e.name_id FROM mentions m JOIN entities e
                   ON e.telegram_id = m.telegram_id AND e.number = m.entity WHERE m.telegram_id = ?
               UNION ALL SELECT m.at, m.length, a.name_id FROM mentions m JOIN aliases a
                   ON a.telegram_id = m.telegram_id AND a.entity = m.entity WHERE m.telegram_id = ?""",
            (self.number, self.number),
        ).fetchall()

    @cached_property
    def places(self) -> list[tuple[int, int, str]]:
        """The places it names, in the order of the text: at, length, name."""
        return self.db.execute(
            """SELECT m.at, m.length, n.written FROM mentions m JOIN sorts s ON s.id = m.sort_id
               JOIN entities e ON e.telegram_id = m.telegram_id AND e.number = m.entity
               JOIN names n ON n.id = e.name_id
               WHERE m.telegram_id = ? AND s.kind = 'name' AND n.type IN ('gpe', 'location') ORDER BY m.at""",
            (self.number,),
        ).fetchall()

    @cached_property
    def sentences(self) -> list[Span]:
        """Its sentences in the file's text."""
        _, starts, ends = self.page.tokens
        return [self.page.place(starts[first], ends[past - 1]) for first, past in self.page.sentences]

    def sentence(self, at: int) -> Span | None:
        """Return the sentence at a place of the file's text."""
        i = bisect_right(self.sentences, at, key=lambda s: s.start) - 1
        return self.sentences[i] if i >= 0 and at < self.sentences[i].end else None

    def said_at(self, date: int) -> int | None:
        """Return the first claim that was said on a date of the text, by the date's place."""
        return next((n for n, row in self.claims.items() if row["said"] == date), None)

    def sentence_words(self, span: Span) -> str:
        """Return the words of a sentence, without the number and mark of the paragraph before it."""
        words = written(self.piece(span))
        place = self.paragraph_at(span)
        start = span.start if place is None else self.telegram.paragraphs[place].span.start
        begins = place is not None and not self.telegram.words(Span(start, span.start)).strip()
        return words[_LEAD.match(words).end() :] if begins else words  # type: ignore[union-attr]

    def paragraph_at(self, span: Span) -> int | None:
        """Return the place of the paragraph in which something begins."""
        found = enumerate(self.telegram.paragraphs)
        return next((i for i, p in found if p.span.start <= span.start < p.span.end), None)

    def span(self, at: int, length: int) -> Span:
        """Return a place in the file's text."""
        start = self.telegram.source.span.start + at
        return Span(start, start + length)

    def words(self, places: Places) -> str:
        """Return the words of some places, without the furniture between them."""
        return PIECES.join(written(self.piece(self.span(*place))) for place in places)

    def piece(self, span: Span) -> str:
        """Return the words of a span of the file's text, as the page has them."""
        view = self.page.view
        if view is None:
            return self.telegram.words(span)
        start, end = view.offset(span.start), view.offset(span.end - 1) + 1
        return view.text[start:end]

    def paragraph(self, place: int | None) -> Paragraph | None:
        """Return a paragraph by its place."""
        found = self.telegram.paragraphs
        return found[place] if place is not None and place < len(found) else None

    def claim(self, n: int) -> Claim:
        """Tell one claim."""
        row = self.claims[n]
        paragraph = self.paragraph(row["paragraph"])
        content: Places = json.loads(row["content"])
        return Claim(
            card=self.card,
            n=n,
            manner=row["manner"],
            own=bool(row["own"]),
            speaker=self._speaker(row),
            hearer=self._party(row, "hearer", row["addressee"]),
            said=self._said(row),
            meant=tuple(self._day(d) for d in self.dates if d[7] == n),
            place=self._place(n),
            paragraph=row["paragraph"],
            number=paragraph.number if paragraph else None,
            portion=paragraph.portion if paragraph else None,
            cue=self.words(_places(row["cue"])),
            quote=self.words(content),
            chain=tuple(self._chain(n)),
            grounds=tuple(self.words([place]) for place in _places(row["grounds"])),
            about=tuple(name for name, _ in self.about.get(n, ())),
            within=row["within"],
            continues=row["continues"],
            sure=row["sure"],
            by=row["rule"],
            spans=tuple(self.span(*place) for place in content),
            cue_spans=tuple(self.span(*place) for place in _places(row["cue"])),
        )

    def _speaker(self, row: dict[str, Any]) -> Party | None:
        party = self._party(row, "speaker", row["source"])
        if party is not None and self.card.post and _is_ourselves(row):
            return Party(self.card.post, "post", party.written, None, "post")
        if party is not None and party.written is None and row["continues"] is not None:
            return Party(party.name, party.type, None, party.key, "continues")
        if party is None and row["own"] and self.card.post:
            return Party(self.card.post, "post", None, None, "post")
        return party

    def _party(self, row: dict[str, Any], role: str, places: str | None) -> Party | None:
        name = row[f"{role}_name"]
        if name is None:
            return None
        words = self.words(_places(places)) if places else None
        return Party(name, row[f"{role}_type"], words, row[f"{role}_key"])

    def _said(self, row: dict[str, Any]) -> Day:
        if row["said"] is not None:
            return self._day(self.dates[row["said"]])
        return Day(
            row["said_on"], row["said_on"], "inferred", None, "The date of the telegram that reports it."
        )

    def _day(self, row: tuple[Any, ...]) -> Day:
        _, at, length, earliest, latest, certainty, why, _ = row
        return Day(earliest, latest, certainty, self.words([(at, length)]), why)

    def _place(self, n: int) -> Place | None:
        content = [self.span(*place) for place in json.loads(self.claims[n]["content"])]
        for at, length, name in self.places:
            if kind(name.upper()) != "people" and any(c.covers(self.span(at, length)) for c in content):
                return Place(name, "content")
        return Place(self.card.post, "post") if self.card.post else None

    def _chain(self, n: int) -> Iterator[Link]:
        """Yield who told whom, the ultimate source first, the post that reports last."""
        row: dict[str, Any] | None = self.claims[n]
        last = ""
        for _ in range(_LONGEST_CHAIN):
            if row is None:
                break
            who, hearer = self._speaker(row), self._party(row, "hearer", row["addressee"])
            if who is not None and who.by != "post" and who.name != last:
                last = who.name
                cue = self.words(_places(row["cue"])) or None
                yield Link(who.name, hearer.name if hearer else None, cue, row["manner"])
            row = self.claims.get(row["within"]) if row["within"] is not None else None
        sender = self.card.originator or self.card.post
        if sender:
            yield Link(sender, None, self.card.mrn, "reports")


class Teller:
    """Tells claims; keeps the last telegrams opened."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._leaves: OrderedDict[int, Leaf] = OrderedDict()

    def leaf(self, number: int) -> Leaf:
        """Return a telegram opened."""
        leaf = self._leaves.pop(number, None) or Leaf(self.db, number)
        self._leaves[number] = leaf
        if len(self._leaves) > _PAGES_KEPT:
            self._leaves.popitem(last=False)
        return leaf

    def text(self, number: int, places: str) -> str:
        """Return the words of places kept as JSON."""
        return self.leaf(number).words(_places(places))

    def claims(self, rows: Iterable[tuple[int, int]]) -> Iterator[Claim]:
        """Yield claims by telegram and number."""
        for number, n in rows:
            yield self.leaf(number).claim(n)


def _is_ourselves(row: dict[str, Any]) -> bool:
    """Tell whether a speaker of whom there is only a pronoun is the post."""
    if row["speaker_kind"] != "pronoun":
        return False
    return bool(row["own"]) or str(row["speaker_name"]).casefold() in _OURSELVES


def _places(told: str | None) -> Places:
    return json.loads(told) if told else ()


def written(words: str) -> str:
    """Return words without the breaks of lines within them."""
    return " ".join(words.split())


__all__ = ["PIECES", "Leaf", "Teller", "written"]
