"""Acronyms and cable terms: office symbols, agencies, governments, words such as EMBOFF."""

from __future__ import annotations

from functools import cache

from reftel.terms import tables


def meaning(code: str, *, kind: str | None = None) -> str | None:
    """Return what an acronym stands for; several meanings are joined by `or`.

    >>> meaning("EUR", kind="State office symbol")
    'Bureau of European Affairs'
    """
    rows = [r for r in _by_code().get(code.upper(), ()) if r["expansion"] and kind in (None, r["kind"])]
    return " or ".join(dict.fromkeys(r["expansion"] for r in rows)) or None


def is_unverified(code: str) -> bool:
    """Tell whether the meaning of an acronym rests on no document."""
    return any("general knowledge" in r["source"] for r in _by_code().get(code.upper(), ()))


@cache
def _by_code() -> dict[str, tuple[dict[str, str], ...]]:
    found: dict[str, tuple[dict[str, str], ...]] = {}
    for row in tables.rows("acronyms"):
        found[row["code"].upper()] = (*found.get(row["code"].upper(), ()), row)
    return found
