"""Several telegrams in one file: where each begins.

The stretches tile the file: what stands between two telegrams belongs to the one before it.
Sections of one telegram are one stretch.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Stretch(NamedTuple):
    """Where a telegram stands in the file's text."""

    start: int
    stop: int


# A telegram begins with its transmission identification, or with date-time group and FM.
_BEGINS = re.compile(
    r"^[ \t\ufeff]*(?:V?ZCZC[ ]?[A-Z]{2,3}\d{3,5}[ \t\r]*$|(?:[ZOPRY][ \t]+){1,2}\d{6}[ \t]?Z[ \t]+[A-Z]{3}[ \t]+\d[ \d]{1,4}[^\n]{0,30}\n[ \t]*FM[ \t]+[A-Z])",
    re.M,
)
_DTG = re.compile(r"^[ \t]*(?:[ZOPRY][ \t]+){1,2}\d{6}[ \t]?Z[ \t]+[A-Z]{3}", re.M)
_SECTION = re.compile(r"^[ \t]*[A-Z][A-Z ]{4,40}(?:SECTION|SECT)[ ](?P<n>\d{1,2})[ ]OF[ ](?P<of>\d{1,2})[ ](?P<number>[A-Z .'-]+\d+)", re.M)


def stretches(text: str) -> list[Stretch]:
    """Return the stretch of each telegram; one for a text without a second beginning."""
    starts = [s for s in _beginnings(text) if s is not None]
    cuts = [0, *starts[1:]]
    return [Stretch(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _beginnings(text: str) -> list[int]:
    """Return where telegrams begin, a header that follows its transmission line counted once."""
    found: list[int] = []
    envelope_until = -1
    last_number: str | None = None
    for m in _BEGINS.finditer(text):
        if m.start() < envelope_until:
            continue
        dtg = _DTG.search(text, m.start(), m.start() + 1500)
        envelope_until = (dtg.end() if dtg else m.end()) + 1
        section = _SECTION.search(text, envelope_until, envelope_until + 6000)
        number = " ".join(section["number"].split()) if section else None
        if found and number is not None and number == last_number and section and int(section["n"]) > 1:
            continue
        last_number = number
        found.append(m.start())
    return found
