"""The rank of a missing telegram: a sum of parts, each with its reason.  The list is the documentation.

Every part says something of the telegrams that cite it; nothing is known of the missing one itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reftel.collection.missing.answers import Part
from reftel.terms.levels import LEVELS, rank

_MOST_TIMES = 10
_MOST_POSTS = 4
_MOST_SENTENCES = 4
_TELLING = ("SUMMARY", "ACTION REQUEST")

LEVEL_POINTS = {"CONFIDENTIAL": 0.5, "SECRET": 1.0, "TOP SECRET": 1.5}
PRECEDENCE_POINTS = {"PRIORITY": 0.5, "IMMEDIATE": 1.0, "NIACT IMMEDIATE": 1.0, "FLASH": 1.5}


class Facts(NamedTuple):
    """What is known of those that cite a number; copies of one telegram count as one."""

    telegrams: int
    posts: Sequence[str]
    level: str | None  # the highest
    precedence: str | None  # the highest
    last: str | None  # when it was cited last, ISO
    lateness: float  # where that falls between the first and last day held, 0 to 1


class Use(NamedTuple):
    """How the texts use the reference: in how many sentences, and whether summary or action request do."""

    sentences: int
    labels: Sequence[str]


def _cited(f: Facts) -> Part:
    times = "1 telegram" if f.telegrams == 1 else f"{f.telegrams} telegrams"
    return Part("cited", float(min(f.telegrams, _MOST_TIMES)), f"cited by {times}")


def _posts(f: Facts) -> Part:
    more = min(max(len(f.posts) - 1, 0), _MOST_POSTS)
    return Part("posts", float(more), f"from {len(f.posts)} posts: {', '.join(f.posts)}")


def _level(f: Facts) -> Part:
    return Part("level", LEVEL_POINTS.get(f.level or "", 0.0), f"the highest of them is {f.level}")


def _precedence(f: Facts) -> Part:
    points = PRECEDENCE_POINTS.get(f.precedence or "", 0.0)
    return Part("precedence", points, f"the most urgent of them was {f.precedence}")


def _lately(f: Facts) -> Part:
    return Part("lately", round(f.lateness, 2), f"cited last on {(f.last or '')[:10]}")


PARTS: tuple[Callable[[Facts], Part], ...] = (_cited, _posts, _level, _precedence, _lately)


def parts_of(facts: Facts) -> tuple[Part, ...]:
    """Return what counts, without what gives no points."""
    return tuple(part for make in PARTS if (part := make(facts)).points)


def part_of_use(use: Use) -> Part | None:
    """Return what its use in the texts counts for: a quarter for each sentence, a half for a telling one."""
    telling = sorted({label for label in use.labels if label in _TELLING})
    if not use.sentences:
        return None
    points = min(use.sentences, _MOST_SENTENCES) / 4 + (0.5 if telling else 0)
    says = (
        "1 sentence of theirs uses it"
        if use.sentences == 1
        else f"{use.sentences} sentences of theirs use it"
    )
    return Part("context", points, says + (f", one in: {' and '.join(telling).lower()}" if telling else ""))


# What the text may add at most to the other parts.
MOST_OF_USE = 1.5


def higher_level(one: str | None, other: str | None) -> str | None:
    """Return the higher of two levels."""
    known = [level for level in (one, other) if level in LEVELS]
    return max(known, key=rank, default=None)


def higher_precedence(one: str | None, other: str | None) -> str | None:
    """Return the more urgent of two precedences."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda p: PRECEDENCE_POINTS.get(p, 0.0))
