"""What the archive's attributes give of a telegram: number, date, addresses, marking, subject, references.

Each rule reads one value and hands back parts of the record, with places counted in the value's own
characters; the table at the end names the rule of each field.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from reftel.model import Addressee, Dtg, Found, Mrn, Originator, Reference, Role, Span
from reftel.reading import dates
from reftel.reading.defects import Defects
from reftel.reading.mrn import read_number
from reftel.reading.orders import read_order
from reftel.reading.references import read_references
from reftel.reading.subject import read_subject
from reftel.reading.tags import read_tags
from reftel.terms import attributes, collectives, orders, posts
from reftel.terms.captions import read_caption_line
from reftel.terms.levels import read_level
from reftel.view import View

BY = "archive"
_PRINTED = ("name", "plad", "station")  # a post written so needs no remark


class Known(NamedTuple):
    """What is known of the telegram when an attribute is read."""

    sent: str | None
    defects: Defects

    @property
    def year(self) -> int | None:
        """The telegram's year."""
        return int(self.sent[:4]) if self.sent else None


Values = dict[str, Any]


# --- date ---

_SLASHES = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\b")
_DIGITS = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?!\d)")


def read_date(view: View, known: Known) -> Values:
    """Read the archive's date, which is not a date-time group; 1 January 1960 stands for none."""
    day = _slashes(view.text) or _digits(view.text) or dates.read_day(view.text)
    if day is None:
        why = "no date could be read from it"
        known.defects.note(
            "archive-date-impossible", why, field="dtg", written=view.text.strip(), span=_all(view)
        )
        return {}
    iso, start, stop = day
    span = view.span(start, stop)
    if attributes.is_no_date(iso):
        why = "this day stands in the archive's records where there is no date"
        known.defects.note("archive-no-date", why, field="dtg", written=view.text.strip(), span=span)
        return {}
    return {"dtg": Found(Dtg(iso), span, BY)}


def _slashes(words: str) -> tuple[str, int, int] | None:
    """Read `31/12/2019`: the archive puts the day first."""
    m = _SLASHES.match(words)
    return _day(m, m[3], m[2], m[1]) or _day(m, m[3], m[1], m[2]) if m else None


def _digits(words: str) -> tuple[str, int, int] | None:
    m = _DIGITS.match(words)
    return _day(m, m[1], m[2], m[3]) if m else None


def _day(m: re.Match[str], year: str, month: str, day: str) -> tuple[str, int, int] | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat(), m.start(1), m.end()
    except ValueError:
        return None


# --- number and addresses ---

_LETTERS = re.compile(r"[A-Z][A-Z .,'/\-]*[A-Z]", re.I)
_DRAFTED = re.compile(r"\s+OR-[A-Z]+\s*$")  # from whose office: OR-M, OR-P
_SEPARATE = re.compile(r"[,;\n]|\s{2,}")
_INFO = re.compile(r"\bINFO\b[ :]*")


def read_document_number(view: View, known: Known) -> Values:
    """Read a document number such as `1978PRETOR09546`; a year far from the date's is misread."""
    read = read_number(view.text)
    if read is None:
        return {}
    year, post, serial = read
    span = _all(view)
    letters = _LETTERS.search(view.text)
    _note_spelling(letters[0] if letters else post, "mrn", span, known)
    if year is None or (known.year and abs(year - known.year) > 1):
        if known.year is None:
            return {}
        why = f"the archive's date is of {known.year}"
        written, taken_as = view.text.strip(), str(known.year)
        known.defects.note("number-year", why, field="mrn", written=written, taken_as=taken_as, span=span)
        year = known.year
    return {"mrn": Found(Mrn(post, serial, year), span, BY)}


def read_from(view: View, known: Known) -> Values:
    """Read the sender, a post's name or six-letter code; the drafting office behind it is left out."""
    drafted = _DRAFTED.search(view.text)
    view = view.slice(0, drafted.start() if drafted else len(view)).strip()
    plad = " ".join(view.text.split())
    reading = posts.read_post(plad)
    _note_spelling(plad, "from", _all(view), known)
    return {"originator": Found(Originator(plad, reading.post.name if reading else None), _all(view), BY)}


def read_to(view: View, known: Known) -> Values:
    """Read the addressees: a list, those behind INFO for information."""
    info = _INFO.search(view.text)
    stop = info.start() if info else len(view)
    found = _addressees(view.slice(0, stop), "action", known)
    if info:
        found += _addressees(view.slice(info.end(), len(view)), "info", known)
    return {"addressees": tuple(found)} if found else {}


def _addressees(view: View, role: Role, known: Known) -> list[Found[Addressee]]:
    found, at = [], 0
    for stop in [*(m.end() for m in _SEPARATE.finditer(view.text)), len(view)]:
        for part in _posts_in(view.slice(at, stop)):
            plad = " ".join(part.text.split())
            _note_spelling(plad, "to" if role == "action" else "info", _all(part), known)
            addressee = Addressee(role, plad, collective=collectives.is_collective(plad))
            found.append(Found(addressee, _all(part), BY))
        at = stop
    return found


def _posts_in(view: View) -> list[View]:
    """Cut `STATE CARACAS` into its posts, if every word of it is one; `LA PAZ` stays whole."""
    part = view.slice(0, len(view.text.rstrip(" ,;\n"))).strip()
    words = list(re.finditer(r"\S+", part.text))
    if len(words) < 2 or posts.read_post(part.text) or not all(posts.read_post(w[0]) for w in words):
        return [part] if part.text else []
    return [part.slice(*w.span()) for w in words]


