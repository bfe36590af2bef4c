"""Telegrams as text, told apart by their era: 1960s-70s, 1980s-90s, 2000s."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from reftel.reading.dates import GROUP, century
from reftel.reading.families.family import Family, unwrapped
from reftel.terms import orders

HEAD = 6000  # characters in which a telegram's header must begin

_SIGNS = (
    re.compile(r"\n[ \t\ufeff]*V?ZCZC[ ]?[A-Z]{2,3}\d{3,5}\b"),
    re.compile(r"\n[ \t]*(?:[ZOPRY0DQo][ \t]+){0,2}\d{6}[ \t]?Z[ \t]+[A-Z]{3}[ \t]+\d"),
    re.compile(r"\n[ \t]*FM[ \t]+[A-Z]{3}"),
    re.compile(r"\n[ \t]*TO[ \t]+(?:R[A-Z]{3,7}/|[A-Z]{3})"),
    re.compile(
        r"\n[ \t]*(?:U ?N ?C ?L ?A ?S|C O N F I D E N T I A L|S E C R E T|CONFIDENTIAL|SECRET"
        r"|LIMITED OFFICIAL USE)\b.{1,60}\d{2,6}[ \t\r]*$",
        re.M,
    ),
    re.compile(r"\n[ \t]*E\.?[ ]?O\.?M?[ ]?\d{4,5}\s*:"),
    re.compile(r"\n[ \t]*TAGS?[:;,]"),
    re.compile(r"\n[ \t]*SUBJ(?:ECT)?:"),
    re.compile(r"\n[ \t]*PAGE \d\d[ \t]+[A-Z][A-Z ]+\d{4,6}[ \t]"),
)
_ORDER = re.compile(r"^[ \t]*E\.?[ ]?O\.?M?[ ]?(\d{5})\b", re.M)
ENOUGH = 2  # different signs that make a text a telegram


@lru_cache(maxsize=2)
def signs(text: str) -> int:
    """Count the kinds of telegram lines in the head of a text."""
    head = "\n" + text[:HEAD]
    return sum(bool(sign.search(head)) for sign in _SIGNS)


@lru_cache(maxsize=2)
def year_of(text: str) -> int | None:
    """Return the year of the first date-time group in the head of a text."""
    m = GROUP.search(text, 0, HEAD)
    if not m:
        return None
    digits = m["year"].replace(" ", "")
    return int(digits) if len(digits) == 4 else century(int(digits))


def year_of_order(text: str) -> int | None:
    """Return the year from which the executive order of the E.O. line was in force."""
    m = _ORDER.search(text, 0, HEAD)
    order = orders.order(m[1]) if m else None
    return int(order.in_force[:4]) if order else None


def _era(first: int, last: int) -> Callable[[str], bool]:
    """Return the recogniser of an era's telegrams."""

    def knows(text: str) -> bool:
        if signs(text) < ENOUGH:
            return False
        year = year_of(text)
        if year is None:
            year = year_of_order(text) or 9999  # neither date nor order: the form with the most labels
        return first <= year <= last

    return knows


FAMILIES = (
    Family("text_1960s_70s", _era(0, 1979), unwrapped),
    Family("text_1980s_90s", _era(1980, 1999), unwrapped),
    Family("text_2000s", _era(2000, 9999), unwrapped),
)
