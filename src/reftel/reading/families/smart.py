"""SMART telegrams: a cover block of `Key: value` lines, alone or above the telegram as received."""

from __future__ import annotations

import re

from reftel.reading.families.family import Family, Paper

_BLOCK = re.compile(r"^[ \t]*MRN:[ \t]+\S.*$", re.M)
_DATE = re.compile(r"^[ \t]*Date/DTG:", re.M)
KEYS = (
    "MRN Date/DTG From Action Info E.O. TAGS Captions Reference Subject Pass.Line Classified.By Reason Declassify.On Drafted.By Cleared.By"
    " Approved.By Released.By Info Dissemination.Rule Signature Office Line.Count Archive.Copy Precedence Attachments"
).replace(".", "[ .]")
_KEY = re.compile(rf"^[ \t]*(?P<key>{'|'.join(KEYS.split())}):(?P<value>[^\n]*)$".replace("E[ .]O[ .]", r"E\.O\."), re.M)


def knows(text: str) -> bool:
    """Tell whether a block with number and date/DTG stands in the text."""
    m = _BLOCK.search(text)
    return bool(m and _DATE.search(text, m.end(), m.end() + 300))


def unwrap(text: str) -> Paper:
    """Take off what stands before the block; the block itself is read as the form's fields."""
    m = _BLOCK.search(text)
    start = m.start() if m else 0
    marks = ((0, start, "wrapper"),) if text[:start].strip() else ()
    return Paper(start, len(text), marks, tuple(block(text, start)))


def block(text: str, start: int) -> list[tuple[str, str]]:
    """Read the fields of the block; a field goes on over indented lines until the next key or a blank line."""
    found: list[tuple[str, str]] = []
    end = re.compile(r"\n[ \t\r]*\n").search(text, start)
    for m in _KEY.finditer(text, start, end.start() if end else len(text)):
        found.append((m["key"], m["value"].strip()))
    return found


FAMILY = Family("smart", knows, unwrap, mixed_signature=True)
