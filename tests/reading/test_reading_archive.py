"""What archive and release put around a telegram: kept, told, and not taken for the telegram's own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import exercise, read

HEADING = "61. Telegram From the Embassy in Portugal to the Department of State"
STAMP = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"
ATTRIBUTES = (
    "Message Attributes\nDraft Date: 26 SEP 1976\nDocument Number: 1976VALLET00123\n"
    f"Subject: ANOTHER LANTERN\nTAGS: PFOR, TS\nReference: TUNIS 99\nMarkings: {STAMP}\n"
)
FORM = """MRN:                    08 VALLETTA 123
Date/DTG:               Sep 24, 2008 / 241530Z SEP 08
From:                   AMEMBASSY VALLETTA
Action:                 WASHDC, SECSTATE ROUTINE; TUNIS, AMEMBASSY ROUTINE
E.O.:                   13526
Declass Authority:      Declassify On: 09/26/2018
TAGS:                   PREL, MT
Captions:               SIPDIS
Reference:              08 TUNIS 12
Subject:                A Lantern on the Quay

1. (C) The lantern was lit at dusk.

Signature:              Claverton
Info:                   PRAIA, AMEMBASSY ROUTINE
"""


def archived() -> dict[str, Any]:
    """The record of a telegram of 1976 with the archive's headings, stamp and attributes."""
    inner = exercise(sent="R 241530Z SEP 76", order="E.O. 11652: GDS", ref="REF: LISBON 8")
    return read(f" {STAMP} \nMessage Text\n\n{inner}\n {STAMP} \n{ATTRIBUTES}").to_dict()


def test_the_archives_attributes_are_kept_as_printed() -> None:
    archive = archived()["archive"]
    assert archive["Draft Date"] == "26 SEP 1976"
    assert archive["Document Number"] == "1976VALLET00123"


def test_attributes_do_not_take_the_place_of_what_is_printed() -> None:
    telegram = archived()
    assert telegram["family"] == "sas_1973_79"
    assert telegram["subject"] == "A LANTERN ON THE QUAY"
    assert telegram["tags"] == ["PREL", "MT"]
    assert [r["mrn"] for r in telegram["references"]] == ["1976 LISBON 8"]
    assert telegram["signature"] == "CLAVERTON"


def test_one_stamp_printed_twice_is_one_stamp_in_two_places() -> None:
    (stamp,) = archived()["release"]
    assert (stamp["text"], stamp["date"]) == (STAMP, "2005-06-30")
    assert len(stamp["spans"]) == 2


def test_a_form_is_read_by_its_keys() -> None:
    telegram: dict[str, Any] = read(FORM).to_dict()
    assert telegram["family"] == "smart"
    assert telegram["mrn"] == "2008 VALLETTA 123"
    assert telegram["dtg"] == "2008-09-24T15:30:00Z"
    assert [a["plad"] for a in telegram["to"]] == ["SECSTATE WASHDC", "AMEMBASSY TUNIS"]
    assert [a["plad"] for a in telegram["info"]] == ["AMEMBASSY PRAIA"]
    assert telegram["executive_order"] == "13526"
    assert telegram["tags"] == ["PREL", "MT"]
    assert telegram["captions"] == ["SIPDIS"]
    assert [r["mrn"] for r in telegram["references"]] == ["2008 TUNIS 12"]
    assert telegram["subject"] == "A Lantern on the Quay"
    assert telegram["signature"] == "Claverton"
    assert [p["text"] for p in telegram["paragraphs"]] == ["The lantern was lit at dusk."]


@pytest.mark.parametrize("form", [FORM])
def test_a_form_says_until_when(form: str) -> None:
    assert read(form).to_dict()["declassify_on"] == "2018-09-26"


def test_a_volumes_heading_names_sender_and_addressee() -> None:
    text = (
        f"{HEADING}\n\nLisbon, April 11, 1961, 7 p.m.\n\n"
        "884. Called this afternoon on the keeper of the lamp.\n\nEllingworth\n\n"
        "Source note\n\nSource: Exercise Files, 853.00. Confidential. Repeated to Tunis.\n"
    )
    telegram: dict[str, Any] = read(text).to_dict()
    assert telegram["family"] == "frus"
    assert telegram["mrn"] == "1961 LISBON 884"
    assert telegram["dtg"] == "1961-04-11T19:00:00"
    assert telegram["from"]["post"] == "LISBON"
    assert telegram["to"][0]["plad"] == "Department of State"
    assert telegram["classification"] == "CONFIDENTIAL"
    assert telegram["signature"] == "Ellingworth"
    assert [p["text"] for p in telegram["paragraphs"]] == ["Called this afternoon on the keeper of the lamp."]


@pytest.mark.parametrize(
    ("dateline", "dtg"),
    [
        ("Lisbon, April 11, 1961, noon.", "1961-04-11T12:00:00"),
        ("Lisbon, April 11, 1961, midnight.", "1961-04-11T00:00:00"),
        ("Lisbon, April 11, 1961, 12:30 a.m.", "1961-04-11T00:30:00"),
        ("Lisbon, April 11, 1961, 12:30 p.m.", "1961-04-11T12:30:00"),
        ("Lisbon, April 11, 1961, 1607Z.", "1961-04-11T16:07:00Z"),
        ("Lisbon, April 11, 1961.", "1961-04-11"),
    ],
)
def test_a_dateline_is_as_exact_as_it_is_printed(dateline: str, dtg: str) -> None:
    text = f"{HEADING}\n\n{dateline}\n\n884. Called today.\n"
    assert read(text).to_dict()["dtg"] == dtg


def test_a_cable_form_is_read_by_its_keys() -> None:
    lines = (
        "PREC   PRIORITY\nCLASS   CONFIDENTIAL\nLINE1   PAACZYUW RUEHCAA1207 2681530\nLINE2   ZNY CCCCC ZZH\n"
        "LINE3   P R 241530Z SEP 95 ZFF6\nLINE4   FM VALLETTA\nOSRI   RUEHVT\nDTG   241530Z SEP 95\n"
        "ORIG   AMEMBASSY VALLETTA\nTO   SECSTATE WASHDC 0001\nINFO   AMEMBASSY TUNIS\n\nTEXT:\n"
    )
    telegram: dict[str, Any] = read(lines + exercise(sent="", originator="", to="")).to_dict()
    assert telegram["family"] == "cable_form"
    assert telegram["dtg"] == "1995-09-24T15:30:00Z"
    assert (telegram["precedence"], telegram["info_precedence"]) == ("PRIORITY", "ROUTINE")
    assert telegram["mrn"] == "1995 VALLETTA 123"
    assert [a["plad"] for a in telegram["to"]] == ["SECSTATE WASHDC"]
    assert telegram["subject"] == "A LANTERN ON THE QUAY"
