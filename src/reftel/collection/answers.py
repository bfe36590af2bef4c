"""What a collection answers with: the records that the command line and the reading room show."""

from __future__ import annotations

from typing import Literal

from reftel.intake.rejected import Rejected
from reftel.model import Mrn, Record, Reference, Span
from reftel.refs.uses import Use
from reftel.refs.years import Year

__all__ = [
    "Also",
    "BuildReport",
    "BuildSeen",
    "Card",
    "Citation",
    "Copy",
    "Facet",
    "Followed",
    "Hit",
    "IndexState",
    "Link",
    "Marked",
    "Member",
    "Near",
    "Note",
    "Overview",
    "Passage",
    "PostYear",
    "Progress",
    "Provenance",
    "RebuildReport",
    "Rejected",
    "Removal",
    "RemoveReport",
    "Resolution",
    "Results",
    "SourceGroup",
    "States",
    "Status",
    "Thread",
    "Used",
]

# Other-form: a section of it, or a telegram that gives the number beside its own.
# Unnumbered: septel, previous.
Status = Literal["held", "other-form", "not-held", "ambiguous", "not-a-telegram", "unreadable", "unnumbered"]


class Provenance(Record, frozen=True, omit_defaults=True):
    """Where a file comes from, as those who built the collection said; dates as exact as they are known."""

    released_by: str | None = None
    released_on: str | None = None
    retrieved_from: str | None = None
    retrieved_on: str | None = None
    licence: str | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is said."""
        return any(getattr(self, name) for name in self.__struct_fields__)


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
    provenance: Provenance | None = None  # of the file it was read from, where something is known


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
    """What a reference points to in this collection: the reference as written stays beside it.

    `concluded` is the number it is taken for, null where the year is open; `sure` says how sure that is
    (stated, certain, likely, open); `years` are those it may be of, where none is given.
    """

    reference: Reference
    status: Status
    candidates: tuple[Card, ...]
    why: str
    concluded: Mrn | None = None
    sure: str | None = None
    years: tuple[Year, ...] = ()


class Citation(Record, frozen=True):
    """A telegram that cites another: with the words of its REF line or its text."""

    card: Card
    letter: str | None
    text: str
    in_text: bool = False  # named in the running text alone, by its number
    sentences: tuple[str, ...] = ()  # that use the reference
    sure: str | None = None  # stated, certain, likely: that this telegram is meant


class Used(Record, frozen=True):
    """A reference with what it points to, and the places in the text that use it."""

    resolution: Resolution
    uses: tuple[Use, ...]


class Followed(Record, frozen=True):
    """A telegram's references: those of its REF block, what only its text names, and who cites it."""

    card: Card
    references: tuple[Used, ...]
    in_text: tuple[Used, ...]
    cited_by: tuple[Citation, ...]


class States(Record, frozen=True):
    """How many references there are by state, and how many by how sure; of REF blocks, and of texts alone."""

    references: dict[str, int]
    references_sure: dict[str, int]
    in_text: dict[str, int]
    in_text_sure: dict[str, int]


class Link(Record, frozen=True):
    """That a member of a thread cites another, and with which words."""

    to: int  # the place of the other among the members
    letter: str | None
    text: str
    sure: str


class Member(Record, frozen=True):
    """A telegram of a thread, held or known only by its number."""

    number: str | None
    cards: tuple[Card, ...]  # none where it is not held
    first: str | None  # ISO days between which it was sent, as far as is known
    likely: str | None
    last: str | None
    level: int  # how deep it stands in the tree
    parent: int | None  # the place of the member that it answers
    cites: tuple[Link, ...]
    cited_by: tuple[Citation, ...] = ()  # of one not held


class Thread(Record, frozen=True):
    """The telegrams connected with one by reference: a tree over time, in the order in which it is read."""

    root: str
    members: tuple[Member, ...]
    cut: tuple[str, ...]  # what was left out, in words; none where the thread is whole


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
    """How far the work is: so many files done of so many (0: not known yet), and the one just done."""

    stage: str  # listing, reading, removing, indexing, references, editions
    done: int
    total: int
    name: str


class BuildReport(Record, frozen=True):
    """What a build saw and did: seen = added + unchanged + duplicates + rejected, in files.

    `rejects` and `notes` hold the first thousands of them; all are in the collection.
    """

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
    provenance_changed: int = 0  # files that were held, and of which something else is now said
    absent: tuple[str, ...] = ()  # of a retry: rejects that no longer lie where they lay


class RebuildReport(Record, frozen=True):
    """What reading the originals again did: seen = changed + unchanged + rejected, in files."""

    seen: int
    changed: int
    unchanged: int
    rejected: int
    current: int  # files that were read by this version already, and were not read again
    telegrams: int
    telegrams_unchanged: int
    telegrams_changed: int
    telegrams_new: int
    telegrams_gone: int
    rejects: tuple[Rejected, ...]
    seconds: float


class Removal(Record, frozen=True):
    """What a removal takes away, or took."""

    files: int
    telegrams: int  # that no other file holds
    staying: int  # telegrams of these files that other files hold too
    rejects: int
    names: tuple[str, ...]  # of the first of the files
    unmatched: tuple[str, ...]  # words that name no file


class RemoveReport(Record, frozen=True):
    """What a removal did."""

    files: int
    telegrams: int  # how many fewer are held
    rejects: int
    originals: int
    held: int
    seconds: float


class BuildSeen(Record, frozen=True):
    """One line of the collection's history; what does not apply to its kind is null."""

    kind: str  # build, retry, rebuild, rebuild-all, remove
    started: str
    finished: str | None  # null where it was stopped, or is still going on
    version: str
    seen: int | None
    added: int | None
    unchanged: int | None
    duplicates: int | None
    rejected: int | None
    telegrams: int | None
    telegrams_added: int | None
    telegrams_changed: int | None
    telegrams_unchanged: int | None
    telegrams_gone: int | None
    seconds: float | None


class SourceGroup(Record, frozen=True):
    """The files of one folder, archive or file that was given, of which the same is said."""

    name: str
    files: int
    telegrams: int
    provenance: Provenance


class IndexState(Record, frozen=True):
    """How a search index stands to the telegrams held."""

    name: str
    documents: int
    telegrams: int
    in_order: bool  # it holds what is held; else the next opening mends it


class Marked(Record, frozen=True):
    """A stretch of a telegram's text and what to say about it, for pages that show the original."""

    span: Span
    kind: str
