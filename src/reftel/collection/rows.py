"""A telegram as rows of the tables, and as the fields of the search index.

Pure functions from the record, so that the worker processes do this part.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reftel.model import Addressee, Defect, Finding, Found, Mrn, Paragraph, Reference, Section, Span, Telegram
from reftel.record import pack, unpack

if TYPE_CHECKING:
    from reftel.refs.uses import Use

Row = tuple[Any, ...]

# The columns of each table in the order the rows have them; telegram_id and place come first in the
# tables of lists.
TELEGRAM_COLUMNS = (
    "key", "span_start", "span_end", "family", "mrn", "mrn_year", "mrn_post", "mrn_serial", "dtg", "date",
    "year", "originator", "post", "precedence", "classification", "section_number", "section_of", "subject",
    "signature", "words",
)  # fmt: skip
LISTS: dict[str, tuple[str, ...]] = {
    "addressees": (
        "role", "plad", "post", "routing_indicator", "precedence", "serial", "collective", "excluded"
    ),
    "tags": ("code",),
    "captions": ("caption",),
    "refs": (
        "letter", "kind", "mrn", "mrn_year", "mrn_post", "mrn_serial", "text", "year_inferred", "notal",
        "span_start", "span_end", "concluded", "sure",
    ),
    "uses": (
        "kind", "text", "entry", "mrn", "mrn_year", "mrn_post", "mrn_serial", "year_inferred", "cited",
        "paragraph", "span_start", "span_end", "concluded", "sure",
    ),
    "paragraphs": ("number", "portion", "label", "text", "span_start", "span_end"),
    "defects": ("code", "field", "written", "taken_as", "why", "span_start", "span_end"),
    "findings": ("code", "severity", "message", "rule", "spans"),
    "other_numbers": ("mrn",),
}  # fmt: skip

# Packing the record costs a thirtieth of reading the telegram and makes the database a third smaller.
_LEVEL = 1
_ZLIB = b"\x78"  # what records begin with that were packed by reftel 0.1

# Counts up with each change of what the tables take from a record: the same record then has another digest.
_ROWS = 2


class Rows(NamedTuple):
    """One telegram, ready for the tables."""

    key: str
    telegram: Row
    text: str
    record: bytes
    lists: dict[str, tuple[Row, ...]]
    source: Row  # encoding, media_type
    digest: str  # of all that was read of it: two readings of one text that agree have the same


def rows(telegram: Telegram) -> Rows:
    """Return the rows of a telegram, without the numbers that the database gives it."""
    record, of_telegram = pack(telegram), _telegram(telegram)
    return Rows(
        key=telegram.key,
        telegram=of_telegram,
        text=telegram.text,
        record=_packed(record),
        lists={name: tuple(row(telegram)) for name, row in _LIST_ROWS.items()},
        source=(telegram.source.encoding, telegram.source.media_type),
        digest=_digest(_ROWS, record, of_telegram),
    )


def digest_of(record: bytes, text: str) -> str:
    """Return the digest of a telegram that was stored without one."""
    return rows(telegram_of(record, text)).digest


def _digest(*parts: Any) -> str:
    return blake2b(msgspec.msgpack.encode(parts), digest_size=16).hexdigest()


def telegram_of(record: bytes, text: str) -> Telegram:
    """Return the telegram that `rows` took apart."""
    return unpack(_unpacked(record), text)


def _packed(record: bytes) -> bytes:
    from zstandard import compress

    return compress(record, _LEVEL)


def _unpacked(record: bytes) -> bytes:
    if record.startswith(_ZLIB):
        return zlib.decompress(record)
    from zstandard import decompress

    return decompress(record)


def date_of(telegram: Telegram) -> str | None:
    """Return the day of the date-time group, or as much of a date as the telegram gives."""
    return None if telegram.dtg is None else telegram.dtg.value.iso[:10]


def _telegram(t: Telegram) -> Row:
    mrn: Mrn | None = _value(t.mrn)
    section: Section | None = _value(t.section)
    date = date_of(t)
    year = mrn.year if mrn else int(date[:4]) if date else None
    post = mrn.post if mrn else t.originator.value.post if t.originator else None
    span = t.source.span
    return (
        t.key, span.start, span.end, t.family,
        str(mrn) if mrn else None, mrn and mrn.year, mrn and mrn.post, mrn and mrn.serial,
        t.dtg.value.iso if t.dtg else None, date, year,
        t.originator.value.plad if t.originator else None, post, _value(t.precedence),
        _value(t.classification), section and section.number, section and section.of,
        _value(t.subject), _value(t.signature),
        len(t.text.split()),
    )  # fmt: skip


def _value(found: Found[Any] | None) -> Any:
    return None if found is None else found.value


def _addressees(t: Telegram) -> list[Row]:
    return [_addressee(f.value) for f in t.addressees]


def _addressee(a: Addressee) -> Row:
    from reftel.terms.posts import post_of_plad

    post = None if a.collective else post_of_plad(a.plad)
    name = None if post is None else post.name
    excluded = ", ".join(a.excluded)
    return (a.role, a.plad, name, a.routing_indicator, a.precedence, a.serial, int(a.collective), excluded)


def _tags(t: Telegram) -> list[Row]:
    return [(f.value,) for f in t.tags]


def _captions(t: Telegram) -> list[Row]:
    return [(f.value,) for f in t.captions]


def _refs(t: Telegram) -> list[Row]:
    return [_ref(f.value, f.span) for f in t.references]


def _ref(r: Reference, span: Span) -> Row:
    return (
        r.letter, r.kind, *_number(r.mrn), r.text, int(r.year_inferred), int(r.notal), span.start, span.end,
        *_stated(None if r.year_inferred else r.mrn),
    )  # fmt: skip


def _number(mrn: Mrn | None) -> Row:
    return (None, None, None, None) if mrn is None else (str(mrn), mrn.year, mrn.post, mrn.serial)


def _stated(mrn: Mrn | None) -> Row:
    """Return what is concluded of a number with its year; without one it is concluded later."""
    return (None, None) if mrn is None else (str(mrn), "stated")


def uses(t: Telegram) -> list[Row]:
    """Return the uses of references in the running text, as rows."""
    from reftel.refs.uses import find_uses

    return [_use(use) for use in find_uses(t)]


def _use(u: Use) -> Row:
    stated = None if u.year_inferred or u.entry is not None else u.mrn
    return (
        u.kind, u.text, u.entry, *_number(u.mrn), int(u.year_inferred), u.cited, u.paragraph,
        u.span.start, u.span.end, *_stated(stated),
    )  # fmt: skip


def _paragraphs(t: Telegram) -> list[Row]:
    return [_paragraph(p) for p in t.paragraphs]


def _paragraph(p: Paragraph) -> Row:
    return (p.number, p.portion, p.label, p.text, p.span.start, p.span.end)


def _defects(t: Telegram) -> list[Row]:
    return [_defect(d) for d in t.defects]


def _defect(d: Defect) -> Row:
    start, end = (None, None) if d.span is None else (d.span.start, d.span.end)
    return (d.code, d.field, d.written, d.taken_as, d.why, start, end)


def _findings(t: Telegram) -> list[Row]:
    return [_finding(f) for f in t.findings or ()]


def _finding(f: Finding) -> Row:
    return (f.code, f.severity, f.message, f.rule, msgspec.json.encode(f.spans).decode())


def _other_numbers(t: Telegram) -> list[Row]:
    from reftel.release.evidence import other_numbers

    return [(mrn,) for mrn in other_numbers(t)]


_LIST_ROWS = {
    "addressees": _addressees,
    "tags": _tags,
    "captions": _captions,
    "refs": _refs,
    "uses": uses,
    "paragraphs": _paragraphs,
    "defects": _defects,
    "findings": _findings,
    "other_numbers": _other_numbers,
}
