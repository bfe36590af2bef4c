"""The records: what is read from a telegram, each value with the place it was read from.

Every position is a code-point offset into the decoded text of the *file* the telegram came
from, start included, end not.  `Telegram.text` is the telegram's own stretch of that text;
`Telegram.words(span)` gives the characters of a span, whatever the stretch begins with.
"""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

import msgspec

FORMAT = "reftel/1"

T = TypeVar("T")

Role = Literal["action", "info"]


class Span(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """A half-open stretch of text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """Return True: an empty place is still a place."""
        return True

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A frozen record that refuses unknown fields, so an older program stops at a newer file."""


class Found(Record, Generic[T], frozen=True):
    """A value, where the text says it, and the name of the rule that read it."""

    value: T
    span: Span
    by: str = "stated"


class Source(Record, frozen=True):
    """The file a telegram came from: its hash, how its text is encoded, and the telegram's stretch of that.

    Of plain text the encoding gives the file's bytes back; of other media the bytes of the text taken out.
    `part` names the text where a file holds several, such as an e-mail with attachments.
    """

    sha256: str
    encoding: str
    media_type: str
    span: Span
    part: str | None = None


class Segment(Record, frozen=True):
    """A stretch of the text and what it is; segments laid end to end are the text."""

    kind: str
    span: Span


class Mrn(Record, frozen=True):
    """A message reference number: post, serial within the year, four-digit year."""

    post: str
    serial: int
    year: int

    def __str__(self) -> str:
        return f"{self.year} {self.post} {self.serial}"


class Dtg(Record, frozen=True):
    """A date-time group as an ISO 8601 text exactly as precise as what is printed.

    `2007-09-26T16:07:00Z`, `1955-04-21T16:00:00` (local time, no zone printed), `1955-04-21`, `1974-05`.
    """

    iso: str

    @property
    def year(self) -> int:
        """The four-digit year."""
        return int(self.iso[:4])

    def __str__(self) -> str:
        return self.iso


class Station(Record, frozen=True):
    """Format line 3: who put the telegram on the air, its station serial, and when (UTC)."""

    routing_indicator: str
    serial: int | None
    filed: str | None


class SecuritySignal(Record, frozen=True):
    """Format line 4: the security prosign and the level its five letters stand for."""

    signal: str
    classification: str | None


class Originator(Record, frozen=True):
    """The FM line: the plain-language address as printed, and the post it names (null if unknown)."""

    plad: str
    post: str | None
    routing_indicator: str | None = None


class Addressee(Record, frozen=True):
    """One addressee: its role, address, and what is printed beside it."""

    role: Role
    plad: str
    routing_indicator: str | None = None
    precedence: str | None = None
    serial: int | None = None
    collective: bool = False
    excluded: tuple[str, ...] = ()


class Section(Record, frozen=True):
    """Which section of how many; `number` is null where all sections stand joined."""

    number: int | None
    of: int | None


class Reference(Record, frozen=True):
    """One entry of the REF block as written, and the telegram number it names (null for other kinds)."""

    letter: str | None
    kind: str
    mrn: Mrn | None
    text: str
    year_inferred: bool = False
    notal: bool = False


class Classifier(Record, frozen=True):
    """Who classified the telegram, name and title apart."""

    name: str | None
    title: str | None


class Paragraph(Record, frozen=True):
    """One paragraph: number and portion as marked (null if not), the text without them."""

    number: int | None
    portion: str | None
    label: str | None
    text: str
    span: Span


class Protected(Record, frozen=True):
    """A name the telegram asks to protect, with the marker that says so."""

    text: str
    marker: str
    span: Span


class Stamp(Record, frozen=True):
    """A mark put on later: release banner, case or document number, exemption code."""

    kind: str
    text: str
    date: str | None
    spans: tuple[Span, ...]


class Defect(Record, frozen=True):
    """Something odd met while reading, what it was taken for, and why."""

    code: str
    field: str | None
    written: str | None
    taken_as: str | None
    why: str
    span: Span | None


class Finding(Record, frozen=True):
    """Something a check says of a telegram, with the rule it rests on."""

    code: str
    severity: str
    message: str
    spans: tuple[Span, ...]
    rule: str


class Telegram(Record, frozen=True):
    """One telegram as read: every value with its place, and nothing of the text lost."""

    key: str
    family: str
    source: Source
    text: str
    segments: tuple[Segment, ...]
    mrn: Found[Mrn] | None = None
    dtg: Found[Dtg] | None = None
    precedence: Found[str] | None = None
    info_precedence: Found[str] | None = None
    transmission_id: Found[str] | None = None
    routing: tuple[Found[str], ...] = ()
    station: Found[Station] | None = None
    security_signal: Found[SecuritySignal] | None = None
    originator: Found[Originator] | None = None
    addressees: tuple[Found[Addressee], ...] = ()
    section: Found[Section] | None = None
    classification: Found[str] | None = None
    captions: tuple[Found[str], ...] = ()
    executive_order: Found[str] | None = None
    declassify_on: Found[str] | None = None
    declassify_event: Found[str] | None = None
    tags: tuple[Found[str], ...] = ()
    subject: Found[str] | None = None
    references: tuple[Found[Reference], ...] = ()
    classified_by: Found[Classifier] | None = None
    reasons: tuple[Found[str], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    summary: Found[str] | None = None
    protected: tuple[Protected, ...] = ()
    signature: Found[str] | None = None
    archive: dict[str, str] = {}
    release: tuple[Stamp, ...] = ()
    defects: tuple[Defect, ...] = ()
    findings: tuple[Finding, ...] | None = None

    def words(self, span: Span) -> str:
        """Return the characters of a span (offsets of the file's text)."""
        base = self.source.span.start
        return self.text[span.start - base : span.end - base]

    @property
    def unread(self) -> tuple[Span, ...]:
        """The stretches no rule understood."""
        return tuple(s.span for s in self.segments if s.kind == "unread")

    def to_dict(self) -> dict[str, object]:
        """Return the record as `docs/reference/record.md` describes it, ready for JSON."""
        from reftel.record import to_dict

        return to_dict(self)
