"""What a collection answers with: the records that the command line and the reading room show."""

from __future__ import annotations

from typing import Literal

from reftel.intake.rejected import Rejected
from reftel.model import Record, Reference, Span

__all__ = [
    "Also",
    "BuildReport",
    "Card",
    "Citation",
    "Copy",
    "Facet",
    "Hit",
    "Marked",
    "Missing",
    "Near",
    "Note",
    "Overview",
    "Passage",
    "PostYear",
    "Progress",
    "Provenance",
    "Rejected",
    "Resolution",
    "Results",
    "Status",
]

Status = Literal["held", "not-held", "ambiguous", "not-a-telegram", "unreadable"]


class Provenance(Record, frozen=True, omit_defaults=True):
    """Where a file comes from, as those who built the collection said; dates as exact as they are known."""

    released_by: str | None = None
    released_on: str | None = None
    retrieved_from: str | None = None
    licence: str | None = None


class Card(Record, frozen=True):
    """A telegram in a list: enough to recognise it by, and its key to open it."""

    key: str
    mrn: str | None
    date: str | None
    originator: str | None
    post: str | None
    subject: str | None
    classification: str | None
    captions: tuple[str, ...]
    tags: tuple[str, ...]
    family: str
    source_name: str
    words: int


class Passage(Record, frozen=True):
    """A stretch of a telegram that answers a query: its text in pieces, some of them the words asked for."""

    pieces: tuple[tuple[str, bool], ...]  # (text, is it a word that was asked for)
    paragraph: int | None  # the paragraph's place in the telegram, from 0; null for header and subject
    number: int | None
    portion: str | None


class Also(Record, frozen=True):
    """A copy that is folded into a hit: what the two are to each other, and how sure that is."""

    card: Card
    relation: str
    sure: str


class Copy(Record, frozen=True):
    """Another copy of a telegram: what it is to it, why that is thought, and how sure it is."""

    card: Card
    relation: str
    reason: str
    sure: str  # certain, probable


class Hit(Record, frozen=True):
    """A telegram that answers a query, with its best passages, and the copies of it that are held too."""

    card: Card
    score: float
    passages: tuple[Passage, ...]
    also: tuple[Also, ...] = ()


class Facet(Record, frozen=True):
    """How many of the telegrams found have this value."""

    value: str
    count: int


class Resolution(Record, frozen=True):
    """What a reference points to in this collection: the reference as written stays beside it."""

    reference: Reference
    status: Status
    candidates: tuple[Card, ...]
    why: str


class Citation(Record, frozen=True):
    """A telegram that cites another, with the words of its REF line."""

    card: Card
    letter: str | None
    text: str


class Missing(Record, frozen=True):
    """A telegram that is cited but not held."""

    mrn: str
    cited_by: tuple[Citation, ...]


class Near(Record, frozen=True):
    """What is known about a number that is not held: who cites it, and what is held around it."""

    mrn: str
    cited_by: tuple[Citation, ...]
    before: Card | None
    after: Card | None


class Results(Record, frozen=True):
    """The answer to a search: how many in all, one page of them, and counts over all of them.

    Of the copies of one telegram the best stands for all: `folded` of the `total` are not hits themselves.
    """

    query: str
    total: int
    offset: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]]  # by the names in `search.index.FACETS`
    suggestion: str | None = None  # a spelling that would find more, where little or nothing was found
    explanations: tuple[str, ...] = ()  # how codes, posts and names were understood
    near: Near | None = None  # where the query is a number that is not held: who cites it, what is around
    folded: int = 0


class PostYear(Record, frozen=True):
    """How many telegrams of one post and year are held; a null says the telegrams do not tell."""

    post: str | None
    year: int | None
    count: int


class Overview(Record, frozen=True):
    """What the collection holds."""

    name: str
    telegrams: int
    files: int
    words: int
    first: str | None
    last: str | None
    by_post_and_year: tuple[PostYear, ...]
    families: tuple[Facet, ...]
    classifications: tuple[Facet, ...]
    tags: tuple[Facet, ...]
    missing: int


class Note(Record, frozen=True):
    """A file that was taken in, and what is odd about it."""

    path: str
    text: str


class Progress(Record, frozen=True):
    """How far a build is: so many files done of so many, and the one it has just done."""

    stage: str  # listing, reading, indexing, editions
    done: int
    total: int
    name: str


class BuildReport(Record, frozen=True):
    """What a build saw and did: seen = added + unchanged + duplicates + rejected, in files."""

    seen: int
    added: int
    unchanged: int
    duplicates: int
    rejected: int
    telegrams: int
    telegrams_added: int
    rejects: tuple[Rejected, ...]
    seconds: float
    notes: tuple[Note, ...] = ()


class Marked(Record, frozen=True):
    """A stretch of a telegram's text and what to say about it, for pages that show the original."""

    span: Span
    kind: str
