from __future__ import annotations

import datetime as dt
import random

import pytest

from reftel.refs.curves import Curves
from reftel.refs.periods import day_of, period_of
from reftel.refs.years import Inference, convention_of, infer_year


def day(iso: str) -> int:
    found = day_of(iso)
    assert found is not None
    return found


def steady(post: str, years: range, a_day: float, every: int) -> list[tuple[str, int, int]]:
    """Numbers of a post that sends so many a day, one in so many held."""
    found = []
    for year in years:
        first = dt.date(year, 1, 1).toordinal()
        found += [(post, n, first + int((n - 1) / a_day)) for n in range(every, int(365 * a_day), every)]
    return found


CURVES = Curves(steady("TUNIS", range(2004, 2009), 4.0, 10))


def infer(serial: int, on: str, **options: float) -> Inference:
    return infer_year(CURVES, "TUNIS", serial, day(on), **options)


@pytest.mark.parametrize(
    ("serial", "on", "year"),
    [
        (1400, "2008-01-05", 2007),  # January: far above where the post's numbers stand
        (12, "2008-01-05", 2008),
        (600, "2008-06-10", 2008),
        (1200, "2008-06-10", 2007),  # June, and the post had not come so far
        (1300, "2008-11-28", 2008),
    ],
)
def test_the_numbers_around_tell_the_year(serial: int, on: str, year: int) -> None:
    inference = infer(serial, on)
    assert inference.years[0].year == year
    assert inference.sure != "open"


def test_a_number_not_yet_reached_is_never_of_this_year() -> None:
    assert all(y.year != 2008 for y in infer(1200, "2008-03-01").years)


def test_two_years_that_fit_alike_are_both_given_and_left_open() -> None:
    """Half a year back, or a year and a half: nothing but time tells, and that not for sure."""
    inference = infer(60, "2008-12-20")
    assert {y.year for y in inference.years} >= {2008, 2007}
    assert inference.sure != "certain"
    assert sum(y.share for y in inference.years) == pytest.approx(1, abs=0.15)


def test_a_custom_of_giving_other_years_makes_the_own_year_surer() -> None:
    plain, told = infer(60, "2008-12-20"), infer(60, "2008-12-20", convention=50.0)
    assert told.years[0].year == 2008
    assert told.years[0].share > plain.years[0].share
    assert convention_of(49, 0) == 50
    assert convention_of(0, 10) < 1


def test_nothing_known_of_a_post_is_never_certain() -> None:
    inference = infer_year(Curves([]), "NOWHERE", 500, day("2008-07-01"))
    assert inference.years[0].year == 2008
    assert inference.sure != "certain"
    assert "nothing of the post is held" in inference.why


def test_the_pace_of_other_years_helps_where_the_year_itself_is_empty() -> None:
    curves = Curves(steady("TUNIS", range(2004, 2007), 4.0, 10))
    inference = infer_year(curves, "TUNIS", 1400, day("2008-02-01"))
    assert inference.years[0].year == 2007
    assert "pace in other years" in inference.why


def test_before_1970_numbers_ran_with_the_fiscal_year() -> None:
    assert period_of(day("1963-02-01")) == 1962
    assert period_of(day("1969-12-31")) == 1969
    assert period_of(day("1970-01-01")) == 1970
    held = [("MOSCOW", n, day("1962-07-01") + n // 8) for n in range(20, 2900, 20)]
    inference = infer_year(Curves(held), "MOSCOW", 812, day("1963-02-01"))
    assert inference.years[0].year == 1962
    assert inference.years[0].first.startswith("1962-10")


def test_one_telegram_with_a_wrong_date_does_not_bend_the_curve() -> None:
    wrong = [*steady("TUNIS", range(2008, 2009), 4.0, 10), ("TUNIS", 41, day("2008-12-01"))]
    inference = infer_year(Curves(wrong), "TUNIS", 42, day("2008-01-20"))
    assert inference.years[0].year == 2008


def test_what_is_called_certain_is_right() -> None:
    """Citations that point back as such do, their years taken away."""
    draw = random.Random(7)
    certain = right = total = best = 0
    for _ in range(4000):
        on = draw.randrange(day("2006-01-01"), day("2008-12-31"))
        back = draw.expovariate(1 / draw.choices((12, 75, 420), (62, 30, 8))[0])
        sent = dt.date.fromordinal(int(on - back - 1))
        serial = 1 + int((sent.toordinal() - dt.date(sent.year, 1, 1).toordinal()) * 4)
        inference = infer_year(CURVES, "TUNIS", serial, on)
        total += 1
        best += inference.years[0].year == sent.year
        if inference.sure == "certain":
            certain += 1
            right += inference.years[0].year == sent.year
    assert certain > total / 8
    assert right / certain >= 0.993
    assert best / total >= 0.95