def _note_spelling(written: str, field: str, span: Span, known: Known) -> None:
    reading = posts.read_post(written)
    if reading and reading.how not in _PRINTED:
        name = reading.post.name
        known.defects.note(
            "post-spelling", reading.why, field=field, written=written, taken_as=name, span=span
        )


# --- marking ---

_AS = re.compile(r"\s*([A-Z]{1,2}\d?)(?:\s+(\d{8}))?\s*$")
_ORDER = re.compile(r"\s*(?:E\.?O\.?\s*)?(\d{5})\b", re.I)


def read_classification(view: View, known: Known) -> Values:
    """Read the level, which has to be the whole value."""
    words = view.text
    level = read_level(words)
    if level is None or words[level[1] :].strip():
        why = "no level of classification"
        known.defects.note(
            "classification-unknown", why, field="classification", written=words, span=_all(view)
        )
        return {}
    return {"classification": Found(level[0], _all(view), BY)}


def read_handling(view: View, known: Known) -> Values:
    """Read the handling restrictions: captions."""
    captions = read_caption_line(view.text)
    if captions is None:
        why = "no caption of the tables"
        known.defects.note("caption-unknown", why, field="captions", written=view.text, span=_all(view))
        return {}
    return {"captions": tuple(Found(c, _all(view), BY) for c in captions)}


def read_executive_order(view: View, known: Known) -> Values:
    """Read a short code, whose meaning is inferred, or the words of an E.O. line."""
    m = _AS.match(view.text)
    if m and (schedule := attributes.meaning_of_order_code(m[1])):
        return _order_code(view, m, schedule, known)
    if m and not m[2] and orders.meaning_of_schedule(view.text) is None:
        why = "no document says what this code stands for"
        known.defects.note("order-code-unknown", why, field="declassify_event", written=m[1], span=_all(view))
        return {}
    line = read_order(view, known.sent, known.defects)
    number = line.number
    if (m := _ORDER.match(view.text)) and number is None and orders.order(m[1]):
        number = Found(m[1], view.span(*m.span(1)))
    parts = {
        "executive_order": number,
        "declassify_on": line.on,
        "declassify_event": line.event,
        "classified_by": line.classifier,
    }
    return {k: v for k, v in parts.items() if v is not None}


def _order_code(view: View, m: re.Match[str], schedule: str, known: Known) -> Values:
    span = view.span(*m.span(1))
    why = "what the archive's code stands for is our inference"
    known.defects.note(
        "order-code", why, field="declassify_event", written=m[1], taken_as=schedule, span=span
    )
    values: Values = {"declassify_event": Found(schedule, span, BY)}
    if m[2] and (day := _digits(m[2])):
        values["declassify_on"] = Found(day[0], view.span(*m.span(2)), BY)
    return values


# --- text fields ---


def read_codes(view: View, known: Known) -> Values:
    """Read the TAGS."""
    found = read_tags(view, known.defects)
    return {"tags": found} if found else {}


def read_title(view: View, known: Known) -> Values:
    """Read the subject."""
    found = read_subject(view, known.defects)
    return {"subject": found} if found else {}


def read_list(view: View, known: Known) -> Values:
    """Read the references: a year goes on to the items behind it; one after the telegram's own is misread."""
    carried: int | None = None
    found: list[Found[Reference]] = []
    for item in read_references(view, known.year, known.defects):
        mrn = item.value.mrn
        if mrn and not item.value.year_inferred:
            if known.year and mrn.year > known.year:
                item = _in_own_year(item, mrn, known.year, known)
            carried = item.value.mrn.year if item.value.mrn else None
        elif mrn and carried:
            item = _with_year(item, mrn, carried)
        found.append(item)
    return {"references": tuple(found)} if found else {}


def _in_own_year(item: Found[Reference], mrn: Mrn, year: int, known: Known) -> Found[Reference]:
    why = "the year is after the telegram's own, so it is misread; most references are of the same year"
    known.defects.note(
        "reference-year", why, field="references", written=str(mrn.year), taken_as=str(year), span=item.span
    )
    return _with_year(item, mrn, year)


def _with_year(item: Found[Reference], mrn: Mrn, year: int) -> Found[Reference]:
    mrn = msgspec.structs.replace(mrn, year=year)
    value = msgspec.structs.replace(item.value, mrn=mrn, year_inferred=True)
    return msgspec.structs.replace(item, value=value)


def _all(view: View) -> Span:
    """Return where the words of a view stand, blanks at its ends left out."""
    stripped = view.strip()
    return stripped.span(0, len(stripped))


class Rule(NamedTuple):
    """How a field of the attribute table is read: what it may give, and the kind of segment it is then."""

    read: Callable[[View, Known], Values]
    kind: str
    parts: tuple[str, ...]


RULES: dict[str, Rule] = {
    "date": Rule(read_date, "dtg", ("dtg",)),
    "number": Rule(read_document_number, "number", ("mrn",)),
    "originator": Rule(read_from, "originator", ("originator",)),
    "addressees": Rule(read_to, "to", ("addressees",)),
    "classification": Rule(read_classification, "classification_line", ("classification",)),
    "captions": Rule(read_handling, "caption", ("captions",)),
    "executive_order": Rule(
        read_executive_order,
        "executive_order",
        ("executive_order", "declassify_on", "declassify_event", "classified_by"),
    ),
    "tags": Rule(read_codes, "tags", ("tags",)),
    "subject": Rule(read_title, "subject", ("subject",)),
    "references": Rule(read_list, "references", ("references",)),
}
