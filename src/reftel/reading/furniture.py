"""Page lines, banners, stamps and end marks: what a page put into the text, not the drafter.

Everything here is found by its own shape, wherever it stands; reading views leave it out and the
original keeps it.  Each rule looks for a rare literal first, so the cost is that of a scan.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

Mark = tuple[int, int, str]

LEVEL = (
    r"(?:UNCLASSIFIED|UNCLAS(?:[ \t]+EFTO)?|LIMITED[ \t]+OFFICIAL[ \t]+USE|CONFID\S?NTIAL"
    r"|TOP[ \t]+SECRET|SECRET"
    r"|SENSITIVE[ \t]+BUT[ \t]+UNCLASSIFIED|SBU"
    r"|U N C L A S S I F I E D|C O N F I D E N T I A L|S E C R E T|T O P {2,3}S E C R E T"
    r"|L I M I T E D {2,3}O F F I C I A L {2,3}U S E)"
)
_HANDLING = r"(?:[ \t/]+(?:NOFORN|EXDIS|NODIS|LIMDIS|STADIS|NOFORN|ENTIRE TEXT|POSS DUPE|SENSITIVE|SBU))*"
# The lookahead tells most lines from a margin's by their first letters.
MARGIN = re.compile(
    r"[ \t•|~]*+(?=UN|U N|LIM|L I|CONF|C O|SEC|S E|TOP|T O|SEN|SBU|Page|DECL|PER|[A-Z]++ LIB|NNN|<<|\#\d)"
    rf"(?:(?P<banner>{LEVEL}{_HANDLING})|(?P<page>(?:{LEVEL}[ \t]+)?Page \d{{1,3}} of \d{{1,3}})"
    r"|(?P<stamp>(?<=[ \t]{10})(?:DECLASSIFIED|PER ?E\.?O\b)[^\n]{0,30}?|(?:PER E\.O\. \d{5})"
    r"|[A-Z]++ LIBRARY PHOTOCOPY)"
    r"|(?P<end>N{3,4}|NNNNMAFVVZCZ|<< END OF DOCUMENT >>|\#\d{3,6}))[ \t\r]*$",
    re.M,
)
_LATER_MARGIN = re.compile(rf"\n{MARGIN.pattern}", re.M)
PAGE = re.compile(
    r"PAGE[ \t]+\d{1,3}(?:[ \t]+OF[ \t]+\d{1,3})?"
    r"(?P<station>[ \t]+(?P<post>[A-Z][A-Z.' -]{0,22}?)[ \t]+(?P<number>\d{3,6}))?"
    r"(?P<section>[ \t]+\d\d[ \t]+OF[ \t]+\d\d)?(?P<time>[ \t]+\d{6}Z)?"
)
_LEVEL_BEFORE = re.compile(rf"(?:^|[ \t,])({LEVEL})[ \t]+$")
_SPLIT_PAGE = re.compile(
    r"[ \t]*[A-Z][A-Z.' -]{1,22}?[ \t]+\d{4,6}(?:[ \t]+\d\d[ \t]+OF[ \t]+\d\d)?(?:[ \t]+\d{6}Z)?[ \t]*$", re.M
)
CONTINUATION = re.compile(
    r"(?<!\d)(?P<number>\d{8})[ \t]{1,3}(?P<page>\d{3})(?:\.\d)?[ \t]OF[ \t](?P<of>\d{3})(?!\d)"
)
_CAPITAL_WORDS = re.compile(r"(?:[A-Z][A-Z.']*[ \t]){1,4}$")


def find(text: str, *, is_post: Callable[[str], bool]) -> list[Mark]:
    """Return the furniture of a text as (start, stop, kind), in no particular order."""
    return [*margins(text), *pages(text), *continuations(text, is_post), *stamps(text)]


def gaps(text: str, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """Return what a view leaves out: each piece of furniture, a page's with the blank lines around it.

    So a line that a page end cut off from the next is next to it again.  The marks come in order.
    """
    at = 0
    while at < len(marks):
        first = at
        start, stop, kind = marks[at]
        page = kind == "page"
        at += 1
        while at < len(marks) and not text[marks[at - 1][1] : marks[at][0]].strip():
            stop, page = max(stop, marks[at][1]), page or marks[at][2] == "page"
            at += 1
        if page and (at - first > 1 or _cuts(text, start, stop)):
            yield _past_blanks_before(text, start), _past_blanks_behind(text, stop)
        else:
            for a, b, _ in marks[first:at]:
                yield a, b


def _cuts(text: str, start: int, stop: int) -> bool:
    """Tell whether a piece of furniture on its own line stands where no sentence has ended."""
    begin = _line_start(text, start)
    before = text[max(0, begin - 200) : begin].rstrip()
    alone = not text[begin:start].strip() and not text[stop : _line_end(text, stop)].strip()
    return alone and before[-1:] not in (".", "?", "!", '"', ")", ":")


def around(marks: Iterable[Mark], pieces: list[Mark]) -> Iterator[Mark]:
    """Cut marks where furniture stands in them; the pieces come in order."""
    for start, stop, kind in marks:
        at = start
        for a, b, _ in pieces[bisect_left(pieces, (start, 0, "")) :]:
            if a >= stop:
                break
            if at < a:
                yield at, a, kind
            at = max(at, b)
        if at < stop:
            yield at, stop, kind


def _past_blanks_before(text: str, start: int) -> int:
    """Return where the blank lines before a place begin; the end of the line before them stays."""
    begin = start
    while begin and text[begin - 1].isspace():
        begin -= 1
    return min(start, text.find("\n", begin, start) + 1 or start)


def _past_blanks_behind(text: str, stop: int) -> int:
    """Return where the blank lines behind a place end; the indentation of the next line stays."""
    end = stop
    while end < len(text) and text[end].isspace():
        end += 1
    return text.rfind("\n", stop, end) + 1 or stop


def margins(text: str) -> Iterator[Mark]:
    """Find lines that hold only a classification or an end mark."""
    if m := MARGIN.match(text):
        yield m.start(), m.end(), str(m.lastgroup)
    for m in _LATER_MARGIN.finditer(text):
        yield m.start() + 1, m.end(), str(m.lastgroup)


def pages(text: str) -> Iterator[Mark]:
    """Find page lines, on their own line or fallen into another."""
    for m in PAGE.finditer(text):
        begin = _line_start(text, m.start())
        stop = _line_end(text, m.end())
        before = text[max(begin, m.start() - NEAR) : m.start()]
        begin = m.start() - len(before)
        level = _LEVEL_BEFORE.search(before)
        alone = not before.strip() or (level is not None and not before[: level.start(1)].strip())
        if alone and not text[m.end() : stop].strip():
            if not m["station"] and (below := _SPLIT_PAGE.match(text, stop + 1)):
                stop = below.end()
            yield begin, stop, "page"
        elif m["station"] and m["time"]:
            yield (begin + level.start(1) if level else m.start()), m.end(), "page"


def continuations(text: str, is_post: Callable[[str], bool]) -> Iterator[Mark]:
    """Find the marks of a section's page, `VALLETTA 00000501  001.2 OF 003`, alone or within a line."""
    at = text.find(" OF 0")
    while at >= 0:
        m = CONTINUATION.search(text, max(0, at - 16), at + 9)
        at = text.find(" OF 0", at + 1)
        if not m:
            continue
        begin = _line_start(text, m.start())
        words = _CAPITAL_WORDS.search(text, max(begin, m.start() - 40), m.start())
        start = m.start()
        if words:
            parts = words[0].split()
            whole = (
                not text[begin : words.start()].strip()
                and not text[m.end() : _line_end(text, m.end())].strip()
            )
            keep = next(
                (i for i in range(len(parts)) if is_post(" ".join(parts[i:]))), 0 if whole else len(parts) - 1
            )
            start = m.start() - len(" ".join(parts[keep:])) - 1
        yield start, m.end(), "page"


