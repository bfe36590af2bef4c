"""The first line of the text: classification, section, post and number.

`S E C R E T VALLETTA 000089`, `UNCLAS SECTION 02 OF 03 TUNIS 001020`, `LIMITED OFFICIAL USE PRAIA 12`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.terms.levels import read_level
from reftel.terms.spelling import nearest

_LIKELY = re.compile(
    r"[ \t\-.*]{0,90}+(?:U ?N ?C|C ?[O0] ?N|S ?E ?C|T ?O ?P|L ?I ?M|R ?E ?S|S ?E ?N|CLEAR|LOU|e ?O N)"
)
_POSSIBLE = re.compile(rf"{_LIKELY.pattern}|[ \t\-.*]{{0,90}}+[A-Za-z](?:[ ]{{1,2}}[A-Za-z0-9]){{4}}")
_SECTION = re.compile(
    r"[ \t]*(?:FINAL[ ]SECTION[ ]OF[ ](?P<last>\d{1,2})|SEC?TI?ON[ ](?P<n>\d{1,2})[ ]O[FN][ ]"
    r"(?P<of>\d{1,2})|(?P<n2>\d\d)[ ]OF[ ](?P<of2>\d\d))"
)
_POST = re.compile(
    r"[ \t]*(?:(?P<post>[A-Z][A-Z .'\-]*[A-Z])[ \t]+)?(?P<serial>\d{1,7})(?P<more>/\d{1,2})?"
    r"(?P<second>[ \t]+(?:TOSEC|TOTAS|SECTO)[ \t]+\d+)?"
    r"(?:[ \t]+(?P<section>SEC?TI?ON[ ](?P<n>\d{1,2})[ ]O[FN][ ](?P<of>\d{1,2})))?[ \t\r.\-]*$"
)


class FirstLine(NamedTuple):
    """What the classification line says, with offsets into the line."""

    level: str
    level_span: tuple[int, int]
    section: tuple[int, int] | None
    section_span: tuple[int, int] | None
    post: str | None
    serial: int | None
    number_span: tuple[int, int] | None


def read_first_line(line: str) -> FirstLine | None:
    """Read a classification line; None where the line is something else."""
    return _read(line) if _POSSIBLE.match(line) else None


@lru_cache(maxsize=256)  # the walk asks several times of a line, the reading of its values once more
def _read(line: str) -> FirstLine | None:
    if not _LIKELY.match(line):
        return _garbled(line)
    begin = len(line) - len(line.lstrip(" \t-.*"))
    level = read_level(line[begin:])
    if level is None:
        return _garbled(line)
    name, length = level
    at = begin + length
    s = _SECTION.match(line, at)
    section = section_span = None
    if s:
        of = int(s["last"] or s["of"] or s["of2"])
        section = (of if s["last"] else int(s["n"] or s["n2"]), of)
        section_span = (s.start() + len(s[0]) - len(s[0].lstrip()), s.end())
        at = s.end()
    p = _POST.match(line, at)
    if p is None and line[at:].strip(" \t\r.-"):
        return None
    if p and p["section"] and section is None:
        section, section_span = (int(p["n"]), int(p["of"])), p.span("section")
    return FirstLine(
        name,
        (begin, begin + length),
        section,
        section_span,
        p["post"] if p else None,
        int(p["serial"]) if p else None,
        (p.start("post" if p["post"] else "serial"), p.end("serial")) if p else None,
    )


_GARBLED = re.compile(
    r"[ \t\-.*]{0,90}(?P<level>[A-Za-z](?:[ ]{1,2}[A-Za-z0-9]){4,13})[ \t]{1,8}"
    r"(?P<post>[A-Z][A-Z .'\-]*[A-Z])[ \t]+(?P<serial>\d{3,7})[ \t\r]*$"
)


def _garbled(line: str) -> FirstLine | None:
    """Read a line of single letters that a bad scan garbled, by the level it is nearest to."""
    m = _GARBLED.match(line)
    if not m:
        return None
    letters = m["level"].replace(" ", "").upper()
    level = nearest(letters, _SPACED_LEVELS, within=len(letters) // 3)
    if level is None:
        return None
    return FirstLine(
        level, m.span("level"), None, None, m["post"], int(m["serial"]), (m.start("post"), m.end("serial"))
    )


_SPACED_LEVELS = ("CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "UNCLAS")


def is_classification_line(line: str) -> bool:
    """Tell whether a line holds a level, perhaps a section, and nothing but post and number."""
    return read_first_line(line) is not None
