"""What the summary of a telegram retells, and whether it does so under a lower mark."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.extract.contrast import Card
from reftel.extract.contrast.retelling import retellings
from reftel.extract.contrast.texts import Text, passages_of
from reftel.terms import levels


def retold(text: Text) -> Iterator[Card]:
    """Yield the sentences of a telegram's summary with what they retell."""
    if any(block.label == "summary" for block in text.blocks):
        yield from retellings(passages_of(text), higher=is_higher)


def is_higher(mark: str | None, other: str | None) -> bool:
    """Tell whether the second mark is above the first, or adds a control to the same level: S, S/NF."""
    one, another = (levels.level_of_portion(m) if m else None for m in (mark, other))
    if not mark or not other or one is None or another is None:
        return False
    low, high = levels.LEVELS.index(one), levels.LEVELS.index(another)
    added = {*other.split("/")[1:]} - {*mark.split("/")[1:]}
    return low < high or (low == high and bool(added))
