"""Collectives: one address that stands for many posts, which the telegram does not list."""

from __future__ import annotations

from functools import cache

from reftel.terms import tables
from reftel.terms.tables import squeeze


def is_collective(plad: str) -> bool:
    """Tell whether an address stands for a group of posts."""
    key = squeeze(plad)
    return key in _by_key() or key.endswith("COLLECTIVE")


def meaning(plad: str) -> str | None:
    """Return what is known of a collective."""
    row = _by_key().get(squeeze(plad))
    return None if row is None else row["notes"]


@cache
def _by_key() -> dict[str, dict[str, str]]:
    return {squeeze(row["name"]): row for row in tables.rows("collectives")}
