"""Words that are names by themselves, told by how they are written and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from reftel.extract.lexicon import ORDINARY, word_classes
from reftel.terms import contrast

WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*|\d+(?:[.,:]\d+)*%?")
_SHORTEST_NAME = 3
_PLACES = frozenset(("city", "country", "place name", "feature name", "state"))
_NOUN = frozenset(("noun", "untagged"))
_WHERE = frozenset(("in", "at", "near", "off", "outside", "around", "into"))
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "no"))
_AUXILIARIES = frozenset(("had", "has", "have", "was", "is", "would", "will", "could", "did"))
_LOCATIVE = frozenset(
    ("in", "at", "near", "off", "outside", "from", "to", "around", "of", "above", "into", "the")
)
_ORDINARY = frozenset(ORDINARY) - {"untagged"}


def proper_words(text: str, *, inside: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the words, in small letters, that are names: of a place, a person, or either.

    `inside` where the text begins inside a sentence, so that its first capital tells something.  In mixed
    case names begin with a capital; in capitals they are those that no ordinary word is written like.
    """
    mixed = any(c.islower() for c in text)
    before = earlier = ""
    words = list(WORD.finditer(text))
    for found, after in pairwise([*words, None]):
        assert found is not None
        word, small = found[0], found[0].lower()
        capital = word[0].isupper()
        if len(word) >= _SHORTEST_NAME and word[0].isalpha() and (capital or not mixed):
            kind = _kind_of_name(word.upper(), mixed and (inside or found.start() > 0), before)
            follows = after[0].lower() if after is not None else ""
            if kind is None and contrast.is_place_noun(follows):
                kind = _of_place(
                    word.upper(), mixed and capital and after is not None and after[0][0].isupper()
                )
            if kind is None and before == "of" and contrast.is_place_noun(earlier) and _is_noun(word.upper()):
                kind = "place"  # the port of Faro
            bare = mixed and (inside or found.start() > 0) and before not in _DETERMINERS
            if kind is None and bare and capital and follows in _AUXILIARIES and _is_noun(word.upper()):
                kind = "any"  # that Faro had received
            if kind is not None:
                yield small.removesuffix("'s"), kind
        earlier, before = before, small


@lru_cache(maxsize=1 << 14)
def _of_place(word: str, capital: bool) -> str | None:
    """Return `place` where a word before BAY can be its name: SARO PROVINCE, not COASTAL PROVINCE."""
    return "place" if capital or frozenset(word_classes(word)) & _PLACES else None


@lru_cache(maxsize=1 << 14)
def _is_noun(word: str) -> bool:
    """Tell whether a word is a singular noun and nothing else."""
    classes = frozenset(word_classes(word))
    return bool(classes) and classes <= _NOUN and not contrast.is_listed(word)


@lru_cache(maxsize=1 << 16)
def _kind_of_name(word: str, capital: bool, before: str) -> str | None:
    """Return of what a word in capitals can be the name, where names are written so or stand after a word.

    A singular noun right after `in` or `at` can be a place that no table knows.
    """
    classes = set(word_classes(word))
    if contrast.is_plain(word) or contrast.is_number_or_day(word.lower()) or contrast.is_listed(word):
        return None
    places = bool(classes & _PLACES)
    people = bool(classes & {"given", "surname", "known person"})
    if classes & _ORDINARY and not (places and (capital or before in _LOCATIVE)):
        if not classes <= _NOUN:
            return None
        return "place" if before in _WHERE or (capital and (before == "the" or before in _LOCATIVE)) else None
    if not classes:
        return "any"
    return None if not (places or people) else "any" if places and people else "place" if places else "person"
