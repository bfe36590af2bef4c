"""Words in more than one form: those that a hyphen, an apostrophe or the end of a line cuts in two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.collection.search.folding import terms
from reftel.collection.search.transliteration import english_endings

# Longer ones are lists of places or noise of scanning.
LONGEST_JOINED = 30
MOST_PARTS = 4

_BROKEN = re.compile(r"([^\W\d_]{2,})-[ \t]*\r?\n[ \t]*([^\W\d_]{2,})")
_SIGN = re.compile(r"['’‘`-]")
_PART = re.compile(r"[^\W\d_]+")
_EDGES = "\"'’‘`-.,;:()[]*!?<>/“”"


def joined_words(text: str, words: list[str]) -> list[str]:
    r"""Return the words of a text that have signs in them, without these; `words` are cut at blanks.

    >>> joined_words("PARTICIPA-\nTION OF M'BALA", ["PARTICIPA-", "TION", "OF", "M'BALA"])
    ['mbala', 'participation']
    """
    found = {j for word in words if "-" in word or "'" in word or "’" in word for j in _joined(word)}
    if "-\n" in text or "-\r" in text or "- \n" in text:
        found.update(one for m in _BROKEN.finditer(text) for one in terms(m[1] + m[2]))
    return sorted(found)


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
