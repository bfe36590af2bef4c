"""What annotations of an edition leave out: marks that stand for hidden words, and whoever they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from reftel.collection.said.beside import beside_mark, is_description
from reftel.collection.said.compared import Told, is_said_by_hidden
from reftel.extract.annotations import Annotations, Attribution
from reftel.model import Span, Telegram
from reftel.release.edition import IDENTITY, NAME, PARAGRAPH, SUBJECT
from reftel.release.names import Names
from reftel.release.people import protected_entities

_MARK = re.compile("|".join(map(re.escape, (NAME, IDENTITY, PARAGRAPH, SUBJECT))))
_SOMEBODY = (NAME, IDENTITY)


@lru_cache(maxsize=4)
def _names(hidden: tuple[str, ...]) -> Names:
    return Names(hidden)


def without_hidden(
    telegram: Telegram, found: Annotations, names: tuple[str, ...] = (), told: tuple[Told, ...] = ()
) -> Annotations:
    """Return the annotations without the marks, and without all that may speak of those behind them.

    `names` are those hidden in all telegrams.  After a mark a pronoun or a description may mean the one who
    is hidden: in the same paragraph and in the next one nobody is concluded from it.  What is said by
    somebody who is named in one clause with a mark may be said by the one who is hidden.  `told` is what
    the whole collection knows of who says what here.
    """
    marks = marks_in(telegram)
    hidden = {m.entity for m in found.mentions if _meets(m.span, [span for span, _ in marks])}
    hidden |= protected_entities(telegram, found, _names(names))
    if not marks and not hidden:
        return found
    somebody = [span for span, who in marks if who]
    after = list(_shadows(telegram, somebody))
    everywhere = [span for span, _ in marks]
    gone = {m.entity for m in found.mentions if m.kind == "pronoun" and _meets(m.span, after)} - {-1}
    said_by = [
        a
        for a in found.attributions
        if _is_named(a, hidden, everywhere)
        or beside_mark(a, somebody, telegram)
        or _may_be_meant(a, after, gone, found, telegram)
        or is_said_by_hidden([(span.start, span.end) for span in a.content], told)
    ]
    left_out = _with_dependants({a.n for a in said_by}, found.attributions)
    mentions = tuple(
        m
        for m in found.mentions
        if m.entity not in hidden - {-1}
        and not _meets(m.span, everywhere)
        and not (m.kind == "pronoun" and _meets(m.span, after))
    )
    kept = {m.entity for m in mentions}
    return msgspec.structs.replace(
        found,
        mentions=mentions,
        entities=tuple(e for e in found.entities if e.number in kept and e.number not in hidden),
        dates=tuple(d for d in found.dates if not _meets(d.span, everywhere)),
        figures=tuple(f for f in found.figures if not _meets(f.span, everywhere)),
        attributions=tuple(a for a in found.attributions if a.n not in left_out),
    )


def marks_in(telegram: Telegram) -> list[tuple[Span, bool]]:
    """Return where marks stand for hidden words, and whether they stand for somebody."""
    base = telegram.source.span.start
    return [
        (Span(base + m.start(), base + m.end()), m[0] in _SOMEBODY) for m in _MARK.finditer(telegram.text)
    ]


def _shadows(telegram: Telegram, marks: list[Span]) -> Iterable[Span]:
    """Yield the stretches in which a pronoun may mean somebody behind a mark."""
    paragraphs = sorted(p.span for p in telegram.paragraphs)
    for mark in marks:
        end = mark.end
        for i, span in enumerate(paragraphs):
            if span.start <= mark.start < span.end:
                end = paragraphs[min(i + 1, len(paragraphs) - 1)].end
        yield Span(mark.start, end)


def _is_named(a: Attribution, hidden: set[int], marks: list[Span]) -> bool:
    """Tell whether an attribution names somebody who is hidden."""
    named = (*a.source, *a.addressee, *a.grounds)
    return any(_meets(span, marks) for span in named) or bool(({a.speaker, a.hearer} - {None, -1}) & hidden)


def _may_be_meant(
    a: Attribution, after: list[Span], gone: set[int], found: Annotations, telegram: Telegram
) -> bool:
    """Tell whether nothing but a pronoun or a description after a mark says who speaks."""
    if a.own or not any(_meets(span, after) for span in (*a.content, *a.source)):
        return False
    if not a.source or a.speaker in gone:
        return True
    return any(is_description(span, found.mentions, telegram) for span in a.source)


def _with_dependants(numbers: set[int], attributions: Iterable[Attribution]) -> set[int]:
    """Return these attributions with those that continue them or stand within them."""
    all_of = set(numbers)
    attributions = list(attributions)
    while more := {a.n for a in attributions if {a.continues, a.within} & all_of} - all_of:
        all_of |= more
    return all_of


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < o.end and o.start < span.end for o in others)
