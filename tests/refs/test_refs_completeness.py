from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.refs.chances import chi_square_tail, normal_tail, t_bound
from reftel.refs.completeness import Completeness, Material, gaps_of
from reftel.refs.examine import examine
from reftel.refs.footnote import footnote
from reftel.refs.numbering import Numbered
from reftel.refs.periods import bounds
from reftel.refs.randomness import evenness

FIRST, LAST = bounds(1986)
LEVELS = ("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")


def series(count: int = 800, *, seed: int = 1, late: int = 2) -> list[Numbered]:
    """All numbers of a year, each with its day; some leave days after they were numbered."""
    draw = random.Random(seed)
    days = sorted(draw.randint(FIRST, LAST) for _ in range(count))
    return [Numbered(n, day + draw.randint(0, late), draw.choice(LEVELS)) for n, day in enumerate(days, 1)]


def some(held: list[Numbered], share: float = 0.5, seed: int = 8) -> list[Numbered]:
    draw = random.Random(seed)
    return [each for each in held if draw.random() < share]


def told(held: list[Numbered], cited: tuple[int, ...] = (), horizon: int | None = LAST) -> Completeness:
    found = examine(Material("EXERCISE", 1986, held, cited, horizon=horizon))
    assert found is not None
    return found.told


def codes(found: Completeness) -> set[str]:
    return {c.code for c in found.cautions}


# -- distributions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "degrees", "chance"),
    [
        (3.841, 1, 0.05),
        (6.635, 1, 0.01),
        (18.307, 10, 0.05),
        (43.773, 30, 0.05),
        (40, 5, 1.5e-7),
    ],
)
def test_chi_square_is_as_in_the_tables(x: float, degrees: int, chance: float) -> None:
    assert chi_square_tail(x, degrees) == pytest.approx(chance, rel=0.01)


@pytest.mark.parametrize(("degrees", "bound"), [(4, 2.776), (10, 2.228), (24, 2.064), (120, 1.980)])
def test_t_is_as_in_the_tables(degrees: int, bound: float) -> None:
    assert t_bound(degrees) == pytest.approx(bound, rel=0.005)
    assert normal_tail(2.576) == pytest.approx(0.01, rel=0.01)


# -- a random sample --------------------------------------------------------------------------


def test_a_random_half_gives_the_truth_without_a_caution() -> None:
    found = told(some(series()))
    assert found.low <= 800 <= found.high
    assert found.share == pytest.approx(0.5, abs=0.05)
    assert found.best == "numbers"
    assert not codes(found)
    assert found.regression is not None
    assert found.regression.low <= 800 <= found.regression.high


def test_cited_numbers_raise_the_least_and_are_no_part_of_the_sample() -> None:
    held = [h for h in some(series()) if h.number <= 700]
    without, with_cited = told(held), told(held, (799, 20_000))
    assert with_cited.total.low == with_cited.highest == 799 > without.total.high
    assert with_cited.held == without.held
    assert with_cited.cited == 1
    assert "cited-aside" in codes(with_cited)


def test_months_add_up_to_what_was_held_and_sent() -> None:
    held = some(series(late=0))
    months = told(held).months
    assert [m.month for m in months] == [f"1986-{n:02}" for n in range(1, 13)]
    assert sum(m.held for m in months) == len(held)
    assert sum(m.sent or 0 for m in months) == pytest.approx(800, rel=0.02)
    assert all(0.3 < (m.share or 0) < 0.7 for m in months)


# -- no random sample -------------------------------------------------------------------------


def test_where_the_end_is_missing_the_dates_are_gone_by() -> None:
    found = told([h for h in some(series()) if (h.day or 0) < FIRST + 240])
    assert "end-missing" in codes(found)
    assert found.total.high < 800
    assert found.best == "regression"
    assert found.low <= 800 <= found.high


def test_a_collection_that_ends_within_the_period_is_said_to() -> None:
    found = told([h for h in some(series()) if (h.day or 0) < FIRST + 240], horizon=FIRST + 239)
    assert "collection-ends" in codes(found)
    assert found.best == "regression"


def test_months_that_are_missing_are_noticed_and_the_direction_told() -> None:
    thin = told([h for h in some(series(), 0.9) if h.number < 500 or h.number % 5 == 0])
    assert "bunched-low" in codes(thin)
    dense = told([h for h in some(series(), 0.9) if h.number > 500 or h.number % 5 == 0])
    assert "bunched-high" in codes(dense)
    assert dense.top is not None
    assert dense.top.low <= 800 <= dense.top.high


def test_every_second_number_is_too_regular() -> None:
    assert codes(told(series()[::2])) == {"too-regular"}


def test_levels_withheld_throughout_are_named() -> None:
    found = told([h for h in some(series()) if h.level != "SECRET"])
    assert "levels-absent" in codes(found)
    assert "SECRET" in next(c.words for c in found.cautions if c.code == "levels-absent")
    assert found.low <= 800 <= found.high


def test_a_mix_that_changes_is_noticed() -> None:
    assert "mix-changes" in codes(told([h for h in series() if h.level != "SECRET" or h.number < 400]))


def test_what_is_cited_and_what_is_held_should_be_alike() -> None:
    cited = tuple(h.number for h in some(series(), 0.1) if h.number % 20)
    held = [h for h in some(series(), 0.8) if h.number not in cited]
    assert "citations-disagree" in codes(told(held, cited))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_random_sample_is_seldom_called_anything_else(share: float) -> None:
    draw = random.Random(3)
    said = 0
    for _ in range(300):
        even = evenness(sorted(draw.sample(range(1, 501), int(500 * share))))
        said += even.is_bunched or even.is_regular
    assert said <= 15


