"""Words of offices and ranks: where a title ends, the name begins."""

from __future__ import annotations

import re
from functools import cache

from reftel.terms import tables
from reftel.terms.posts import all_posts
from reftel.terms.spelling import nearest
from reftel.terms.tables import squeeze

_INITIALS = re.compile(r"(?:[A-Z]\.){1,2}")
SHORTEST_SLIP = 7  # letters from which a word one or two slips from an office is taken for it


def is_office(word: str) -> bool:
    """Tell whether a word belongs to a title: `Counselor`, `POL/ECON`, `LTC`, `Ambassaor`."""
    key = word.upper().strip(" .,:;'`()\"")
    if len(key) < 2 or _INITIALS.fullmatch(word.upper().strip(" ,:;'`()\"")):
        return False
    offices = _words("office") | _words("rank")
    if key in offices or key.replace(".", "") in offices or squeeze(key) in offices:
        return True
    parts = [p for p in key.replace("-", "/").split("/") if p]
    if len(parts) > 1 and all(len(p) == 1 or p.strip(".&") in offices or p in _words("place") for p in parts):
        return True
    slips = 2 if len(key) > SHORTEST_SLIP else 1
    near = nearest(squeeze(key), _long_offices(), within=slips) if len(key) >= SHORTEST_SLIP else None
    return near is not None and near[0] == key[0]


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
