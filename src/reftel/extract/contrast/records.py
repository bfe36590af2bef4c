"""What is held against each other, and what comes of it: claims in, cards out."""

from __future__ import annotations

from typing import Literal

from reftel.extract.annotations import Bound, Manner
from reftel.model import Record, Span

CardType = Literal["contradiction", "revision", "single-source", "retelling"]
# figures: two figures for one thing and time.  denial: one side says that it is not so.  story: reports of
# one matter that go back to one person.  telegram: most of what a telegram reports goes back to one person.
# summary: a sentence of a summary and the paragraph that it retells.
CardKind = Literal["figures", "denial", "story", "telegram", "summary"]
Sure = Literal["high", "fair", "low"]
Days = tuple[str | None, str | None]  # the first and the last day that can be meant, ISO


class Quantity(Record, frozen=True):
    """A figure in a claim: from `low` to `high`, of what is `counted`, `of` whom, each as the text has it."""

    low: float | None
    high: float | None
    bound: Bound = "exact"
    unit: str | None = None
    currency: str | None = None
    counted: str | None = None
    of: str | None = None
    written: str = ""


class Name(Record, frozen=True):
    """Somebody or something named in a claim: the key of the entity, its type, and the words of the claim."""

    key: str
    type: str
    words: str


class Claim(Record, frozen=True):
    """That somebody is said to have said something, with all that is needed to hold it against another.

    `speaker` is a key that is the same for the same speaker wherever he speaks, null where nobody is named;
    `person` tells whether it is one person.  `said` is the day it was said (ISO), else that of the telegram;
    `meant` the days it speaks of.  `content` is what was said, `quote` the passage that reports it: both are
    the telegram's exact words.  `cue` are the words that report.  `within` is the key of the claim that
    reports this one, `grounds` are those whom the speaker had it from; `relays` tells that most of what it
    reports is itself somebody's report, `answers` that it was found only as an answer to the one before,
    `misread` that it looks like the text of a poor scan, or has a page line in it.
    `place` orders the claims of a telegram, `paragraph` is the
    paragraph's place in it from 0 and `number` as it is marked; `span` is the place of the quote.
    """

    key: str
    telegram: str
    place: int
    content: str
    quote: str
    manner: Manner = "state"
    cue: str = ""
    own: bool = False
    speaker: str | None = None
    speaker_name: str | None = None
    person: bool = False
    hearer: str | None = None
    hearer_name: str | None = None
    said: str | None = None
    meant: tuple[Days, ...] = ()
    figures: tuple[Quantity, ...] = ()
    names: tuple[Name, ...] = ()
    within: str | None = None
    grounds: tuple[Name, ...] = ()
    paragraph: int | None = None
    number: int | None = None
    portion: str | None = None
    label: str | None = None
    mrn: str | None = None
    relays: bool = False
    answers: bool = False
    misread: bool = False
    span: Span | None = None

    @property
    def around(self) -> str:
        """The words of the passage around what it reports: who says it, and how."""
        return self.quote.replace(self.content, " … ", 1)


class Side(Record, frozen=True):
    """One of the passages on a card in its exact words, who says it, where and when; `span` is its place."""

    telegram: str
    mrn: str | None
    paragraph: int | None
    number: int | None
    portion: str | None
    speaker: str | None
    hearer: str | None
    said: str | None
    manner: str | None
    quote: str
    figure: str | None = None
    span: Span | None = None


class Card(Record, frozen=True):
    """Passages about one matter, side by side: what they are to each other, why, and how sure that is.

    `why` are sentences of ours; `shared` the words that both passages have or mean; `source` the one person
    that a single-source story goes back to; `warning` what an archivist should look at.
    """

    type: CardType
    kind: CardKind
    sides: tuple[Side, ...]
    why: tuple[str, ...]
    sure: Sure
    shared: tuple[str, ...] = ()
    source: str | None = None
    warning: str | None = None


def is_weak(card: Card) -> bool:
    """Tell whether a card is a contradiction or revision too unsure to be told where it is not asked for."""
    return card.type in ("contradiction", "revision") and card.sure == "low"


class LeftOut(Record, frozen=True):
    """What was not compared: how many pairs, by words so common that only the nearest claims were.

    `unread` are telegrams whose claims could not be read.
    """

    words: int = 0
    pairs: int = 0
    unread: int = 0


class Contrasts(Record, frozen=True):
    """All cards, the surest contradictions first, how many claims they rest on, and what was left out."""

    cards: tuple[Card, ...]
    claims: int
    left_out: LeftOut = LeftOut()
