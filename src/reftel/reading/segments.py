"""Segments: the text of a telegram cut into stretches that each have one kind, none left over."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

from reftel.model import Segment, Span

# Every kind a segment can have, and what it is.
KINDS: dict[str, str] = {
    "transmission_id": "format line 1: channel and channel serial",
    "routing": "format line 2: precedence and the stations this transmission served",
    "station": "format line 3: originating station, station serial, filing time",
    "security": "format line 4: security prosign and operating signals",
    "dtg": "format line 5: precedence and date-time group",
    "originator": "format line 6: FM",
    "to": "format line 7: action addressees",
    "info": "format line 8: information addressees",
    "exempt": "format line 9: members left out of a collective (XMT)",
    "separator": "BT before or after the text",
    "distribution": "the Department's own distribution of copies, relay counters, drafting lines",
    "classification_line": "classification, section, post and number",
    "caption": "captions: SIPDIS, NOFORN, EXDIS and the like",
    "passing": "attention and passing lines",
    "executive_order": "the E.O. line",
    "tags": "the TAGS line",
    "subject": "the subject line",
    "references": "the REF block",
    "classified_by": "who classified the telegram, and why",
    "heading": "a heading in the body",
    "paragraph": "body text",
    "signature": "the surname of the officer in charge",
    "section_header": "the header of a later section, repeated",
    "page": "a page line or the mark of a section's page",
    "banner": "the classification repeated at a page's head or foot",
    "stamp": "a mark put on at release",
    "number": "the telegram's number in a form or a printed volume",
    "form": "words of a printed form or cover block that name its fields",
    "archive": "the archive's own record of the telegram",
    "wrapper": "what stands around the telegram and is not part of it",
    "footnote": "notes of an editor",
    "end": "end-of-message marks",
    "blank": "white space",
    "unread": "what no rule understood",
}


def lay(marks: Iterable[tuple[int, int, str]], text: str, base: int) -> tuple[Segment, ...]:
    """Lay marked stretches (file offsets) end to end over the text, the gaps as blank or unread.

    Where marks overlap, the one that begins first keeps its place.
    """
    end = base + len(text)
    kinds: list[str] = []
    begins: list[int] = []
    at = base
    for start, stop, kind in sorted(marks):
        if stop > end:
            stop = end
        if stop <= at or stop <= start:
            continue
        if at < start:
            kinds.append("blank" if text[at - base : start - base].isspace() else "unread")
            begins.append(at)
            at = start
        short = stop - at < SHORT and text[at - base : stop - base].isspace()
        kinds.append("blank" if short else kind)
        begins.append(at)
        at = stop
    if at < end:
        kinds.append("blank" if text[at - base :].isspace() else "unread")
        begins.append(at)
    return _joined(kinds, begins, end)


SHORT = 12  # characters of a stretch that may be white space only


def _joined(kinds: list[str], begins: list[int], end: int) -> tuple[Segment, ...]:
    """Join neighbours that are one thing: white space, what is unread, the pieces of a paragraph."""
    new = [kind != last or kind not in JOINED for kind, last in zip(kinds, ["", *kinds], strict=False)]
    begins = list(compress(begins, new))
    return tuple(map(Segment, compress(kinds, new), map(Span, begins, [*begins[1:], end])))


JOINED = ("blank", "unread", "paragraph")
