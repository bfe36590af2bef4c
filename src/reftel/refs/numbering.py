"""How a post numbered its telegrams in a period: one series, or several; which numbers are out of line.

A post counts from 1 to the period's end.  Where numbers fall back to the beginning, leap ahead, or run in
two series side by side, no one series can be estimated; where a single number or date is out of all
line with its neighbours, it is set aside and told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import log
from statistics import median
from typing import Literal, NamedTuple

from reftel.model import Record
from reftel.refs.curves import Series, rising
from reftel.refs.periods import iso_of

# Numbers are given out before telegrams are sent, and some wait: days by which dates may be out of order.
TOLERANCE = 10
_UNLIKELY = log(1e-6)  # how unlikely a void has to be before the dates are asked whether they explain it
_FEWEST = 3  # numbers that make a series of their own
_SHARE = 0.02  # … or so large a share of all
_FASTER = 20  # how many times the usual pace a void may need
_AROUND = 5  # numbers on either side of a break that are looked at
_DROP = 0.5  # by how much of what was reached numbers have to fall back, to have begun anew
_LEAST_DROP = 15

Kind = Literal["reset", "leap", "parallel"]


class Numbered(NamedTuple):
    """A telegram held: its number, the day (an ordinal) it was sent on, and its classification."""

    number: int
    day: int | None = None
    level: str | None = None


class Break(Record, frozen=True):
    """Where numbering breaks: after this number, sent on this day, comes that one."""

    kind: Kind
    after: int
    after_day: str | None
    before: int
    before_day: str | None


class Part(NamedTuple):
    """A series that was counted through: numbers from `base` + 1 on."""

    base: int
    numbers: tuple[int, ...]  # different ones, rising
    line: Series  # those in line with their dates, by number
    off: tuple[Numbered, ...]  # those whose dates are not


class Numbering(NamedTuple):
    """The series of a period, where they break, and what was set aside."""

    parts: tuple[Part, ...]
    breaks: tuple[Break, ...]
    aside: tuple[Numbered, ...]

    @property
    def main(self) -> Part:
        """The series with the most numbers."""
        return max(self.parts, key=lambda part: len(part.numbers))


def numbering_of(held: Sequence[Numbered], first: int) -> Numbering:
    """Return how the numbers held of a period, which begins on the day `first`, hang together."""
    ordered = sorted(held, key=lambda h: (h.number, h.day or 0))
    clusters, breaks, aside = _clusters(ordered, first)
    parts: list[Part] = []
    for base, cluster in clusters:
        found, resets = _runs(cluster, base)
        parts += found
        breaks += resets
    return Numbering(tuple(parts), tuple(breaks), tuple(aside))


# -- voids ------------------------------------------------------------------------------------


def _clusters(
    ordered: list[Numbered], first: int
) -> tuple[list[tuple[int, list[Numbered]]], list[Break], list[Numbered]]:
    """Part numbers where a void between them is neither chance nor explained by their dates."""
    clusters: list[tuple[int, list[Numbered]]] = []
    breaks: list[Break] = []
    base, start = 0, 0
    smallest = max(_FEWEST, int(_SHARE * len(ordered)) + 1)
    for at in _voids(ordered):
        below, above = ordered[start:at], ordered[at:]
        if len(below) < smallest or _explained(below, above, base, first):
            continue
        if len(above) < smallest:
            return [*clusters, (base, below)], breaks, above
        breaks.append(_break_at(below, above))
        clusters.append((base, below))
        base, start = above[0].number - 1, at
    return [*clusters, (base, ordered[start:])], breaks, []


def _voids(ordered: list[Numbered]) -> list[int]:
    """Return the places before which a void stands that numbers drawn at random would hardly leave."""
    k = len(ordered)
    if k <= _FEWEST:
        return []
    highest = ordered[-1].number
    least = highest * (1 - 2.718281828459045 ** ((_UNLIKELY - log(k)) / (k - 1)))
    return [i for i in range(1, k) if ordered[i].number - ordered[i - 1].number > least]


def _explained(below: list[Numbered], above: list[Numbered], base: int, first: int) -> bool:
    """Tell whether the dates on both sides say that so many may have been sent between."""
    low = [h.day for h in below[-_AROUND:] if h.day is not None]
    high = [h.day for h in above[:_AROUND] if h.day is not None]
    void = above[0].number - below[-1].number
    if not low or not high:
        return void < _FASTER * (below[-1].number - base)
    days = median(high) - median(low)
    if days < -TOLERANCE:
        return False
    pace = (below[-1].number - base) / (max(0.0, median(low) - first) + 1)
    return void <= _FASTER * pace * (max(days, 0.0) + TOLERANCE)


def _break_at(below: list[Numbered], above: list[Numbered]) -> Break:
    """Return a void as a break: a leap in time, or a second series beside the first."""
    lows = [h.day for h in below if h.day is not None]
    highs = [h.day for h in above if h.day is not None]
    later = not lows or not highs or min(highs) >= max(lows) - TOLERANCE
    return _break("leap" if later else "parallel", below[-1], above[0])


def _break(kind: Kind, after: Numbered, before: Numbered) -> Break:
    days = [None if h.day is None else iso_of(h.day) for h in (after, before)]
    return Break(kind, after.number, days[0], before.number, days[1])


# -- resets -----------------------------------------------------------------------------------


def _runs(cluster: list[Numbered], base: int) -> tuple[list[Part], list[Break]]:
    """Part a series where its numbers begin anew."""
    part = _part(cluster, base)
    if len(part.off) < _FEWEST:
        return [part], []
    dated = sorted((h for h in cluster if h.day is not None), key=lambda h: (h.day, h.number))
    at = _reset(dated, base)
    if at is None:
        return [part], []
    before, after = _sides(dated, at, base)
    found = _break("reset", max(before), min(after))
    undated = [h for h in cluster if h.day is None]
    sides = [sorted(before), sorted(after)]
    sides[len(after) > len(before)].extend(undated)
    parts, breaks = [], [found]
    for side in sides:
        more, further = _runs(side, 0 if side is sides[1] else base)
        parts += more
        breaks += further
    return parts, breaks


def _sides(dated: list[Numbered], at: int, base: int) -> tuple[list[Numbered], list[Numbered]]:
    """Part telegrams at a reset; about that day, high numbers are of the old run and low ones of the new."""
    turn = dated[at].day or 0
    half = (max(h.number for h in dated[max(0, at - _AROUND) : at]) - base) / 2
    before: list[Numbered] = []
    after: list[Numbered] = []
    for place, held in enumerate(dated):
        near = abs((held.day or 0) - turn) <= TOLERANCE
        old = held.number - base > half if near else place < at
        (before if old else after).append(held)
    return before, after


def _reset(dated: list[Numbered], base: int) -> int | None:
    """Return the place, by date, where numbers fall back the furthest, if they begin anew there."""
    width = min(_AROUND, len(dated) // 2)
    if width < _FEWEST:
        return None
    numbers = [h.number for h in dated]
    middles = [sorted(numbers[i : i + width])[width // 2] for i in range(len(numbers) - width + 1)]
    falls = [(middles[i - width] - middles[i], i) for i in range(width, len(middles))]
    fall, at = max(falls, key=lambda each: each[0])
    reached = middles[at - width] - base
    return at if fall > max(_LEAST_DROP, _DROP * reached) else None


# -- in line ----------------------------------------------------------------------------------


def _part(cluster: list[Numbered], base: int) -> Part:
    points = [(h.number, h.day) for h in cluster if h.day is not None]
    run = rising(points)
    line, off = _in_line(points, run)
    numbers = sorted({h.number for h in cluster})
    return Part(base, tuple(numbers), line, tuple(Numbered(*point) for point in off))


def _in_line(points: list[tuple[int, int]], run: Series) -> tuple[Series, list[tuple[int, int]]]:
    """Tell points within days of the run from those that are out of all line with it."""
    if len(run.serials) == len(points):
        return run, []
    off = [point for point in points if not _fits(point, run)]
    return run, off


def _fits(point: tuple[int, int], run: Series) -> bool:
    number, day = point
    at = bisect_left(run.serials, number)
    low = run.days[at - 1] if at else day
    high = run.days[at] if at < len(run.days) else day
    return low - TOLERANCE <= day <= high + TOLERANCE
