"""Claims held against each other: contradictions, revisions, single sources, and what a summary retells."""

from reftel.extract.contrast.contrasts import contrasts
from reftel.extract.contrast.records import Card, Claim, Contrasts, LeftOut, Name, Quantity, Side, is_weak

__all__ = [
    "Card",
    "Claim",
    "Contrasts",
    "LeftOut",
    "Name",
    "Quantity",
    "Side",
    "contrasts",
    "is_weak",
]
