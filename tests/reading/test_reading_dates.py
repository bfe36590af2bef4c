"""Date-time groups, filing times, declassification dates."""

from __future__ import annotations

import pytest

from reftel.reading.dates import century, read_day
from tests.reading.made import codes, record


@pytest.mark.parametrize(
    ("sent", "precedence", "info_precedence", "dtg"),
    [
        ("R 241530Z SEP 08", "ROUTINE", None, "2008-09-24T15:30:00Z"),
        ("P R 041820Z JAN 10", "PRIORITY", "ROUTINE", "2010-01-04T18:20:00Z"),
        ("O P 041820Z JAN 2009", "IMMEDIATE", "PRIORITY", "2009-01-04T18:20:00Z"),
        ("Z 010000Z JAN 00", "FLASH", None, "2000-01-01T00:00:00Z"),
        ("R 251530Z MAY 74", "ROUTINE", None, "1974-05-25T15:30:00Z"),
        ("P 251346 Z JUN 7 3", "PRIORITY", None, "1973-06-25T13:46:00Z"),
        ("241530Z SEP 08", None, None, "2008-09-24T15:30:00Z"),
        ("R 241530Z SEPT 08", "ROUTINE", None, "2008-09-24T15:30:00Z"),
        ("R 290000Z FEB 08", "ROUTINE", None, "2008-02-29T00:00:00Z"),
        ("O 291610Z DEC 08 ZFF4", "IMMEDIATE", None, "2008-12-29T16:10:00Z"),
        ("R 241530Z  SEP  08", "ROUTINE", None, "2008-09-24T15:30:00Z"),
    ],
)
def test_a_date_time_group_is_read_with_its_precedences(
    sent: str, precedence: str | None, info_precedence: str | None, dtg: str
) -> None:
    telegram = record(sent=sent)
    assert telegram["dtg"] == dtg
    assert (telegram["precedence"], telegram["info_precedence"]) == (precedence, info_precedence)


@pytest.mark.parametrize(
    ("sent", "dtg"),
    [
        ("R 311607Z SEP 08", "2008-09"),
        ("R 290000Z FEB 07", "2007-02"),
        ("R 262507Z SEP 08", "2008-09"),
        ("R 261667Z SEP 08", "2008-09"),
        ("R 001607Z SEP 08", "2008-09"),
        ("R 241530Z XEP 08", "2008"),
    ],
)
def test_an_impossible_date_keeps_what_is_possible_and_is_noted(sent: str, dtg: str) -> None:
    telegram = record(sent=sent)
    assert telegram["dtg"] == dtg
    assert "dtg-impossible" in codes(telegram)


@pytest.mark.parametrize(
    ("digits", "year"), [(0, 2000), (10, 2010), (45, 2045), (46, 1946), (73, 1973), (99, 1999)]
)
def test_two_digits_of_a_year_stand_for_the_telegrams_century(digits: int, year: int) -> None:
    assert century(digits) == year


@pytest.mark.parametrize(
    ("station", "filed"),
    [
        ("DE RUEHVT #0123 2681530", "2008-09-24T15:30:00Z"),
        ("DE RUEHVT #0123/01 2701620", "2008-09-26T16:20:00Z"),
        ("DE RUEHVT #0123 2710003", "2008-09-27T00:03:00Z"),
        ("DE RUEHVT #0123 26/1620Z", "2008-09-26T16:20:00Z"),
    ],
)
def test_a_filing_time_takes_its_year_from_the_date_time_group(station: str, filed: str) -> None:
    assert record(transmission=station)["station"]["filed"] == filed


@pytest.mark.parametrize(
    ("sent", "group", "filed"),
    [
        ("R 312358Z DEC 08", "0010003", "2009-01-01T00:03:00Z"),
        ("R 010001Z JAN 09", "3662359", "2008-12-31T23:59:00Z"),
        ("R 290900Z FEB 08", "0600910", "2008-02-29T09:10:00Z"),
        ("R 010900Z MAR 07", "0600910", "2007-03-01T09:10:00Z"),
    ],
)
def test_a_filing_day_counts_leap_years_and_the_turn_of_the_year(sent: str, group: str, filed: str) -> None:
    telegram = record(sent=sent, transmission=f"DE RUEHVT #0123 {group}")
    assert telegram["station"]["filed"] == filed


@pytest.mark.parametrize("group", ["0001607", "3671607", "4001607", "2702407", "2701660"])
def test_an_impossible_filing_time_is_noted_and_left_out(group: str) -> None:
    telegram = record(transmission=f"DE RUEHVT #0123 {group}")
    assert telegram["station"]["filed"] is None
    assert "filing-time-impossible" in codes(telegram)


@pytest.mark.parametrize(
    ("sent", "group", "filed"),
    [
        ("R 241530Z SEP 08", "31/1620Z", None),
        ("R 302350Z SEP 08", "01/0005Z", "2008-10-01T00:05:00Z"),
        ("R 302350Z SEP 08", "30/2355Z", "2008-09-30T23:55:00Z"),
    ],
)
def test_a_filing_day_of_the_month_is_a_real_day_near_the_date_time_group(
    sent: str, group: str, filed: str | None
) -> None:
    telegram = record(sent=sent, transmission=f"DE RUEHVT #0123 {group}")
    assert telegram["station"]["filed"] == filed


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("6/3/08", "2008-06-03"),
        ("06/03/2018", "2018-06-03"),
        ("2020/02/23", "2020-02-23"),
        ("2020-02-23", "2020-02-23"),
        ("12-31-84", "1984-12-31"),
        ("JUNE 3 2018", "2018-06-03"),
        ("JUNE 3, 2018", "2018-06-03"),
        ("Sept. 3, 2018", "2018-09-03"),
        ("3 JUNE 2018", "2018-06-03"),
        ("03JUN2018", "2018-06-03"),
        ("13/40/2018", None),
        ("2/30/2018", None),
        ("next year", None),
    ],
)
def test_a_day_is_read_in_american_notation(written: str, day: str | None) -> None:
    found = read_day(written)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize(("after", "day"), [(2008, "2018-09-26"), (1999, "2018-09-26"), (1985, "2018-09-26")])
def test_two_digits_of_a_declassification_year_lie_ahead(after: int, day: str) -> None:
    found = read_day("9/26/18", after=after)
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize("sent", ["R 241530A SEP 08"])
def test_another_zone_letter_is_noted(sent: str) -> None:
    assert "dtg-zone" in codes(record(sent=sent))
