"""Exemption codes printed at a release: why words were withheld."""

from __future__ import annotations

import re

from reftel.terms import orders, tables

_CODE = re.compile(r"\(?\bB\s?\(?([1-9])\)?(?:\([A-F]\))?", re.IGNORECASE)
_CITED = re.compile(r"\(?\bB\)?\s?\(?([1-9])\)?(?:\s?(\([A-F]\)))?|\b(1\.[45])\s?\(([A-H])\)", re.IGNORECASE)


def codes(words: str) -> tuple[str, ...]:
    """Return the codes of the Freedom of Information Act in a stamp.

    >>> codes("RELEASE IN PART B1, 1.4(D), B6")
    ('B1', 'B6')
    """
    return tuple(dict.fromkeys(f"B{number}" for number in _CODE.findall(words)))


def cited(words: str) -> tuple[str, ...]:
    """Return the exemptions and the reasons of the executive order that a mark of redaction bears, each once.

    >>> cited("B1, 1.4(D), (b)(7)(C), B1")
    ('B1', '1.4(d)', 'B7(C)')
    """
    return tuple(dict.fromkeys(_spelt(m) for m in _CITED.finditer(words)))


def _spelt(match: re.Match[str]) -> str:
    number, part, section, letter = match.groups()
    return f"B{number}{(part or '').upper()}" if number else f"{section}({letter.lower()})"


def meaning(code: str) -> str | None:
    """Return what is withheld under a code: an exemption, or a reason of the executive order."""
    if not code.startswith("B"):
        return orders.meaning_of_reason(code)
    return next((row["meaning"] for row in tables.rows("exemptions") if row["code"] == code[:2]), None)