# -- broken numbering -------------------------------------------------------------------------


def test_numbers_that_begin_anew_are_two_series() -> None:
    held = [h._replace(number=h.number - 450 if h.number > 450 else h.number) for h in some(series())]
    found = told(held)
    (broken,) = found.breaks
    assert broken.kind == "reset"
    assert abs(broken.after - 450) < 10 > broken.before
    assert "out-of-line" not in codes(found)
    assert found.low <= 800 <= found.high
    assert sum(part.held for part in found.parts) == len(held)


def test_numbers_that_leap_are_two_series() -> None:
    found = told([h._replace(number=h.number + 100_000) if h.number > 450 else h for h in some(series())])
    assert [b.kind for b in found.breaks] == ["leap"]
    assert found.low <= 800 <= found.high


def test_two_series_side_by_side_are_told_apart() -> None:
    held = some(series()) + [Numbered(50_000 + n, FIRST + 3 * n) for n in range(100)]
    found = told(held)
    assert [b.kind for b in found.breaks] == ["parallel"]
    assert 890 < found.estimate < 910


def test_a_number_of_six_figures_among_three_is_set_aside() -> None:
    found = told([*some(series()), Numbered(198_580, FIRST + 100)])
    assert "set-aside" in codes(found)
    assert found.high < 900


def test_a_long_silence_with_its_dates_is_no_break() -> None:
    found = told([h for h in series() if h.number < 150 or h.number > 600])
    assert not found.breaks
    assert not codes(found) & {"set-aside", "out-of-line"}
    assert found.longest is not None
    assert (found.longest.first, found.longest.last) == (150, 600)
    assert found.longest.after is not None
    assert found.longest.after < (found.longest.before or "")


def test_dates_out_of_line_and_numbers_twice_are_told() -> None:
    held = series()
    held[100] = held[100]._replace(day=FIRST + 350)
    found = told([*held, held[30]._replace(day=LAST - 3)])
    words = {c.code: c.words for c in found.cautions}
    assert "101 (1986-12-17)" in words["out-of-line"]
    assert words["number-twice"].startswith("Numbers that two telegrams with dates far apart bear: 31 (")
    assert found.low == found.high == 800


# -- properties -------------------------------------------------------------------------------

HELD = st.lists(
    st.builds(
        Numbered,
        st.integers(1, 3000),
        st.none() | st.integers(FIRST - 5, LAST + 20),
        st.none() | st.sampled_from(LEVELS),
    ),
    min_size=1,
    max_size=80,
)


@given(HELD, st.sets(st.integers(1, 10_000), max_size=20))
def test_whatever_is_held_the_figures_agree_with_each_other(held: list[Numbered], cited: set[int]) -> None:
    found = examine(Material("EXERCISE", 1986, held, cited, horizon=LAST))
    assert found is not None
    figures, numbers = found.told, {h.number for h in held}
    assert figures.low <= figures.estimate <= figures.high
    assert 0 < figures.share_low <= figures.share <= figures.share_high <= 1
    assert sum(len(p.numbers) for p in found.numbering.parts) == figures.held
    told_of = {n for p in found.numbering.parts for n in p.numbers} | {
        h.number for h in found.numbering.aside
    }
    assert told_of == numbers
    assert figures.cited + len(found.cited_aside) == len(cited - numbers)
    missing = [n for run in gaps_of(found.numbering, found.cited) for n in range(run.first, run.last + 1)]
    assert len(missing) == figures.missing
    assert all(c.words and "{" not in c.words for c in figures.cautions)
    for part in found.numbering.parts:
        assert all(a <= b for a, b in pairwise(part.line.days))
    sentence = footnote(figures, "Exercise", "2026-05-03")
    assert sentence.startswith("Of the telegrams that EXERCISE numbered in 1986")


def test_nothing_held_gives_nothing() -> None:
    assert examine(Material("EXERCISE", 1986, [], (5,))) is None


# -- fiscal years, footnote -------------------------------------------------------------------


def test_a_fiscal_year_has_its_months_and_name() -> None:
    first, last = bounds(1965)
    held = [Numbered(n, first + n * 3) for n in range(1, 120)]
    found = examine(Material("EXERCISE", 1965, held, horizon=last))
    assert found is not None
    assert found.told.period_name == "July 1965 to June 1966"
    assert [m.month for m in found.told.months][::11] == ["1965-07", "1966-06"]


def test_the_sentence_for_a_footnote_has_all_it_needs() -> None:
    found = told(some(series()), (805,))
    sentence = footnote(found, "Fisheries", "2026-05-03")
    for part in (
        "EXERCISE",
        "1986",
        "“Fisheries”",
        "2026-05-03",
        "95 % interval",
        "1 more is known",
        "m + m/k - 1",
    ):
        assert part in sentence
    assert str(found.held) in sentence
    assert "random sample, so" not in sentence


def test_the_sentence_says_where_the_interval_may_not_hold() -> None:
    thin = told([h for h in some(series(), 0.9) if h.number < 500 or h.number % 5 == 0])
    assert footnote(thin, "Fisheries", None).endswith("the estimate is likely too low.")
    ends = told([h for h in some(series()) if (h.day or 0) < FIRST + 240])
    assert "Theil-Sen" in footnote(ends, "Fisheries", None)


def test_a_year_that_ends_while_it_is_read_is_named_by_its_day() -> None:
    found = told([Numbered(n, FIRST + n) for n in range(1, 100)], horizon=FIRST + 100)
    words = next(c.words for c in found.cautions if c.code == "collection-ends")
    assert dt.date.fromordinal(FIRST + 100).isoformat() in words
