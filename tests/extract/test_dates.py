"""Dates as they are written, read from a telegram of 14 May 1976, a Friday."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.extract.dates import find_dates
from reftel.extract.page import Page
from tests.extract.pages import page_of_1976

READ = {
    "ON SEPTEMBER 23": ("SEPTEMBER 23", "1976-09-23", "1976-09-23", "inferred"),
    "MET ON SEPTEMBER 23": ("SEPTEMBER 23", "1975-09-23", "1975-09-23", "inferred"),
    "the 23 SEPT meeting": ("23 SEPT", "1976-09-23", "1976-09-23", "inferred"),
    "SEPT 25-27": ("SEPT 25-27", "1976-09-25", "1976-09-27", "inferred"),
    "25-27 September 1975": ("25-27 September 1975", "1975-09-25", "1975-09-27", "stated"),
    "April 28 to May 3": ("April 28 to May 3", "1976-04-28", "1976-05-03", "inferred"),
    "Thursday, March 20": ("Thursday, March 20", "1975-03-20", "1975-03-20", "inferred"),
    "he came last Tuesday": ("last Tuesday", "1976-05-11", "1976-05-11", "inferred"),
    "HE WILL COME TUESDAY": ("TUESDAY", "1976-05-18", "1976-05-18", "inferred"),
    "HE CAME TUESDAY": ("TUESDAY", "1976-05-11", "1976-05-11", "inferred"),
    "yesterday's crew": ("yesterday's", "1976-05-13", "1976-05-13", "inferred"),
    "this morning": ("this morning", "1976-05-14", "1976-05-14", "inferred"),
    "in May 1975": ("May 1975", "1975-05-01", "1975-05-31", "stated"),
    "in early June": ("early June", "1976-06-01", "1976-06-10", "approximate"),
    "mid-1975": ("mid-1975", "1975-05-01", "1975-08-31", "approximate"),
    "by the end of Ramadan": ("end of Ramadan", None, None, "open"),
    "in 1975-76": ("1975-76", "1975-01-01", "1976-12-31", "stated"),
    "FY 77 funds": ("FY 77", "1976-10-01", "1977-09-30", "stated"),
    "FY 1974": ("FY 1974", "1973-07-01", "1974-06-30", "stated"),
    "first half of 1974": ("first half of 1974", "1974-01-01", "1974-06-30", "stated"),
    "on the 14th": ("14th", "1976-05-14", "1976-05-14", "inferred"),
    "dated 14/5/76": ("14/5/76", "1976-05-14", "1976-05-14", "stated"),
    "dated 4/5/76": ("4/5/76", "1976-04-05", "1976-04-05", "inferred"),
    "his 131530Z MAY 76": ("131530Z MAY 76", "1976-05-13", "1976-05-13", "stated"),
    "next week": ("next week", "1976-05-17", "1976-05-23", "inferred"),
    "ten days ago": ("ten days ago", "1976-05-04", "1976-05-04", "inferred"),
    "in two weeks": ("two weeks", "1976-05-28", "1976-05-28", "approximate"),
    "the past three weeks": ("past three weeks", "1976-04-23", "1976-05-14", "inferred"),
    "a few weeks ago": ("a few weeks ago", None, None, "open"),
    "the 1960s": ("1960s", "1960-01-01", "1969-12-31", "stated"),
    "last October": ("last October", "1975-10-01", "1975-10-31", "inferred"),
    "last fall": ("last fall", "1975-09-01", "1975-11-30", "approximate"),
    "later this year": ("later this year", "1976-05-14", "1976-12-31", "approximate"),
    "first week in June": ("first week in June", "1976-06-01", "1976-06-07", "approximate"),
    "between 1967 and 1969": ("1967 and 1969", "1967-01-01", "1969-12-31", "stated"),
    "SEPTEMBER 31": ("SEPTEMBER 31", None, None, "open"),
}
NOT_DATES = (
    "PARA 14 AND 15", "TELEGRAMS 1895 AND 1913", "VALLETTA 1976", "IT MAY BE", "$1976", "1,976 LANTERNS",
    "BLACK SEPTEMBER", "RESOLUTION 1960", "they march on", "DECISION 24 MAY NOT", "1976 TONS", "FOR 20 YEARS",
)  # fmt: skip


@pytest.mark.parametrize("words", READ)
def test_a_date_is_read_from_the_telegrams_own(words: str) -> None:
    [date] = find_dates(page_of_1976(words))
    found = (words[date.span.start : date.span.end], date.earliest, date.latest, date.certainty)
    assert found == READ[words]
    assert date.why


@pytest.mark.parametrize("words", NOT_DATES)
def test_a_number_or_verb_is_no_date(words: str) -> None:
    assert find_dates(page_of_1976(words)) == []


def test_two_years_joined_by_and_are_two_dates() -> None:
    assert [d.earliest for d in find_dates(page_of_1976("IN 1967 AND 1969"))] == ["1967-01-01", "1969-01-01"]


def test_without_a_telegram_the_year_stays_open() -> None:
    [day, year] = find_dates(Page("On September 23 he spoke of 1975."))
    assert (day.earliest, day.latest, day.certainty) == (None, None, "open")
    assert (year.earliest, year.certainty) == ("1975-01-01", "stated")


def test_a_heading_and_a_paragraphs_number_are_no_date() -> None:
    assert [d.latest for d in find_dates(page_of_1976("MEETING IN APRIL\n\n4. HE LEFT"))] == ["1976-04-30"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*" ".join(READ).split(), "99", "00", "0", "31", "'", ".", "-", "\n", "ONE"]))
)
def test_any_order_of_such_words_gives_places_in_order(words: list[str]) -> None:
    page = page_of_1976(" ".join(words))
    places = [d.span for d in find_dates(page)]
    assert places == sorted(places)
    assert all(a.end <= b.start for a, b in pairwise(places))
