"""A search: the query read, the index asked, and the answer made of cards, passages and counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reftel.collection import fold, lookup, related
from reftel.collection.answers import Card, Facet, Hit, Results
from reftel.collection.cards import cards_of, marks, paragraphs_of, text_of
from reftel.collection.numbers import Number
from reftel.collection.search import tree
from reftel.collection.search.compile import compiled
from reftel.collection.search.explanations import explanations
from reftel.collection.search.finder import Finder
from reftel.collection.search.grammar import read_query
from reftel.collection.search.index import Index, Order
from reftel.collection.search.likeness import like_query, telling
from reftel.collection.search.passages import passages
from reftel.collection.search.spellings import spellings
from reftel.collection.search.suggestions import suggestion

if TYPE_CHECKING:
    from tantivy import Query

# Of a whole answer, so many cards are read from the database at once.
_CARDS_AT_ONCE = 500

# Of telegrams alike, so many more are looked at, since some are copies of others.
_COPIES_BESIDE = 20

_BY_VALUE = ("years", "months")

ReadNumber = Callable[[str], Number | None]


class Asked(NamedTuple):
    """A query read and ready: its tree, the number it may be, and what to ask the index."""

    node: tree.Node
    number: Number | None
    query: Query
    order: Order


def ask(
    db: sqlite3.Connection,
    index: Index,
    query: str,
    *,
    number: ReadNumber,
    limit: int,
    offset: int,
    order: Order,
) -> Results:
    """Answer a query; `number` tells whether the whole of it is a telegram's number."""
    asked = read(db, index, query, number=number, order=order)
    words = tree.atoms(asked.node)
    total, folded, ranked = fold.ranked(db, index, asked.query, limit=limit, offset=offset, order=asked.order)
    finder = Finder(words, partial(spellings, lexicon=index.lexicon))
    return Results(
        query=query,
        total=total,
        offset=offset,
        hits=_hits(db, ranked, finder),
        facets={name: _facets(name, values) for name, values in index.counts(asked.query).items()},
        suggestion=suggestion(index.lexicon, query, words, total),
        explanations=explanations(asked.node, index.lexicon),
        near=None if asked.number is None or lookup.bearing(db, asked.number) else lookup.near(db, query),
        folded=folded,
    )


def ask_all(
    db: sqlite3.Connection, index: Index, query: str, *, number: ReadNumber, order: Order
) -> Iterator[Card]:
    """Yield the cards of all telegrams that answer a query; what cannot be read is told at once."""
    asked = read(db, index, query, number=number, order=order)
    return _cards(db, index.all_ids(asked.query, asked.order))


def like(db: sqlite3.Connection, index: Index, key: str, *, limit: int) -> tuple[Card, ...]:
    """Return the telegrams most like this one, by its telling words; of copies the nearest."""
    number, card = lookup.one(db, key)
    paragraphs = [p.text for p in paragraphs_of(db, [number])[number]] or [text_of(db, number)]
    weights = telling(" ".join([card.subject or "", *paragraphs]), index.lexicon, index.documents)
    query = like_query(weights, index.schema, number)
    _, ranked = index.ranked(query, limit=limit + _COPIES_BESIDE, offset=0, order="relevance")
    apart = _apart(db, [number, *(i for i, _ in ranked)])
    return tuple(_cards(db, iter(apart[1 : limit + 1])))


def _apart(db: sqlite3.Connection, ids: list[int]) -> list[int]:
    """Return the telegrams without those that are copies of one before them."""
    groups = dict(
        db.execute(f"SELECT telegram_id, first_id FROM groups WHERE telegram_id IN ({marks(ids)})", ids)
    )
    first: dict[int, int] = {}
    for number in ids:
        first.setdefault(groups.get(number, number), number)
    return list(first.values())


def read(db: sqlite3.Connection, index: Index, query: str, *, number: ReadNumber, order: Order) -> Asked:
    """Read a query and make ready what to ask the index; raises `QueryError` where it cannot be read."""
    node = read_query(query)
    as_number = number(query)
    if order == "relevance" and not tree.atoms(node) and as_number is None:
        order = "date"  # fields alone leave nothing to rank by
    asked = compiled(node, index.schema, index.lexicon, partial(_related, db, index), as_number)
    return Asked(node, as_number, asked, order)


def _related(db: sqlite3.Connection, index: Index, value: tree.Value) -> Query:
    """Return what finds the telegrams that the database names, asked once for each state of the index."""
    if value not in index.known:
        index.known[value] = index.among(related.ids_of(db, value))
    return index.known[value]


def _cards(db: sqlite3.Connection, ids: Iterator[int]) -> Iterator[Card]:
    while some := list(islice(ids, _CARDS_AT_ONCE)):
        cards = cards_of(db, some)
        yield from (cards[i] for i in some if i in cards)


def _hits(db: sqlite3.Connection, ranked: list[tuple[int, float]], finder: Finder) -> tuple[Hit, ...]:
    """Return the hits; a telegram replaced in this very moment is left out."""
    ids = [number for number, _ in ranked]
    cards, paragraphs, also = cards_of(db, ids), paragraphs_of(db, ids), fold.also(db, ids)
    return tuple(
        Hit(
            cards[i],
            score,
            passages(finder, paragraphs[i], cards[i].subject, partial(text_of, db, i)),
            also.get(i, ()),
        )
        for i, score in ranked
        if i in cards
    )


def _facets(name: str, values: list[tuple[str, int]]) -> tuple[Facet, ...]:
    """Return the counts; a month is written as queries write it."""
    ordered = sorted(values) if name in _BY_VALUE else values
    return tuple(Facet(f"{v[:4]}-{v[4:]}" if name == "months" else v, count) for v, count in ordered)
