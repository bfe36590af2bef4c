"""From the first line to the last: each value and each header line with what it says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reftel.explain.about import About, about
from reftel.explain.forms import is_mere_punctuation
from reftel.explain.lines import PIECES, WHOLE, WITHOUT_VALUES
from reftel.explain.values import explain_value
from reftel.model import Record, Segment, Span, Telegram
from reftel.record import LISTS, SINGLE

NOT_EXPLAINED = ("summary",)
JOINED = "distribution"
Value = tuple[str, Any, Span]


class Explanation(Record, frozen=True):
    """A stretch of a telegram, the key of the record it was read into, and what it says."""

    span: Span
    words: str
    field: str
    says: str


def explain(telegram: Telegram) -> tuple[Explanation, ...]:
    """Say in plain English what each line of a telegram's header means, in the order of the text."""
    known = about(telegram)
    values = sorted(_values(telegram), key=lambda v: v[2])
    said = [*_explain_values(telegram, values, known), *_explain_lines(telegram, values, known)]
    return _in_order([*said, *_explain_rest(telegram, _in_order(said))])


def _in_order(said: Iterable[Explanation]) -> tuple[Explanation, ...]:
    return tuple(sorted(said, key=lambda e: (e.span.start, -e.span.end)))


def _explain_values(telegram: Telegram, values: list[Value], known: About) -> Iterator[Explanation]:
    for field, value, span in values:
        says = explain_value(field, value, about=known)
        if says:
            yield _explanation(telegram, span, field, says)


def _explain_lines(telegram: Telegram, values: list[Value], known: About) -> Iterator[Explanation]:
    """Explain what stands in a line beside its values."""
    spans = [span for _, _, span in values]
    for stretch in _stretches(telegram.segments):
        first = bisect_left(spans, stretch.span.start, key=lambda s: s.start)
        last = bisect_left(spans, stretch.span.end, key=lambda s: s.start)
        yield from _explain_line(telegram, stretch, spans[first:last], known)


def _stretches(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Return the segments, those of one list of copies joined: it is one thing said over several lines."""
    joined: Segment | None = None
    for segment in segments:
        if joined and segment.kind == joined.kind:
            joined = Segment(joined.kind, Span(joined.span.start, segment.span.end))
        elif segment.kind == JOINED:
            joined = segment
        elif not (joined and segment.kind == "blank"):
            if joined:
                yield joined
            joined = None
            yield segment
    if joined:
        yield joined


def _explain_line(
    telegram: Telegram, segment: Segment, read: list[Span], known: About
) -> Iterator[Explanation]:
    rule = PIECES.get(segment.kind) or (None if read else WITHOUT_VALUES.get(segment.kind))
    pieces = list(rule(telegram.words(segment.span), known)) if rule else []
    start = segment.span.start
    for begin, end, says in pieces:
        span = Span(start + begin, start + end)
        if not any(span.covers(value) for value in read):
            yield _explanation(telegram, span, segment.kind, says)


def _explain_rest(telegram: Telegram, said: Sequence[Explanation]) -> Iterator[Explanation]:
    """Explain as a whole each segment of which nothing has been said yet."""
    place = reached = 0
    for segment in telegram.segments:
        while place < len(said) and said[place].span.start < segment.span.end:
            reached = max(reached, said[place].span.end)
            place += 1
        if reached > segment.span.start or segment.kind not in WHOLE:
            continue
        if segment.kind != "form" or not is_mere_punctuation(telegram.words(segment.span)):
            yield _explanation(telegram, segment.span, segment.kind, WHOLE[segment.kind])


def _values(telegram: Telegram) -> Iterator[Value]:
    """Return every value that was read from one place, by the key it has in the record."""
    for key, name in SINGLE.items():
        found = getattr(telegram, name)
        if found is not None and key not in NOT_EXPLAINED:
            yield key, found.value, found.span
    for key, name in LISTS.items():
        for i, found in enumerate(getattr(telegram, name)):
            yield f"{key}[{i}]", found.value, found.span
    for key, role in (("to", "action"), ("info", "info")):
        for i, found in enumerate(a for a in telegram.addressees if a.value.role == role):
            yield f"{key}[{i}]", found.value, found.span
    for i, stamp in enumerate(telegram.release):
        for span in stamp.spans:
            yield f"release[{i}]", stamp, span


def _explanation(telegram: Telegram, span: Span, field: str, says: str) -> Explanation:
    return Explanation(span, telegram.words(span).strip(), field, says)
