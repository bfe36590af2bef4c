"""Results with copies folded: of each group of copies the best hit stands, the others are named beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from reftel.collection.answers import Also
from reftel.collection.cards import cards_of, chunks, marks

if TYPE_CHECKING:
    import tantivy

    from reftel.collection.search.index import Index, Order

_SPARE = 40  # hits looked at beyond those asked for, in place of those that will be folded away

# So many hits are looked at one by one; among more, the index is asked for those that are in groups.
_FEW = 5_000


class Groups:
    """The groups of a collection as of one change of it: of each telegram in one, the first of its group."""

    def __init__(self, change: int, first: dict[int, int]) -> None:
        """Take what the database holds."""
        self.change = change
        self.first = first
        self._members: tantivy.Query | None = None

    def members(self, index: Index) -> tantivy.Query:
        """Return what finds the telegrams in groups; made when a large answer first needs it."""
        from tantivy import Query

        if self._members is None:
            self._members = Query.term_set_query(index.schema, "id", list(self.first))
        return self._members


_kept: WeakKeyDictionary[sqlite3.Connection, Groups] = WeakKeyDictionary()


class Ranked(NamedTuple):
    """One page of an answer: telegrams in all, how many of them are folded away, (id, score) of the page."""

    total: int
    folded: int
    page: list[tuple[int, float]]


def fold(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return the group of each of these telegrams that is in one, named by the id of its first telegram."""
    found: dict[int, int] = {}
    for some in chunks(list(ids)):
        found.update(
            db.execute(
                f"SELECT telegram_id, first_id FROM groups WHERE telegram_id IN ({marks(some)})", some
            ).fetchall()
        )
    return found


def ranked(
    db: sqlite3.Connection, index: Index, asked: tantivy.Query, *, limit: int, offset: int, order: Order
) -> Ranked:
    """Ask the index and fold: limit and offset count the hits that stand, so no page shows a group again."""
    groups = _groups(db)
    if not groups.first:
        total, page = index.ranked(asked, limit=limit, offset=offset, order=order)
        return Ranked(total, 0, page)
    fetch = offset + limit + _SPARE if limit else 0
    while True:
        total, found = index.ranked(asked, limit=fetch, offset=0, order=order)
        standing = _standing(found, groups.first)
        if len(standing) >= offset + limit or len(found) >= total or not limit:
            break
        fetch *= 2
    return Ranked(total, _folded(index, asked, groups, total, found), standing[offset : offset + limit])


def _standing(found: Sequence[tuple[int, float]], groups: dict[int, int]) -> list[tuple[int, float]]:
    """Return the hits without those whose group has a better one."""
    seen: set[int] = set()
    standing = []
    for number, score in found:
        group = groups.get(number, number)
        if group not in seen:
            seen.add(group)
            standing.append((number, score))
    return standing


def _folded(
    index: Index, asked: tantivy.Query, groups: Groups, total: int, found: Sequence[tuple[int, float]]
) -> int:
    """Count the telegrams that answer and are folded into another, on all pages."""
    numbers = [n for n, _ in found] if len(found) >= total else _all(index, asked, groups, total)
    held = [groups.first[n] for n in numbers if n in groups.first]
    return len(held) - len(set(held))


def _all(index: Index, asked: tantivy.Query, groups: Groups, total: int) -> list[int]:
    """Return the telegrams that answer, in no order; of many, at least those in groups."""
    from tantivy import Occur, Query

    if total > max(_FEW, 2 * len(groups.first)):
        asked = Query.boolean_query([(Occur.Must, groups.members(index)), (Occur.Must, asked)])
        total = len(groups.first)
    hits = index.searcher.search(asked, limit=total).hits
    return [int(i) for i in index.searcher.fast_field_values("id", [a for _, a in hits]) if i is not None]


def _groups(db: sqlite3.Connection) -> Groups:
    """Return the groups, read again when the collection has changed."""
    (change,) = db.execute("PRAGMA data_version").fetchone()
    kept = _kept.get(db)
    if kept is None or kept.change != change:
        first = dict(db.execute("SELECT telegram_id, first_id FROM groups").fetchall())
        kept = _kept[db] = Groups(change, first)
    return kept


def also(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Also, ...]]:
    """Return, for each of these telegrams, the others of its group, with what they are to it."""
    groups = fold(db, ids)
    rows: list[tuple[int, int, str | None, str | None]] = []
    for some in chunks(sorted(set(groups.values()))):
        rows += db.execute(
            f"""SELECT first_id, telegram_id, relation, sure FROM groups WHERE first_id IN ({marks(some)})
                ORDER BY first_id, telegram_id""",
            some,
        ).fetchall()
    cards = cards_of(db, (row[1] for row in rows))
    told = {number: (relation, sure) for _, number, relation, sure in rows}
    beside: dict[int, tuple[Also, ...]] = {}
    for number, group in groups.items():
        others = [row[1] for row in rows if row[0] == group and row[1] != number and row[1] in cards]
        # What the first is to another is what the other is to it.
        to = {o: told[number if o == group else o] for o in others}
        beside[number] = tuple(Also(cards[o], to[o][0] or "", to[o][1] or "") for o in others)
    return beside
