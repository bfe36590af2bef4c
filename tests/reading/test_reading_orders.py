"""The E.O. line."""

from __future__ import annotations

import pytest

from tests.reading.made import codes, record


@pytest.mark.parametrize(
    ("line", "order", "on", "event"),
    [
        ("E.O. 12958: DECL: 9/26/2018", "12958", "2018-09-26", None),
        ("E.O. 12958: DECL: 09/26/2018", "12958", "2018-09-26", None),
        ("E.O. 12958: DECL: 9/26/18", "12958", "2018-09-26", None),
        ("E.O. 12958: DECL: 2018/09/26", "12958", "2018-09-26", None),
        ("E.O. 12958: DECL: SEPTEMBER 26, 2018", "12958", "2018-09-26", None),
        ("E.O. 12958 DECL: 9/26/2018", "12958", "2018-09-26", None),
        ("E.O. 12958: 9/26/2018", "12958", "2018-09-26", None),
        ("E.O. 12958:DECL:9/26/2018", "12958", "2018-09-26", None),
        ("E. O. 12958: DECL: 9/26/2018", "12958", "2018-09-26", None),
        ("EO 12958: DECL: 9/26/2018", "12958", "2018-09-26", None),
        ("E.0. 12958: DECL: 9/26/2018", "12958", "2018-09-26", None),
        ("e.o. 12958: decl: 9/26/2018", "12958", "2018-09-26", None),
        ("E.O. 12958 AS AMENDED: DECL: 9/26/2018", "12958", "2018-09-26", None),
        ("E.O. 12958: N/A", "12958", None, None),
        ("E.O. 12958: NA", "12958", None, None),
        ("E.O. 12958:", "12958", None, None),
        ("E.O. 12958: DECL: X1", "12958", None, "X1"),
        ("E.O. 12958: DECL: X1, X6", "12958", None, "X1, X6"),
        ("E.O. 12958: DECL: 25X1", "12958", None, "25X1"),
        ("E.O. 12958: DECL: AFTER THE REGATTA", "12958", None, "AFTER THE REGATTA"),
        ("E.O. 12958: DECL: after the regatta", "12958", None, "AFTER THE REGATTA"),
        ("E.O. 12356: DECL: OADR", "12356", None, "OADR"),
        ("E.O. 11652: GDS", "11652", None, "GDS"),
        ("E.O. 11652: XGDS-2", "11652", None, "XGDS 2"),
        ("E.O. 11652: N/A", "11652", None, None),
        ("E.O. 12065: GDS 8/14/85 (ORSETT, PHILIP N.) OR-M", "12065", "1985-08-14", "GDS"),
        ("E.O. 12065: RDS-1 8/14/99 (ORSETT, PHILIP N.) OR-M", "12065", "1999-08-14", "RDS 1"),
    ],
)
def test_an_order_line_says_which_order_and_until_when(
    line: str, order: str, on: str | None, event: str | None
) -> None:
    sent = "R 141610Z AUG 79" if "12065" in line else "R 241530Z SEP 08"
    telegram = record(order=line, sent=sent)
    assert telegram["executive_order"] == order
    assert (telegram["declassify_on"], telegram["declassify_event"]) == (on, event)


@pytest.mark.parametrize(
    "line", ["E.O. 1295: DECL: 9/26/2018", "E.O. 12598: DECL: 9/26/2018", "E.O. 129I8: DECL: 9/26/2018"]
)
def test_a_damaged_order_number_is_read_and_noted(line: str) -> None:
    telegram = record(order=line)
    assert telegram["executive_order"] == "12958"
    assert telegram["declassify_on"] == "2018-09-26"
    assert "order-number" in codes(telegram)


@pytest.mark.parametrize(
    "line",
    [
        "DEPT FOR EUR/WE E.O. 12958: DECL: 9/26/2018",
        "STATE FOR NEA; TUNIS FOR PENALVA E.O. 12958: DECL: 9/26/2018",
    ],
)
def test_a_passing_line_glued_before_the_label_does_not_hide_it(line: str) -> None:
    telegram = record(order=line)
    assert telegram["executive_order"] == "12958"
    assert telegram["declassify_on"] == "2018-09-26"


def test_the_order_line_of_the_seventies_names_the_classifier() -> None:
    telegram = record(order="E.O. 12065: GDS 8/14/85 (ORSETT, PHILIP N.) OR-M", sent="R 141610Z AUG 79")
    assert telegram["classified_by"] == {"name": "PHILIP N. ORSETT", "title": None}


def test_an_event_may_run_over_two_lines() -> None:
    telegram = record(order="E.O. 12958: DECL: AFTER THE AWARD OF THE\nFERRY CONCESSION")
    assert telegram["declassify_event"] == "AFTER THE AWARD OF THE FERRY CONCESSION"
    assert telegram["tags"] == ["PREL", "MT"]


def test_a_telegram_without_an_order_line_has_none() -> None:
    telegram = record(order="")
    assert telegram["executive_order"] is None
    assert telegram["declassify_on"] is None
    assert telegram["tags"] == ["PREL", "MT"]


@pytest.mark.parametrize("line", ["E.O. 12958: DECL: 13/45/2018"])
def test_an_impossible_date_is_no_event(line: str) -> None:
    telegram = record(order=line)
    assert telegram["declassify_on"] is None
    assert telegram["declassify_event"] is None
    assert telegram["defects"]
