"""The E.O. line: which executive order, and when or on what event the telegram is declassified."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.model import Classifier, Found, Span
from reftel.reading.dates import read_day
from reftel.reading.defects import Defects
from reftel.terms import orders
from reftel.view import View

_NUMBER = re.compile(r"\bEM?[\s.,]{0,4}[O0][\s.,]{0,4}M?[\s.:,]{0,40}(\d[\d)(OIl]{2,5}\d)\b", re.I)
_NAME = re.compile(r"\(\s*([A-Z][A-Z.'\-]+(?:[ ][A-Z.'\-]+)?,[^()]{1,40})\)", re.I)
_SCHEDULE = re.compile(
    r"\b(X?GDS|XGDS|ADS|RDS|OADR|GDS)\b(?:[ \t]*-?[ \t]*([1-4])\b)?|\b(25X\d{1,2}|50X\d|X[1-8])\b(?:-?"
    r"(?:HUM(?:AN)?))?",
    re.I,
)
_LIKE_DATE = re.compile(r"\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b")
_REVIEWED = re.compile(r"\bDECLASSIFIED\b", re.I)
_NONE = re.compile(r"^\W*(?:N\s?[/.:]?\s?A\b|NA\b|NONE\b|NOT APPLICABLE)", re.I)
_LEAD = re.compile(
    r"^[\s:.,;]*(?:AS AMENDED[ \t:.,;]*)?(?:DECL(?:AS(?:SIFY)?)?\b[ \t]*(?:ON)?[\s:.,;]*)?", re.I
)
_OFFICE = re.compile(r"\bOR-[A-Z]+\b")


class OrderLine(NamedTuple):
    """What the line says; every part may be missing."""

    number: Found[str] | None
    on: Found[str] | None
    event: Found[str] | None
    classifier: Found[Classifier] | None


def read_order(view: View, sent: str | None, defects: Defects) -> OrderLine:
    """Read an E.O. line with its label; `sent` is the ISO date of the telegram, if known."""
    text = view.text
    m = _NUMBER.search(text)
    number = _order_number(view, m, sent, defects) if m else None
    rest_at = m.end() if m else 0
    rest = text[rest_at:]
    if _REVIEWED.search(rest):
        why = "a review made long after the telegram was sent wrote this; it is not the drafter's"
        words = " ".join(text.split())
        defects.note("review-note", why, field="executive_order", written=words, span=view.span(0, len(text)))
        return OrderLine(None, None, None, None)
    name = _NAME.search(rest)
    classifier = None
    if name:
        surname, _, given = (p.strip() for p in name[1].partition(","))
        span = view.span(rest_at + name.start(1), rest_at + name.end(1))
        classifier = Found(Classifier(" ".join(f"{given} {surname}".split()), None), span, "order-line")
        rest = rest[: name.start()] + " " * len(name[0]) + rest[name.end() :]
    if _NONE.match(rest):
        return OrderLine(number, None, None, classifier)
    on = event = None
    if day := read_day(rest, after=int(sent[:4]) if sent else None):
        iso, start, stop = day
        on = Found(iso, view.span(rest_at + start, rest_at + stop))
        rest = rest[:start] + " " * (stop - start) + rest[stop:]
    elif m2 := _LIKE_DATE.search(rest):
        span = view.span(rest_at + m2.start(), rest_at + m2.end())
        why = "no such date"
        defects.note("declassification-date-impossible", why, field="declassify_on", written=m2[0], span=span)
        rest = rest[: m2.start()] + " " * len(m2[0]) + rest[m2.end() :]
    event = _event(view, rest, rest_at, on is not None)
    return OrderLine(number, on, event, classifier)


def _order_number(view: View, m: re.Match[str], sent: str | None, defects: Defects) -> Found[str]:
    span = view.span(m.start(1), m.end(1))
    if orders.order(m[1]) is None and (near := orders.nearest_order(m[1], sent)):
        why = f"no executive order on classification has this number; {near.number} was in force"
        defects.note(
            "order-number", why, field="executive_order", written=m[1], taken_as=near.number, span=span
        )
        return Found(near.number, span, "nearest")
    return Found(m[1], span)


def _event(view: View, rest: str, base: int, dated: bool) -> Found[str] | None:
    """Read a schedule (GDS, XGDS-2, OADR, X1) or the words of an event."""
    marks = list(_SCHEDULE.finditer(rest))
    if marks:
        words = [f"{m[1].upper()} {m[2]}" if m[1] and m[2] else (m[1] or m[3]).upper() for m in marks]
        span = Span(
            view.span(base + marks[0].start(), base + marks[0].end()).start,
            view.place(base + marks[-1].end() - 1) + 1,
        )
        return Found(", ".join(dict.fromkeys(words)), span)
    lead = _LEAD.match(rest)
    at = lead.end() if lead else 0
    words_text = _OFFICE.sub("", rest[at:]).strip(" \t\r\n.,;:-()")
    if dated or not re.search(r"[A-Za-z]{2}", words_text):
        return None
    start = base + at + rest[at:].index(words_text[0])
    return Found(" ".join(words_text.split()).upper(), view.span(start, start + len(words_text)))
