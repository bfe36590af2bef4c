from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from bench.completeness import SHARES, SIZES, WAYS, tried, world
from bench.completeness_page import report


def test_a_generated_series_is_complete_and_rises_with_time() -> None:
    for size, series in zip(SIZES, world(3), strict=True):
        assert [h.number for h in series] == list(range(1, size + 1))
        days = [h.day or 0 for h in series]
        assert all(b >= a - 4 for a, b in pairwise(days))
    assert world(3) == world(3) != world(4)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_so_large_a_share_is_hidden(way: str, share: float) -> None:
    whole = world(1)
    kept = WAYS[way](Random(1), whole, share)
    assert sum(map(len, kept)) == sum(SIZES) - round(share * sum(SIZES))
    assert all(set(some) <= set(every) for some, every in zip(kept, whole, strict=True))


def test_hiding_by_classification_takes_the_highest_first() -> None:
    kept = WAYS["by classification"](Random(1), world(1), 0.5)
    assert "SECRET" not in {h.level for series in kept for h in series}


def test_the_figures_tell_where_the_interval_does_not_hold() -> None:
    outcome = {(way, share): tried(way, share, 4) for way in WAYS for share in SHARES[:2]}
    text, _ = report(outcome, 4, 2, 1.0)
    assert text.count("### Hidden") == 3
    for tally in outcome["at random", 0.1].values():
        tally.sums["numbers covers"] = 0
    _, wrong = report(outcome, 4, 2, 1.0)
    assert any("10% hidden" in each for each in wrong)
