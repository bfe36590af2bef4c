"""Words in more than one form: those that a hyphen, an apostrophe or the end of a line cuts in two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.collection.search.folding import terms
from reftel.terms.transliteration import english_endings

# Longer ones are lists of places or noise of scanning.
LONGEST_JOINED = 30
MOST_PARTS = 4

_BROKEN = re.compile(r"-[ \t]*\r?\n[ \t]*([^\W\d_]{2,})")
_END = re.compile(r"[^\W\d_]{2,}\Z")
_SIGNS = "-'’‘`"
_SIGN = re.compile(r"['’‘`-]")
_PART = re.compile(r"[^\W\d_]+")
_EDGES = "\"'’‘`-.,;:()[]*!?<>/“”"


def joined_words(text: str) -> list[str]:
    r"""Return the words of a text that have signs in them, without these.

    >>> joined_words("PARTICIPA-\nTION OF M'BALA")
    ['mbala', 'participation']
    """
    found = {joined for word in set(_signed(text)) for joined in _joined(word)}
    return sorted(found.union(_broken(text)))


def _broken(text: str) -> Iterator[str]:
    """Yield the words that the end of a line cuts in two."""
    for match in _BROKEN.finditer(text):
        before = _END.search(text[max(0, match.start() - LONGEST_JOINED) : match.start()])
        if before:
            yield from terms(before[0] + match[1])


def _signed(text: str) -> Iterator[str]:
    """Yield the words with a sign between letters; to look for the signs is faster than to cut the text."""
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            end = at + 1
            if text[at - 1 : at].isalpha() and text[end : end + 1].isalpha():
                start, end = _bounds(text, at)
                yield text[start:end]
            at = text.find(sign, end)


def _bounds(text: str, at: int) -> tuple[int, int]:
    start, end = at, at + 1
    while start and not text[start - 1].isspace() and at - start <= LONGEST_JOINED:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - at <= LONGEST_JOINED:
        end += 1
    return start, end


def _joined(word: str) -> Iterator[str]:
    parts = _SIGN.split(word.strip(_EDGES))
    if parts[-1].lower() in english_endings() and len(parts) > 1 and "-" not in word[-3:]:
        parts.pop()
    if not 2 <= len(parts) <= MOST_PARTS or not all(_PART.fullmatch(p) for p in parts):
        return
    if sum(map(len, parts)) <= LONGEST_JOINED:
        yield from terms("".join(parts))
    if len(parts) > 2:
        yield from _joined_at_apostrophes(word)


def _joined_at_apostrophes(word: str) -> Iterator[str]:
    """Join `Qa'ida` in `al-Qa'ida`."""
    for piece in word.strip(_EDGES).split("-"):
        if piece != word and len(piece) < len(word):
            yield from _joined(piece)
