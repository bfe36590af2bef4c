"""What a telegram is about, in the words that tell it from others: the query behind "more like this"."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from reftel.collection.search.folding import terms
from reftel.collection.search.lexicon import Lexicon

if TYPE_CHECKING:
    from tantivy import Query, Schema

# Of the words of a telegram, so many are weighed, the most frequent first, and so many asked for.
_WEIGHED, _ASKED = 120, 24
_SHORTEST = 4

# A word that more than this part of the telegrams has says nothing; nor does one that no other has.
_COMMON, _COMMON_OF_FEW = 0.1, 0.5
_FEW_TELEGRAMS = 50

# So many of the words a telegram must have to be like another.
_LEAST = 0.13


def telling(text: str, lexicon: Lexicon, documents: int) -> dict[str, float]:
    """Return the words that tell a text from others, with their weights."""
    counts = Counter(t for t in terms(text) if len(t) >= _SHORTEST and not t.isdigit())
    most = documents * (_COMMON_OF_FEW if documents < _FEW_TELEGRAMS else _COMMON)
    weights = {}
    for word, count in counts.most_common(_WEIGHED):
        frequency = lexicon.frequency(word)
        if 1 < frequency <= most:
            weights[word] = (1 + log(count)) * log(1 + documents / frequency)
    best = sorted(weights, key=lambda w: (-weights[w], w))[:_ASKED]
    return {word: weights[word] for word in best}


def like_query(weights: dict[str, float], schema: Schema, number: int) -> Query:
    """Return what finds the telegrams that share many of these words, but for the one of this key."""
    from tantivy import Occur, Query

    if not weights:
        return Query.empty_query()
    words = [
        (Occur.Should, Query.boost_query(Query.term_query(schema, "body", word), weight))
        for word, weight in weights.items()
    ]
    several = Query.boolean_query(words, minimum_number_should_match=max(1, int(len(words) * _LEAST)))
    itself = Query.term_query(schema, "id", number)
    return Query.boolean_query([(Occur.Must, several), (Occur.MustNot, itself)])
