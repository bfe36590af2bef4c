"""Finding the one known word that a misspelt one stands for."""

from __future__ import annotations

from collections.abc import Collection


def nearest(written: str, known: Collection[str], *, within: int) -> str | None:
    """Return the one known word at the smallest distance, or None if there is none or more than one.

    A letter too many, too few, wrong, or exchanged with its neighbour counts one.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(written, known, scorer=OSA.distance, score_cutoff=within, limit=2)
    if not found or (len(found) > 1 and found[1][1] == found[0][1]):
        return None
    word: str = found[0][0]
    return word


def distance(one: str, other: str) -> int:
    """Return how many slips lie between two words."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other))
