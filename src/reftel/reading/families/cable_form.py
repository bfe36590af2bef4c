"""Printouts of the White House cable archive: `PREC`, `CLASS`, `LINE1` ... `TEXT:` in a column of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.reading.families.family import Family, Paper
from reftel.reading.header import Field, Walk, walk

# The keys of the form, and the field of a telegram that each is; the others are the form's own.
KEYS = {
    "DTG": "dtg",
    "ORIG": "originator",
    "TO": "to",
    "INFO": "info",
    "LINE1": "form",
    "LINE2": "security",
    "PREC": "form",
    "CLASS": "form",
    "LINE3": "dtg",
    "LINES": "dtg",
    "LINE4": "form",
    "OSRI": "form",
    "SUBJ": "form",
    "FM": "form",
    "TEXT": "form",
}
_KEY = re.compile(
    r"^[ \t]*(?P<key>PREC|CLASS|LINE ?[1-4SIl]|OSRI|DTG|ORIG|TO|INFO|SUBJ|TEXT):?(?=[ \t\r\n]|$)", re.M
)
_FOOT = re.compile(r"^[ \t]*(?:SECT[ \t]+SECTION|SSN[ \t]+\d|TOR[ \t]+\d)[^\n]*$", re.M)
HEAD = 3000
ENOUGH = 5


def knows(text: str) -> bool:
    """Tell whether five of the form's keys stand in the head of the text."""
    if text.find("OSRI", 0, HEAD) < 0:
        return False
    return len({m["key"] for m in _KEY.finditer(text, 0, HEAD)}) >= ENOUGH


def unwrap(text: str) -> Paper:
    """Take off what the archive printed behind the end: section, serial, time, distribution."""
    m = _FOOT.search(text)
    return Paper(0, m.start(), ((m.start(), len(text), "form"),)) if m else Paper(0, len(text))


def walk_form(text: str) -> Walk:
    """Walk over the form down to TEXT, then over the text as any other."""
    keys = list(_keys(text))
    if not keys:
        return walk(text)
    fields = [Field("form", 0, 0, keys[0].start())] if text[: keys[0].start()].strip() else []
    for m, following in zip(keys, [*keys[1:], None], strict=True):
        stop = following.start() if following else m.end()
        kind = KEYS.get(m["key"].replace(" ", ""), "form")
        fields.append(Field(kind, m.start(), m.end(), len(text[:stop].rstrip()) if following else stop))
    begin = keys[-1].end()
    inner = walk(text[begin:], in_text=True)
    fields += [
        f._replace(start=f.start + begin, value=f.value + begin, stop=f.stop + begin) for f in inner.fields
    ]
    return Walk(fields, inner.body + begin)


def _keys(text: str) -> Iterator[re.Match[str]]:
    """Find the keys in order, up to and with TEXT."""
    for m in _KEY.finditer(text, 0, HEAD + 3000):
        yield m
        if m["key"] == "TEXT":
            return


FAMILY = Family("cable_form", knows, unwrap, walk_form)
