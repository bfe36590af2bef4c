"""Several telegrams that bear one number: which of them are copies of one another, and which are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reftel.collection.answers import Card, Copy
from reftel.model import Record


class Bearer(Record, frozen=True):
    """A telegram that bears a number: of which other bearer it is a copy, and why; null for one of its own.

    `copies` counts the bearers that are named after it as copies of it.
    """

    card: Card
    of: Card | None = None
    copy: Copy | None = None  # what it is to `of`
    copies: int = 0


def bearers(cards: Sequence[Card], copies: Callable[[str], Sequence[Copy]]) -> tuple[Bearer, ...]:
    """Put copies behind the first of them; `copies` gives those of a key, as `Collection.copies` does."""
    found: list[Bearer] = []
    placed: set[str] = set()
    for card in cards:
        if card.key in placed:
            continue
        of_it = {copy.card.key: copy for copy in copies(card.key)}
        behind = [Bearer(c, card, of_it[c.key]) for c in cards if c.key in of_it and c.key not in placed]
        found += [Bearer(card, copies=len(behind)), *behind]
        placed.update({card.key}, (b.card.key for b in behind))
    return tuple(found)
