"""Scanned releases: printed telegram forms with review stamps, read by machine and badly so."""

from __future__ import annotations

import re

from reftel.reading.families import plain
from reftel.reading.families.family import Family, unwrapped

_FORM = re.compile(r"\b(?:INCOMING|OUTGOING)\s+TELEGRAM\b|TEXT OF TELEGRAM|Department of State\s+TELEGRAM", re.I)
_PAGE = re.compile(r"^.{0,30}\b(?:PAGE|PACE|PAGF) ?[O0Q][1Il]\b.{0,60}\d{3,6}", re.M)


def knows(text: str) -> bool:
    """Tell whether the words of a telegram form, or a page line beside much damage, stand in the head."""
    head = text[: plain.HEAD]
    return bool(_FORM.search(head)) or (bool(_PAGE.search(head)) and plain.signs(text) < 4 and noisy(head))


def noisy(text: str) -> bool:
    """Tell whether a text has the specks and margins of a bad scan."""
    return sum(text.count(c) for c in "•|~_©®") > 12


FAMILY = Family("foia_ocr", knows, unwrapped, mixed_signature=True)
