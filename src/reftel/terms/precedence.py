"""Precedences: how urgent a telegram is, as a prosign (`O`) or a word (`IMMEDIATE`)."""

from __future__ import annotations

from functools import cache, lru_cache

from reftel.terms import spelling, tables

SHORTEST_SLIP = 5  # letters below which a misspelling is not repaired


def of_prosign(prosign: str) -> str | None:
    """Return the precedence of a prosign, single or doubled as in the routing line.

    >>> of_prosign("OO")
    'IMMEDIATE'
    """
    return _by_prosign().get(prosign.upper())


def read_word(written: str) -> str | None:
    """Return the precedence a word names; one slip (`PIORITY`) is forgiven."""
    key = " ".join(written.upper().split())
    exact = _by_word().get(key)
    if exact or len(key) < SHORTEST_SLIP or not key.replace(" ", "").isalpha():
        return exact
    return _nearest(key)


@lru_cache(maxsize=1024)
def _nearest(key: str) -> str | None:
    near = spelling.nearest(key, tuple(w for w in _by_word() if len(w) >= SHORTEST_SLIP), within=1)
    return None if near is None else _by_word()[near]


def notes(name: str) -> str | None:
    """Return what is to be said of a precedence."""
    return next((r["notes"] for r in tables.rows("precedence") if r["name"] == name), None)


@cache
def _by_prosign() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in tables.rows("precedence"):
        if row["prosign"]:
            found.setdefault(row["prosign"], row["name"])
            found.setdefault(row["fl2_form"], row["name"])
    return found


@cache
def _by_word() -> dict[str, str]:
    found = {row["name"].split(" /")[0]: row["name"].split(" /")[0] for row in tables.rows("precedence")}
    for row in tables.rows("precedence"):
        found.update(dict.fromkeys(row["forms"].split(), row["name"]))
    return found
