"""Message reference numbers: post, year and serial in every way they are written.

`2007 X 89`, `07X89`, `07 X 00089`, the archive's `1974XYZABC00039`; section labels, second numbers
and prefixes that web copies leak into the number are taken off (telegram-format, 9.5).
"""

from __future__ import annotations

import re

from reftel.model import Mrn
from reftel.reading.dates import century
from reftel.terms.posts import read_numbered

_SECTION = re.compile(r"(?:FINAL)?[SEQCTION]{3,8}(?:OF)?\d\d(?:OF\d\d)?(?=[A-Z])|\d\dOF\d\d(?=[A-Z])")
_PREFIX = re.compile(r"(?:EFTO|NOFORN|EXDIS|NODIS|(?:AM)?EMBASSY|AMCONSUL|USMISSION)(?=[A-Z]{3})")
_SECOND = re.compile(r"(?<=\d)(?:TOSEC|TOTAS|ZFR|ZDK|SUSPECTED ?DUPLICATE|ZFD).*$")
_NUMBER = re.compile(
    r"(?P<year>(?:19|20)\d\d|\d\d)?[ .,\-]*(?P<post>[A-Z][A-Z .,'\-/]*?)[ .,\-#]*0*(?P<serial>\d{1,7})"
)


def read_number(text: str) -> tuple[int | None, str, int] | None:
    """Read a whole text as a telegram number: (four-digit year or None, post, serial), or None."""
    squeezed = " ".join(text.strip().upper().split())
    head = re.match(r"(?:19|20)?\d\d", squeezed)
    tight = squeezed.replace(" ", "")
    if head and _SECTION.match(tight, head.end()):
        squeezed = tight[: head.end()] + _SECTION.sub("", tight[head.end() :], count=1)
    squeezed = _SECOND.sub("", squeezed).strip()
    doubled = re.match(r"(\d\d)\1(?=[A-Z])", squeezed)
    if doubled and not doubled[0].startswith(("19", "20")):
        squeezed = squeezed[2:]
    m = _NUMBER.fullmatch(squeezed)
    if not m or int(m["serial"]) == 0:
        return None
    written = _PREFIX.sub("", m["post"].strip(" .,-/"), count=1)
    reading = read_numbered(written)
    year = None if m["year"] is None else int(m["year"]) if len(m["year"]) == 4 else century(int(m["year"]))
    return year, reading.post.name if reading else written, int(m["serial"])


def parse_mrn(text: str) -> str | None:
    """Return a telegram number in the record's form, `2005 RIO DE JANEIRO 123`; None where a part is missing.

    >>> parse_mrn("08VALLETTA0488")
    '2008 VALLETTA 488'
    """
    read = read_number(text)
    if read is None or read[0] is None:
        return None
    return str(Mrn(post=read[1], serial=read[2], year=read[0]))
