"""Offices in their short and long forms: FONMIN is the Foreign Minister."""

from __future__ import annotations

from functools import cache

from reftel.terms import tables
from reftel.terms.titles import is_office


def office(words: str) -> str | None:
    """Return the office that words in capitals mean, in its full form, or None where they mean none.

    >>> office("FONMIN"), office("HARBOUR MASTER GENERAL")
    ('FOREIGN MINISTER', 'HARBOUR MASTER GENERAL')
    """
    known = _forms().get(words)
    if known is not None:
        return known
    short = [_forms().get(w, w) for w in words.split()]
    return " ".join(short) if any(is_office(w) for w in short for w in w.split()) else None


def is_part(word: str) -> bool:
    """Tell whether a word in capitals is one of an office's."""
    return word in _parts()


@cache
def _forms() -> dict[str, str]:
    rows = tables.rows("offices")
    return {r["form"]: r["office"] for r in rows} | {r["office"]: r["office"] for r in rows}


@cache
def _parts() -> frozenset[str]:
    return frozenset(w for form in _forms() for w in form.split() if len(w) > 1)
