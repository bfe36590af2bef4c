"""Numbers in digits and words, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from reftel.extract.shape import letters, pattern, value_of

_SMALL = "(?:TENS DASH? (?:CARD|ONE)|TENS|CARD)"
_DIGITS = "(?:BIG|DEC|DOT (?:DAY|TWO|INT|OH)|DAY|TWO|INT|SIX|YEAR)"
# A number: in words, in digits, dozens, fractions, and heaps (several hundred, thousands).
_WRITTEN = (
    f"(?:{_SMALL}|ONE|A) MAGNITUDE (?:AND? {_SMALL})? MAGNITUDE*",
    "PORTION A? (?:DOZEN|MAGNITUDE)",
    f"(?:{_SMALL}|{_DIGITS}|A) DOZEN",
    "FEW (?:OF A?)? (?:MAGNITUDE|DOZEN)",
    "HEAPS (?:OF HEAPS)?",
    f"(?:{_SMALL}|ONE|{_DIGITS}) AND (?:A|ONE) DASH? PORTION MAGNITUDE?",
    "(?:ONE|CARD) DASH? (?:ORD|FRACTION|PORTION)",
    "A (?:ORD|PORTION) (?=OF)",
    "(?:DAY DASH?)? DAY SLASH (?:DAY|TWO)",
    "(?:A|ONE)? (?:LENGTH|UNIT) AND (?:A|ONE) DASH? PORTION",
    f"{_DIGITS} DASH? MAGNITUDE MAGNITUDE?",
    _SMALL,
    _DIGITS,
    "ONE (?=OR (?:CARD|TWO))",
    "ONE (?=DASH? (?:PERCENT|PER|UNIT|LENGTH|MONEY))",
    "PORTION (?=OF|THE)",
)


_HALF = 2
_PARTS = (2, 3, 4, 5, 6, 8, 10)  # what a whole is commonly parted into


class Number(NamedTuple):
    """A number: the words it is written with, from one place to another, its value (none for heaps),
    and the product of words such as million in it.
    """

    first: int
    end: int
    value: float | None
    scale: float
    classes: frozenset[str]


@cache
def compiled() -> re.Pattern[str]:
    """Return the pattern of a number."""
    known = letters()
    plain = known["WORD"] + known["OTHER"]
    return re.compile(f"(?![{plain}])(?:{'|'.join(map(pattern, _WRITTEN))})")


def value(items: Sequence[tuple[str, str]]) -> float | None:
    """Return what the words of a number stand for, none for heaps.

    >>> value([("CARD", "TWO"), ("MAGNITUDE", "HUNDRED"), ("TENS", "FIFTY")])
    250.0
    """
    names = [name for name, _ in items]
    if "FEW" in names or "HEAPS" in names:
        return None
    if "LENGTH" in names or "UNIT" in names:
        return 1.5 if value_of(items[-1][1]) == _HALF else None  # an hour and a half
    if "AND" in names and "PORTION" in names:
        whole = value(items[: names.index("AND")])
        scale = float(value_of(items[-1][1])) if names[-1] == "MAGNITUDE" else 1.0
        return None if whole is None else (whole + 0.5) * scale
    if "SLASH" in names and names[1] != "SLASH":  # 6-3/8
        at = names.index("SLASH") - 1
        part = _fraction(items[at:])
        return None if part is None else value_of(items[0][1]) + part
    if names[-1] in ("ORD", "FRACTION") or (names[-1] == "PORTION" and len(names) > 1) or "SLASH" in names:
        return _fraction(items)
    if names == ["PORTION"]:  # half of them; but the old quarter of a town is no figure
        return 0.5 if value_of(items[0][1]) == _HALF else None
    total = current = 0.0
    point = False
    for name, form in items:
        if name == "DOT":
            point = True
        elif name == "PORTION":
            current = 0.5
        elif name in ("MAGNITUDE", "DOZEN"):
            worth = value_of(form)
            if worth >= 1000:
                total, current = (
                    (total + (current or 1)) * worth if total < worth else total + current * worth,
                    0.0,
                )
            else:
                current = (current or 1) * worth
        elif name not in ("AND", "DASH", "A", "OF"):
            current += float(f"0.{form}") if point else float(value_of(form))
        elif name == "A":
            current = current or 1.0
    return round(total + current, 6)


def _fraction(items: Sequence[tuple[str, str]]) -> float | None:
    parts = [form for name, form in items if name not in ("DASH", "SLASH")]
    above, below = value_of(parts[0]), abs(value_of(parts[-1]))
    return round(above / below, 6) if below > above and below in _PARTS else None
