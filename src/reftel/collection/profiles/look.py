"""Looking for what is new to a profile: what answers its query, came since, and was not told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from reftel.collection.answers import Card
from reftel.collection.cards import cards_of, marks
from reftel.collection.profiles import file
from reftel.collection.profiles.answers import Arrival, News
from reftel.collection.profiles.file import Mark, Saved
from reftel.collection.profiles.meaning import looks_back
from reftel.collection.selection import Selection
from reftel.errors import QueryError

Came = tuple[int, str, str]  # id, key, when it came
Kin = Callable[[sqlite3.Connection, Sequence[int]], dict[int, tuple[str, ...]]]


class Select(Protocol):
    """Asks the collection; `Collection.select`."""

    def __call__(self, query: str, *, order: str = ..., above: int = ...) -> Selection:
        """Return what answers."""


class Found(NamedTuple):
    """What is new to a profile, what is not to be told though it is new, and how far was looked."""

    id: int
    news: News
    silent: tuple[tuple[str, str], ...]
    mark: Mark


class Looker:
    """Looks into a collection for profiles."""

    def __init__(self, db: Callable[[], sqlite3.Connection], select: Select, kin: Kin) -> None:
        """Take the ways to ask the collection."""
        self._db = db
        self._select = select
        self._kin = kin

    def look(self, told: sqlite3.Connection, saved: Saved) -> Found:
        """Return what is new to a profile; a query that cannot be read is told as its trouble."""
        try:
            back = looks_back(saved.profile.query)
            selection = self._select(saved.profile.query, above=0 if back else self._since(saved.mark))
        except QueryError as error:
            return Found(saved.id, News(saved.profile, (), str(error)), (), saved.mark)
        mark = self._mark(selection)
        fresh, silent = self._sift(told, saved.id, selection)
        cards = cards_of(self._db(), [number for number, _, _ in fresh])
        arrivals = tuple(
            Arrival(cards[number], arrived, (saved.profile.name,))
            for number, _, arrived in fresh
            if number in cards
        )
        return Found(saved.id, News(saved.profile, arrivals), tuple(silent), mark)

    def held_now(self, query: str) -> tuple[Iterator[tuple[str, str]], Mark]:
        """Return (key, when it came) of all that answers a query, and how far that is."""
        selection = self._select(query)
        rows = (row for some in selection.parts() for row in self._keys(some))
        return ((key, arrived) for _, key, arrived in rows), self._mark(selection)

    def _sift(
        self, told: sqlite3.Connection, profile: int, selection: Selection
    ) -> tuple[list[Came], list[tuple[str, str]]]:
        """Return what is to be told, and what is new but a copy of something told."""
        fresh: list[Came] = []
        silent: list[tuple[str, str]] = []
        heard: set[str] = set()
        for some in selection.parts():
            rows, kin = self._keys(some), self._kin(self._db(), some)
            keys = {key for _, key, _ in rows}.union(*kin.values())
            known = file.known(told, profile, keys)
            for number, key, arrived in rows:
                family = {key, *kin.get(number, ())}
                if key in known:
                    continue
                if family & (known | heard):
                    silent.append((key, arrived))
                else:
                    fresh.append((number, key, arrived))
                heard |= family
        return fresh, silent

    def _mark(self, selection: Selection) -> Mark:
        """Return how far a search saw."""
        reached = selection.reached
        return Mark(reached, self._key(reached), self._origin())

    def _since(self, mark: Mark) -> int:
        """Return up to where was looked before; 0 where the collection was made anew since."""
        return mark.id if (self._key(mark.id), self._origin()) == mark[1:] and mark.witness else 0

    def _key(self, number: int) -> str | None:
        row = self._db().execute("SELECT key FROM telegrams WHERE id = ?", (number,)).fetchone()
        return None if row is None else str(row[0])

    def _origin(self) -> str | None:
        row = self._db().execute("SELECT started FROM builds ORDER BY id LIMIT 1").fetchone()
        return None if row is None else str(row[0])

    def _keys(self, ids: Sequence[int]) -> list[Came]:
        """Return id, key and time of arrival of the telegrams that are still there, in this order."""
        rows = self._db().execute(
            f"""SELECT t.id, t.key, s.added FROM telegrams t JOIN sources s ON s.id = t.source_id
                WHERE t.id IN ({marks(ids)})""",
            ids,
        )
        found = {row[0]: row for row in rows}
        return [found[number] for number in ids if number in found]

    def cards(self, keys: Sequence[str]) -> dict[str, Card]:
        """Return the cards of the telegrams with these keys, by key; one that is not held is left out."""
        wanted = [self._db().execute("SELECT id FROM telegrams WHERE key = ?", (k,)).fetchone() for k in keys]
        cards = cards_of(self._db(), [row[0] for row in wanted if row is not None])
        return {card.key: card for card in cards.values()}
