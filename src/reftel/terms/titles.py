"""Words of offices and ranks: where a title ends, the name begins."""

from __future__ import annotations

import re
from functools import cache

from reftel.terms import tables
from reftel.terms.posts import all_posts
from reftel.terms.spelling import distance
from reftel.terms.tables import squeeze

_INITIALS = re.compile(r"(?:[A-Z]\.){1,2}")
LONG_OFFICE = 6  # letters from which an office before a hyphen makes the whole word one
SHORTEST_SLIP = 7  # letters from which a word one slip from an office is taken for it
SHORTEST_TWO = 9  # letters from which it may be two slips


def is_office(word: str) -> bool:
    """Tell whether a word belongs to a title: `Counselor`, `POL/ECON`, `LTC`, `Ambassaor`, `PolEconCouns`."""
    key = word.upper().strip(" .,:;'`()\"")
    if len(key) < 2 or _INITIALS.fullmatch(word.upper().strip(" ,:;'`()\"")):
        return False
    offices = _words("office") | _words("rank") | _words("honorific")
    if word.isupper():
        offices |= _words("in capitals")
    if key in offices or key.replace(".", "") in offices or squeeze(key) in offices:
        return True
    parts = [p for p in key.replace("-", "/").split("/") if p]
    if len(parts) > 1 and all(len(p) == 1 or p.strip(".&") in offices or p in _words("place") for p in parts):
        return True
    first, hyphen, _ = key.partition("-")
    if hyphen and len(first) >= LONG_OFFICE and first in offices and not is_surname(first):
        return True
    return bool(_compound().fullmatch(key)) or _is_slip(squeeze(key))


def is_surname(word: str) -> bool:
    """Tell whether a word of an office is a surname too: `Major`, `Press`."""
    return word.upper().strip(" .,") in _words("surname") | _words("in capitals")


def without_honorific(title: str) -> str:
    """Return a title without `Dr.` or `Ms.` at its end."""
    head, _, last = title.rpartition(" ")
    return head.rstrip(" ,") if last.upper().strip(".") in _words("honorific") else title


@cache
def _is_slip(key: str) -> bool:
    """Tell whether a long word is a slip or two from an office, or one in its first letter."""
    if len(key) < SHORTEST_SLIP:
        return False
    slips = 2 if len(key) >= SHORTEST_TWO else 1
    near = ((distance(key, word), word) for word in _long_offices() if abs(len(word) - len(key)) <= slips)
    return any(
        far <= slips and (word[0] == key[0] or (far == 1 and len(key) >= SHORTEST_TWO)) for far, word in near
    )


@cache
def _compound() -> re.Pattern[str]:
    """Match words run together: a stem or more, then what an office ends in, as in `DEPPERMREP`."""
    stems, endings = ("|".join(sorted(_words(kind), key=len, reverse=True)) for kind in ("stem", "ending"))
    return re.compile(f"(?:(?:{stems})[-/]?)+(?:{endings})")


def is_place(word: str) -> bool:
    """Tell whether a word names a country, a city or a region, as in `Ambassador to Malta`."""
    key = word.upper().strip(" .,:;'()")
    return key in _words("place") or key in _place_words()


def is_link(word: str) -> bool:
    """Tell whether a word links the parts of a title: of, for, to, and."""
    return word.upper().strip(" .,") in _words("link")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("titles") if row["kind"] == kind)


@cache
def _long_offices() -> tuple[str, ...]:
    return tuple(sorted(w for w in _words("office") if len(w) >= SHORTEST_SLIP and w.isalpha()))


@cache
def _place_words() -> frozenset[str]:
    names = {n for p in all_posts() for n in (p.country, p.city, p.name) if n}
    return frozenset(w.upper() for n in names for w in n.replace("-", " ").split() if len(w) > 2)
