"""Figures with range, unit, currency, what is counted and of whom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.extract.figures import find_figures
from reftel.extract.page import Page

# words: (the figure's words, low, high, bound, unit or currency, what is counted, of whom)
READ = {
    "3,000 members of the Front": ("3,000", 3000, 3000, "exact", None, "members", "Front"),
    "told us 300-350": ("300-350", 300, 350, "exact", None, None, None),
    "about two dozen lanterns": ("about two dozen", 24, 24, "about", None, "lanterns", None),
    "SEVERAL HUNDRED LANTERNS": ("SEVERAL HUNDRED", None, None, "about", None, "LANTERNS", None),
    "a grant of $2.5 million": ("$2.5 million", 2.5e6, 2.5e6, "exact", "USD", "grant", None),
    "DOLS 40 MILLION LOAN": ("DOLS 40 MILLION", 4e7, 4e7, "exact", "USD", "LOAN", None),
    "12 percent of exports": ("12 percent", 12, 12, "exact", "percent", "exports", None),
    "2.3 million tons of wheat": ("2.3 million tons", 2.3e6, 2.3e6, "exact", "ton", "wheat", None),
    "10,000 MTS OF RICE": ("10,000 MTS", 1e4, 1e4, "exact", "metric ton", "RICE", None),
    "1.5 MILLION BPD": ("1.5 MILLION BPD", 1.5e6, 1.5e6, "exact", "barrel per day", None, None),
    "DM 400": ("DM 400", 400, 400, "exact", "DEM", None, None),
    "over 200 men": ("over 200", 200, None, "at least", None, "men", None),
    "AT LEAST FIVE SHIPS": ("AT LEAST FIVE", 5, None, "at least", None, "SHIPS", None),
    "up to 300 tons": ("up to 300 tons", None, 300, "at most", "ton", None, None),
    "one third of the votes": ("one third", 0.333333, 0.333333, "exact", None, "votes", None),
    "500-600 MILLION DOLLARS": ("500-600 MILLION DOLLARS", 5e8, 6e8, "exact", "USD", None, None),
    "$17 million to $27 million": ("$17 million to $27 million", 1.7e7, 2.7e7, "exact", "USD", None, None),
    "three and a half months": ("three and a half months", 3.5, 3.5, "exact", "month", None, None),
    "TWENTY-FIVE THOUSAND TROOPS": ("TWENTY-FIVE THOUSAND", 25000, 25000, "exact", None, "TROOPS", None),
    "a 30-day notice": ("30-day", 30, 30, "exact", "day", "notice", None),
    "15 of their countrymen": ("15", 15, 15, "exact", None, "countrymen", None),
    "1,500 YUGOSLAV DINARS": ("1,500 YUGOSLAV DINARS", 1500, 1500, "exact", "YUD", None, None),
    "increases totaling $15 million": ("$15 million", 1.5e7, 1.5e7, "exact", "USD", "increases", None),
    "a rise even greater than 5 percent": (
        "greater than 5 percent",
        5,
        None,
        "at least",
        "percent",
        "rise",
        None,
    ),
    "reduce the harbor dues by 20 percent": (
        "20 percent",
        20,
        20,
        "exact",
        "percent",
        "harbor dues",
        None,
    ),
    "THE PRICE OF SALT HAD RISEN BY 30 PERCENT": ("30 PERCENT", 30, 30, "exact", "percent", "PRICE", None),
    "imports of salt in 1973 totaled 900 tons": ("900 tons", 900, 900, "exact", "ton", "imports", None),
    "$30 million USD in economic aid": (
        "$30 million USD",
        3e7,
        3e7,
        "exact",
        "USD",
        "economic aid",
        None,
    ),
    "$17 MILLION WORTH OF SALT": ("$17 MILLION", 1.7e7, 1.7e7, "exact", "USD", "SALT", None),
    "ONE OR TWO NEW LANTERNS": ("ONE OR TWO", 1, 2, "exact", None, "NEW LANTERNS", None),
    "300 BLACK AND WHITE LANTERNS": ("300", 300, 300, "exact", None, "BLACK AND WHITE LANTERNS", None),
    "40 salt mining licenses": ("40", 40, 40, "exact", None, "salt mining licenses", None),
    "2 percentage points": ("2 percentage points", 2, 2, "exact", "percent", None, None),
    "AN INTEREST RATE OF 6-3/8 PERCENT": (
        "6-3/8 PERCENT",
        6.375,
        6.375,
        "exact",
        "percent",
        "INTEREST RATE",
        None,
    ),
    "waited an hour and a half": ("an hour and a half", 1.5, 1.5, "exact", "hour", None, None),
    "the salt tax was put at 7 percent": ("7 percent", 7, 7, "exact", "percent", "salt tax", None),
    "we estimate the total number of lanterns is 900 tons": (
        "900 tons",
        900,
        900,
        "exact",
        "ton",
        "lanterns",
        None,
    ),
    "HE VALUES ITS PIERS AT $54 MILLION": ("$54 MILLION", 5.4e7, 5.4e7, "exact", "USD", "PIERS", None),
    "SALT SALES WOULD FALL FROM $90 MILLION": (
        "$90 MILLION",
        9e7,
        9e7,
        "exact",
        "USD",
        "SALT SALES",
        None,
    ),
    "a crew of nine serves here": ("nine", 9, 9, "exact", None, "crew", None),
    "A CHECK FOR $.4 MILLION": ("$.4 MILLION", 4e5, 4e5, "exact", "USD", "CHECK", None),
    "at a cost of $70": ("$70", 70, 70, "exact", "USD", None, None),
    "as follows:\nMILLED WHEAT 300 TONS": ("300 TONS", 300, 300, "exact", "ton", "MILLED WHEAT", None),
    "over the last two years": ("two years", 2, 2, "exact", "year", None, None),
    "200 pesos": ("200 pesos", 200, 200, "exact", "peso", None, None),
}
NOT_FIGURES = (
    "PARA 3 ABOVE", "PARAS 4 TO 9", "RESOLUTION 242 AND 338", "DECREE LAW 600", "VALLETTA 046969",
    "MAY 14, 1976", "AT 1600 HOURS", "5 P.M. MEETING", "phone 555-1234", "C-130 AIRCRAFT", "(3) LANTERNS",
    "NO. 47/74", "ON MARCH 23", "ONE GUEST", "\n\n4. LANTERNS",
    "two years ago", "NO.          8\f      DM", "arrive May 5, 6 or 7",
    "CALL 2210-338817 VALLETTA", "27 AV. DO FAROL", "31 LANTERN AVENUE",
)  # fmt: skip


@pytest.mark.parametrize("words", READ)
def test_a_figure_says_how_many_of_what(words: str) -> None:
    [f] = find_figures(Page(words))
    told = [None if span is None else words[span.start : span.end] for span in (f.span, f.counted, f.of)]
    assert (told[0], f.low, f.high, f.bound, f.unit or f.currency, *told[1:]) == READ[words]


TABLE = """
     ITEM                     CRATES        TOTAL COST
  A. BLUE LANTERNS              21              $79
  B. OIL FOR ALL
     LANTERNS                  214            1,254
  C. ROPE .......... 3           13