# Lines that bear one of these words, as a reviewer stamps them, are not the drafter's.
# They stand under what is looked for first: what several have in common.
RELEASED, CASE = "RELEAS", "Case No"
STAMP_WORDS = {
    RELEASED: (
        "RELEASE IN \n",
        "RELEASE IN\n",
        "RELEASE IN PART",
        "RELEASE IN FULL",
        "RELEASED IN FULL",
        "RELEASED IN PART",
    ),
    CASE: ("U.S. Department of State Case No",),
    " in Full": ("Declassified in Full", "Released in Full"),
    "Declassified/Released": ("Declassified/Released",),
    "REVIEW AUTHORITY": ("REVIEW AUTHORITY",),
    "Acting-Director": ("Acting-Director",),
    "CLINTON LIBRARY PHOTOCOPY": ("CLINTON LIBRARY PHOTOCOPY",),
    "IS/FPC": ("IS/FPC",),
}
LONGEST_LINE = 1000  # characters; what is longer is no line of a page
NEAR = 80  # characters before a page mark that may belong to it
MARGIN_GAP = 6  # blanks that part a stamp in the margin from the line it stands beside
# Each begins with a fixed letter, which is quick to search for.
_EXEMPTIONS = (
    re.compile(r"B(?<!\wB)[1-9](?:\([A-Z]\))?(?:,[ ]?B?[1-9](?:\([A-Z]\))?){0,8}+[ \t]*$", re.M),
    re.compile(r"1(?<!\w1)\.4\([A-Ha-h]\)(?:,[ ]?(?:1\.4)?\([A-Ha-h]\)){0,8}+[ \t]*$", re.M),
)
_STAMP_NEXT = re.compile(
    r"(?:[ \t]*(?:US Department of State[^\n]{0,20}|(?:EO )?Systematic Review.*|Review \d{1,2} \w{3} \d{4}"
    r"|\d{1,2}[ /]\w{2,3}[ /]\d{4}|[A-Z][A-Za-z.' ]{3,40}, Acting[- ]\w+|\( ?\S? ?\) RELEASE.*"
    r"|(?:FULL|PART)\b.{0,20}|F-\d{4}-\d+.*"
    r"|[B1-9A-Z]{1,2}\d?(?:,[ \t]*[B1-9][0-9A-Z.()]*)*)[ \t\r]*(?:\n|\Z))*"
)


