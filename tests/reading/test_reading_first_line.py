"""Classification line, section label, captions, passing lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import exercise, kinds, read, record


@pytest.mark.parametrize(
    ("line", "level", "mrn"),
    [
        ("S E C R E T VALLETTA 000089", "SECRET", "2008 VALLETTA 89"),
        ("C O N F I D E N T I A L VALLETTA 000123", "CONFIDENTIAL", "2008 VALLETTA 123"),
        ("T O P  S E C R E T VALLETTA 0001", "TOP SECRET", "2008 VALLETTA 1"),
        ("UNCLAS VALLETTA 000123", "UNCLASSIFIED", "2008 VALLETTA 123"),
        ("U N C L A S VALLETTA 123", "UNCLASSIFIED", "2008 VALLETTA 123"),
        ("UNCLAS EFTO VALLETTA 123", "UNCLASSIFIED", "2008 VALLETTA 123"),
        ("UNCLASSIFIED VALLETTA 123", "UNCLASSIFIED", "2008 VALLETTA 123"),
        ("LIMITED OFFICIAL USE VALLETTA 123", "LIMITED OFFICIAL USE", "2008 VALLETTA 123"),
        ("L I M I T E D  O F F I C I A L  U S E VALLETTA 123", "LIMITED OFFICIAL USE", "2008 VALLETTA 123"),
        ("CONFIDENTIAL VALLETTA 123", "CONFIDENTIAL", "2008 VALLETTA 123"),
        ("CONFIDENTAIL VALLETTA 123", "CONFIDENTIAL", "2008 VALLETTA 123"),
        ("SECRET PONTA DELGADA 000028", "SECRET", "2008 PONTA DELGADA 28"),
        ("  S E C R E T   VALLETTA   000089  ", "SECRET", "2008 VALLETTA 89"),
        ("C O N F I D E N T I A L STATE 255195 TOSEC 140301", "CONFIDENTIAL", "2008 STATE 255195"),
        ("UNCLAS SECSTATE 012345", "UNCLASSIFIED", "2008 STATE 12345"),
        ("UNCLAS VALLETTA 000123.", "UNCLASSIFIED", "2008 VALLETTA 123"),
        ("C O N F I 0 E N T I A L VALLETTA 00123", "CONFIDENTIAL", "2008 VALLETTA 123"),
        ("UNCLAS VALETTA 000123", "UNCLASSIFIED", "2008 VALLETTA 123"),
        ("UNCLAS ATLANTIS 000123", "UNCLASSIFIED", "2008 ATLANTIS 123"),
    ],
)
def test_a_first_line_gives_level_and_number(line: str, level: str, mrn: str) -> None:
    telegram = record(first=line)
    assert (telegram["classification"], telegram["mrn"]) == (level, mrn)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("S E C R E T SECTION 01 OF 03 VALLETTA 000501", (1, 3)),
        ("UNCLAS SECTION 2 OF 2 VALLETTA 501", (2, 2)),
        ("C O N F I D E N T I A L FINAL SECTION OF 02 VALLETTA 501", (2, 2)),
        ("S E C R E T VALLETTA 000501", None),
        ("CONFIDENTIAL 01 OF 02 VALLETTA 501", (1, 2)),
    ],
)
def test_a_section_label_stands_between_level_and_post(line: str, section: tuple[int, int] | None) -> None:
    telegram = record(first=line)
    expected = None if section is None else {"number": section[0], "of": section[1]}
    assert telegram["section"] == expected
    assert telegram["mrn"] == "2008 VALLETTA 501"


def test_a_number_takes_its_year_from_the_date_time_group() -> None:
    assert record(sent="R 010001Z JAN 09")["mrn"] == "2009 VALLETTA 123"


def test_a_number_without_a_year_is_not_given_one() -> None:
    telegram = record(sent="", originator="", to="")
    assert telegram["dtg"] is None
    assert telegram["mrn"] is None


def test_a_year_may_be_handed_in() -> None:
    text = exercise(sent="", originator="", to="")
    assert read(text, year=2008).to_dict()["mrn"] == "2008 VALLETTA 123"


def test_a_number_may_be_handed_in() -> None:
    telegram = read("TAGS: PREL, MT\nSUBJECT: A LANTERN\n\n1. (C) Lit.\n", mrn="2008 VALLETTA 89").to_dict()
    assert telegram["mrn"] == "2008 VALLETTA 89"


@pytest.mark.parametrize(
    ("lines", "captions"),
    [
        ("SIPDIS", ["SIPDIS"]),
        ("SIPDIS\n\nSIPDIS", ["SIPDIS"]),
        ("SIPDIS\nNOFORN\nSIPDIS", ["SIPDIS", "NOFORN"]),
        ("EXDIS", ["EXDIS"]),
        ("NODIS", ["NODIS"]),
        ("STADIS\nEXDIS", ["STADIS", "EXDIS"]),
        ("LIMDIS NOFORN", ["LIMDIS", "NOFORN"]),
        ("SENSITIVE\nSIPDIS", ["SENSITIVE", "SIPDIS"]),
        ("SIPDIS\nINFORM CONSULS", ["SIPDIS", "INFORM CONSULS"]),
        ("", []),
    ],
)
def test_captions_are_read_in_order_of_first_appearance(lines: str, captions: list[str]) -> None:
    assert record(captions=lines)["captions"] == captions


def test_sensitive_under_an_unclassified_telegram_is_a_caption() -> None:
    telegram = record(first="UNCLAS VALLETTA 000123", captions="SENSITIVE")
    assert telegram["classification"] == "UNCLASSIFIED"
    assert telegram["captions"] == ["SENSITIVE"]


@pytest.mark.parametrize(
    "line",
    [
        "DEPT FOR EUR/WE, NEA/MAG",
        "STATE FOR EUR/PPD, INR/R/MR",
        "PLEASE PASS TO USTR",
        "DEPARTMENT PASS TREASURY",
        "USEU FOR LATHBURY",
        "TUNIS ALSO FOR PENALVA",
    ],
)
def test_passing_lines_are_neither_captions_nor_lost(line: str) -> None:
    telegram = read(exercise(captions="SIPDIS", passing=line))
    assert ("passing", line) in kinds(telegram)
    assert telegram.to_dict()["captions"] == ["SIPDIS"]
    assert telegram.to_dict()["unread"] == []


@pytest.mark.parametrize(
    ("first", "banner", "level"),
    [
        ("VALLETTA 000123", "SECRET", "SECRET"),
        ("S E C R E T VALLETTA 000123", "UNCLASSIFIED", "SECRET"),
    ],
)
def test_a_banner_gives_the_level_only_where_the_first_line_does_not(
    first: str, banner: str, level: str
) -> None:
    telegram: dict[str, Any] = read(f"{banner}\n\n" + exercise(first=first)).to_dict()
    assert telegram["classification"] == level
