"""The words of a query, looked for in a text as the index looked for them: with their other spellings too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from reftel.collection.search.folding import Folded, word_pattern
from reftel.collection.search.spellings import Spelling
from reftel.collection.search.tree import Asked, Fuzzy, Near, Wild, Words

Match = tuple[int, int, int]  # start, end, which of the words

# Between the letters of a word that the end of a line or a sign cut in two.
_CUT = r"(?:[-'’‘`]\s*)?"
_SHORTEST_CUT = 4

_WORD = re.compile(r"[^\W_]+")


def as_written(words: Words) -> tuple[Spelling, ...]:
    """Return the one spelling that the query has."""
    return (words.terms,)


class Finder:
    """Finds the words of a query in texts; made once for an answer, used for each hit."""

    def __init__(
        self, asked: Sequence[Asked], spell: Callable[[Words], tuple[Spelling, ...]] = as_written
    ) -> None:
        """Take the words of the query; phrases go first, so that they are marked whole."""
        self.words = bool(asked)
        self._near = [(n, _near_words(n, spell)) for n in asked if isinstance(n, Near)]
        self._fuzzy = [a for a in asked if isinstance(a, Fuzzy)]
        self._seen: set[str] = set()
        self._slips: set[str] = set()
        single = sorted((a for a in asked if not isinstance(a, Near | Fuzzy)), key=_rank)
        self._pattern = _compiled([_pattern(a, spell) for a in single])
        self._letters = _letters(single, spell)
        self._cut = _compiled([_cut_pattern(a, spell) for a in single])

    def matches(self, text: str) -> list[Match]:
        """Return where the words stand in a text."""
        if not self.words:
            return []
        folded = Folded(text)
        found = self._found(self._pattern, folded) if self._may_have(folded.text) else []
        found += [(*folded.span(*span), number) for span, number in self._spread(folded.text)]
        return sorted(found) if self._near or self._fuzzy else found

    def _spread(self, folded: str) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield what no pattern finds: words with slips, words near each other; their numbers are below 0."""
        for number, (near, words) in enumerate(self._near, 1):
            for span in _near_spans(near, words, folded):
                yield span, -number
        for match in _WORD.finditer(folded) if self._fuzzy and self._has_slips(folded) else ():
            if match[0] in self._slips:
                yield match.span(), -len(self._near) - 1

    def _has_slips(self, folded: str) -> bool:
        """Tell whether a text has words with slips; each word is looked at once for all texts."""
        words = set(_WORD.findall(folded))
        unseen = words - self._seen
        self._slips.update(w for w in unseen for fuzzy in self._fuzzy if _is_slip(fuzzy, w))
        self._seen |= unseen
        return not words.isdisjoint(self._slips)

    def broken(self, text: str) -> list[Match]:
        """Return where the words stand with a sign inside, or cut by the end of a line."""
        return self._found(self._cut, Folded(text)) if self.words else []

    def _may_have(self, folded: str) -> bool:
        """Tell whether whole words are worth looking for: most paragraphs have none of their letters."""
        return self._letters is None or any(letters in folded for letters in self._letters)

    def _found(self, pattern: re.Pattern[str] | None, folded: Folded) -> list[Match]:
        """Find whole words: that none begins before a match is told faster here than in the pattern."""
        found: list[Match] = []
        text, at = folded.text, 0
        while pattern is not None and (match := pattern.search(text, at)):
            start, end = match.span()
            if start and text[start - 1].isalnum():
                at = start + 1
                continue
            found.append((*folded.span(start, end), match.lastindex or 0))
            at = end
        return found


def _rank(asked: Asked) -> tuple[int, bool]:
    """Sort phrases first, and words that stand for many last."""
    length = len(asked.terms) if isinstance(asked, Words) else 1
    return -length, not (isinstance(asked, Words) and asked.prefix)


def _letters(single: Sequence[Asked], spell: Callable[[Words], tuple[Spelling, ...]]) -> set[str] | None:
    """Return the letters of which a text must have some to have any of the words; null if any may do."""
    found: set[str] = set()
    for asked in single:
        match asked:
            case Words(prefix=False):
                found.update(way[0] for way in spell(asked))
                found.update(asked.terms if asked.apart else ())
            case Words():
                found.add(asked.terms[0])
            case Wild():
                found.add(re.split(r"[*?]", asked.pattern)[0])
            case _:
                return None
    return found


def _compiled(groups: Sequence[str]) -> re.Pattern[str] | None:
    if not any(groups):
        return None
    either = "|".join(f"({g})" if g else "((?!))" for g in groups)
    return re.compile(rf"(?:{either})(?![^\W_])")


def _pattern(asked: Asked, spell: Callable[[Words], tuple[Spelling, ...]]) -> str:
    match asked:
        case Words(prefix=True):
            return word_pattern(asked.terms, prefix=True)
        case Words():
            ways: list[Spelling] = sorted(spell(asked), key=len, reverse=True)
            if asked.apart:
                ways += [(term,) for term in asked.terms]
            return "|".join(word_pattern(way, prefix=False) for way in ways)
        case Wild():
            signs = {"*": r"[^\W_]*", "?": r"[^\W_]"}
            return "".join(signs.get(c) or re.escape(c) for c in asked.pattern)
        case _:
            return ""


def _cut_pattern(asked: Asked, spell: Callable[[Words], tuple[Spelling, ...]]) -> str:
    if not isinstance(asked, Words) or asked.prefix:
        return ""
    singles = [way[0] for way in spell(asked) if len(way) == 1 and len(way[0]) >= _SHORTEST_CUT]
    return "|".join(_CUT.join(map(re.escape, word)) for word in singles)


def _is_slip(fuzzy: Fuzzy, word: str) -> bool:
    if abs(len(word) - len(fuzzy.term)) > fuzzy.slips:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(fuzzy.term, word, score_cutoff=fuzzy.slips) <= fuzzy.slips


def _near_words(near: Near, spell: Callable[[Words], tuple[Spelling, ...]]) -> list[set[str]]:
    return [{way[0] for way in spell(part) if len(way) == 1} for part in near.parts]


def _near_spans(near: Near, words: Sequence[set[str]], text: str) -> set[tuple[int, int]]:
    """Return the places of words that stand near the next of their kind."""
    wanted = set().union(*words)
    stands = [(place, m) for place, m in enumerate(_WORD.finditer(text)) if m[0] in wanted]
    found: set[tuple[int, int]] = set()
    for one, other in pairwise(words):
        places = [(place, m) for place, m in stands if m[0] in other]
        numbers = [place for place, _ in places]
        for place, m in stands:
            if m[0] in one:
                close = _close(place, near.between, numbers)
                found.update(places[at][1].span() for at in close)
                found.update([m.span()] if close else [])
    return found


def _close(place: int, between: int, numbers: Sequence[int]) -> Iterable[int]:
    first = bisect_left(numbers, place - between - 1)
    last = bisect_left(numbers, place + between + 2)
    return [at for at in range(first, last) if numbers[at] != place]
