"""The words of one index: how many telegrams have them, and which of them are spellings of one name.

Nothing here comes from anywhere but the index that was opened, so that nobody is told of a word that
they may not see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.terms import transliteration

if TYPE_CHECKING:
    import tantivy

# Of the words that begin alike, so many are looked at, the most frequent first.
_CANDIDATES = 20_000
_MOST_ALIKE = 12


class Lexicon:
    """The words of an index as it stood when it was opened or looked at again."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        """Take what reads the index."""
        self._searcher = searcher
        self._alike: dict[str, tuple[str, ...]] = {}

    def frequency(self, word: str, field: str = "body") -> int:
        """Count the telegrams that hold a folded word in this field of the index."""
        return int(self._searcher.doc_freq(field, word))

    def holds(self, word: str) -> bool:
        """Tell whether a word stands in any text, as it is or with a sign inside."""
        return bool(self.frequency(word) or self.frequency(word, "joined"))

    def words_from(self, prefix: str, limit: int, field: str = "body") -> list[tuple[str, int]]:
        """Return the words that begin so, the most frequent first, each with its count."""
        return list(self._searcher.terms_with_prefix(field, prefix, limit=limit))

    def alike(self, word: str) -> tuple[str, ...]:
        """Return the other spellings of a name that the texts have, the most frequent first."""
        if word not in self._alike:
            self._alike[word] = self._find_alike(word)
        return self._alike[word]

    def _find_alike(self, word: str) -> tuple[str, ...]:
        own = transliteration.sounds(word)
        if own is None:
            return ()
        outlines = transliteration.outlines(word)
        found = {
            other: count
            for beginning in transliteration.beginnings(word)
            for other, count in self.words_from(beginning, _CANDIDATES)
            if transliteration.outline(other) in outlines
            and other != word
            and transliteration.sounds(other) == own
        }
        return tuple(sorted(found, key=lambda w: (-found[w], w))[:_MOST_ALIKE])
