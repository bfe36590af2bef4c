"""Countries as texts call them: by name, people, seat of government, acronym of the government."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from reftel.terms import tables

_LONGEST = 5  # words of the longest form looked for inside other words
_LONG = 8  # letters from which a name may hold two slips
_SHORT = 5  # letters from which it may hold one


def meant(words: str) -> tuple[str, ...]:
    """Return the countries that words in capitals can mean, the likeliest first.

    >>> meant("MALTESE"), meant("VALLETTA")
    (('Malta',), ('Malta',))
    """
    return _forms().get(words, ("", ()))[1]


def kind(words: str) -> str | None:
    """Return how words mean a country: name, people, capital, government.

    >>> kind("MALTESE")
    'people'
    """
    return _forms().get(words, (None, ()))[0]


def within(words: Sequence[str]) -> str | None:
    """Return the country that some of the words name, longer names first.

    >>> within(["MALTESE", "SHIPPING", "MINISTER"])
    'Malta'
    """
    found = _found(words)
    return meant(found)[0] if found else None


def forms_in(words: Sequence[str]) -> frozenset[str]:
    """Return those of the words that are the name of a country."""
    found = _found(words)
    return frozenset(found.split()) if found else frozenset()


def _found(words: Sequence[str]) -> str | None:
    if _first_words().isdisjoint(words):
        return None
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for i in range(len(words) - length + 1):
            form = " ".join(words[i : i + length])
            if form in _forms() and _forms()[form][0] != "capital":
                return form
    return None


@cache
def _forms() -> dict[str, tuple[str, tuple[str, ...]]]:
    rows = tables.rows("nations")
    return {r["form"]: (r["kind"], tuple(r["nation"].split("|"))) for r in rows}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in _forms())


@cache
def all_forms() -> tuple[str, ...]:
    """Return the names and peoples of countries that a misspelt word is compared with."""
    return tuple(f for f, (k, _) in _forms().items() if k in ("name", "people"))


@lru_cache(maxsize=4096)
def misspelt(words: str) -> tuple[str, ...]:
    """Return the countries of the one name that is a slip away, or two from a long one."""
    from reftel.terms.spelling import nearest

    long = len(words) >= _LONG
    near = nearest(words, all_forms(), within=2 if long else 1)
    return meant(near) if near and abs(len(near) - len(words)) <= 1 and len(near) >= _SHORT else ()
