"""Finding the dates of a page, and what speaks against taking words for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reftel.extract.annotations import When
from reftel.extract.dates.anchor import Anchor, anchor_of
from reftel.extract.dates.readings import READINGS, Meaning, Words
from reftel.extract.dates.rules import compiled
from reftel.extract.designations import is_designation
from reftel.extract.page import Page
from reftel.extract.shape import letters, names, shape
from reftel.model import Span
from reftel.terms import quantities

_BEFORE, _AFTER = 10, 6  # words in which what points back or ahead is looked for
_LEADS = ("THE", "ON", "IN", "OF", "TO", "AT")  # words of a rule that are not words of the date
_FAR = 25  # years ahead beyond which a bare number is no year


class Place(NamedTuple):
    """A stretch of words, from one word's place to another's, the last not included."""

    first: int
    end: int


def find_dates(page: Page) -> list[When]:
    """Return the dates of a page in their order, read from the date of its telegram."""
    anchor, found = anchor_of(page.telegram), []
    codes = shape(page.tokens.forms)
    for place, reading in _places(page, codes):
        meant = _meaning(page, codes, place, reading, anchor)
        if meant is not None:
            found.append(_when(page, _trimmed(codes, place), meant))
    return found


def _places(page: Page, codes: str) -> list[tuple[Place, str]]:
    rules, readings = compiled()
    found, at = [], 0
    while (m := rules.search(codes, at)) is not None:
        cut = _blank_line(page, Place(m.start(), m.end()))
        if cut is not None:
            at = m.start() + 1
            m = rules.match(codes, m.start(), cut)
            if m is None:
                continue
        place, reading = Place(m.start(), m.end()), readings[m.lastgroup or ""]
        if reading == "between" and not _says_between(page, place):
            place, reading = Place(m.start(), m.start() + 1), "base"  # two years, not one stretch
        other = _is_other(page, codes, place)
        found += [] if other else [(place, reading)]
        at = place.first + 1 if other else place.end
    return found


def _trimmed(codes: str, place: Place) -> Place:
    """Leave out the small words around a date that a rule needs to see."""
    first, end, known = place.first, place.end, names()
    while first < end - 1 and known[codes[first]] in _LEADS:
        first += 1
    while end > first + 1 and known[codes[end - 1]] in ("COMMA", "THE", "OF", "IN", "AT"):
        end -= 1
    return Place(first, end)


def _meaning(page: Page, codes: str, place: Place, reading: str, anchor: Anchor) -> Meaning | None:
    forms, known = page.tokens.forms, names()
    items = [(known[codes[i]], forms[i]) for i in range(place.first, place.end)]
    read = anchor._replace(direction=_direction(forms, _trimmed(codes, place))) if anchor.day else anchor
    try:
        return READINGS[reading](Words(items), read)
    except (ValueError, OverflowError):  # beyond the years a calendar has
        return None


def _when(page: Page, place: Place, meant: Meaning) -> When:
    starts, ends = page.tokens.starts, page.tokens.ends
    span = Span(starts[place.first], ends[place.end - 1])
    days = meant.days
    first, last = (days.first.isoformat(), days.last.isoformat()) if days else (None, None)
    return When(span, first, last, meant.certainty, meant.why)


def _says_between(page: Page, place: Place) -> bool:
    return place.first > 0 and page.tokens.forms[place.first - 1].upper() == "BETWEEN"


def _direction(forms: Sequence[str], place: Place) -> int:
    """Tell whether the nearest telling word, first before a date, points ahead (1) or back (-1)."""
    ahead, behind = quantities.word_set("direction", "ahead"), quantities.word_set("direction", "behind")
    before = range(place.first - 1, max(-1, place.first - 1 - _BEFORE), -1)
    after = range(place.end, min(len(forms), place.end + _AFTER))
    for places in (before, after):
        for i in places:
            word = forms[i].upper()
            if word == ".":
                break
            if word in ahead or word in behind or _is_past(forms, i):
                return 1 if word in ahead else -1
    return 0


def _is_past(forms: Sequence[str], i: int) -> bool:
    """Tell whether a word looks like a verb of the past: filed; not be filed, no verb of reporting."""
    word = forms[i].upper()
    if len(word) < 5 or not word.endswith("ED") or word in quantities.word_set("direction", "neutral"):
        return False
    return not i or forms[i - 1].upper() not in ("BE", "TO")


def _is_other(page: Page, codes: str, place: Place) -> bool:
    """Tell whether the words are something else: the verb may, a telegram's number, a newspaper's name."""
    return any(test(page, codes, place) for test in (_named, _verb, _numbered, _glued))


def _blank_line(page: Page, place: Place) -> int | None:
    """Return the place after a blank line within the words, as between a heading and a paragraph's number."""
    _, starts, ends = page.tokens
    if "\n" not in page.text[starts[place.first] : ends[place.end - 1]]:
        return None
    breaks = (
        i for i in range(place.first + 1, place.end) if page.text.count("\n", ends[i - 1], starts[i]) > 1
    )
    return next(breaks, None)


def _named(page: Page, codes: str, place: Place) -> bool:
    forms = page.tokens.forms
    after = forms[place.end].upper() if place.end < len(forms) else ""
    before = forms[place.first - 1].upper() if place.first else ""
    return after in quantities.word_set("not_a_date", "names_after") or before in quantities.word_set(
        "not_a_date", "names_before"
    )


def _verb(page: Page, codes: str, place: Place) -> bool:
    """MAY and MARCH at the end of the words, before a verb."""
    forms = page.tokens.forms
    if codes[place.end - 1] != letters()["MAYBE"] or place.end >= len(forms):
        return False
    return forms[place.end].upper() in quantities.word_set("not_a_date", "after_may")


def _glued(page: Page, codes: str, place: Place) -> bool:
    """Tell whether letters run into a year, or an apostrophe belongs to the word before."""
    forms, starts, ends = page.tokens
    known, first = letters(), place.first
    if first and codes[first] == known["YEAR"]:
        return starts[first] == ends[first - 1] and codes[first - 1] == known["WORD"]
    if codes[first] != known["APOS"]:
        return False
    return starts[first + 1] > ends[first] or (
        first > 0 and starts[first] == ends[first - 1] and forms[first - 1][0].isalnum()
    )


def _numbered(page: Page, codes: str, place: Place) -> bool:
    """Tell whether what could be a year stands after a word that a number follows, or before a unit."""
    known, forms = letters(), page.tokens.forms
    if codes[place.first] != known["YEAR"]:
        return False
    if is_designation(page, codes, place.first):
        return True
    if place.first and codes[place.first - 1] == known["SIGN"]:
        return True
    after = codes[place.end] if place.end < len(codes) else ""
    if place.end == place.first + 1 and after in {
        known[n] for n in ("UNIT", "PERCENT", "MAGNITUDE", "MONEY", "AMPM", "ZULU")
    }:
        return True
    before = forms[place.first - 1].upper() if place.first else ""
    anchor = anchor_of(page.telegram).day
    far = anchor is not None and not 1800 <= int(forms[place.first]) <= anchor.year + _FAR
    return far and before not in quantities.word_set("not_a_date", "before_a_year")
