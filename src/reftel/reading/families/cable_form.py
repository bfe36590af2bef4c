"""Printouts of the White House cable archive: `PREC`, `CLASS`, `LINE1` ... `TEXT:` in a column of keys."""

from __future__ import annotations

import re

from reftel.reading.families.family import Family, Paper

_KEY = re.compile(r"^[ \t]*(?:PREC|CLASS|LINE ?[1-4S]|OSRI|DTG|ORIG|TO|INFO|SUBJ:|TEXT:)(?=[ \t\r\n])", re.M)
HEAD = 3000
ENOUGH = 5


def knows(text: str) -> bool:
    """Tell whether five of the form's keys stand in the head of the text."""
    return len({m[0].strip() for m in _KEY.finditer(text, 0, HEAD)}) >= ENOUGH and "OSRI" in text[:HEAD]


def unwrap(text: str) -> Paper:
    """Leave the form as it is."""
    return Paper(0, len(text))


FAMILY = Family("cable_form", knows, unwrap)
