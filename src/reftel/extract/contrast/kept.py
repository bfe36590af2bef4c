"""What is kept of the claims of one telegram, so that those of a collection are held against each other.

All of it comes from the telegram alone: it is made once, beside the others', and read when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol

from reftel.extract.contrast import chains
from reftel.extract.contrast.matter import Matter, is_statement, matter_of
from reftel.extract.contrast.records import Card, Claim
from reftel.terms import contrast

_BACK = 3  # claims before one that it may be read with


class Brief(NamedTuple):
    """What a claim is found by: when it was said, its words, the shelves it is put on and looked for on.

    One that is not held against others is on no shelf.  `before` is the place of the claim that it is read
    with, -1 where it says enough by itself; `source` the key and name of the one person it goes back to.
    """

    said: str
    words: tuple[str, ...]
    filed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    before: int = -1
    source: tuple[str, str] | None = None


class Told(NamedTuple):
    """A claim with its matter."""

    claim: Claim
    matter: Matter


class Kept(NamedTuple):
    """What is kept of a telegram: of each claim in its order both, and the cards of this telegram alone."""

    briefs: tuple[Brief, ...] = ()
    told: tuple[Told, ...] = ()
    cards: tuple[Card, ...] = ()


class Store(Protocol):
    """The claims of many telegrams, by numbers that go on from one telegram to the next."""

    def briefs(self) -> Iterator[Brief]:
        """Yield all of them in the order of their numbers."""

    def brief(self, number: int) -> Brief:
        """Return what one is found by."""

    def told(self, number: int) -> Told:
        """Return one whole."""

    def first(self, number: int) -> int:
        """Return the number of the first claim of the same telegram."""

    def cards(self) -> Iterator[Card]:
        """Yield the cards that each telegram has by itself."""


class InMemory:
    """The claims of a list."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        ordered = sorted(claims, key=lambda c: (c.telegram, c.place))
        kept = [keep(tuple(some)) for _, some in groupby(ordered, key=lambda c: c.telegram)]
        self._briefs = [brief for one in kept for brief in one.briefs]
        self._told = [told for one in kept for told in one.told]
        self._cards = [card for one in kept for card in one.cards]
        self._first = [n - at for n, at in enumerate(at for one in kept for at in range(len(one.told)))]

    def briefs(self) -> Iterator[Brief]:
        """Yield all of them in the order of their numbers."""
        return iter(self._briefs)

    def brief(self, number: int) -> Brief:
        """Return what one is found by."""
        return self._briefs[number]

    def told(self, number: int) -> Told:
        """Return one whole."""
        return self._told[number]

    def first(self, number: int) -> int:
        """Return the number of the first claim of the same telegram."""
        return self._first[number]

    def cards(self) -> Iterator[Card]:
        """Yield the cards that each telegram has by itself."""
        return iter(self._cards)


def keep(claims: Sequence[Claim], warned: Iterable[Card] = ()) -> Kept:
    """Return what is kept of the claims of one telegram, in their order; `warned` are more cards of it."""
    before = _before(claims)
    sources = chains.sources(claims)
    told = tuple(Told(claim, _matter(claims, before, i)) for i, claim in enumerate(claims))
    briefs = tuple(_brief(each, sources[i], before.get(i, -1), claims) for i, each in enumerate(told))
    return Kept(briefs, told, (*chains.of_telegram(claims), *warned))


def _matter(claims: Sequence[Claim], before: dict[int, int], i: int) -> Matter:
    chain = [i]
    while len(chain) <= _BACK and chain[-1] in before:
        chain.append(before[chain[-1]])
    return matter_of(*(claims[j] for j in chain))


def _brief(told: Told, source: tuple[str, str] | None, before: int, claims: Sequence[Claim]) -> Brief:
    claim, matter = told
    words = tuple(sorted(frozenset().union(*(clause.meanings for clause in matter.clauses))))
    if claim.relays or not is_statement(claim):
        return Brief(claim.said or "", words, source=source)
    filed, asked = _shelves(claim, matter)
    reads = matter.borrowed and before >= 0 and is_statement(claims[before])
    return Brief(claim.said or "", words, filed, asked, before if reads else -1, source)


def _shelves(claim: Claim, matter: Matter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the shelves a claim is put on, and those on which its contrary would be found."""
    filed = {"denied" if clause.denied else "affirmed" for clause in matter.clauses}
    asked = {"affirmed" if clause.denied else "denied" for clause in matter.clauses}
    if contrast.is_taken_back(claim.around):
        asked |= {"affirmed", "denied"}
    both = set()
    if any(clause.figures for clause in matter.clauses):
        both.add("figures")
    if any(word in contrast.contraries() for clause in matter.clauses for word in clause.meanings):
        both.add("contrary")
    return tuple(sorted(filed | both)), tuple(sorted(asked | both))


def _before(claims: Sequence[Claim]) -> dict[int, int]:
    """Return, for each claim of a telegram, the one that stands before it in its paragraph."""
    found: dict[int, int] = {}
    for (one, a), (other, b) in pairwise(enumerate(claims)):
        if a.paragraph == b.paragraph:
            found[other] = found[one] if _is_nested(a, b) and one in found else one
    return found


def _is_nested(one: Claim, other: Claim) -> bool:
    """Tell whether a claim is what somebody within another claim says, and the next is not."""
    return one.within is not None and other.within is None
