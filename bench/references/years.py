"""The year left out: inferred for made references whose year is known, beside the guess "this year".

A collection is held (all of it, or with a part hidden), every year is taken away from its references, and
each number is resolved from the numbers and dates that are held.  The citing telegram's own year is what
anyone would write without a method.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from random import Random
from typing import NamedTuple

from bench.references.lags import Law
from bench.references.traffic import Citing, Telegram, Traffic
from reftel.refs.curves import Curves
from reftel.refs.years import infer_year

SIZES = (10_000, 50_000, 250_000)
REFERENCES = 20_000
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, 1.0001)
SURE = ("certain", "likely", "open")


class Hidden(NamedTuple):
    """What is taken away: a share of all, at random; or with it whole years of posts."""

    share: float
    whole_years: bool = False

    @property
    def said(self) -> str:
        """What is hidden, in words."""
        what = " of the years of posts" if self.whole_years else ""
        return f"{self.share:.0%}{what}" if self.share else "nothing"


HIDDEN = (Hidden(0.0), Hidden(0.1), Hidden(0.5), Hidden(0.7, whole_years=True))


class Tried(NamedTuple):
    """A reference resolved: how sure, the share claimed, whether that and the own year were right."""

    sure: str
    share: float
    right: bool
    own_right: bool
    january: bool


class Row(NamedTuple):
    """The references of one collection, tried."""

    held: int
    hidden: Hidden
    law: Law
    tried: list[Tried]


def measure(
    size: int, hidden: Hidden, *, seed: int = 1, count: int = REFERENCES, law: Law = "measured"
) -> Row:
    """Try the references of one collection."""
    traffic = Traffic(seed)
    held = list(traffic.held(size))
    kept = list(_kept(held, hidden, seed))
    curves = Curves((traffic.name(one.post), one.serial, one.dated) for one in kept)
    citations = Citing(traffic, held, law).citations(count, kept)
    return Row(
        len(kept),
        hidden,
        law,
        [
            tried(curves, traffic.name(each.post), each.serial, each.cited_on, each.year, each.own_year)
            for each in citations
        ],
    )


def _kept(held: list[Telegram], hidden: Hidden, seed: int) -> Iterator[Telegram]:
    random = Random(f"{seed}/hidden/{hidden.share}")
    for one in held:
        chance = Random(f"{seed}/{one.post}/{one.period}") if hidden.whole_years else random
        if chance.random() >= hidden.share:
            yield one


def tried(curves: Curves, post: str, serial: int, cited_on: int, year: int, own_year: int) -> Tried:
    """Resolve a reference whose year is known."""
    found = infer_year(curves, post, serial, cited_on)
    best = found.years[0] if found.years else None
    return Tried(
        found.sure,
        best.share if best else 0.0,
        best is not None and best.year == year,
        own_year == year,
        dt.date.fromordinal(cited_on).month == 1,
    )


def share(tried: Iterable[bool]) -> float:
    """Return the share of true ones; none of none is nothing wrong."""
    all_of = list(tried)
    return sum(all_of) / len(all_of) if all_of else 1.0


def calibration(tried: Iterable[Tried]) -> list[tuple[float, float, int, float, float]]:
    """Return, by the share claimed: from, to, how many, the mean claimed, the share that was right."""
    found = sorted(tried, key=lambda t: t.share)
    rows = []
    for low, high in pairwise(BINS):
        some = [t for t in found if low <= t.share < high]
        if some:
            mean = sum(t.share for t in some) / len(some)
            rows.append((low, high, len(some), mean, share(t.right for t in some)))
    return rows


def sure_shares(tried: list[Tried]) -> dict[str, float]:
    """Return which share of the references was called certain, likely and open."""
    counted = Counter(t.sure for t in tried)
    return {name: counted[name] / max(1, len(tried)) for name in SURE}
