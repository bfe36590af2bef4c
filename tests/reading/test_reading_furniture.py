"""Page lines, banners, stamps and end marks: left out of the reading, kept in the text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import exercise, kinds, read, record

SENTENCE = "The keeper of the lamp went down to the quay at dusk."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("CONFIDENTIAL", "banner"),
        ("                 CONFIDENTIAL", "banner"),
        ("LIMITED OFFICIAL USE", "banner"),
        ("UNCLASSIFIED", "banner"),
        ("PAGE 02        VALLET 00123  241530Z", "page"),
        ("PAGE 02        VALLET 00123  01 OF 02  241530Z", "page"),
        ("PAGE 02", "page"),
        ("CONFIDENTIAL    PAGE 02   VALLETTA 00123  241530Z", "page"),
        ("VALLETTA 00000123 001.2 OF 003", "page"),
        ("VALLETTA 00000123 002 OF 003", "page"),
        ("Declassified/Released US Department of State EO Systematic Review 30 JUN 2005", "stamp"),
        ("RELEASED IN FULL", "stamp"),
        (
            "UNCLASSIFIED U.S. Department of State Case No. F-2015-90140 Doc No. C09990140 Date: 10/30/2016",
            "stamp",
        ),
    ],
)
def test_a_line_that_a_page_put_in_is_left_out_and_kept(line: str, kind: str) -> None:
    telegram = read(exercise(body=f"1. (C) The keeper of the lamp went\n{line}\ndown to the quay at dusk."))
    assert (kind, line.strip()) in kinds(telegram)
    assert [p.text for p in telegram.paragraphs] == [SENTENCE]


def test_a_page_line_fallen_into_a_line_is_cut_out() -> None:
    (paragraph,) = record(
        body="1. (C) The keeper of the lamp went PAGE 02 VALLET 00123 241530Z down to the quay at dusk."
    )["paragraphs"]
    assert paragraph["text"] == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "See page 12 of the report.",
        "The clerk turned to PAGE 12 and read.",
        "He called it SECRET and laughed.",
        "The bill runs to 2,000 pages.",
    ],
)
def test_words_about_pages_are_text(text: str) -> None:
    assert [p["text"] for p in record(body=f"1. (C) {text}")["paragraphs"]] == [text]


def test_a_page_line_may_stand_on_two_lines() -> None:
    telegram = read(
        exercise(body="1. (C) The keeper of the lamp went\nPAGE 02\nSTATE 296107\ndown to the quay at dusk.")
    )
    assert ("page", "PAGE 02\nSTATE 296107") in kinds(telegram)


def test_where_the_first_line_is_lost_a_page_line_gives_the_number() -> None:
    text = "PAGE 01        VALLETTA 00123  261620Z\n\n" + exercise(first="")
    assert read(text).to_dict()["mrn"] == "2008 VALLETTA 123"


def test_distribution_lines_are_no_addressees() -> None:
    text = (
        "CONFIDENTIAL\n\nPAGE 01        VALLET 00123  251610Z\n\n47\nACTION EUR-12\n\n"
        "INFO  OCT-01  ISO-00  NEA-10\n\n      EB-11  CU-03  /037 W\n"
        "                  --------------------- 070123\n" + exercise(sent="R 251530Z MAY 74")
    )
    telegram: dict[str, Any] = read(text).to_dict()
    assert [a["plad"] for a in telegram["to"]] == ["SECSTATE WASHDC"]
    assert telegram["info"] == []
    assert telegram["unread"] == []


def test_release_stamps_are_told() -> None:
    body = "1. (C) Lit.\nDeclassified/Released US Department of State EO Systematic Review 30 JUN 2005"
    assert record(body=body)["release"]
