"""What a collection answers about what is said in it: one object for all the questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from reftel.collection import lookup
from reftel.collection.said import finding, offices
from reftel.collection.said.annotating import state
from reftel.collection.said.answers import (
    AnnotationState,
    Asked,
    Claim,
    Happening,
    Judgement,
    Known,
    Tenure,
    Verdict,
)
from reftel.collection.said.claims import Answering, Claims
from reftel.collection.said.judgements import Judgements
from reftel.collection.said.maker import Maker, shipped
from reftel.collection.said.naming import fold
from reftel.collection.said.people import Order, People
from reftel.collection.said.timeline import Timeline


class Saying:
    """Use `Collection.said`."""

    def __init__(
        self,
        db: Callable[[], sqlite3.Connection],
        judgements: Path | None,
        answering: Answering,
        maker: Callable[[], Maker | None] = shipped,
    ) -> None:
        """Take the database, the curator's file (null in an edition), and what finds words in telegrams.

        `maker` tells what annotates the collection now; null where that is not known.
        """
        self._maker = maker
        self._db = db
        self.judgements = Judgements(judgements)
        self._find = answering

    def state(self) -> AnnotationState:
        """Tell how far annotating has come."""
        return state(self._db(), self._maker())

    def claims(self, asked: Asked, *, limit: int | None = 100, offset: int = 0) -> tuple[Claim, ...]:
        """Return the claims that answer, by the day they were said."""
        return tuple(self._claims().claims(asked, limit=limit, offset=offset))

    def counted(
        self, asked: Asked, *, limit: int | None = 100, offset: int = 0
    ) -> tuple[tuple[Claim, ...], int]:
        """Return the claims that answer, and how many there are in all."""
        found, total = self._claims().counted(asked, limit=limit, offset=offset)
        return tuple(found), total

    def count(self, asked: Asked) -> int:
        """Count the claims that answer."""
        return self._claims().count(asked)

    def claims_of(self, key: str) -> tuple[Claim, ...]:
        """Return the claims of one telegram in the order of the text, by its key."""
        number, _ = lookup.one(self._db(), key)
        leaf = self._claims().teller.leaf(number)
        return tuple(leaf.claim(n) for n in leaf.claims)

    def timeline(
        self,
        *,
        about: str | None = None,
        person: str | None = None,
        place: str | None = None,
        first: str | None = None,
        last: str | None = None,
        limit: int | None = 100,
        offset: int = 0,
    ) -> tuple[Happening, ...]:
        """Return statements and events in the order of the day they are of."""
        people = self.names()
        timeline = Timeline(self._db(), people.joined, self._answering)
        return tuple(
            timeline.happenings(
                about=about, person=person, place=place, first=first, last=last, limit=limit, offset=offset
            )
        )

    def people(
        self, name: str | None = None, *, order: Order = "name", limit: int | None = 100, offset: int = 0
    ) -> tuple[Known, ...]:
        """Return persons and groups: all in brief, or those whom a name may mean in full."""
        if name is not None:
            return self.names().named(name, finding.EVERYONE)[
                offset : None if limit is None else offset + limit
            ]
        return tuple(self.names().listed(finding.EVERYONE, order=order, limit=limit, offset=offset))

    def places(
        self, name: str | None = None, *, order: Order = "name", limit: int | None = 100, offset: int = 0
    ) -> tuple[Known, ...]:
        """Return places: all in brief, or those that a name may mean in full."""
        if name is not None:
            return self.names().named(name, finding.PLACES)[
                offset : None if limit is None else offset + limit
            ]
        return tuple(self.names().listed(finding.PLACES, order=order, limit=limit, offset=offset))

    def count_people(self) -> int:
        """Count the names of persons and groups."""
        return self.names().count(finding.EVERYONE)

    def count_places(self) -> int:
        """Count the names of places."""
        return self.names().count(finding.PLACES)

    def known(self, type_: str, key: str) -> Known:
        """Return all that is known of a name by its type and key; raises `CollectionError` without one."""
        return self.names().known(type_, key)

    def offices(self, post: str, on: str | None = None) -> tuple[Tenure, ...]:
        """Return who signed and classified at a post, from first to last telegram; `on` narrows to a time."""
        return offices.tenures_at(self._db(), post, on)

    def judge(self, a: str, b: str, verdict: Verdict, *, on: str) -> Judgement:
        """Keep that two names are of the same one, or of different ones, as a curator says on a day."""
        people = self.names(judged=False)
        every = (*finding.EVERYONE, *finding.PLACES)
        return self.judgements.judge(people.one(a, every), people.one(b, every), verdict, on=on)

    def names(self, *, judged: bool = True) -> People:
        """Return what asks for names, joined by the judgements there are."""
        return People(self._db(), self.judgements.all() if judged else ())

    def _claims(self) -> Claims:
        return Claims(self._db(), self.names().joined, self._answering)

    def _answering(self, matter: str) -> set[int]:
        words = " ".join(fold(matter))
        return self._find(words) if words else set()
