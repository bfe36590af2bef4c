"""How far back references point, as measured on real telegrams, and drawn from that.

The days were taken from every reference of the 274 real telegrams whose both dates can be told: numbers of
a post of which enough is held to place them within days (La Paz 1974 and 1979), references that give a
date or a date-time group of their own, and those that give a year from which the post's pace tells the
month.  The sample is of one size of post and mostly of two years, and what a post counted in its own year is
in it more often than what is older: the tail is the weak part.
"""

from __future__ import annotations

from random import Random
from typing import Literal

# From numbers placed between telegrams held, cited in the same year.
PLACED = (
    *(0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 6, 6, 7, 7, 9, 10, 10, 13, 15, 15, 17),
    *(20, 23, 30, 39, 42, 48, 57, 68, 79, 81, 118),
)
# From numbers above what the post had reached, or with last year's date: the year before.
YEAR_BEFORE = (105, 116, 122, 245, 345)
# From dates and date-time groups that the reference gives, and from stated years.
DATED = (0, 1, 6, 6, 7, 7, 8, 11, 12, 13, 14, 23, 33, 37, 83, 116, 162, 222, 225, 590)
MEASURED = (*PLACED, *YEAR_BEFORE, *DATED)

_BLUR = 0.3  # of the logarithm: drawn days are near measured ones, not on them

Law = Literal["measured", "long"]


def draw(random: Random, law: Law = "measured") -> float:
    """Return how many days back a reference points; `long` is three times as far as was measured."""
    days = (random.choice(MEASURED) + random.random()) * random.lognormvariate(0, _BLUR)
    return days * 3 if law == "long" else days


def shares() -> list[tuple[int, float]]:
    """Return the share of measured references that point back no further than so many days."""
    return [
        (days, sum(lag <= days for lag in MEASURED) / len(MEASURED)) for days in (3, 10, 30, 90, 180, 365)
    ]
