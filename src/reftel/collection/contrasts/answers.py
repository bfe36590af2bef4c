"""What is asked and told of claims that stand against each other."""

from __future__ import annotations

from reftel.extract.contrast.records import Card, CardType, LeftOut
from reftel.model import Record


class Against(Record, frozen=True):
    """Which cards are asked for; what is null asks nothing.

    `about` are words that the passages must have, `speaker` a name that one of the speakers bears, `kind` the
    type of card, `first` and `last` days (ISO, or months or years) between which one of the passages was
    said, `telegram` a number or key.  `weak` asks for contradictions and revisions too that are not sure
    enough to be told by themselves.
    """

    about: str | None = None
    speaker: str | None = None
    kind: CardType | None = None
    first: str | None = None
    last: str | None = None
    telegram: str | None = None
    weak: bool = False


class Found(Record, frozen=True):
    """The cards that answer: how many in all, the first of them, and what they rest on.

    `claims` are all that were held against each other; `waiting` are telegrams not annotated yet, whose
    claims are not among them; `left_out` what was not compared because too many claims share its words;
    `weak` how many more cards answer that are too weak to be told without being asked for.
    """

    total: int
    cards: tuple[Card, ...]
    claims: int
    waiting: int
    left_out: LeftOut
    weak: int = 0
