"""What is told of a telegram that is missing."""

from __future__ import annotations

from typing import Literal

from reftel.collection.answers import Card
from reftel.model import Record

# not-held: cited, and nothing of it is here.  stub: its record is held and has no text.  withdrawn: what is
# held says that it was withdrawn or withheld.
State = Literal["not-held", "stub", "withdrawn"]


# How its year is known: written in a reference or a record, or inferred, and then how surely.
YearKnown = Literal["stated", "certain", "likely", "open"]


class Wanted(Record, frozen=True):
    """Which missing telegrams: of a post, a year, sent between days (ISO), in a state.

    `query` takes those that a telegram cites which answers it; `post` may be written as posts are.
    """

    query: str = ""
    post: str | None = None
    year: int | None = None
    first: str | None = None
    last: str | None = None
    state: State | None = None


class Sentence(Record, frozen=True):
    """A sentence of a citing telegram that uses the reference, in its exact words.

    `words` are those that stand for the reference (`ref A`), `cited` the paragraph of the missing telegram
    that is meant; `paragraph` is the place in the citing telegram from 0, `number` the one it is marked with.
    """

    text: str
    words: str
    cited: str | None
    paragraph: int
    number: int | None
    portion: str | None


class Citing(Record, frozen=True):
    """A telegram that cites the missing one: its REF entry in exact words, and the sentences that use it.

    `place` is the entry's place among its references from 0; `notal` that it says not all addressees have
    what it cites; `year_inferred` that it gives no year.
    """

    card: Card
    letter: str | None
    text: str
    place: int = 0
    notal: bool = False
    year_inferred: bool = False
    precedence: str | None = None
    sentences: tuple[Sentence, ...] = ()


class Part(Record, frozen=True):
    """What counts for a rank, by how many points, and why."""

    name: str
    points: float
    says: str


class Dates(Record, frozen=True):
    """When it was probably sent (ISO days), the likeliest day, on what that rests, and the same in words.

    `basis` is `between` numbers held around it, `beyond` the last one held, `other-periods` of the post,
    `citing` where only who cites it tells, `stated` by the record that is held.
    """

    first: str | None
    last: str | None
    likely: str | None
    basis: str
    says: str


class Word(Record, frozen=True):
    """A word that its subject may have: how many of the citing telegrams have it beside the reference."""

    word: str
    telegrams: int


class Missing(Record, frozen=True):
    """A telegram that is cited but not held, or of which only a card or an empty record is held.

    `score` is the sum of its `parts`; `held` are the cards and empty records, `said` what they say instead
    of a text, and `reviewed` the day (ISO) of the last review they tell of; `before` and `after` are what the
    post sent around it, of what is held; `year_known` how its year is known.
    """

    mrn: str
    cited_by: tuple[Citing, ...]
    state: State = "not-held"
    score: float = 0.0
    parts: tuple[Part, ...] = ()
    dates: Dates | None = None
    words: tuple[Word, ...] = ()
    tags: tuple[str, ...] = ()
    before: Card | None = None
    after: Card | None = None
    held: tuple[Card, ...] = ()
    said: str | None = None
    reviewed: str | None = None
    year_known: YearKnown = "stated"

    @property
    def notal(self) -> bool:
        """Tell whether some reference to it says that not all addressees have it."""
        return any(each.notal for each in self.cited_by)

    @property
    def year_is_sure(self) -> bool:
        """Tell whether its year is written somewhere, or certain by the numbers held around it."""
        return self.year_known in ("stated", "certain")
