from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.refs.totals import highest_total, missing_runs, total_of

NUMBERS = st.sets(st.integers(1, 400), min_size=1, max_size=60)


def test_the_estimate_for_four_tanks() -> None:
    """The example of the books: the numbers 19, 40, 42 and 60."""
    total = total_of([19, 40, 42, 60])
    assert total is not None
    assert total.estimate == 74
    assert (total.low, total.high) == (60, 125)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.8])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(share: float) -> None:
    draw = random.Random(11)
    held = [[n for n in range(1, 501) if draw.random() < share] for _ in range(600)]
    totals = [t for t in map(total_of, held) if t is not None]
    within = sum(t.low <= 500 <= t.high for t in totals) / len(totals)
    assert within >= 0.92
    assert abs(sum(t.estimate for t in totals) / len(totals) - 500) < 6


@given(NUMBERS, NUMBERS)
def test_what_is_known_to_exist_bounds_the_total_from_below(held: set[int], cited: set[int]) -> None:
    total = total_of(held, cited)
    assert total is not None
    assert total.low == max(held | cited) <= total.estimate
    assert total.low <= total.high
    assert 0 < total.share_low <= total.share_high <= 1
    assert total.cited == len(cited - held)


@given(NUMBERS)
def test_the_bound_is_where_the_chance_falls_below_one_in_twenty(held: set[int]) -> None:
    k, m = len(held), max(held)

    def chance(n: int) -> float:
        found = 1.0
        for i in range(k):
            found *= (m - i) / (n - i)
        return found

    high = highest_total(k, m)
    assert chance(high) > 0.05 - 1e-9
    assert chance(high + 1) <= 0.05 + 1e-9


@given(NUMBERS, NUMBERS)
def test_runs_and_numbers_held_are_all_numbers(held: set[int], cited: set[int]) -> None:
    runs = missing_runs(held, cited)
    missing = {n for run in runs for n in range(run.first, run.last + 1)}
    assert missing | held == set(range(1, max(held | cited) + 1))
    assert not missing & held
    assert sum(run.cited for run in runs) == len(cited - held)


def test_nothing_held_gives_no_estimate() -> None:
    assert total_of([], [5]) is None
