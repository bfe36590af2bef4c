"""Several telegrams in one file: where each begins, and where the sections of one are joined.

The stretches tile the file: what stands between two telegrams belongs to the one before it.
A header that repeats the one before it with a later section number is a seam, not a beginning.
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from reftel.reading.furniture import LEVEL


class Stretch(NamedTuple):
    """Where a telegram stands in the file's text, and where its later sections begin (file offsets)."""

    start: int
    stop: int
    seams: tuple[int, ...] = ()


class _Header(NamedTuple):
    """A repeated header: where it begins, its date-time group, its section number."""

    start: int
    sent: str
    number: str | None  # as the classification line gives it
    page: str | None  # as the page line gives it
    section: int | None


# A telegram begins with its transmission identification, or with date-time group and FM.
_SENT = (
    r"(?:[ZOPRY0DQo][ \t]+){0,2}(?P<sent>\d{6}[ \t]?[A-Z][ \t]+[A-Z]{3,9}\.?[ \t]+\d[ \d]{1,4})[^\n]{0,30}\n"
    r"[ \t]*FM[ \t:]+[A-Z]"
)
_FM = re.compile(r"FM[ \t:]+[A-Z]")  # at a line's beginning
_DTG = re.compile(rf"^[ \t\ufeff]*{_SENT}", re.M)
_TRANSMISSION = re.compile(
    r"^[ \t\ufeff]*(?:V?ZCZC[ ]?[A-Z]{2,3}\d{3,5}[ \t\r]*$|(?:ZZ|OO|PP|RR)(?:[ \t]+R[A-Z]{3,7})+[ \t\r]*$)",
    re.M,
)
_PAGE_ONE = re.compile(
    r"^[ \t]*PAGE[ \t]+0?1[ \t]+(?P<post>[A-Z][A-Z .'-]+?)[ \t]+(?P<number>\d{3,6})"
    r"(?:[ \t]+(?P<n>\d\d)[ \t]+OF[ \t]+\d\d)?",
    re.M,
)
_CLASS_LINE = re.compile(
    rf"^[ \t]*{LEVEL}(?:[ \t]+(?:(?:SECTION|SECT)[ ](?P<n>\d{{1,2}})[ ]O[FN][ ]\d{{1,2}}"
    r"|(?P<final>FINAL[ ]SECTION[ ]OF[ ]\d{1,2})))?[ \t]+(?P<post>[A-Z][A-Z .'-]+?)[ \t]+(?P<number>\d{2,6})"
    r"(?:/\d)?[ \t]*$",
    re.M,
)
_QUOTED = re.compile(
    r"\bQ(?:UO)?TE:?[ \t\r]*(?:\n[ \t\r]*(?:V?ZCZC.*|(?:ZZ|OO|PP|RR) R.*|DE R.*|ZN[RY] .*)?)*\Z"
)
SHORTEST = 120  # characters; what is shorter is a header repeated, not a telegram
INDENT = 40  # the most blanks a line begins with
HEADER = 6000  # characters within which a header ends


def stretches(text: str) -> list[Stretch]:
    """Return the stretch of each telegram; one for a text without a second beginning."""
    telegrams: list[list[_Header]] = []
    for header in _headers(text):
        if telegrams and _goes_on(telegrams[-1], header):
            telegrams[-1].append(header)
        else:
            telegrams.append([header])
    telegrams = [
        t for i, t in enumerate(telegrams) if i == 0 or t[0].start - telegrams[i - 1][0].start >= SHORTEST
    ]
    starts = [0, *(t[0].start for t in telegrams[1:])]
    stops = [*starts[1:], len(text)]
    seams = [tuple(h.start for h in t[1:]) for t in telegrams] or [()]
    return [Stretch(a, b, s) for a, b, s in zip(starts, stops, seams, strict=True)]


def _goes_on(telegram: list[_Header], header: _Header) -> bool:
    """Tell whether a header is that of a later section of a telegram."""
    last = telegram[-1]
    same = (
        header.sent == last.sent
        or (header.number is not None and header.number == last.number)
        or (header.page is not None and header.page == last.page)
    )
    return same and header.section is not None and header.section > (last.section or 1)


def _headers(text: str) -> list[_Header]:
    """Find every header by its date-time group and FM line, and where it begins above them."""
    found: list[_Header] = []
    floor = 0
    headers = [m for m in map(partial(_sent_above, text), _FM.finditer(text)) if m]
    if len(headers) < 2:
        return []  # one telegram at most: nothing to part
    stops = [*(m.start() for m in headers[1:]), len(text)]
    for m, stop in zip(headers, stops, strict=True):
        if _QUOTED.search(text, max(0, m.start() - 200), m.start()):
            continue  # a telegram repeated within another: part of its text
        start = _begins(text, floor, m.start())
        page = _PAGE_ONE.search(text, start, m.start())
        line = _CLASS_LINE.search(text, m.end(), min(stop, m.end() + HEADER))
        section = _section(page, line)
        number = f"{line['post']} {int(line['number'])}" if line else None
        leaf = f"{page['post']} {int(page['number'])}" if page else None
        found.append(_Header(start, "".join(m["sent"].split()), number, leaf, section))
        floor = m.end()
    return found


def _sent_above(text: str, fm: re.Match[str]) -> re.Match[str] | None:
    """Return the date-time group on the line above an FM line."""
    begin = text.rfind("\n", max(0, fm.start() - INDENT), fm.start()) + 1
    if (not begin and fm.start() > INDENT) or text[begin : fm.start()].strip(" \t"):
        return None
    above = text.rfind("\n", max(0, begin - 200), max(0, begin - 1)) + 1
    return _DTG.match(text, above)


def _section(page: re.Match[str] | None, line: re.Match[str] | None) -> int | None:
    if page and page["n"]:
        return int(page["n"])
    if line and line["n"]:
        return int(line["n"])
    return 99 if line and line["final"] else None


def _begins(text: str, floor: int, sent: int) -> int:
    """Return where the header of a date-time group begins: at page line, transmission lines, or itself."""
    lowest = max(floor, sent - 2500)
    for sign in (_TRANSMISSION, _PAGE_ONE):
        if m := sign.search(text, lowest, sent):
            return m.start()
    return sent
