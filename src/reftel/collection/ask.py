"""A search: the query read, the index asked, and the answer made of cards, passages and counts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from functools import partial

from reftel.collection import fold
from reftel.collection.answers import Facet, Hit, Results
from reftel.collection.cards import cards_of, paragraphs_of, text_of
from reftel.collection.numbers import Number
from reftel.collection.search import grammar
from reftel.collection.search.compile import atoms, compiled
from reftel.collection.search.index import Index, Order
from reftel.collection.search.passages import Finder, passages

# Spellings are looked for among words that begin with the same letters, and must be this much alike.
_SAME_START = 1
_CANDIDATES = 20_000
_ALIKE = 75.0
_SHORTEST = 3

_WORD = re.compile(r'[^\s()"]+')


def ask(
    db: sqlite3.Connection,
    index: Index,
    query: str,
    *,
    number: Callable[[str], Number | None],
    limit: int,
    offset: int,
    order: Order,
) -> Results:
    """Answer a query; `number` tells whether the whole of it is a telegram's number."""
    node = grammar.read_query(query)
    as_number = number(query)
    words = atoms(node)
    asked = compiled(node, index.schema, as_number)
    if order == "relevance" and not words and as_number is None:
        order = "date"  # fields alone leave nothing to rank by
    total, folded, ranked = fold.ranked(db, index, asked, limit=limit, offset=offset, order=order)
    counts = index.counts(asked)
    return Results(
        query=query,
        total=total,
        offset=offset,
        hits=_hits(db, ranked, Finder(words)),
        facets={name: _facets(name, values) for name, values in counts.items()},
        suggestion=None if total else suggestion(index, query, words),
        folded=folded,
    )


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
    ordered = sorted(values) if name == "years" else values
    return tuple(Facet(value, count) for value, count in ordered)


def suggestion(index: Index, query: str, words: tuple[grammar.Words, ...]) -> str | None:
    """Return the query with the words nobody wrote replaced by the nearest that somebody did."""
    unknown = {t for w in words for t in w.terms if not w.prefix and not index.frequency(t)}
    nearest = {word: _nearest(index, word) for word in sorted(unknown)}
    if not nearest or not all(nearest.values()):
        return None
    return _WORD.sub(lambda m: _replaced(m[0], nearest), query)


def _replaced(written: str, nearest: dict[str, str | None]) -> str:
    from reftel.collection.search.folding import terms

    found = terms(written)
    if len(found) != 1 or nearest.get(found[0]) is None or ":" in written:
        return written
    return written.replace(written.strip("-*"), nearest[found[0]] or "")


def _nearest(index: Index, word: str) -> str | None:
    if len(word) < _SHORTEST:
        return None
    from rapidfuzz import fuzz, process

    counts = dict(index.words_from(word[:_SAME_START], _CANDIDATES))
    close = process.extract(word, counts.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=5)
    best = max(close, key=lambda c: (round(c[1]), counts[c[0]]), default=None)
    return None if best is None else str(best[0])
