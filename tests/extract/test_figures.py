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
    "OIL 40 PERCENT OF TOTAL\nSALT": ("40 PERCENT", 40, 40, "exact", "percent", "OIL", None),
    "300 Harbor Guild (HG) wardens met": (
        "300",
        300,
        300,
        "exact",
        None,
        "Harbor Guild (HG) wardens",
        None,
    ),
    "300 Harbor Guild (HG) and": ("300", 300, 300, "exact", None, "Harbor Guild", None),
    "HE PUT THE NUMBER OF RECRUITS AT 1,200": (
        "1,200",
        1200,
        1200,
        "exact",
        None,
        "RECRUITS",
        None,
    ),
    "they control 40 percent of the total": ("40 percent", 40, 40, "exact", "percent", "total", None),
    "yields per boat should average 8 tons": ("8 tons", 8, 8, "exact", "ton", "yields", None),
    "salt sales totaled only 900 tons": ("900 tons", 900, 900, "exact", "ton", "salt sales", None),
    "the 6 percent originally promised": ("6 percent", 6, 6, "exact", "percent", None, None),
    "SALT WORTH US $ 30 MILLION": ("US $ 30 MILLION", 3e7, 3e7, "exact", "USD", "SALT", None),
    "$3 MILLION FY 71 ROAD CREDIT": ("$3 MILLION", 3e6, 3e6, "exact", "USD", "ROAD CREDIT", None),
    "over the next 4-6 years": ("4-6 years", 4, 6, "exact", "year", None, None),
    "a range of .2-.6 percent": (".2-.6 percent", 0.2, 0.6, "exact", "percent", None, None),
    "200 pesos": ("200 pesos", 200, 200, "exact", "peso", None, None),
}
NOT_FIGURES = (
    "PARA 3 ABOVE", "PARAS 4 TO 9", "RESOLUTION 242 AND 338", "DECREE LAW 600", "VALLETTA 046969",
    "MAY 14, 1976", "AT 1600 HOURS", "5 P.M. MEETING", "phone 555-1234", "C-130 AIRCRAFT", "(3) LANTERNS",
    "NO. 47/74", "ON MARCH 23", "ONE GUEST", "\n\n4. LANTERNS",
    "two years ago", "NO.          8\f      DM", "arrive May 5, 6 or 7",
    "1930 - PILOTS DEPART", "A PART 77 ORDER", "0 DEMARCHE",
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


# words: each figure with what it counts
TOGETHER = {
    "four sacks of tea (180 lbs. or 82 kilos)": [
        ("four", "sacks"), ("180 lbs", "tea"), ("82 kilos", "tea"),
    ],
    "harbor dues of 12 percent in May, 14 percent in June": [
        ("12 percent", "harbor dues"), ("14 percent", "harbor dues"),
    ],
    "imports totaled 900 tons as compared with 700 tons in 1973": [
        ("900 tons", "imports"), ("700 tons", "imports"),
    ],
    "a 20 year 3 percent bond": [("20 year", "bond"), ("3 percent", "bond")],
    "two-hour and four-hour walkouts": [("two-hour", "walkouts"), ("four-hour", "walkouts")],
    "they hold 60 seats, their rivals having won only 28.": [("60", "seats"), ("28", "seats")],
    "they hold 60 seats. Their rivals have won 28.": [("60", "seats")],
    "four out of a total of 17 pilots": [("four", "pilots"), ("17", "pilots")],
    "about 9 million crowns ($1.1 million) in relief goods": [
        ("about 9 million crowns", "relief goods"), ("$1.1 million", "relief goods"),
    ],
    "500 lanterns (worth $70)": [("500", "lanterns"), ("$70", "lanterns")],
    "the salt tax was 4.2 and 3.9 percent respectively": [("4.2", "salt tax"), ("3.9 percent", "salt tax")],
    "it conceals an increase from 3 percent": [("3 percent", None)],
}  # fmt: skip


@pytest.mark.parametrize("words", TOGETHER)
def test_figures_share_what_is_said_once(words: str) -> None:
    told = [(words[f.span.start : f.span.end], f.counted) for f in find_figures(Page(words))]
    assert [(figure, c and words[c.start : c.end]) for figure, c in told] == TOGETHER[words]


# words: what each figure counts; nothing is shared where it was not left out
APART = {
    "the cyclone destroyed 500 houses and killed 30.": ["houses"],
    "he commanded 300 men and was aged 45.": ["men"],
    "they hold 60 seats and had 1600.": ["seats"],
    "tanks numbered 12 and 30 percent were damaged": [None],
    "they killed 12 soldiers (2 kilometers from the border)": ["soldiers", None],
    "300 followers (10 percent)": ["followers", None],
    "output grew 5 percent ($3 million in loans)": [None, "loans"],
    "300 tons\n\n20 percent of workers": [None, "workers"],
    "gave $5 million in loans and, in exchange for landing rights, $2 million": ["loans", None],
    "two out of commission were towed away": [],
    "a fine ($300) in cash": [None],
    "$30 million (plus interest) in return for it": [None],
    "200 highly trained, well equipped men": ["highly trained"],
    "frozen crown assets of $30 million": ["frozen crown assets"],
    "the guild received stamped checks for $3 million": ["stamped checks"],
    "60 percent of the total\nwork force": ["total\nwork force"],
    "1 million refugees": ["refugees"],
    "a 12 man delegation": ["man delegation"],
}


@pytest.mark.parametrize("words", APART)
def test_figures_share_no_more_than_was_left_out(words: str) -> None:
    told = [f.counted and words[f.counted.start : f.counted.end] for f in find_figures(Page(words))]
    assert told == APART[words]


CHANGES = {
    "rates were raised from 11 to 14 percent": [(11, 11, "percent"), (14, 14, "percent")],
    "taxes fell from 15 to 10 percent": [(15, 15, "percent"), (10, 10, "percent")],
    "gifts rose from $20 to $30 million": [(2e7, 2e7, "USD"), (3e7, 3e7, "USD")],
    "increased from about 20 to 30 ships": [(20, 20, None), (30, 30, None)],
    "rates run from 10 to 15 percent": [(10, 15, "percent")],
    "wages increased, ranging from 10 to 15 percent": [(10, 15, "percent")],
    "losses rose because convoys carry from 20 to 30 trucks": [(20, 30, None)],
}


@pytest.mark.parametrize("words", CHANGES)
def test_a_change_is_no_range(words: str) -> None:
    assert [(f.low, f.high, f.unit or f.currency) for f in find_figures(Page(words))] == CHANGES[words]


def test_a_currency_beside_the_first_sum_of_a_column_is_that_of_the_column() -> None:
    assert [f.currency for f in find_figures(Page(TABLE))] == [None, "USD", None, "USD", None, None]


@pytest.mark.parametrize("words", NOT_FIGURES)
def test_a_number_that_names_or_dates_is_no_figure(words: str) -> None:
    assert find_figures(Page(words)) == []


OTHERS = [
    ".",
    "49,94949",
    "1/0",
    "0",
    "-",
    "AND",
    "A",
    "HALF",
    "PLUS",
    "FORTNIGHT",
    "FROM",
    "TO",
    "(",
    ")",
    "ROSE",
    "OUT",
    "OF",
    "RESPECTIVELY",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*" ".join(READ).split(), *OTHERS])))
def test_any_order_of_such_words_gives_places_in_order(words: list[str]) -> None:
    places = [f.span for f in find_figures(Page(" ".join(words)))]
    assert places == sorted(places)
    assert all(a.end <= b.start for a, b in pairwise(places))
