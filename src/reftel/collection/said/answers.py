"""What is answered about what is said: claims, happenings, persons, groups and places."""

from __future__ import annotations

from typing import Literal

from reftel.collection.answers import Card
from reftel.model import Record, Span

Sure = Literal["stated", "likely", "possible"]
SaidBy = Literal["stated", "telegram"]
Verdict = Literal["same", "different"]


class AnnotateReport(Record, frozen=True):
    """What one run of annotating did: telegrams = annotated + failed + current + older.

    `current` were annotated before by the same models, `older` by others; `again` of the annotated were
    annotated before.  `editions` are the counts of the editions that followed.  `bytes` is what the rows
    of annotations take on the disk, null where it cannot be told.
    """

    telegrams: int
    annotated: int
    again: int
    failed: int
    current: int
    older: int
    mentions: int
    claims: int
    dates: int
    figures: int
    seconds: float
    reader: str = "everything"
    troubles: tuple[tuple[str, str], ...] = ()
    bytes: int | None = None
    editions: tuple[AnnotateReport, ...] = ()


class AnnotationState(Record, frozen=True):
    """How far annotating has come."""

    telegrams: int
    annotated: int
    failed: int
    older: int  # of the annotated: by models other than those there are now

    @property
    def waiting(self) -> int:
        """How many telegrams were not looked at yet."""
        return self.telegrams - self.annotated - self.failed


class Party(Record, frozen=True):
    """Who speaks or hears: the name it goes by in the telegram, and the words of this place.

    `written` is null where the sentence names nobody: `by` then says whence it was concluded (`continues`,
    `post`).  `key` leads to the person or group over the collection; null for words that are no name.
    """

    name: str
    type: str
    written: str | None = None
    key: str | None = None
    by: str = "named"


class Day(Record, frozen=True):
    """A day or the days between two, and how sure; `written` is null where it is the telegram's own."""

    earliest: str | None
    latest: str | None
    certainty: str
    written: str | None = None
    why: str = ""


class Place(Record, frozen=True):
    """A place: named in what is said, or that of the post that reports."""

    name: str
    by: Literal["content", "post"]


class Link(Record, frozen=True):
    """One step of the chain: who told whom, and with which words the text says so."""

    who: str
    told: str | None
    cue: str | None
    by: str


class Claim(Record, frozen=True):
    """Somebody is reported to have said something: who, to whom, when, about what, with the exact words.

    `quote` are the words of the content, pieces parted by ` … `; `spans` their places in the file's text.
    `chain` leads from the ultimate source named to the telegram; `grounds` are sources of the source.
    """

    card: Card
    n: int
    manner: str
    own: bool
    speaker: Party | None
    hearer: Party | None
    said: Day
    meant: tuple[Day, ...]
    place: Place | None
    paragraph: int | None  # its place in the telegram, from 0
    number: int | None
    portion: str | None
    cue: str
    quote: str
    chain: tuple[Link, ...]
    grounds: tuple[str, ...]
    about: tuple[str, ...]
    within: int | None
    continues: int | None
    sure: float | None
    by: str
    spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...] = ()


class Asked(Record, frozen=True):
    """Which claims are asked for; what is null asks nothing.

    Days are ISO and may be months or years; `first` and `last` are of the day it was said.
    """

    speaker: str | None = None
    hearer: str | None = None
    about: str | None = None
    first: str | None = None
    last: str | None = None
    manner: str | None = None
    own: bool | None = None
    place: str | None = None
    post: str | None = None
    portion: str | None = None
    telegram: str | None = None


class Happening(Record, frozen=True):
    """A statement or an event on its day: `statement` where somebody says it, else `event`.

    `words` are the exact words of the statement, or the sentence of the event.
    """

    day: Day
    kind: Literal["statement", "event"]
    words: str
    who: str | None
    place: Place | None
    card: Card
    paragraph: int | None
    number: int | None
    portion: str | None
    span: Span


class Tenure(Record, frozen=True):
    """An office that somebody is seen in: first and last telegram, how many, and where it is said.

    `office` is null where only the signature says that somebody signed for the post.
    """

    name: str
    key: str | None
    office: str | None
    post: str | None
    source: Literal["signature", "classified_by", "text"]
    first: str | None
    last: str | None
    telegrams: int


class Likeness(Record, frozen=True):
    """Another name that may be of the same one: why, how sure, and what a curator said of it."""

    name: str
    key: str
    type: str
    sure: Sure
    why: str
    verdict: Verdict | None = None


class Known(Record, frozen=True):
    """A person, group or place as it is known over the collection.

    `key` is what its spellings have in common; `joined` are the names that a curator said to be the same.
    """

    name: str
    key: str
    type: str
    telegrams: int
    first: str | None
    last: str | None
    spellings: tuple[tuple[str, int], ...] = ()
    also: tuple[tuple[str, int], ...] = ()
    offices: tuple[Tenure, ...] = ()
    claims_by: int = 0
    claims_about: int = 0
    joined: tuple[str, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    cautions: tuple[str, ...] = ()


class Judgement(Record, frozen=True):
    """What a curator said of two names; kept by what is common to their spellings, so it outlives a build."""

    a: str
    b: str
    type: str
    a_key: str
    b_key: str
    verdict: Verdict
    on: str
