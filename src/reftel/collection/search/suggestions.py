"""Another spelling of a query, where what was asked for is rare and something much like it is not.

Only words of the index that was asked are ever suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.collection.search.folding import terms
from reftel.collection.search.lexicon import Lexicon
from reftel.collection.search.spellings import spellings
from reftel.collection.search.tree import Asked, Near, Words

# Where so few telegrams answer, a word that so many times more telegrams have may have been meant.
_FEW = 3
_MORE = 20

# Of words that begin alike, so many are looked at; they must be this much alike, in percent.
_CANDIDATES = 20_000
_ALIKE = 75.0
_MUCH_ALIKE = 85.0
_SHORTEST = 3

_WORD = re.compile(r'[^\s()"]+')


def suggestion(lexicon: Lexicon, query: str, asked: Sequence[Asked], total: int) -> str | None:
    """Return the query with the words that nobody or few wrote replaced by the nearest that many did."""
    if total > _FEW:
        return None
    doubtful = {t for words in _words(asked) for t in words.terms if _is_doubtful(words, lexicon)}
    nearest = {word: _nearest(lexicon, word, total) for word in sorted(doubtful)}
    known = {word: near for word, near in nearest.items() if near is not None}
    if not known or (not total and any(not lexicon.holds(w) for w in nearest.keys() - known.keys())):
        return None
    other = _WORD.sub(lambda m: _replaced(m[0], known), query)
    return other if other != query else None


def _words(asked: Sequence[Asked]) -> list[Words]:
    several = [part for one in asked if isinstance(one, Near) for part in one.parts]
    return [words for words in (*asked, *several) if isinstance(words, Words)]


def _is_doubtful(words: Words, lexicon: Lexicon) -> bool:
    """Tell whether a word may be a slip: not one that texts have in another spelling of the same name."""
    return not words.prefix and len(spellings(words, lexicon)) == 1


def _replaced(written: str, nearest: dict[str, str]) -> str:
    found = terms(written)
    if len(found) != 1 or found[0] not in nearest or ":" in written:
        return written
    return written.replace(written.strip("-*=?!.,;"), nearest[found[0]])


def _nearest(lexicon: Lexicon, word: str, total: int) -> str | None:
    if len(word) < _SHORTEST or word.isdigit():
        return None
    from rapidfuzz import fuzz, process

    own = lexicon.frequency(word)
    if own and lexicon.frequency(word, "joined"):
        return None
    cutoff = _MUCH_ALIKE if own else _ALIKE
    for beginnings in _beginnings(word, farther=not total):
        counts = {
            w: n
            for beginning in beginnings
            for w, n in lexicon.words_from(beginning, _CANDIDATES)
            if n >= own * _MORE and w != word
        }
        close = process.extract(word, counts.keys(), scorer=fuzz.ratio, score_cutoff=cutoff, limit=5)
        best = max(close, key=lambda c: (round(c[1]), counts[c[0]]), default=None)
        if best is not None:
            return str(best[0])
    return None


def _beginnings(word: str, *, farther: bool) -> Iterator[set[str]]:
    """Yield how the word meant may begin: so, with a slip in two letters; then with any second one."""
    first, second, third = word[0], word[1], word[2]
    yield {first + second, second + first, first + third}
    if farther:
        yield {first}
