"""Countries: those that posts are in, by name, by ISO code, or by the code that stands among the TAGS."""

from __future__ import annotations

import unicodedata
from functools import cache

from reftel.terms import tables
from reftel.terms.posts import all_posts


def of_post(post: str) -> str | None:
    """Return the country of a post of this name.

    >>> of_post("VALLETTA")
    'Malta'
    """
    return _by_post().get(post)


def named(written: str) -> tuple[str, ...]:
    """Return the countries meant: by a code, a whole name, or all words of a name.

    >>> named("MT"), named("malta")
    (('Malta',), ('Malta',))
    """
    code = written.strip().upper()
    if code in _by_code():
        return _by_code()[code]
    words = _words(written)
    if not words:
        return ()
    whole = tuple(c for c in _countries() if _words(c) == words)
    return whole or tuple(c for c in _countries() if set(words) <= set(_words(c))) or _by_tags(words)


def nearest(written: str) -> str | None:
    """Return the country whose name is nearest to a misspelt one."""
    from difflib import get_close_matches

    names = {" ".join(_words(c)): c for c in _countries()}
    close = get_close_matches(" ".join(_words(written)), names, n=1, cutoff=0.7)
    return names[close[0]] if close else None


def _by_tags(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return countries that the TAGS know by another name."""
    codes = [
        row["code"]
        for row in tables.rows("tags")
        if row["kind"] == "geographic" and row["name"] and set(words) <= set(_words(row["name"]))
    ]
    return tuple(dict.fromkeys(c for code in codes for c in _by_code().get(code, ())))


def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(w for w in letters.split() if w not in ("the", "of", "and"))


@cache
def _countries() -> tuple[str, ...]:
    return tuple(sorted({p.country for p in all_posts() if p.country}))


@cache
def _by_post() -> dict[str, str]:
    return {p.name: p.country for p in all_posts() if p.country}


@cache
def _by_code() -> dict[str, tuple[str, ...]]:
    """Return the countries of each code; where ISO and the TAGS differ, both may be meant."""
    found: dict[str, tuple[str, ...]] = {}
    for post in all_posts():
        for code in (post.iso2, post.geo_tag):
            if code and post.country and post.country not in found.get(code, ()):
                found[code] = (*found.get(code, ()), post.country)
    return found
