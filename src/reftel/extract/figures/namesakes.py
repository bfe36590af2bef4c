"""Numbers that are no figures: times of day, names, addresses, parts of longer codes."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.extract.designations import is_designation
from reftel.extract.figures.reading import Read
from reftel.extract.page import Page
from reftel.extract.shape import names
from reftel.terms import quantities

CLOCK_DIGITS = 4


def is_time(page: Page, codes: str, read: Read) -> bool:
    """Tell whether it is a time of day: 1600 HOURS, 5 P.M., 5 O'CLOCK."""
    forms = page.tokens.forms
    after = names().get(codes[read.end : read.end + 1], "")
    clock = read.measure.unit == "hour" and any(
        len(f) == CLOCK_DIGITS and f.isdecimal() for f in forms[read.first : read.end]
    )
    if after == "AMPM" and forms[read.end].upper() == "LOCAL":
        after = ""  # local seats, but 1600 local
    return (
        clock
        or after in ("AMPM", "ZULU")
        or forms[read.end : read.end + 2] in (["O", "'"], ["o", "’"], ["o", "'"])
    )


def is_glued(page: Page, codes: str, read: Read) -> bool:
    """Tell whether a misread letter or a longer code runs into the digits: X446 percent."""
    forms, starts, ends = page.tokens
    first = read.first
    if not first or not forms[first][0].isdecimal() or starts[first] > ends[first - 1]:
        return False
    return names()[codes[first - 1]] in ("WORD", "S", "A", "MON", "OTHER")


def is_name(page: Page, codes: str, read: Read) -> bool:
    """Tell whether a number is a name: of a paragraph, law, telegram, type, or part of a longer code."""
    forms, starts, ends = page.tokens
    known, first, end = names(), read.first, read.end
    before, after = known.get(codes[first - 1 : first], ""), known.get(codes[end : end + 1], "")
    if before in ("SLASH", "DASH", "DOT", "APOS") and starts[first] == ends[first - 1]:
        return True
    if _is_house(forms, first, end):
        return True
    if after == "SLASH" or (before == "OPEN" and after == "CLOSE"):
        return True
    digits = forms[first][0].isdecimal()
    if (
        end < len(forms)
        and starts[end] == ends[end - 1]
        and after not in ("DASH", "COMMA", "DOT", "CLOSE", "OTHER", "APOS")
    ):
        return True
    if after == "DASH" and end + 1 < len(forms) and forms[end + 1][0].isdecimal():
        return True
    return digits and is_designation(page, codes, first)


def _is_house(forms: Sequence[str], first: int, end: int) -> bool:
    """Tell whether a number is that of a house: 27 AV. DO FAROL, 31 LANTERN AVENUE."""
    streets = quantities.word_set("phrase", "streets")
    following = [form.upper() for form in forms[end : end + 2]]
    if not forms[first].isdecimal() or not following:
        return False
    return following[0] in streets or (len(following) > 1 and following[1] in streets - {"DE", "DEL"})