"""
ROWS = """
                          1973      1974
     A. LANTERNS LIT        21        79
     B. PILOTS ABOARD      214       254
"""


def test_figures_of_a_table_count_what_stands_over_them() -> None:
    told = [(TABLE[f.span.start : f.span.end], f.counted) for f in find_figures(Page(TABLE))]
    words = {figure: TABLE[c.start : c.end] for figure, c in told if c is not None}
    assert words["21"] == words["214"] == "CRATES"
    assert words["$79"] == words["1,254"] == "TOTAL COST"


def test_under_years_they_count_what_stands_before_them() -> None:
    told = [(ROWS[f.span.start : f.span.end], f.counted) for f in find_figures(Page(ROWS))]
    assert [(figure, ROWS[c.start : c.end]) for figure, c in told if c is not None] == [
        ("21", "LANTERNS LIT"), ("79", "LANTERNS LIT"), ("214", "PILOTS ABOARD"), ("254", "PILOTS ABOARD"),
    ]  # fmt: skip


def test_two_figures_of_different_kinds_are_no_range() -> None:
    words = "exports rose by 7 percent to 900 tons"
    found = find_figures(Page(words))
    assert [(f.low, f.unit, words[f.counted.start : f.counted.end]) for f in found if f.counted] == [
        (7, "percent", "exports"),
        (900, "ton", "exports"),
    ]


@pytest.mark.parametrize("words", NOT_FIGURES)
def test_a_number_that_names_or_dates_is_no_figure(words: str) -> None:
    assert find_figures(Page(words)) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*" ".join(READ).split(), ".", "49,94949", "1/0", "0", "-", "AND", "A", "HALF"]))
)
def test_any_order_of_such_words_gives_places_in_order(words: list[str]) -> None:
    places = [f.span for f in find_figures(Page(" ".join(words)))]
    assert places == sorted(places)
    assert all(a.end <= b.start for a, b in pairwise(places))
