"""Which claims are worth comparing: those that share rare words, found by an index, never all with all."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

from reftel.extract.contrast.matter import Matter, is_statement, matter_of
from reftel.extract.contrast.records import Claim, LeftOut
from reftel.terms import contrast

KEYS = 8  # words by which a claim is filed, the rarest of it
REACH = 60  # claims with one word that a claim is compared with: the nearest in time, before it
_BACK = 3  # claims before one that it may be read with
_SHARED = 2  # words that two claims must share to be compared
_BACKGROUND = (
    2000  # claims that are thought to be there besides, so that a small collection is weighed like a large
)
_KEPT = 20_000  # matters kept in memory


class Shelf:
    """All claims in the order of time, their matters, and the weight of each word."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        """Read through all claims once; `claims` are in the order of time."""
        self.claims = claims
        self._before = _before(claims)
        self.matter = lru_cache(maxsize=_KEPT)(self._read)
        self._frequency: Counter[str] = Counter()
        for i in range(len(claims)):
            self._frequency.update(_words(self.matter(i)))
        self._weights: dict[str, float] = {}

    def _read(self, i: int) -> Matter:
        chain = [i]
        while len(chain) <= _BACK and chain[-1] in self._before:
            chain.append(self._before[chain[-1]])
        return matter_of(*(self.claims[j] for j in chain))

    def weigh(self, word: str) -> float:
        """Return how much it tells that two claims share a word: the more the rarer it is."""
        if word not in self._weights:
            self._weights[word] = log((len(self.claims) + _BACKGROUND) / (self._frequency[word] + 1))
        return self._weights[word]

    def keys(self, i: int) -> list[str]:
        """Return the words a claim is filed by: its rarest, of those that another claim has too."""
        words = [
            w
            for w in _words(self.matter(i))
            if self._frequency[w] > 1 or any(self._frequency[k] for k in contrast.kin(w))
        ]
        return sorted(words, key=lambda w: (self._frequency[w], w))[:KEYS]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs worth comparing, each once, the earlier first; `left_out` is then told."""
        shelves: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("q"))
        self._skipped: Counter[str] = Counter()
        for i, claim in enumerate(self.claims):
            if claim.relays or not is_statement(claim):
                continue
            filed, asked = _kinds(self.matter(i))
            keys = self.keys(i)
            found = self._found(shelves, keys, asked)
            before = self._before.get(i) if self.matter(i).borrowed else None
            if before is not None and before not in found and is_statement(self.claims[before]):
                yield min(before, i), max(before, i)
            yield from ((j, i) for j in found)
            for word in keys:
                for kind in filed:
                    shelves[kind, word].append(i)

    def _found(
        self, shelves: dict[tuple[str, str], array[int]], keys: Iterable[str], asked: Iterable[str]
    ) -> list[int]:
        """Return the earlier claims that share enough words with one."""
        shared: Counter[int] = Counter()
        for word in keys:
            near: set[int] = set()
            for kind in asked:
                for meant in (word, *contrast.kin(word)):
                    shelf = shelves.get((kind, meant))
                    if shelf is not None:
                        near.update(shelf[-REACH:])
                        self._skipped[word] += max(0, len(shelf) - REACH)
            shared.update(near)
        return sorted(j for j, count in shared.items() if count >= _SHARED)

    @property
    def left_out(self) -> LeftOut:
        """What was not compared."""
        skipped = [n for n in self._skipped.values() if n]
        return LeftOut(len(skipped), sum(skipped))


def _words(matter: Matter) -> frozenset[str]:
    return frozenset().union(*(clause.meanings for clause in matter.clauses))


def _kinds(matter: Matter) -> tuple[set[str], set[str]]:
    """Return the shelves a claim is put on, and those on which its contrary would be found."""
    filed = {"denied" if clause.denied else "affirmed" for clause in matter.clauses}
    asked = {"affirmed" if clause.denied else "denied" for clause in matter.clauses}
    both = set()
    if any(clause.figures for clause in matter.clauses):
        both.add("figures")
    if any(word in contrast.contraries() for clause in matter.clauses for word in clause.meanings):
        both.add("contrary")
    return filed | both, asked | both


def _before(claims: Sequence[Claim]) -> dict[int, int]:
    """Return, for each claim, the one that stands before it in its telegram and paragraph."""
    places = sorted(range(len(claims)), key=lambda i: (claims[i].telegram, claims[i].place))
    found: dict[int, int] = {}
    for one, other in pairwise(places):
        a, b = claims[one], claims[other]
        if a.telegram == b.telegram and a.paragraph == b.paragraph:
            found[other] = found[one] if _is_nested(a, b) and one in found else one
    return found


def _is_nested(one: Claim, other: Claim) -> bool:
    """Tell whether a claim is what somebody within another claim says, and the next is not."""
    return one.within is not None and other.within is None


__all__ = ["REACH", "Shelf"]
