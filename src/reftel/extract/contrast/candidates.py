"""Which claims are worth comparing: those that share rare words, found by an index, never all with all."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from math import log

from reftel.extract.contrast.kept import Store
from reftel.extract.contrast.records import LeftOut
from reftel.terms import contrast

KEYS = 8  # words by which a claim is filed, the rarest of it
REACH = 60  # claims with one word that a claim is compared with: the nearest in time, before it
_SHARED = 2  # words that two claims must share to be compared
_TOLD_EACH = 1000  # claims
_BACKGROUND = (
    2000  # claims that are thought to be there besides, so that a small collection is weighed like a large
)


Tell = Callable[[int, int], None]


class Shelf:
    """All claims in the order of time, and the weight of each word."""

    def __init__(self, claims: Store) -> None:
        """Read through all claims once."""
        self.claims = claims
        self._frequency: Counter[str] = Counter()
        said = []
        for brief in claims.briefs():
            self._frequency.update(brief.words)
            said.append(brief.said)
        self.order = array("q", sorted(range(len(said)), key=said.__getitem__))
        self._weights: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self.order)

    def weigh(self, word: str) -> float:
        """Return how much it tells that two claims share a word: the more the rarer it is."""
        if word not in self._weights:
            self._weights[word] = log((len(self) + _BACKGROUND) / (self._frequency[word] + 1))
        return self._weights[word]

    def keys(self, words: Iterable[str]) -> list[str]:
        """Return the words a claim is filed by: its rarest, of those that another claim has too."""
        frequency = self._frequency
        held = [w for w in words if frequency[w] > 1 or any(frequency[k] for k in contrast.kin(w))]
        return sorted(held, key=lambda w: (frequency[w], w))[:KEYS]

    def pairs(self, tell: Tell | None = None) -> Iterator[tuple[int, int]]:
        """Yield the pairs worth comparing, each once, the earlier first; `left_out` is then told.

        `tell` is told now and then how many claims were looked at, and of how many.
        """
        shelves: defaultdict[tuple[str, str], _Filed] = defaultdict(_Filed)
        self._skipped: Counter[str] = Counter()
        for done, i in enumerate(self.order, start=1):
            if tell is not None and (done % _TOLD_EACH == 0 or done == len(self)):
                tell(done, len(self))
            brief = self.claims.brief(i)
            if not brief.filed:
                continue
            keys = self.keys(brief.words)
            found = self._found(shelves, keys, brief.asked)
            if brief.before >= 0:
                before = self.claims.first(i) + brief.before
                if before not in found:
                    yield (before, i) if self._is_earlier(before, i) else (i, before)
            yield from ((j, i) for j in found)
            for word in keys:
                for kind in brief.filed:
                    shelves[kind, word].add(i)

    def _is_earlier(self, one: int, other: int) -> bool:
        return (self.claims.brief(one).said, one) < (self.claims.brief(other).said, other)

    def _found(
        self, shelves: dict[tuple[str, str], _Filed], keys: Iterable[str], asked: Iterable[str]
    ) -> list[int]:
        """Return the earlier claims that share enough words with one."""
        shared: Counter[int] = Counter()
        for word in keys:
            near: set[int] = set()
            for kind in asked:
                for meant in (word, *contrast.kin(word)):
                    filed = shelves.get((kind, meant))
                    if filed is not None:
                        near.update(filed.nearest[-REACH:])
                        self._skipped[word] += max(0, filed.count - REACH)
            shared.update(near)
        return sorted(j for j, count in shared.items() if count >= _SHARED)

    @property
    def left_out(self) -> LeftOut:
        """What was not compared."""
        skipped = [n for n in self._skipped.values() if n]
        return LeftOut(len(skipped), sum(skipped))


class _Filed:
    """The claims with one word: the nearest in time, and how many there were."""

    __slots__ = ("count", "nearest")

    def __init__(self) -> None:
        self.nearest = array("q")
        self.count = 0

    def add(self, number: int) -> None:
        self.nearest.append(number)
        self.count += 1
        if len(self.nearest) == 2 * REACH:
            del self.nearest[:REACH]


__all__ = ["REACH", "Shelf", "Tell"]
