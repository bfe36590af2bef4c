"""Scanned releases: printed telegram forms with review stamps, read by machine and badly so."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from reftel.model import Found, Mrn
from reftel.reading.defects import Defects
from reftel.reading.families import plain
from reftel.reading.families.family import Family, Paper
from reftel.reading.header import walk
from reftel.reading.mrn import read_number
from reftel.view import View

_FORM = re.compile(
    r"\b(?:INCOMING|OUTGOING)\s+TELEGRAM\b|TEXT OF TELEGRAM|Department of State\s+TELEGRAM", re.I
)
_TITLE = re.compile(
    r"^[^\n]*TEXT OF TELEGRAM[ \t]+(?P<number>\d\d[A-Z]{3,16}\d{4,6})[^\n]*(?:\s{1,40}ADP\d+)?",
    re.M,
)
_PAGE = re.compile(r"^.{0,30}\b(?:PAGE|PACE|PAGF) ?[O0Q][1Il]\b.{0,60}\d{3,6}", re.M)


def knows(text: str) -> bool:
    """Tell whether the words of a telegram form, or a page line beside much damage, stand in the head."""
    head = text[: plain.HEAD]
    return bool(_FORM.search(head)) or (bool(_PAGE.search(head)) and plain.signs(text) < 4 and noisy(head))


def noisy(text: str) -> bool:
    """Tell whether a text has the specks and margins of a bad scan."""
    return sum(text.count(c) for c in "•|~_©®") > 12


def unwrap(text: str) -> Paper:
    """Take the form's title off."""
    m = _TITLE.search(text, 0, plain.HEAD)
    if m is None:
        return Paper(0, len(text))
    return Paper(m.end(), len(text), ((m.start(), m.end(), "form"),), (("Text of telegram", m["number"]),))


def values(view: View, whole: View, known: Container[str], defects: Defects) -> dict[str, Any]:
    """Take the number from the form's title, where no line of the telegram gives it."""
    m = _TITLE.search(whole.text, 0, plain.HEAD)
    number = read_number(m["number"]) if m else None
    if "mrn" in known or m is None or number is None or number[0] is None:
        return {}
    span = whole.span(m.start("number"), m.end("number"))
    why = "no line of the telegram could be read as its number; the release form's title gives it"
    value = Mrn(number[1], number[2], number[0])
    defects.note("from-form", why, field="mrn", written=m["number"], taken_as=str(value), span=span)
    return {"mrn": Found(value, span, "form")}


FAMILY = Family("foia_ocr", knows, unwrap, walk, values, mixed_signature=True)
