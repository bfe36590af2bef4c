from __future__ import annotations

import datetime

import pytest

from reftel.terms import orders


@pytest.mark.parametrize(
    ("date", "number"),
    [
        ("1950-01-01", None),
        ("1960", "10501"),
        ("1974-05", "11652"),
        ("1978-11-30", "11652"),
        ("1978-12-01T09:00:00Z", "12065"),
        ("1990-01-01", "12356"),
        ("2003-10-01", "12958"),
        (datetime.date(2012, 1, 1), "13526"),
    ],
)
def test_an_order_is_in_force_on_a_date(date: orders.Day, number: str | None) -> None:
    order = orders.in_force(date)
    assert (order.number if order else None) == number


@pytest.mark.parametrize(
    ("written", "date", "number"),
    [
        ("12958", None, "12958"),
        ("1295", "2007-09-26", "12958"),
        ("I2958", "2007-09-26", "12958"),
        ("12598", "2007-09-26", "12958"),
        ("12356/12958", "1996-01-01", "12958"),
        ("12356/12958", "1994-01-01", "12356"),
        ("11652", "2007-01-01", "11652"),
        ("12O65", None, "12065"),
    ],
)
def test_an_order_is_recognised_with_slips(written: str, date: str | None, number: str) -> None:
    order = orders.nearest_order(written, date)
    assert order is not None
    assert order.number == number


@pytest.mark.parametrize("written", ["", "99", "ABC", "8675309"])
def test_other_numbers_are_no_order(written: str) -> None:
    assert orders.nearest_order(written, "2007-01-01") is None


def test_a_reason_is_read_by_its_section() -> None:
    assert orders.meaning_of_reason("1.4(b)", "2007-09-26") == "foreign government information"
    assert orders.meaning_of_reason("1.4 (H)") == "weapons of mass destruction"
    assert "foreign relations" in (orders.meaning_of_reason("1.3(a)(5)") or "")
    assert orders.meaning_of_reason("1.5(h)") is None
    assert orders.meaning_of_reason("nonsense") is None


def test_the_section_of_reasons_changed_in_2003() -> None:
    assert orders.section_of_reasons("2003-09-21") == "1.5"
    assert orders.section_of_reasons("2003-09-22") == "1.4"
    assert orders.section_of_reasons("1975") is None


@pytest.mark.parametrize(
    ("code", "order", "begins"),
    [
        ("GDS", "11652", "general declassification schedule"),
        ("GDS", "12065", "general declassification: on the date"),
        ("XGDS-2", "11652", "exempt from the general declassification schedule: covered by statute"),
        ("XGDS2", "11652", "exempt from the general declassification schedule: covered by statute"),
        ("XGDS", "11652", "exempt from the general declassification schedule, thirty"),
        ("OADR", "12356", "originating agency"),
        ("25X1-human", "12958", "exempt from automatic declassification after twenty-five"),
        ("NA", None, "not applicable"),
        ("GP-3", "10501", "group 3"),
    ],
)
def test_a_schedule_has_a_meaning(code: str, order: str | None, begins: str) -> None:
    assert (orders.meaning_of_schedule(code, order) or "").startswith(begins)


def test_an_unverified_meaning_says_so() -> None:
    assert (orders.meaning_of_schedule("X1", "12958") or "").endswith("(unverified)")


@pytest.mark.parametrize("event", ["AFTER KOREAN UNIFICATION", "", "WHEN ANNOUNCED"])
def test_an_event_is_no_schedule(event: str) -> None:
    assert orders.meaning_of_schedule(event) is None


def test_the_general_schedule_counts_years_by_level() -> None:
    assert [orders.years_of_schedule("GDS", level) for level in ("TOP SECRET", "SECRET", "CONFIDENTIAL")] == [
        10,
        8,
        6,
    ]
    assert orders.years_of_schedule("ADS", "SECRET") is None
