"""Persons, groups and places over the collection: what is one name, and what may be the same one.

Names are one where their words are the same, and of persons with two names and more where their sounds
are.  All else is only proposed, with the evidence; a curator's word joins or parts.  Nothing is ranked:
lists go by the alphabet or by the day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from reftel.collection.cards import chunks, marks
from reftel.collection.said import finding
from reftel.collection.said.answers import Judgement, Known
from reftel.collection.said.judgements import joined
from reftel.collection.said.likeness import likenesses
from reftel.collection.said.offices import tenures_of
from reftel.errors import CollectionError

Order = Literal["name", "date"]

IN_FULL = 20  # so many names are told in full
_MOST_MEANT = 200
_LONG = 15  # years between two telegrams after which one name may well be two persons

# Names that somebody bears of his own; one that only stands for a fuller name is found by it.
_OWN = """(EXISTS (SELECT 1 FROM entities WHERE name_id = n.id)
           OR EXISTS (SELECT 1 FROM held_offices WHERE name_id = n.id))"""
_BY_NAME = f"""
    SELECT n.type, n.key, min(n.folded) AS folded FROM names n
    WHERE n.key IS NOT NULL AND n.type IN ({{types}}) AND {_OWN}
    GROUP BY n.type, n.key ORDER BY folded, n.key, n.type LIMIT ? OFFSET ?
"""
_BY_DATE = """
    SELECT n.type, n.key, min(n.folded) AS folded FROM (
        SELECT name_id, telegram_id FROM entities UNION ALL SELECT name_id, telegram_id FROM held_offices
    ) s JOIN names n ON n.id = s.name_id JOIN telegrams t ON t.id = s.telegram_id
    WHERE n.key IS NOT NULL AND n.type IN ({types})
    GROUP BY n.type, n.key ORDER BY min(t.date) IS NULL, min(t.date), folded, n.key LIMIT ? OFFSET ?
"""


class People:
    """Asks the names of one database, as a curator's judgements join them."""

    def __init__(self, db: sqlite3.Connection, judgements: Sequence[Judgement]) -> None:
        self.db = db
        self.judgements = judgements

    def joined(self, type_: str, key: str) -> frozenset[str]:
        """Return the keys that a curator said to be the same as this one, itself included."""
        return joined(self.judgements, type_, key)

    def listed(
        self, types: Sequence[str], *, order: Order = "name", limit: int | None = None, offset: int = 0
    ) -> Iterator[Known]:
        """Yield all names of these types in brief, by the alphabet or by their first telegram."""
        query = (_BY_NAME if order == "name" else _BY_DATE).format(types=marks(types))
        rows = self.db.execute(query, (*types, -1 if limit is None else limit, offset)).fetchall()
        for type_, key, folded in rows:
            yield self.brief(type_, key, folded)

    def brief(self, type_: str, key: str, folded: str = "") -> Known:
        """Return how a name is written most fully, and in how many telegrams from when to when."""
        finding.put_aside(self.db, "known_names", finding.numbers_of(self.db, [(type_, key)]))
        name = self._best(type_, sorted(self.joined(type_, key)), folded)
        return Known(name, key, type_, *self.db.execute(_SEEN).fetchone())

    def count(self, types: Sequence[str]) -> int:
        """Count the names of these types."""
        query = f"""SELECT DISTINCT n.type, n.key FROM names n
                    WHERE n.key IS NOT NULL AND n.type IN ({marks(types)}) AND {_OWN}"""
        return int(self.db.execute(f"SELECT count(*) FROM ({query})", tuple(types)).fetchone()[0])

    def named(self, name: str, types: Sequence[str]) -> tuple[Known, ...]:
        """Return those whom a name may mean; what a curator joined is one.

        Each is told in full where they are few (`IN_FULL`), else in brief.
        """
        numbers = finding.names_meant(self.db, name, self.joined, types)
        keys: set[tuple[str, str]] = set()
        for some in chunks(numbers):
            keys.update(
                self.db.execute(_BEARERS.format(some=marks(some), own=_OWN), [*some, *some]).fetchall()
            )
        alone: dict[tuple[str, str], None] = {}
        for type_, key in sorted(keys):
            if not any((type_, other) in alone for other in self.joined(type_, key)):
                alone[type_, key] = None
        tell = self.known if len(alone) <= IN_FULL else self.brief
        found = [tell(type_, key) for type_, key in list(alone)[:_MOST_MEANT]]
        return tuple(sorted(found, key=lambda k: (k.name.casefold(), k.key)))

    def one(self, name: str, types: Sequence[str]) -> Known:
        """Return the one whom a name means; raises `CollectionError` where it is none or several."""
        found = self.named(name, types)
        exact = [k for k in found if name in (k.name, k.key) or name in dict(k.spellings)] or list(found)
        if not exact:
            raise CollectionError(f"Nobody is named {name} here. 'reftel people COLLECTION' lists who is.")
        if len(exact) > 1:
            told = "; ".join(k.name for k in exact[:8])
            raise CollectionError(f"{name} may be several: {told}. Give one of these as it is written here.")
        return exact[0]

    def known(self, type_: str, key: str) -> Known:
        """Return all that is known of a name; raises `CollectionError` where there is none of this key."""
        keys = sorted(self.joined(type_, key))
        numbers = finding.numbers_of(self.db, [(type_, k) for k in keys])
        if not numbers:
            raise CollectionError(
                "There is no such name here. 'reftel people COLLECTION' lists who is named."
            )
        finding.put_aside(self.db, "known_names", numbers)
        telegrams, first, last = self.db.execute(_SEEN).fetchone()
        tenures = tenures_of(self.db, numbers)
        spellings = tuple(self.db.execute(_SPELLINGS).fetchall())
        return Known(
            name=self._best(type_, keys, key),
            key=key,
            type=type_,
            telegrams=telegrams,
            first=first,
            last=last,
            spellings=spellings,
            also=tuple(self.db.execute(_ALSO).fetchall()),
            offices=tenures,
            claims_by=self._count(_BY),
            claims_about=self._count(_ABOUT),
            joined=tuple(self._called(type_, k, k) for k in keys if k != key),
            likenesses=likenesses(self.db, type_, keys, numbers, self.judgements),
            cautions=tuple(_cautions(type_, self._days())),
        )

    def _count(self, query: str) -> int:
        return int(self.db.execute(query).fetchone()[0])

    def _days(self) -> list[str]:
        return [day for (day,) in self.db.execute(_DAYS)]

    def _called(self, type_: str, key: str, folded: str) -> str:
        """Return how a name is written: as fully as some telegram has it, without titles, in mixed case."""
        rows = self.db.execute("SELECT written, folded FROM names WHERE type = ? AND key = ?", (type_, key))
        return best_spelling(rows.fetchall(), type_, folded)

    def _best(self, type_: str, keys: Sequence[str], otherwise: str) -> str:
        """Return the fullest spelling of all that a curator joined."""
        rows = self.db.execute(
            f"SELECT written, folded FROM names WHERE type = ? AND key IN ({marks(keys)})", (type_, *keys)
        )
        return best_spelling(rows.fetchall(), type_, otherwise)


