"""The few distributions that the tests need, without a library of statistics."""

from __future__ import annotations

from math import erfc, exp, lgamma, log, sqrt
from statistics import NormalDist

_STEPS = 1000
_SMALL = 1e-12


def normal_tail(z: float) -> float:
    """Return how likely a normal value is to lie further from the middle than z, on either side.

    >>> round(normal_tail(1.96), 3)
    0.05
    """
    return erfc(abs(z) / sqrt(2))


def chi_square_tail(x: float, degrees: int) -> float:
    """Return how likely a chi-square value of so many degrees of freedom is to be above x.

    >>> round(chi_square_tail(11.07, 5), 3)
    0.05
    """
    if x <= 0:
        return 1.0
    a, half = degrees / 2, x / 2
    front = exp(a * log(half) - half - lgamma(a))
    return 1 - front * _series(a, half) if half < a + 1 else front * _fraction(a, half)


def _series(a: float, x: float) -> float:
    """Return the sum that the lower part is made of, where x is small."""
    term = total = 1 / a
    for n in range(1, _STEPS):
        term *= x / (a + n)
        total += term
        if term < total * _SMALL:
            break
    return total


def _fraction(a: float, x: float) -> float:
    """Return the continued fraction (after Lentz) that the upper part is made of, where x is large."""
    b = x + 1 - a
    c, d = 1e300, 1 / b
    found = d
    for n in range(1, _STEPS):
        step = -n * (n - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        found *= c * d
        if abs(c * d - 1) < _SMALL:
            break
    return found


def t_bound(degrees: int, confidence: float = 0.95) -> float:
    """Return how far Student's t keeps to the middle so often (Cornish and Fisher; from 3 degrees on).

    >>> round(t_bound(10), 2)
    2.23
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    return (
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
    )
