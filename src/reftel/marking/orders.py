"""Checks of the E.O. line, the classifier line and the reasons, against the order in force that day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from reftel.marking import facts
from reftel.marking.case import (
    Faults,
    day_of,
    fault,
    is_classified,
    is_opening,
    level_of,
    segment_texts,
    years_later,
)
from reftel.model import Found, Span, Telegram
from reftel.terms.orders import in_force

ONE_DAY = dt.timedelta(days=1)  # a telegram dated in UTC may bear the day before or after at its post

_REASON = re.compile(r"(1[.-]\d+)\s*(?:\((\w+)\))?")
_GROUP = re.compile(r"^[ \t]*(?:GP|GROUP)[ -]?([1-4])\.?[ \t\r]*$", re.MULTILINE)
_REVIEWED = re.compile(r"\bDECLASSIFIED\b", re.IGNORECASE)
_DERIVED = re.compile(r"\bDERIVED\s+FROM\b|\bMULTIPLE\s+SOURCES\b", re.IGNORECASE)


def order_out_of_force(t: Telegram) -> Faults:
    """Find an order cited that was not in force."""
    day, cited = day_of(t), t.executive_order
    now = in_force(day) if day else None
    if day is None or now is None or cited is None or cited.by == "nearest" or _is_reviewed(t):
        return
    amended = {a.number for a in now.amendments if a.signed <= day}
    if cited.value != now.number and cited.value not in amended:
        yield fault(cited.span, *_dtg(t), cited=cited.value, day=day, order=now.number)


def order_missing(t: Telegram) -> Faults:
    """Find a classified telegram without an E.O. line."""
    day = day_of(t)
    if day is None or t.classification is None or not is_classified(t) or not is_opening(t):
        return
    now = in_force(day)
    if t.executive_order is None and now is not None and not any(segment_texts(t, "executive_order")):
        yield fault(t.classification.span, level=level_of(t), order=now.number)


def declassification_missing(t: Telegram) -> Faults:
    """Find a classified telegram whose E.O. line does not say until when."""
    if t.classification is None or not is_classified(t) or t.executive_order is None:
        return
    if t.declassify_on is None and t.declassify_event is None and not _is_odd_date(t):
        line = _order_line(t)
        yield fault(line or t.executive_order.span, t.classification.span, level=level_of(t))


def _is_odd_date(t: Telegram) -> bool:
    return any(d.code == "declassification-date-impossible" for d in t.defects)


def _order_line(t: Telegram) -> Span | None:
    return next((span for span, _ in segment_texts(t, "executive_order")), None)


def declassification_of_unclassified(t: Telegram) -> Faults:
    """Find a date or schedule of declassification on a telegram that is not classified."""
    if t.classification is None or is_classified(t) or _is_reviewed(t):
        return
    if t.declassify_on is not None:
        yield fault(
            t.declassify_on.span, t.classification.span, value=t.declassify_on.value, level=level_of(t)
        )
    elif t.declassify_event is not None and facts.schedule_code(t.declassify_event.value):
        event = t.declassify_event
        yield fault(event.span, t.classification.span, value=event.value, level=level_of(t))


def declassified_before_sent(t: Telegram) -> Faults:
    """Find a date of declassification before the telegram itself."""
    day, on = day_of(t), t.declassify_on
    if day and on and dt.date.fromisoformat(on.value) < dt.date.fromisoformat(day) - ONE_DAY:
        yield fault(on.span, *_dtg(t), on=on.value, day=day)


def declassified_too_late(t: Telegram) -> Faults:
    """Find a date of declassification further ahead than the order allows."""
    day, on = day_of(t), t.declassify_on
    order = in_force(day) if day else None
    if day is None or on is None or order is None or _is_reviewed(t):
        return
    event = t.declassify_event.value if t.declassify_event else None
    years = facts.years_at_most(order, day, event)
    exempt = event is not None and (facts.schedule_code(event) or "")[-1:].isdigit()
    if years and not exempt and dt.date.fromisoformat(on.value) > years_later(day, years) + ONE_DAY:
        yield fault(on.span, *_dtg(t), on=on.value, day=day, years=years, order=order.number)


def group_out_of_time(t: Telegram) -> Faults:
    """Find a group marking above the signature after the order that knew it."""
    day = day_of(t)
    order = in_force(day) if day else None
    if "GP" not in t.text and "GROUP" not in t.text:
        return
    for m in _GROUP.finditer(t.text):
        code = f"GP-{m[1]}"
        known = facts.orders_of_schedule(code)
        if day and order and known and order.number not in known:
            start = t.source.span.start + m.start()
            span = Span(start + m[0].index("G"), start + len(m[0].rstrip()))
            yield fault(span, *_dtg(t), group=code, day=day, order=order.number)


def schedule_out_of_force(t: Telegram) -> Faults:
    """Find a schedule or exemption that the order in force did not know."""
    day, event = day_of(t), t.declassify_event
    order = in_force(day) if day else None
    if day is None or event is None or order is None:
        return
    for written in event.value.split(", "):
        code = facts.schedule_code(written)
        known = facts.orders_of_schedule(code) if code else frozenset()
        ended = facts.end_of_schedule(code) if code else None
        if (
            code
            and known
            and not code.startswith("GP")
            and (order.number not in known or (ended and day > ended))
        ):
            yield fault(event.span, *_dtg(t), schedule=written, day=day, order=order.number)


def reason_out_of_force(t: Telegram) -> Faults:
    """Find reasons cited by a section that was not the one for reasons."""
    day = day_of(t)
    if day is None:
        return
    expected = facts.sections_of_reasons(day)
    odd = [(found, m[1]) for found, m in _reasons(t) if m[1].replace("-", ".") not in expected]
    if odd:
        spans = [found.span for found, _ in odd]
        section = " or ".join(expected) or "none: reasons were not printed"
        written = ", ".join(dict.fromkeys(name for _, name in odd))
        yield fault(_around(spans), *_dtg(t), written=written, day=day, section=section)


def reason_letter(t: Telegram) -> Faults:
    """Find a letter that its section does not have."""
    for found, m in _reasons(t):
        letters = facts.letters_of_section(m[1])
        if letters is not None and m[2] and m[2].lower() not in letters:
            yield fault(found.span, reason=found.value, letters=f"{letters[0]} to {letters[-1]}")


def classifier_missing(t: Telegram) -> Faults:
    """Find a classified telegram that does not say who classified it."""
    if t.classification is None or not is_classified(t) or not is_opening(t):
        return
    if t.classified_by is None and not _DERIVED.search(t.text):
        yield fault(t.classification.span, level=level_of(t))


def reason_missing(t: Telegram) -> Faults:
    """Find a classifier without a reason."""
    if t.classified_by is not None and is_classified(t) and not t.reasons and not _DERIVED.search(t.text):
        yield fault(t.classified_by.span, level=level_of(t))


def classifier_of_unclassified(t: Telegram) -> Faults:
    """Find a classifier or reasons on a telegram that is not classified."""
    if t.classification is None or is_classified(t):
        return
    found = t.classified_by or next(iter(t.reasons), None)
    if found is not None and getattr(t.classified_by, "by", "") != "order-line":
        yield fault(found.span, t.classification.span, level=level_of(t))


def _is_reviewed(t: Telegram) -> bool:
    """Tell whether the E.O. line is that of a later review, which says DECLASSIFIED."""
    return any(_REVIEWED.search(words) for _, words in segment_texts(t, "executive_order"))


def _reasons(t: Telegram) -> Iterator[tuple[Found[str], re.Match[str]]]:
    for found in t.reasons:
        if m := _REASON.match(found.value):
            yield found, m


def _around(spans: list[Span]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _dtg(t: Telegram) -> list[Span]:
    return [t.dtg.span] if t.dtg else []
