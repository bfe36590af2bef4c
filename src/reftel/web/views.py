"""The pages as records: what each template is given is a contract, kept by a type and a test."""

from __future__ import annotations

from typing import ClassVar

from markupsafe import Markup

from reftel.collection.answers import (
    BuildReport,
    Card,
    Citation,
    Copy,
    Member,
    Near,
    Overview,
    Provenance,
    Rejected,
    Resolution,
    SourceGroup,
)
from reftel.collection.bearers import Bearer
from reftel.collection.contrasts import Against
from reftel.collection.contrasts import Found as ContrastsFound
from reftel.collection.gaps import Gaps
from reftel.collection.missing import Missing, State, Wanted
from reftel.collection.requests import Letter
from reftel.collection.said import Asked, Claim, Happening, Known
from reftel.model import Addressee, Record, Telegram
from reftel.refs.cautions import Assumption
from reftel.refs.channels import Channel
from reftel.refs.completeness import Missing as MissingRun
from reftel.release.compare import Comparison, Piece
from reftel.web.apparatus import Apparatus, Note
from reftel.web.body import Para


class Page(Record, frozen=True, kw_only=True):
    """What every page has: its title, what stands in the search box, and where its JSON is."""

    template: ClassVar[str]
    title: str
    query: str = ""
    json_url: str | None = None
    here: str = ""  # the entry of the navigation that stands for this page


class Link(Record, frozen=True):
    """Words that lead somewhere; `current` where they are where the reader is."""

    words: str
    url: str
    current: bool = False


class Paging(Record, frozen=True):
    """Where one is in a long list."""

    page: int
    pages: int
    before: str | None
    after: str | None


class Cell(Record, frozen=True):
    """A cell of the grid of posts and years: how many, how dark, where it leads if it can be listed."""

    count: int
    heat: int
    url: str | None


class GridRow(Record, frozen=True):
    """A post of the grid, its telegrams by year, and in all."""

    post: str
    url: str | None
    cells: tuple[Cell, ...]
    total: int


class Counted(Record, frozen=True):
    """A value with its count, its meaning where it has one, and a search for it."""

    value: str
    count: int
    url: str
    meaning: str | None = None
    chosen: bool = False


class HomePage(Page, frozen=True, kw_only=True):
    """What the collection holds."""

    template: ClassVar[str] = "home.html"
    overview: Overview
    hints: tuple[Link, ...]
    years: tuple[str, ...]
    grid: tuple[GridRow, ...]
    classifications: tuple[Counted, ...]
    families: tuple[Counted, ...]
    tags: tuple[Counted, ...]
    rejected: int


class ShownPassage(Record, frozen=True):
    """A passage of a hit, and where in the telegram it leads."""

    pieces: tuple[tuple[str, bool], ...]
    number: int | None
    portion: str | None
    url: str


class ShownHit(Record, frozen=True):
    """A hit as the page shows it."""

    card: Card
    url: str
    passages: tuple[ShownPassage, ...]
    subject: tuple[tuple[str, bool], ...] = ()  # with the words asked for marked, where it has them
    also: tuple[Link, ...] = ()  # the copies folded into it, by what they are


class FacetGroup(Record, frozen=True):
    """The values of one facet."""

    name: str
    values: tuple[Counted, ...]


class SearchPage(Page, frozen=True, kw_only=True):
    """What a query found."""

    template: ClassVar[str] = "search.html"
    total: int
    hits: tuple[ShownHit, ...]
    orders: tuple[Link, ...]
    facets: tuple[FacetGroup, ...]
    paging: Paging
    suggestion: Link | None
    folded: int = 0
    number: Link | None = None  # where nothing was found and the query may be a number
    explanations: tuple[str, ...] = ()  # how codes, posts and names were understood
    provenances: tuple[Provenance, ...] = ()  # where the files of these hits come from
    without: tuple[Link, ...] = ()  # where nothing was found: the query without one of its fields


class QueryPage(Page, frozen=True, kw_only=True):
    """A query that cannot be read: what is wrong, where, and what may have been meant."""

    template: ClassVar[str] = "query.html"
    message: str
    before: str
    trouble: str
    after: str
    suggestion: Link | None


class ShownReference(Record, frozen=True):
    """A reference of the telegram, what it points to, and where it leads."""

    resolution: Resolution
    url: str | None
    words: str  # what the status is called


class TagsCode(Record, frozen=True):
    """A TAGS code with its meaning and a search for it."""

    code: str
    meaning: str | None
    url: str


