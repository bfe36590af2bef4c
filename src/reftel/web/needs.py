"""What the reading room asks of a collection, as a protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from reftel.collection.answers import (
    BuildReport,
    Card,
    Citation,
    Copy,
    Near,
    Overview,
    Rejected,
    Resolution,
    Results,
    SourceGroup,
    Thread,
)
from reftel.collection.contrasts import Against
from reftel.collection.contrasts import Found as ContrastsFound
from reftel.collection.gaps import Gaps
from reftel.collection.missing import Missing, State, Wanted
from reftel.collection.profiles import Feed, News
from reftel.collection.said import AnnotationState, Asked, Claim, Happening, Known
from reftel.export.format import ResultSet
from reftel.model import Span, Telegram
from reftel.refs.completeness import Completeness
from reftel.release.compare import Comparison


class Watching(Protocol):
    """Profiles as the reading room sees them: it only looks, what is new stays new."""

    def peek(self, names: Sequence[str] = ()) -> Sequence[News]:
        """Return what is new to these profiles, or to all; raises `ProfileError` for an unknown name."""

    def feed(self, names: Sequence[str] = ()) -> Feed:
        """Return the last telegrams these profiles told or are about to tell."""


class Said(Protocol):
    """What the telegrams say, as the reading room asks for it; `Collection.said` is one."""

    def state(self) -> AnnotationState:
        """Tell how far annotating has come."""

    def claims(self, asked: Asked, *, limit: int | None = 100, offset: int = 0) -> Sequence[Claim]:
        """Return the claims that answer, by the day they were said."""

    def counted(
        self, asked: Asked, *, limit: int | None = 100, offset: int = 0
    ) -> tuple[tuple[Claim, ...], int]:
        """Return the claims that answer, and how many there are in all."""

    def claims_of(self, key: str) -> Sequence[Claim]:
        """Return the claims of one telegram in the order of the text."""

    def timeline(
        self,
        *,
        about: str | None = None,
        person: str | None = None,
        place: str | None = None,
        first: str | None = None,
        last: str | None = None,
        limit: int | None = 100,
        offset: int = 0,
    ) -> Sequence[Happening]:
        """Return statements and events in the order of the day they are of."""

    def people(self, name: str | None = None, *, limit: int | None = 100, offset: int = 0) -> Sequence[Known]:
        """Return persons and groups: all in brief, or those whom a name may mean in full."""

    def places(self, name: str | None = None, *, limit: int | None = 100, offset: int = 0) -> Sequence[Known]:
        """Return places: all in brief, or those that a name may mean in full."""

    def count_people(self) -> int:
        """Count the names of persons and groups."""

    def count_places(self) -> int:
        """Count the names of places."""


class Holdings(Protocol):
    """A collection as the reading room sees it; `reftel.collection.Collection` is one."""

    @property
    def said(self) -> Said:
        """What the telegrams say, from their annotations."""

    def overview(self) -> Overview:
        """Tell what is held."""

    def search(self, query: str, *, limit: int = 20, offset: int = 0, order: str = "relevance") -> Results:
        """Find telegrams; raises `QueryError` for a query that cannot be read."""

    def select(self, query: str = "", *, order: str = "date") -> ResultSet:
        """Return every telegram that answers, to be written elsewhere; raises `QueryError`."""

    def profiles(self) -> Watching:
        """Return the saved queries that tell what is new."""

    def like(self, key: str, *, limit: int = 10) -> Sequence[Card]:
        """Return the telegrams most like the one of this key."""

    def find(self, number: str) -> Sequence[Card]:
        """Return the telegrams that bear this number, however it is written."""

    def near(self, number: str) -> Near | None:
        """Tell what is known about a number that is not held; null where it is no number."""

    def telegram(self, key: str) -> Telegram:
        """Return a telegram by its key or the beginning of it."""

    def card(self, key: str) -> Card:
        """Return a telegram's card by its key or the beginning of it."""

    def copies(self, key: str) -> Sequence[Copy]:
        """Return the other copies of a telegram, each with what it is to this one, and why."""

    def compare(self, left: str, right: str) -> Comparison:
        """Compare two telegrams word by word by their keys, the earlier release first."""

    def resolve(self, telegram: Telegram) -> Sequence[Resolution]:
        """Tell what each reference points to, in the order of `telegram.references`."""

    def cited_by(self, mrn: str) -> Sequence[Citation]:
        """Return who cites this number."""

    def thread(self, number: str) -> Thread:
        """Return the exchange around a number or key; raises `CollectionError` where it is neither."""

    def missing(self, limit: int = 100, wanted: Wanted | None = None) -> Sequence[Missing]:
        """Return the telegrams cited but not held, and those held in name only, by rank."""

    def count_missing(self, wanted: Wanted | None = None) -> Mapping[State, int]:
        """Count what is missing by state."""

    def missing_number(self, number: str) -> Missing:
        """Tell what is known of a telegram that is not held; raises where it is held or no number."""

    def contrasts(self, asked: Against | None = None, *, limit: int | None = 50) -> ContrastsFound:
        """Return what stands against what in the claims; raises `CollectionError` for an unknown telegram."""

    def gaps(self, post: str | None = None, year: int | None = None) -> Sequence[Completeness]:
        """Tell how complete each post and period is of which a number is held."""

    def gaps_of(self, post: str, year: int) -> Gaps | None:
        """Return all that is known of a post's numbers of a period; null where none is held."""

    def neighbours(self, key: str) -> tuple[Card | None, Card | None]:
        """Return the telegrams the post sent before and after this one, of those held."""

    def cards(
        self, post: str | None = None, year: int | None = None, limit: int = 50, offset: int = 0
    ) -> Sequence[Card]:
        """List telegrams in the order they were sent."""

    def rejects(self) -> Sequence[Rejected]:
        """Return the files that were not taken in."""

    def sources(self) -> Sequence[SourceGroup]:
        """Return the sources, each with what is said of where it comes from."""

    def build_report(self) -> BuildReport | None:
        """Return what the last build saw and did."""


class Explained(Protocol):
    """A stretch of the header and what it means; `reftel.explain.Explanation` is one."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def words(self) -> str:
        """The words of the telegram."""

    @property
    def field(self) -> str | None:
        """The key of the record it was read into."""

    @property
    def says(self) -> str:
        """What it means, in plain English."""
