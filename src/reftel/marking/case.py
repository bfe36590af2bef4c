"""What a check says of one telegram, and questions that many checks ask of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from reftel.model import Span, Telegram
from reftel.terms.levels import rank

CLASSIFIED_FROM = "CONFIDENTIAL"
DOUBTFUL = 0.04  # share of a text that no rule understood, from which on what was read is doubtful
FULL_DAY, FULL_TIME = len("2008-12-30"), len("2008-12-30T16:40:00Z")


class Fault(NamedTuple):
    """One place where a rule is broken: the words it rests on, and what its message says of them."""

    spans: tuple[Span, ...]
    says: dict[str, object]


Faults = Iterator[Fault]


def fault(*spans: Span, **says: object) -> Fault:
    """Make a fault of the places and the words of the message."""
    return Fault(spans, says)


def day_of(t: Telegram) -> str | None:
    """Return the day it was sent, where a whole day is known."""
    iso = t.dtg.value.iso if t.dtg else ""
    return iso[:FULL_DAY] if len(iso) >= FULL_DAY else None


def level_of(t: Telegram) -> str | None:
    """Return the overall classification."""
    return t.classification.value if t.classification else None


def is_classified(t: Telegram) -> bool:
    """Tell whether it is CONFIDENTIAL or higher."""
    level = level_of(t)
    return level is not None and rank(level) >= rank(CLASSIFIED_FROM)


def is_surely_read(t: Telegram) -> bool:
    """Tell whether nearly all of the text was understood: what a scanner garbled is not."""
    return sum(len(span) for span in t.unread) <= DOUBTFUL * len(t.text)


def is_whole(t: Telegram) -> bool:
    """Tell whether the text is all there: not one section of several, and nothing cut out at release."""
    section = t.section.value.number if t.section else None
    return section is None and not any(s.kind == "exemption" or " PART" in s.text for s in t.release)


def is_opening(t: Telegram) -> bool:
    """Tell whether the head of the telegram is there: later sections repeat only a part of it."""
    return t.section is None or t.section.value.number in (None, 1)


def years_later(day: str, years: int) -> dt.date:
    """Return the same day so many years later; 29 February becomes 1 March."""
    date = dt.date.fromisoformat(day)
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return dt.date(date.year + years, 3, 1)


def segment_texts(t: Telegram, *kinds: str) -> Iterator[tuple[Span, str]]:
    """Yield the stretches of these kinds with their words."""
    for segment in t.segments:
        if segment.kind in kinds:
            yield segment.span, t.words(segment.span)


def place(span: Span, start: int, end: int) -> Span:
    """Return a part of a stretch, by offsets into its words."""
    return Span(span.start + start, span.start + end)