class Line(Record, frozen=True):
    """An explained stretch of the header."""

    words: str
    says: str


class ShownStamp(Record, frozen=True):
    """A mark put on at release: what it is, its day where its words do not say it, the lines it stands on."""

    text: str
    kind: str
    date: str | None
    lines: tuple[int, ...]


class ShownFinding(Record, frozen=True):
    """What a check says: how grave, in which words, by which rule, and on which lines."""

    code: str
    severity: str
    message: str
    rule: str
    lines: tuple[int, ...]


class ShownCopy(Record, frozen=True):
    """Another copy of the telegram: what it is to it, why, and where to compare the two."""

    card: Card
    url: str
    relation: str
    reason: str
    sure: str
    compare_url: str


class ShownClaim(Record, frozen=True):
    """A claim of this telegram, and where on the page its words stand."""

    claim: Claim
    anchor: str


class TelegramPage(Page, frozen=True, kw_only=True):
    """A telegram: the reading view beside the original, what it cites and what cites it."""

    template: ClassVar[str] = "telegram.html"
    telegram: Telegram
    card: Card
    subject: str | None
    action: tuple[Addressee, ...]
    info: tuple[Addressee, ...]
    tags: tuple[TagsCode, ...]
    references: tuple[ShownReference, ...]
    passing: tuple[str, ...]
    paragraphs: tuple[Para, ...]
    editors_notes: tuple[str, ...]
    stamps: tuple[ShownStamp, ...]
    record_of: str  # whose entries `telegram.archive` are
    apparatus: Apparatus
    findings: tuple[ShownFinding, ...]
    original: Markup
    lines: tuple[Line, ...]
    copies: tuple[ShownCopy, ...]
    cited_by: tuple[Citation, ...]
    thread_url: str | None  # where it cites, or is cited
    before: Card | None
    after: Card | None
    like: tuple[Card, ...]
    citation: str
    citation_url: str
    unread_lines: tuple[int, ...]
    claims: tuple[ShownClaim, ...]

    def notes(self, *places: str) -> tuple[Note, ...]:
        """Return the notes whose marks stand at these places."""
        return self.apparatus.of(*places)


class ComparedLine(Record, frozen=True):
    """A paragraph, or a kind of header line: its pieces, and whether all of them are the same."""

    name: str | None
    pieces: tuple[Piece, ...]
    is_same: bool


class DiffPage(Page, frozen=True, kw_only=True):
    """Two copies of a telegram, word by word."""

    template: ClassVar[str] = "diff.html"
    comparison: Comparison
    left: Card
    left_url: str
    right: Card
    right_url: str
    copy: Copy | None  # what the right one is to the left one, where they are copies
    swap_url: str
    head: tuple[ComparedLine, ...]
    text: tuple[ComparedLine, ...]


class ShownBearer(Record, frozen=True):
    """One of several telegrams that bear a number; a copy of another of them is compared with it."""

    bearer: Bearer
    url: str
    compare_url: str | None = None


class ChoicePage(Page, frozen=True, kw_only=True):
    """Several telegrams that bear one number, and how they belong together."""

    template: ClassVar[str] = "choice.html"
    number: str
    bearers: tuple[ShownBearer, ...]


class NumberPage(Page, frozen=True, kw_only=True):
    """A number that is not held: who cites it, and what is held around it."""

    template: ClassVar[str] = "number.html"
    near: Near
    words_url: str


class ShownMember(Record, frozen=True):
    """A telegram of a thread: where it leads, when it was sent, what else it cites, what answers it."""

    member: Member
    url: str | None
    days: str
    also: tuple[Link, ...]
    below: tuple[ShownMember, ...] = ()
    is_root: bool = False


class ThreadPage(Page, frozen=True, kw_only=True):
    """The exchange around a telegram."""

    template: ClassVar[str] = "thread.html"
    root: str
    root_url: str
    members: tuple[ShownMember, ...]
    held: int
    missing: int
    cut: tuple[str, ...]


class MissingPage(Page, frozen=True, kw_only=True):
    """The telegrams cited but not held: those asked for, the first by rank, and how many by state."""

    template: ClassVar[str] = "missing.html"
    missing: tuple[Missing, ...]
    counts: dict[State, int]
    wanted: Wanted


class ContrastPage(Page, frozen=True, kw_only=True):
    """Claims held against each other: the cards asked for, the first of them."""

    template: ClassVar[str] = "contrast.html"
    found: ContrastsFound
    asked: Against


