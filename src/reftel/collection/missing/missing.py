"""The list of the missing: gathered from the references, ranked, and told with all the evidence there is."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, lru_cache

from reftel.collection import lookup
from reftel.collection.answers import Card
from reftel.collection.cards import cards_of
from reftel.collection.missing import cited, rank
from reftel.collection.missing.answers import Citing, Dates, Missing, Part, State, Wanted, YearKnown
from reftel.collection.missing.cited import Reference
from reftel.collection.missing.dates import curves_of, dates_of, stated, year_known
from reftel.collection.missing.sentences import Sentences
from reftel.collection.missing.stubs import Stub, stubs
from reftel.collection.missing.subjects import tags_of, words_of
from reftel.model import Mrn, Record
from reftel.refs.curves import Curves
from reftel.refs.periods import day_of
from reftel.terms.posts import read_post

# The sentences are looked at for so many times the telegrams wanted, the first by all other parts.
_LOOKED_AT = 3
_LEAST_LOOKED_AT = 100


class _Known(Record, frozen=True):
    """A missing number, who cites it, what is held in its place, and how it ranks without the texts."""

    mrn: Mrn
    references: tuple[Reference, ...]
    stubs: tuple[Stub, ...]
    parts: tuple[Part, ...]

    @property
    def state(self) -> State:
        states = {stub.state for stub in self.stubs}
        return "withdrawn" if "withdrawn" in states else "stub" if states else "not-held"

    @property
    def score(self) -> float:
        return sum((part.points for part in self.parts), 0.0)

    @property
    def order(self) -> tuple[float, int, str, int]:
        return -self.score, self.mrn.year, self.mrn.post, self.mrn.serial


class Finder:
    """Finds what is missing, by one state of the database; make a new one for each question."""

    def __init__(
        self,
        db: sqlite3.Connection,
        *,
        frequency: Callable[[str], int],
        answering: Callable[[str], Collection[int]],
    ) -> None:
        """`frequency` counts the telegrams with a word, `answering` gives the ids that answer a query."""
        self._db = db
        self._frequency = lru_cache(maxsize=None)(frequency)
        self._answering = answering
        self._sentences = Sentences(db)

    def missing(self, wanted: Wanted, limit: int) -> tuple[Missing, ...]:
        """Return the first of what is missing, by rank."""
        known = sorted(self._wanted(wanted), key=lambda k: k.order)
        some = known[: max(_LEAST_LOOKED_AT, _LOOKED_AT * limit)] if limit else []
        read = sorted(((k, self._with_use(k)) for k in some), key=lambda pair: _order(pair[0].mrn, *pair[1]))
        chosen = read[:limit]
        curves = self._curves(k for k, _ in chosen)
        return tuple(self._told(k, citing, parts, curves) for k, (citing, parts) in chosen)

    def count(self, wanted: Wanted) -> dict[State, int]:
        """Count what is missing, by state."""
        states = Counter(each.state for each in self._wanted(wanted))
        return {"not-held": states["not-held"], "stub": states["stub"], "withdrawn": states["withdrawn"]}

    def one(self, mrn: Mrn) -> Missing:
        """Tell of one number that is not held, also where nothing cites it."""
        held = tuple(self._stubs.get(mrn, ()))
        known = self._known(mrn, list(cited.to_numbers(self._db, [str(mrn)])), held)
        citing, parts = self._with_use(known)
        return self._told(known, citing, parts, self._curves([known]))

    # -- gathering -------------------------------------------------------------------------

    @cached_property
    def _stubs(self) -> dict[Mrn, list[Stub]]:
        return stubs(self._db)

    @cached_property
    def _days_held(self) -> tuple[int, int] | None:
        """Return the first and last day of what is held."""
        first, last = self._db.execute("SELECT min(date), max(date) FROM telegrams").fetchone()
        days = [
            day_of(f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10])
            for date in (first, last)
            if date
        ]
        return (days[0], days[1]) if len(days) == 2 and days[0] and days[1] else None

    def _wanted(self, wanted: Wanted) -> list[_Known]:
        found = self._all(wanted)
        if wanted.query:
            ids = self._answering(wanted.query)
            found = [k for k in found if any(r.telegram in ids for r in k.references)]
        if wanted.first or wanted.last:
            curves = self._curves(found)
            found = [k for k in found if _within(self._dates(k, curves), wanted)]
        return found

    def _all(self, wanted: Wanted) -> list[_Known]:
        cites: dict[Mrn, list[Reference]] = defaultdict(list)
        for reference in cited.to_missing(self._db):
            cites[reference.mrn].append(reference)
        for reference in cited.to_numbers(self._db, map(str, self._stubs)):
            cites[reference.mrn].append(reference)
        for mrn in self._stubs:
            cites.setdefault(mrn, [])
        posts = _posts(wanted.post)
        return [
            known
            for mrn, references in cites.items()
            if (not posts or mrn.post in posts) and wanted.year in (None, mrn.year)
            if (known := self._known(mrn, references, tuple(self._stubs.get(mrn, ()))))
            if wanted.state in (None, known.state)
        ]

    def _known(self, mrn: Mrn, references: Sequence[Reference], held: tuple[Stub, ...]) -> _Known:
        facts = self._facts(references)
        return _Known(mrn, tuple(references), held, rank.parts_of(facts))

    def _facts(self, references: Sequence[Reference]) -> rank.Facts:
        level = precedence = last = None
        for each in references:
            level = rank.higher_level(level, each.level)
            precedence = rank.higher_precedence(precedence, each.precedence)
            last = max(last or "", each.date or "") or None
        posts = sorted({each.post for each in references if each.post})
        return rank.Facts(
            len({r.group for r in references}), posts, level, precedence, last, self._lateness(last)
        )

    def _lateness(self, date: str | None) -> float:
        day = day_of(date) if date else None
        if day is None or self._days_held is None:
            return 0.0
        first, last = self._days_held
        return (day - first) / (last - first) if last > first else 0.0

    # -- telling ---------------------------------------------------------------------------

    def _with_use(self, known: _Known) -> tuple[tuple[Citing, ...], tuple[Part, ...]]:
        """Return who cites it with their sentences, copies as one, and the parts of its rank."""
        cards = self._cards({r.telegram for r in known.references})
        by_group: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for r in known.references:
            if r.telegram in cards:
                by_group[r.group][r.telegram].append(r.place)
        citing, labels = [], []
        precedence = {r.telegram: r.precedence for r in known.references}
        for copies in by_group.values():
            best = min(copies, key=lambda t: (-cards[t].words, cards[t].key))
            each, under = self._citing(best, cards[best], sorted(copies[best]), known.mrn, precedence[best])
            citing.append(each)
            labels += under
        citing.sort(key=lambda c: (c.card.date or "9", c.card.key, c.place))
        part = rank.part_of_use(rank.Use(sum(len(c.sentences) for c in citing), labels))
        return tuple(citing), (*known.parts, part) if part else known.parts

    def _citing(
        self, telegram: int, card: Card, places: Sequence[int], mrn: Mrn, precedence: str | None
    ) -> tuple[Citing, list[str]]:
        letter, text, notal, inferred = self._sentences.entry(telegram, places[0])
        sentences, labels = self._sentences.of(telegram, places, mrn)
        return Citing(card, letter, text, places[0], notal, inferred, precedence, sentences), labels

    def _told(
        self, known: _Known, citing: tuple[Citing, ...], parts: tuple[Part, ...], curves: Curves
    ) -> Missing:
        mrn = known.mrn
        before, after = lookup.around(self._db, mrn.post, mrn.year, mrn.serial)
        held = self._cards({stub.id for stub in known.stubs})
        return Missing(
            mrn=str(mrn),
            cited_by=citing,
            state=known.state,
            score=round(sum(part.points for part in parts), 2),
            parts=parts,
            dates=self._dates(known, curves),
            words=words_of(citing, self._frequency, self._telegrams),
            tags=tags_of(citing),
            before=before,
            after=after,
            held=tuple(held[stub.id] for stub in known.stubs if stub.id in held),
            said=next((stub.said for stub in known.stubs if stub.state == known.state), None),
            year_known="stated" if known.stubs else self._year(known, citing, curves),
            reviewed=max((stub.reviewed for stub in known.stubs if stub.reviewed), default=None),
        )

    def _dates(self, known: _Known, curves: Curves) -> Dates:
        for card in self._cards({stub.id for stub in known.stubs}).values():
            if card.date:
                return stated(card.date[:10])
        return dates_of(curves, known.mrn, [r.date for r in known.references])

    def _year(self, known: _Known, citing: Sequence[Citing], curves: Curves) -> YearKnown:
        return year_known(curves, known.mrn, [(c.card.date, c.year_inferred) for c in citing])

    def _curves(self, known: Iterable[_Known]) -> Curves:
        return curves_of(self._db, {k.mrn.post for k in known})

    def _cards(self, ids: Collection[int]) -> dict[int, Card]:
        return cards_of(self._db, sorted(ids)) if ids else {}

    @cached_property
    def _telegrams(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM telegrams").fetchone()[0])


def _order(mrn: Mrn, citing: object, parts: Sequence[Part]) -> tuple[float, int, str, int]:
    return -sum(part.points for part in parts), mrn.year, mrn.post, mrn.serial


def _posts(written: str | None) -> set[str]:
    """Return the names that a post may have in numbers, as somebody wrote it."""
    if not written:
        return set()
    reading = read_post(written)
    return {written.upper(), *([reading.post.name] if reading else [])}


def _within(dates: Dates, wanted: Wanted) -> bool:
    """Tell whether it may have been sent in the stretch that is wanted."""
    first, last = wanted.first or "", (wanted.last or "9") + "~"
    return (dates.last or "9") + "~" >= first and (dates.first or "") <= last
