"""Format line 4: the security prosign and its five letters, and operating signals."""

from __future__ import annotations

import re
from typing import Any

from reftel.terms import tables


def security(letters: str) -> str | None:
    """Return the classification that the five letters after ZNY or ZNR stand for.

    >>> security("SSSSS")
    'SECRET'
    """
    row = _security_row(letters)
    return None if row is None else str(row["classification"])


def security_meaning(letters: str) -> str | None:
    """Return what the five letters say, with the country letters and handling after them."""
    row = _security_row(letters)
    if row is None:
        return None
    said = [str(row["means"])]
    first, _, handling = letters.upper().partition("/")
    said += [f"concerns {name}" for c, name in _countries().items() if c in first.lstrip(first[0])]
    said += [str(h["means"]) for h in tables.settings("signals")["handling"] if h["letters"] == handling]
    return "; ".join(said)


def meaning(signal: str) -> str | None:
    """Return what an operating signal means; a digit after its three letters does not matter."""
    found = _signal(signal)
    return None if found is None else str(found["means"])


def is_unverified(signal: str) -> bool:
    """Tell whether no document was found for the meaning of a signal."""
    found = _signal(signal)
    return found is not None and bool(found.get("unverified"))


def _signal(signal: str) -> dict[str, Any] | None:
    signals: dict[str, dict[str, Any]] = tables.settings("signals")["signals"]
    return signals.get(signal.upper()[:3])


def _security_row(letters: str) -> dict[str, Any] | None:
    """Return the row of five equal letters; the last ones may be replaced by letters of countries."""
    match = re.fullmatch(r"([UERCST])\1{2,4}([A-Z]{0,2})(?:/[A-Z]{5})?", letters.upper())
    if match is None or not set(match[2]) <= set(_countries()):
        return None
    rows: list[dict[str, Any]] = tables.settings("signals")["security"]
    return next(r for r in rows if r["letter"] == match[1])


def _countries() -> dict[str, str]:
    countries: dict[str, str] = tables.settings("signals")["countries"]
    return countries