def stamps(text: str) -> Iterator[Mark]:
    """Find release stamps: the line that names the review, and the lines that belong to it."""
    signs = [sign for sign in STAMP_WORDS if sign in text]
    for word in (word for sign in signs for word in STAMP_WORDS[sign]):
        at = text.find(word)
        while at >= 0:
            begin, stop = _line_start(text, at), _line_end(text, at)
            before = text[begin:at]
            if before.strip() and before.endswith(" " * MARGIN_GAP):
                begin = at  # a stamp in the right margin of a line
            more = _STAMP_NEXT.match(text, stop + 1) if len(text[begin:stop].split()) < 14 else None
            if more and more.end() > stop + 1:
                stop = more.end() - (text[more.end() - 1] == "\n")
            yield begin, stop, "stamp"
            at = text.find(word, stop)
    released = RELEASED in signs or CASE in signs
    for m in (m for p in _EXEMPTIONS for m in p.finditer(text)) if released else ():
        gap = text[_line_start(text, m.start()) : m.start()]
        if not gap.strip() or gap.endswith(" " * MARGIN_GAP):
            yield m.start(), m.end(), "stamp"
    at = text.find("*** Current ")
    while at >= 0:
        stop = _line_end(text, at)
        yield _line_start(text, at), stop, "archive"
        at = text.find("*** Current ", stop)


def _line_start(text: str, at: int) -> int:
    """Return where a line begins, or a place near enough in one that is longer than any line."""
    begin = text.rfind("\n", max(0, at - LONGEST_LINE), at) + 1
    return begin or max(0, at - LONGEST_LINE)


def _line_end(text: str, at: int) -> int:
    """Return where a line ends, or a place near enough in one that is longer than any line."""
    end = text.find("\n", at, at + LONGEST_LINE)
    return min(len(text), at + LONGEST_LINE) if end < 0 else end