class ClaimsPage(Page, frozen=True, kw_only=True):
    """Who is reported to have said what: the claims that answer, a page of them."""

    template: ClassVar[str] = "claims.html"
    claims: tuple[Claim, ...]
    total: int
    asked: Asked
    manners: tuple[str, ...]
    paging: Paging
    waiting: int  # telegrams that are not annotated yet


class NamesPage(Page, frozen=True, kw_only=True):
    """Persons and groups, or places, by the alphabet."""

    template: ClassVar[str] = "names.html"
    names: tuple[tuple[Known, str], ...]  # each with its address
    total: int
    places: bool
    paging: Paging
    waiting: int


class KnownPage(Page, frozen=True, kw_only=True):
    """All that is known of those whom a name may mean."""

    template: ClassVar[str] = "known.html"
    name: str
    found: tuple[Known, ...]
    claims: tuple[Claim, ...]  # the first by and about them
    places: bool


class TimelinePage(Page, frozen=True, kw_only=True):
    """Dated statements and events in the order of the day they are of."""

    template: ClassVar[str] = "timeline.html"
    happenings: tuple[Happening, ...]
    about: str
    person: str
    place: str
    first: str
    last: str
    waiting: int


class RequestPage(Page, frozen=True, kw_only=True):
    """The letter that asks for a missing telegram, and the other kind of request it could be."""

    template: ClassVar[str] = "request.html"
    missing: Missing
    letter: Letter
    other: str


class ShareCell(Record, frozen=True):
    """A cell of the grid of posts and periods: the share held, how dark, and where it leads."""

    share: str
    heat: int
    says: str
    url: str
    doubtful: bool


class ShareRow(Record, frozen=True):
    """A post of that grid; null where nothing of a period is held."""

    post: str
    cells: tuple[ShareCell | None, ...]


class GapsPage(Page, frozen=True, kw_only=True):
    """How complete posts and periods are."""

    template: ClassVar[str] = "gaps.html"
    periods: tuple[str, ...]
    rows: tuple[ShareRow, ...]


class GapsOfPage(Page, frozen=True, kw_only=True):
    """The numbers of a post and period."""

    template: ClassVar[str] = "gaps_of.html"
    gaps: Gaps
    share: str
    share_between: tuple[str, str]
    numbers: Markup
    months: Markup
    months_held: tuple[tuple[str, str], ...]  # share held of each month, and of how many
    runs: tuple[MissingRun, ...]
    assumptions: tuple[Assumption, ...]
    channels: tuple[tuple[Channel, str, str], ...]  # with the shares in words
    browse_url: str
    plot_urls: tuple[str, str]


class BrowsePage(Page, frozen=True, kw_only=True):
    """A list of telegrams."""

    template: ClassVar[str] = "browse.html"
    cards: tuple[Card, ...]
    post: str | None
    year: int | None
    paging: Paging
    total: int


class ShownNews(Record, frozen=True):
    """A profile, and the first of what is new to it."""

    name: str
    query: str
    url: str
    feed_url: str
    told: str | None
    total: int
    cards: tuple[tuple[Card, str], ...]
    trouble: str | None


class WatchPage(Page, frozen=True, kw_only=True):
    """What is new to the profiles."""

    template: ClassVar[str] = "watch.html"
    news: tuple[ShownNews, ...]


class AboutPage(Page, frozen=True, kw_only=True):
    """What was read, and what was not, and why."""

    template: ClassVar[str] = "about.html"
    overview: Overview
    families: tuple[Counted, ...]
    report: BuildReport | None
    sources: tuple[SourceGroup, ...]
    rejects: tuple[Rejected, ...]
    version: str


class NotFoundPage(Page, frozen=True, kw_only=True):
    """No such page: what was asked for, and the telegram numbers near it."""

    template: ClassVar[str] = "not_found.html"
    path: str
    held: tuple[Card, ...]
    near: Near | None


class FailurePage(Page, frozen=True, kw_only=True):
    """Something went wrong: what the reader can do."""

    template: ClassVar[str] = "failure.html"
    status: int
    message: str


PAGES: tuple[type[Page], ...] = (
    HomePage,
    SearchPage,
    QueryPage,
    TelegramPage,
    DiffPage,
    ChoicePage,
    NumberPage,
    ThreadPage,
    ContrastPage,
    ClaimsPage,
    NamesPage,
    KnownPage,
    TimelinePage,
    MissingPage,
    GapsPage,
    GapsOfPage,
    RequestPage,
    BrowsePage,
    WatchPage,
    AboutPage,
    NotFoundPage,
    FailurePage,
)
