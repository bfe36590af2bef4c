"""Numbers that are names: of telegrams, paragraphs, laws, forms; no years and no figures."""

from __future__ import annotations

from functools import cache

from reftel.extract.page import Page
from reftel.extract.shape import letters
from reftel.terms import posts

_SHORTEST = 4  # letters of a post's name; shorter ones are ordinary words too


def is_designation(page: Page, codes: str, i: int) -> bool:
    """Tell whether a number follows a word for numbered things, or a post, or a list of such numbers."""
    numbers, links, known = _numbers(), _links(), letters()
    while i > 0:
        before = codes[i - 1]
        if before == known["NUMBERED"] or (
            before == known["DOT"] and i > 1 and codes[i - 2] == known["NUMBERED"]
        ):
            return True
        if before in links and i > 1 and codes[i - 2] in numbers:
            i -= 2
        else:
            return page.tokens.forms[i - 1].upper() in _posts() and not _in_prose(page, i)
    return False


@cache
def _numbers() -> frozenset[str]:
    return frozenset(letters()[n] for n in ("YEAR", "INT", "CODE", "SIX", "DAY", "TWO", "OH"))


@cache
def _links() -> frozenset[str]:
    return frozenset(letters()[n] for n in ("COMMA", "AND", "OR", "DASH", "SLASH", "TO"))


def _in_prose(page: Page, i: int) -> bool:
    """Tell whether a place's name before a number stands after a small word: in Lisbon 1975."""
    return i > 1 and page.tokens.forms[i - 2].upper() in ("IN", "AT", "FROM")


@cache
def _posts() -> frozenset[str]:
    """Return the one-word names by which telegrams of a post are numbered."""
    named = (
        name for post in posts.all_posts() for name in (post.station, post.nara_code or "", *post.variants)
    )
    return frozenset(name for name in named if len(name) >= _SHORTEST)
