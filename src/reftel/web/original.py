"""The original as HTML: every character of the source in its place, with classes and explanations around it.

Stripped of its tags, what is rendered here is the telegram's text, character for character; a test says so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from reftel.model import Span, Telegram
from reftel.web.needs import Explained

LINE = re.compile(r"[^\n]*\n|[^\n]+")
NOT_IN_A_CLASS = re.compile(r"[^a-z0-9_-]")


class Telling(NamedTuple):
    """All that is said of one stretch: the explanations, by place in the list, the field of the first."""

    span: Span
    numbers: tuple[int, ...]
    field: str | None
    says: str


class Stretch(NamedTuple):
    """A stretch of the text within one segment, and what covers it: an explanation, a paragraph, by place."""

    start: int
    end: int
    told: int | None
    paragraph: int | None


def render(telegram: Telegram, explained: Sequence[Explained] = ()) -> Markup:
    """Return the original of a telegram, its segments and explained stretches wrapped in spans."""
    return Markup("".join(_pieces(telegram, explained)))  # every character has passed through `escape`


def _pieces(telegram: Telegram, explained: Sequence[Explained]) -> Iterator[str]:
    base = telegram.source.span.start
    lines = Lines()
    seen: set[int] = set()
    tellings = gather(explained)
    for segment in telegram.segments:
        yield f'<span class="seg seg-{css_name(segment.kind)}">'
        inside = [(i, t.span) for i, t in enumerate(tellings) if _overlap(t.span, segment.span)]
        for stretch in stretches(telegram, segment.span, inside):
            text = lines.numbered(telegram.text[stretch.start - base : stretch.end - base])
            if stretch.told is not None:
                first = stretch.told not in seen
                seen.add(stretch.told)
                yield _told(text, tellings[stretch.told], first=first)
            elif stretch.paragraph is not None:
                yield f'<span data-part="p{stretch.paragraph + 1}">{text}</span>'
            else:
                yield text
        yield "</span>"


def gather(explained: Sequence[Explained]) -> list[Telling]:
    """Gather what is said of the same stretch, the shortest stretches first."""
    alike: dict[Span, list[int]] = {}
    for i, one in enumerate(explained):
        alike.setdefault(one.span, []).append(i)
    return [
        Telling(
            span=span,
            numbers=tuple(numbers),
            field=explained[numbers[0]].field,
            says="\n".join(explained[i].says for i in numbers),
        )
        for span, numbers in sorted(alike.items(), key=lambda item: (len(item[0]), item[0]))
    ]


def _told(text: str, telling: Telling, *, first: bool) -> str:
    """Wrap an explained stretch; only its first piece takes the focus and bears the id."""
    said = " ".join(f"says-{i + 1}" for i in telling.numbers)
    reach = f' id="w{telling.numbers[0] + 1}" tabindex="0" aria-describedby="{said}"' if first else ""
    part = f' data-part="{html.escape(telling.field)}"' if telling.field else ""
    return f'<span class="told"{reach}{part} data-says="{html.escape(telling.says)}">{text}</span>'


def stretches(telegram: Telegram, within: Span, told: Sequence[tuple[int, Span]]) -> Iterator[Stretch]:
    """Cut a segment where an explanation or a paragraph begins or ends; the first one given speaks."""
    read = [(i, p.span) for i, p in enumerate(telegram.paragraphs) if _overlap(p.span, within)]
    last: Stretch | None = None
    for start, end in _cuts(within, [span for _, span in (*told, *read)]):
        here = Span(start, end)
        stretch = Stretch(start, end, _covering(here, told), _covering(here, read))
        if last and last[2:] == stretch[2:]:
            last = last._replace(end=end)
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last


def _cuts(within: Span, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    inside = {at for span in spans for at in (span.start, span.end) if within.start < at < within.end}
    return pairwise(sorted({within.start, within.end} | inside))


def _covering(here: Span, spans: Iterable[tuple[int, Span]]) -> int | None:
    return next((i for i, span in spans if span.covers(here)), None)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


class Lines:
    """Counts lines while text is escaped, and sets an empty anchor at the beginning of each."""

    def __init__(self) -> None:
        self._number = 0
        self._at_start = True

    def numbered(self, text: str) -> str:
        """Return a piece of the text, escaped, with an anchor wherever a line begins."""
        pieces = []
        for line in LINE.findall(text):
            if self._at_start:
                self._number += 1
                pieces.append(self._anchor())
            pieces.append(escape(line))
            self._at_start = line.endswith("\n")
        return "".join(pieces)

    def _anchor(self) -> str:
        shown = f' data-line="{self._number}"' if self._number % 5 == 0 else ""
        return f'<a class="line" id="L{self._number}"{shown}></a>'


def escape(text: str) -> str:
    """Escape text for HTML; a carriage return would not survive the browser's reading unless written out."""
    return html.escape(text).replace("\r", "&#13;")


def css_name(kind: str) -> str:
    """Return a segment kind as the end of a class name."""
    return NOT_IN_A_CLASS.sub("-", kind.lower())


def line_of(telegram: Telegram, span: Span | None) -> int | None:
    """Return the line, from 1, where a span begins in the telegram's own text."""
    if span is None:
        return None
    return telegram.text.count("\n", 0, max(0, span.start - telegram.source.span.start)) + 1
