"""Comparing figures: whether two of them can both be right of one thing."""

from __future__ import annotations

from math import inf
from typing import Literal

from reftel.extract.contrast.records import Quantity
from reftel.terms import contrast

ABOUT = 0.15  # how far from the figure what is about it may be
_EXACT = 0.02  # a written figure may be rounded by so much
_ALIKE = 1e-6
_ONE_SIDED = 4.0  # `more than 300` is not said where there are more than so many times 300

Outcome = Literal["agree", "differ", "other"]  # other: of another unit, or one has no value


def compare(one: Quantity, other: Quantity) -> Outcome:
    """Tell whether two figures agree, differ, or are not of one kind.

    >>> compare(Quantity(3000, 3000), Quantity(300, 350))
    'differ'
    >>> compare(Quantity(3000, 3000, "about"), Quantity(3200, 3200))
    'agree'
    """
    if (one.low is None and one.high is None) or (other.low is None and other.high is None):
        return "other"
    if dimension(one) != dimension(other):
        return "other"
    (a, b), (c, d) = reach(one), reach(other)
    return "agree" if a <= d and c <= b else "differ"


def is_slip(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures are the same but for thousands or millions: a word was left out or misread.

    >>> is_slip(Quantity(4, 4), Quantity(4_000_000, 4_000_000))
    True
    """
    if not one.low or not other.low or one.low == other.low:
        return False
    times = max(one.low, other.low) / min(one.low, other.low)
    return any(abs(times / scale - 1) < _ALIKE for scale in (1e3, 1e6, 1e9))


def dimension(figure: Quantity) -> str | None:
    """Return the currency or the kind of unit that a figure is in; null where it counts."""
    if figure.currency:
        return figure.currency
    return contrast.unit(figure.unit)[0] if figure.unit else None


def reach(figure: Quantity) -> tuple[float, float]:
    """Return the values that a figure can stand for, from and to, in the first unit of its kind."""
    times = contrast.unit(figure.unit)[1] if figure.unit else 1.0
    low, high = (None if v is None else v * times for v in (figure.low, figure.high))
    if low is None or high is None:
        return (low if low is not None else -inf), (high if high is not None else inf)
    if figure.bound == "at least":
        return low * (1 - _EXACT), high * _ONE_SIDED
    if figure.bound == "at most":
        return low / _ONE_SIDED, high * (1 + _EXACT)
    slack = ABOUT if figure.bound == "about" else _EXACT
    return low - abs(low) * slack, high + abs(high) * slack
