"""Words as the index knows them: lower case, without accents, cut at everything that is no letter or digit.

The same analyzer makes the terms of the index and of a query; `Folded` does to a text what the
analyzer does to words, so that the places of words can be found in it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tantivy import TextAnalyzer

TOKENIZER = "folded"

# Longer words are noise of scanning; the index would carry each for ever.
LONGEST = 80


@cache
def analyzer() -> TextAnalyzer:
    """Return what cuts and folds words; it must be registered again whenever an index is opened."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple())
    builder = (
        builder.filter(Filter.remove_long(LONGEST)).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    )
    return builder.build()


def composed(text: str) -> str:
    """Return the text with each accent joined to its letter, as the analyzer needs it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def terms(text: str) -> list[str]:
    """Return the words of a text as the index knows them.

    >>> terms("Señor M'Bala al-Tamimi")
    ['senor', 'm', 'bala', 'al', 'tamimi']
    """
    return analyzer().analyze(composed(text))


@lru_cache(maxsize=1 << 14)
def _fold(character: str) -> str:
    """Return what the analyzer makes of one character; a blank where it would cut."""
    if unicodedata.combining(character):
        return ""
    folded = analyzer().analyze(character)
    return folded[0] if folded else " "


class Folded:
    """A text with its letters folded, and the way back to its own characters."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        """Fold the text; the places are kept only where a letter became none or two."""
        self._starts: list[int] | None = None
        if text.isascii():
            self.text = text.lower()
            return
        folds = {c: _fold(c) for c in set(text) if not c.isascii()}
        if all(len(f) == 1 for f in folds.values()):
            self.text = text.translate({ord(c): f for c, f in folds.items()}).lower()
            return
        pieces = [folds.get(c) if c in folds else c.lower() for c in text]
        self._starts = [i for i, piece in enumerate(pieces) for _ in piece or ""]
        self.text = "".join(piece or "" for piece in pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where these folded characters stand in the text itself."""
        if self._starts is None:
            return start, end
        past = self._starts[end] if end < len(self._starts) else self._starts[-1] + 1
        return self._starts[start], max(past, self._starts[end - 1] + 1)


def word_pattern(words: tuple[str, ...], *, prefix: bool) -> str:
    """Return a pattern that finds these folded words, one after the other, in a folded text."""
    joined = r"[\W_]+".join(re.escape(w) for w in words)
    return joined + (r"[^\W_]*" if prefix else "")
