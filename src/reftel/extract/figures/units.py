"""Units and currencies beside a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reftel.extract.page import Page
from reftel.extract.shape import letters
from reftel.terms import quantities

TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_SIZES = ("SQUARE", "CUBIC", "METRIC", "LONG", "SHORT", "NAUTICAL", "STATUTE", "SQ", "CU")
_FULL = {"SQ": "square", "CU": "cubic"}
_LETTERS = {"M": 1e6, "MM": 1e6, "B": 1e9, "K": 1e3}  # after a currency's sign and digits: $2.5M
_NATION_WORDS = 2
_SHORTEST = 3  # letters of a currency written right behind the digits


class Measure(NamedTuple):
    """A unit or a currency after a number: what it is, and where its words end."""

    unit: str | None = None
    currency: str | None = None
    end: int = 0
    single: bool = False  # written in the singular, as before a noun: 30-day notices


def sign_before(page: Page, first: int) -> tuple[str | None, int]:
    """Return the currency whose sign stands before a place, and where the sign begins."""
    forms, starts, ends = page.tokens
    signs = quantities.currency_signs()
    spaced = first > 1 and forms[first - 1] == "$" and forms[first - 2] == "US"  # US $ 30
    if spaced and starts[first - 1] - ends[first - 2] == 1 == starts[first] - ends[first - 1]:
        return signs["US$"], first - 2
    for length in (3, 2, 1):
        begin = first - length
        if begin < 0 or starts[first] - ends[first - 1] > 1:
            continue
        joined = all(starts[i + 1] == ends[i] for i in range(begin, first - 1))
        sign = "".join(forms[begin:first]).upper().replace("U.S.", "US")
        if joined and sign in signs:
            alone = sign.isalpha() and forms[begin].islower()
            return (None, first) if alone else (signs[sign], begin)
    return None, first


def large(page: Page, end: int) -> tuple[float, int]:
    """Return what a letter right after the digits of money multiplies them by, and where it ends."""
    forms, starts, ends = page.tokens
    if end < len(forms) and starts[end] == ends[end - 1] and forms[end].upper() in _LETTERS:
        return _LETTERS[forms[end].upper()], end + 1
    return 1.0, end


def measure_after(page: Page, codes: str, end: int) -> Measure:
    """Return the unit or currency that follows a number."""
    known, upper = letters(), [f.upper() for f in page.tokens.forms[end : end + 5]]
    if end < len(codes) and "\f" in page.text[page.tokens.ends[end - 1] : page.tokens.starts[end]]:
        return Measure(end=end)  # on another page
    at = 1 if codes[end : end + 1] == known["DASH"] else 0
    here = codes[end + at : end + at + 2]
    if here[:1] == known["PERCENT"]:
        points = upper[at + 1 : at + 2] in (["POINT"], ["POINTS"])
        return Measure("percent", None, end + at + 1 + points)
    if here == known["PER"] + known["CENT"]:
        return Measure("percent", None, end + at + 2)
    glued = at == 0 and upper and page.tokens.starts[end] == page.tokens.ends[end - 1]
    money = None if glued and len(upper[0]) < _SHORTEST else _money(upper[at:])
    if money:
        return money._replace(end=end + at + money.end)
    return _unit(upper, at, codes, end)


def _unit(upper: Sequence[str], at: int, codes: str, end: int) -> Measure:
    known, units = letters(), quantities.units()
    size = upper[at : at + 1][0] if upper[at : at + 1] and upper[at] in _SIZES else None
    place = at + (size is not None)
    if size and upper[place : place + 1] == ["."]:
        place += 1
    if (
        place >= len(upper)
        or upper[place] not in units
        or codes[end + place] not in (known["UNIT"], known["LENGTH"])
    ):
        return Measure(end=end)
    unit = units[upper[place]]
    unit = f"{_FULL.get(size, size.lower())} {unit}" if size and not unit.startswith(size.lower()) else unit
    single = not upper[place].endswith("S") and upper[place] != "FEET"
    rate = upper[place + 1 : place + 3]
    if (
        len(rate) == 2
        and rate[0] in ("PER", "A", "EACH", "EVERY")
        and (rate[1] in units or rate[1] in ("ANNUM", "CAPITA"))
    ):
        unit += f" per {units.get(rate[1], rate[1].lower())}"
        place += 2
    return Measure(unit, None, end + place + 1, single=single)


def _money(upper: Sequence[str]) -> Measure | None:
    """Read a currency's name, with the nation's before it where several states use the word."""
    words, nations = quantities.currency_words(), quantities.currency_of_nation()
    for i in range(min(_NATION_WORDS, len(upper))):
        if upper[i] in words:
            iso = words[upper[i]] if i == 0 or upper[0] in ("U.S.", "US") else nations.get(upper[0])
            if i and iso is None:
                return None
            return Measure(None if iso else upper[i].lower().removesuffix("s"), iso or None, i + 1)
    return None
