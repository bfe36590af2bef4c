"""Exemption codes printed at a release: why words were withheld."""

from __future__ import annotations

import re

from reftel.terms import tables

_CODE = re.compile(r"\(?\bB\s?\(?([1-9])\)?(?:\([A-F]\))?", re.IGNORECASE)


def codes(words: str) -> tuple[str, ...]:
    """Return the codes of the Freedom of Information Act in a stamp.

    >>> codes("RELEASE IN PART B1, 1.4(D), B6")
    ('B1', 'B6')
    """
    return tuple(dict.fromkeys(f"B{number}" for number in _CODE.findall(words)))


def meaning(code: str) -> str | None:
    """Return what is withheld under a code."""
    return next((row["meaning"] for row in tables.rows("exemptions") if row["code"] == code), None)
