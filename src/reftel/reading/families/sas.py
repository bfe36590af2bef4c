"""The State Archiving System's texts of 1973-79, with the archive's own record behind them.

`Message Text` ... `Message Attributes`: both headings and the attributes are the archive's; between
them stands the telegram as it was printed, page by page (telegram-format, section 4 and 12.1).
"""

from __future__ import annotations

import re

from reftel.reading.families import plain
from reftel.reading.families.family import Family, Paper

_TEXT = re.compile(r"^[ \t]*Message Text[ \t\r]*$", re.M)
_ATTRIBUTES = re.compile(r"^[ \t]*Message Attributes[ \t\r]*$", re.M)
_KEY = re.compile(r"\n([A-Z][A-Za-z /]*):")
_PAGE_ONE = re.compile(r"^[ \t]*PAGE 01[ \t]+[A-Z][A-Z .'-]+?[ \t]+\d{4,6}", re.M)


def knows(text: str) -> bool:
    """Tell whether the archive's headings stand there, or a page line and a date of those years."""
    titled = text.find("Message Text", 0, 3000) >= 0 and _TEXT.search(text, 0, 3000)
    paged = text.find("PAGE 01", 0, plain.HEAD) >= 0 and _PAGE_ONE.search(text, 0, plain.HEAD)
    if titled and (paged or _ATTRIBUTES.search(text) or plain.signs(text) > 1):
        return True
    year = plain.year_of(text) if paged else None
    return year is not None and 1973 <= year <= 1979 and plain.signs(text) >= plain.ENOUGH


def unwrap(text: str) -> Paper:
    """Take the archive's headings and attributes off."""
    marks: list[tuple[int, int, str]] = []
    start, stop = 0, len(text)
    if m := _TEXT.search(text, 0, 3000):
        start = m.end()
        marks.append((m.start(), m.end(), "archive"))
    archive: list[tuple[str, str]] = []
    begin = text.find("Message Attributes")
    if begin >= 0 and (m := _ATTRIBUTES.search(text, max(0, text.rfind("\n", 0, begin)))):
        stop = m.start()
        marks.append((m.start(), len(text), "archive"))
        archive = attributes(text[m.end() :])
    return Paper(start, stop, tuple(marks), tuple(archive), pages=stop)


def attributes(text: str) -> list[tuple[str, str]]:
    """Read the archive's `Key: value` lines; a value may run over several lines."""
    _, *parts = _KEY.split(text)
    return [(key, " ".join(value.split())) for key, value in zip(parts[::2], parts[1::2], strict=True)]


FAMILY = Family("sas_1973_79", knows, unwrap)
