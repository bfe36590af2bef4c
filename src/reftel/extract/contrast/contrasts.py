"""All claims held against each other: the cards of contradictions, revisions and single-source stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reftel.extract.contrast.candidates import Shelf, Tell
from reftel.extract.contrast.judge import judge, side
from reftel.extract.contrast.kept import InMemory, Store
from reftel.extract.contrast.matter import as_written
from reftel.extract.contrast.records import Card, Claim, Contrasts
from reftel.extract.contrast.stories import stories

_TYPES = ("contradiction", "revision", "single-source", "retelling")
_SURE = ("high", "fair", "low")


def contrasts(claims: Iterable[Claim]) -> Contrasts:
    """Hold claims against each other."""
    return hold(InMemory(claims))


def hold(claims: Store, tell: Tell | None = None) -> Contrasts:
    """Hold the claims of a store against each other: all are read through twice, then those wanted singly.

    `tell` is told how many claims were looked at, and of how many.
    """
    shelf = Shelf(claims)
    found = [*_pairs(shelf, tell), *stories(shelf), *claims.cards()]
    return Contrasts(tuple(sorted(found, key=_order)), len(shelf), shelf.left_out)


def _pairs(shelf: Shelf, tell: Tell | None) -> Iterator[Card]:
    """Yield one card for each two that are at odds; the same two said again give no second card."""
    told = set()
    for i, j in shelf.pairs(tell):
        (early, one), (late, other) = shelf.claims.told(i), shelf.claims.told(j)
        verdict = judge(early, late, one, other, shelf.weigh)
        if verdict is None:
            continue
        figures = verdict.figures or (None, None)
        values = tuple((f.low, f.high) if f else None for f in figures)
        again = (
            verdict.type,
            verdict.kind,
            early.telegram,
            late.telegram,
            early.speaker,
            late.speaker,
            values,
            verdict.shared if not values[0] else (),
        )
        if again in told:
            continue
        told.add(again)
        sides = side(early, figures[0]), side(late, figures[1])
        yield Card(
            verdict.type,
            verdict.kind,
            sides,
            verdict.why,
            verdict.sure,
            as_written(early.content, verdict.shared),
        )


def _order(card: Card) -> tuple[object, ...]:
    first = card.sides[0]
    return (
        _TYPES.index(card.type),
        _SURE.index(card.sure),
        card.warning is None,
        first.said or "",
        first.telegram,
        first.quote,
    )
