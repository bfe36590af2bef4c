"""Routing indicators: the letters by which relay stations know where a telegram goes."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from reftel.terms import tables


def meaning(indicator: str) -> str | None:
    """Return whom a routing indicator serves.

    >>> meaning("RUEHC")
    'SECSTATE WASHDC'
    """
    row = find(indicator)
    return None if row is None else row["name"]


def is_unverified(indicator: str) -> bool:
    """Tell whether no document was found for whom an indicator serves."""
    row = find(indicator)
    return row is not None and tables.unverified(row)


def find(indicator: str) -> dict[str, str] | None:
    """Return the row of an indicator, or of the block of indicators that holds it."""
    written = indicator.upper()
    row = _single().get(written)
    if row is not None:
        return row
    place = bisect_right(_starts(), written) - 1
    if place < 0:
        return None
    block = _blocks()[place]
    same_length = len(written) == len(block["indicator"])
    return block if same_length and written <= block["range_end"] else None


@cache
def _single() -> dict[str, dict[str, str]]:
    return {row["indicator"]: row for row in tables.rows("routing_indicators")}


@cache
def _blocks() -> list[dict[str, str]]:
    return sorted(
        (r for r in tables.rows("routing_indicators") if r["range_end"]), key=lambda r: r["indicator"]
    )


@cache
def _starts() -> list[str]:
    return [row["indicator"] for row in _blocks()]
