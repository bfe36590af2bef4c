"""Telegram numbers in every way they are written."""

from __future__ import annotations

import pytest

from reftel import parse_mrn


@pytest.mark.parametrize(
    ("written", "mrn"),
    [
        ("2008 VALLETTA 89", "2008 VALLETTA 89"),
        ("08VALLETTA89", "2008 VALLETTA 89"),
        ("08 VALLETTA 000089", "2008 VALLETTA 89"),
        ("08 valletta 89", "2008 VALLETTA 89"),
        ("  08   VALLETTA   89 ", "2008 VALLETTA 89"),
        ("08-VALLETTA-89", "2008 VALLETTA 89"),
        ("99TUNIS1020", "1999 TUNIS 1020"),
        ("1974VALLET01020", "1974 VALLETTA 1020"),
        ("1976STATE118204", "1976 STATE 118204"),
        ("08SECSTATE12345", "2008 STATE 12345"),
        ("08PONTADELGADA28", "2008 PONTA DELGADA 28"),
        ("08EFTOVALLETTA1165", "2008 VALLETTA 1165"),
        ("09AMEMBASSYVALLETTA1284", "2009 VALLETTA 1284"),
        ("06NOFORNVALLETTA12", "2006 VALLETTA 12"),
        ("06LISBON002583ZFR2585", "2006 LISBON 2583"),
        ("07TUNIS000160ZDK164", "2007 TUNIS 160"),
        ("90STATE255195TOSEC140301", "1990 STATE 255195"),
        ("7575TUNIS1895", "1975 TUNIS 1895"),
        ("08SECTION01OF02VALLETTA501", "2008 VALLETTA 501"),
        ("08SCTION01OF02VALLETTA501", "2008 VALLETTA 501"),
        ("08ECTION01OF02VALLETTA501", "2008 VALLETTA 501"),
        ("08SQCTION01OF02VALLETTA501", "2008 VALLETTA 501"),
        ("08SECTIO01VALLETTA501", "2008 VALLETTA 501"),
        ("0802OF05VALLETTA501", "2008 VALLETTA 501"),
        ("08 ATLANTIS 7", "2008 ATLANTIS 7"),
    ],
)
def test_a_number_is_read_however_it_is_written(written: str, mrn: str) -> None:
    assert parse_mrn(written) == mrn


@pytest.mark.parametrize(
    "written",
    [
        "",
        "VALLETTA 89",
        "08 VALLETTA",
        "2008",
        "89",
        "08 VALLETTA 0",
        "a note",
        "08VALLETTA",
        "¶",
        "08 89",
        "2008 VALLETTA 89 and more",
    ],
)
def test_a_number_with_a_part_missing_is_none(written: str) -> None:
    assert parse_mrn(written) is None


@pytest.mark.parametrize("year", [1900, 1946, 1999, 2000, 2045])
def test_a_number_written_out_reads_as_itself(year: int) -> None:
    assert parse_mrn(f"{year} VALLETTA 89") == f"{year} VALLETTA 89"