def best_spelling(spellings: Iterable[tuple[str, str]], type_: str, otherwise: str) -> str:
    """Return the fullest of the spellings, each as written and folded; of equal ones that in mixed case.

    A place is called by its shortest name: its key is of the country, its spellings say Maltese too.
    """

    def rank(spelling: tuple[str, str]) -> tuple[object, ...]:
        written, folded = spelling
        words = folded.split() if type_ in finding.EVERYONE else ()
        whole = sum(len(word) > 1 for word in words)
        return -whole, -len(words), written.isupper(), len(written.split()), written

    return min(spellings, key=rank, default=(otherwise, ""))[0]


# Of names those that are somebody's own, and of those that stand for a fuller one this.
_BEARERS = """
    SELECT n.type, n.key FROM names n WHERE n.key IS NOT NULL AND n.id IN ({some}) AND {own}
    UNION SELECT f.type, f.key FROM aliases a JOIN entities e
        ON e.telegram_id = a.telegram_id AND e.number = a.entity JOIN names f ON f.id = e.name_id
    WHERE f.key IS NOT NULL AND a.name_id IN ({some})
"""
# Where the names put aside stand; told of each table by itself, as SQLite would else read all of them.
_USES = """
    SELECT name_id, telegram_id FROM entities WHERE name_id IN (SELECT id FROM temp.known_names)
    UNION SELECT name_id, telegram_id FROM aliases WHERE name_id IN (SELECT id FROM temp.known_names)
    UNION SELECT name_id, telegram_id FROM held_offices WHERE name_id IN (SELECT id FROM temp.known_names)
"""
_SEEN = (
    f"SELECT count(*), min(date), max(date) FROM telegrams WHERE id IN (SELECT telegram_id FROM ({_USES}))"
)
_DAYS = f"""
    SELECT date FROM telegrams
    WHERE date IS NOT NULL AND id IN (SELECT telegram_id FROM ({_USES})) ORDER BY date
"""
_SPELLINGS = f"""
    SELECT n.written, count(DISTINCT s.telegram_id) FROM ({_USES}) s CROSS JOIN names n ON n.id = s.name_id
    GROUP BY n.written ORDER BY n.written
"""
# What a text itself says to be another name: those of the same entity.
_ENTITIES = """
    SELECT telegram_id, number AS entity FROM entities WHERE name_id IN (SELECT id FROM temp.known_names)
    UNION SELECT telegram_id, entity FROM aliases WHERE name_id IN (SELECT id FROM temp.known_names)
"""
_ALSO = f"""
    WITH meant AS MATERIALIZED ({_ENTITIES}), others AS (
        SELECT e.name_id, e.telegram_id FROM meant m CROSS JOIN entities e
            ON e.telegram_id = m.telegram_id AND e.number = m.entity
        UNION SELECT a.name_id, a.telegram_id FROM meant m CROSS JOIN aliases a
            ON a.telegram_id = m.telegram_id AND a.entity = m.entity)
    SELECT n.written, count(DISTINCT o.telegram_id) FROM others o CROSS JOIN names n ON n.id = o.name_id
    WHERE n.key IS NOT NULL AND n.id NOT IN (SELECT id FROM temp.known_names)
    GROUP BY n.written ORDER BY n.written
"""
_BY = f"""
    SELECT count(*) FROM (
        SELECT telegram_id, n FROM claims WHERE speaker_id IN (SELECT id FROM temp.known_names)
        UNION SELECT c.telegram_id, c.n FROM ({_ENTITIES}) x
        CROSS JOIN claims c ON c.telegram_id = x.telegram_id AND c.speaker = x.entity)
"""
_ABOUT = f"""
    SELECT count(*) FROM (SELECT DISTINCT b.telegram_id, b.n FROM ({_ENTITIES}) x
    CROSS JOIN claims_about b ON b.telegram_id = x.telegram_id AND b.entity = x.entity)
"""


def _cautions(type_: str, days: Sequence[str]) -> Iterator[str]:
    """Yield what speaks against taking a name for one person."""
    if type_ != "person":
        return
    for before, after in pairwise(days):
        if int(after[:4]) - int(before[:4]) >= _LONG:
            yield (
                f"Between {before} and {after} no telegram held here names this person: "
                "the name may be that of two."
            )
