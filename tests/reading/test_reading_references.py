"""The REF block."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import codes, exercise, read, record


def references(block: str, **parts: str) -> list[dict[str, Any]]:
    """The references of a REF block."""
    found: list[dict[str, Any]] = record(ref=block, **parts)["references"]
    return found


def numbers(block: str) -> list[tuple[str | None, str | None]]:
    """Letter and telegram number of each."""
    return [(r["letter"], r["mrn"]) for r in references(block)]


ONE = [(None, "2008 TUNIS 12")]
TWO = [("A", "2008 TUNIS 12"), ("B", "2007 STATE 345")]


@pytest.mark.parametrize(
    "block",
    [
        "REF: TUNIS 12",
        "REFS: TUNIS 12",
        "Ref: TUNIS 12",
        "Ref(s): TUNIS 12",
        "REFTEL: TUNIS 12",
        "RETELS: TUNIS 12",
        "REF. TUNIS 12",
        "REF TUNIS 12",
        "REFERENCE: TUNIS 12",
        "PROGRAM REF: TUNIS 12",
        "REF:TUNIS 12",
        "REF: TUNIS 00012",
        "REF: TUNIS #12",
        "REF: TUNIS: 12",
        "REF: TUNIS\n12",
        "REF: AMEMBASSY TUNIS 12",
        "REF: 08 TUNIS 12",
        "REF: 2008 TUNIS 12",
        "REF: '08 TUNIS 12",
        "REF: (08) TUNIS 12",
        "REF: TUNIS 12 (08)",
        "REF: TUNIS (08) 12",
        "REF: 08TUNIS12",
        "REF: 08-TUNIS-12",
        "REF: TUNIS 12-08",
        "REF: 12 TUNIS",
        "REF: TUNIS O12",
        "REF: TUN1S 12",
        "REF: TUNIS 12.",
        "REF: TUNIS 12 (NOTAL)",
        "REF: TUNIS 12 (EXDIS)",
        'REF: TUNIS 12 "A LANTERN OF 1871"',
        "REF: TUNIS 12 OF JUNE 3",
        "REF: TUNIS 12 DATED 6/3/2008",
        "REF: TUNIS 12 AND PREVIOUS",
        "REF: [TUNIS 12](#)",
    ],
)
def test_one_reference_is_read_however_it_is_written(block: str) -> None:
    assert numbers(block) == ONE


@pytest.mark.parametrize(
    "block",
    [
        "REF: A. TUNIS 12 B. 07 STATE 345",
        "REF: A) TUNIS 12 B) 07 STATE 345",
        "REF: (A) TUNIS 12 (B) 07 STATE 345",
        "REF: (A) TUNIS 12; (B) 07 STATE 345",
        "REF: A. TUNIS 12; B. 07 STATE 345",
        "REF: A. TUNIS 12, B. 07 STATE 345",
        "REF: A. TUNIS 12 AND B. 07 STATE 345",
        "REF: A. TUNIS 12 & B. 07 STATE 345",
        "REF: A. TUNIS 12\n     B. 07 STATE 345",
        "REF: A. TUNIS 12\nB. 07 STATE 345",
        "REF: A. TUNIS\n12 B. 07 STATE\n345",
        "REF: A.) TUNIS 12 B.) 07 STATE 345",
        "REF: A. A) TUNIS 12 B. B) 07 STATE 345",
        "REF: A. (A) TUNIS 12 B. (B) 07 STATE 345",
        "REF: A. TUNIS 12 (NOTAL) B. 07 STATE 345 (NOTAL)",
        "REF A: TUNIS 12\nREF B: 07 STATE 345",
        "REF: ¶A. TUNIS 12 ¶B. 07 STATE 345",
        "REFS: (A) TUNIS 12 (B) STATE 345 (07)",
        "A. REF TUNIS 12\nB. 07 STATE 345",
        "REF: A. TUNIS 12,\nCONFIDENTIAL\n\nPAGE 02 VALLET 00123 241530Z\n\nB. 07 STATE 345",
    ],
)
def test_a_lettered_list_is_read_however_it_is_written(block: str) -> None:
    assert numbers(block) == TWO


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("REF: A. TUNIS 12 AND 14", [("A", "2008 TUNIS 12"), ("A", "2008 TUNIS 14")]),
        (
            "REF: TUNIS 12, 14, 16",
            [(None, "2008 TUNIS 12"), (None, "2008 TUNIS 14"), (None, "2008 TUNIS 16")],
        ),
        ("REF: TUNIS 12; LISBON 3", [(None, "2008 TUNIS 12"), (None, "2008 LISBON 3")]),
        ("REF: 07 TUNIS 12, 07 LISBON 3", [(None, "2007 TUNIS 12"), (None, "2007 LISBON 3")]),
        ("REF: 07 TUNIS 12, 08 LISBON 3 AND PREVIOUS", [(None, "2007 TUNIS 12"), (None, "2008 LISBON 3")]),
        ("REF: (1) TUNIS 12 (2) LISBON 3", [("1", "2008 TUNIS 12"), ("2", "2008 LISBON 3")]),
        ("REF: A. TUNIS 12 C. LISBON 3", [("A", "2008 TUNIS 12"), ("C", "2008 LISBON 3")]),
        ("REF: A. 07 TUNIS 12 AND 14", [("A", "2007 TUNIS 12"), ("A", "2007 TUNIS 14")]),
        ("REF: PONTA DELGADA 28", [(None, "2008 PONTA DELGADA 28")]),
        ("REF: SECSTATE 12345", [(None, "2008 STATE 12345")]),
        ("REF: ATLANTIS 12", [(None, "2008 ATLANTIS 12")]),
        ("REF: USEU BRUSSELS 12", [(None, "2008 USEU BRUSSELS 12")]),
    ],
)
def test_a_bare_number_belongs_to_the_post_before_it(
    block: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert numbers(block) == expected


@pytest.mark.parametrize(
    ("block", "inferred"),
    [("REF: TUNIS 12", True), ("REF: 08 TUNIS 12", False), ("REF: TUNIS 12 (08)", False)],
)
def test_a_year_that_is_not_printed_is_said_to_be_inferred(block: str, inferred: bool) -> None:
    assert [r["year_inferred"] for r in references(block)] == [inferred]


def test_without_any_year_a_number_stays_without() -> None:
    found = record(ref="REF: TUNIS 12", sent="", originator="", to="")["references"]
    assert [(r["kind"], r["mrn"], r["text"]) for r in found] == [("telegram", None, "TUNIS 12")]


@pytest.mark.parametrize("block", ["REF: TUNIS 12"])
def test_where_there_is_no_year_none_is_inferred(block: str) -> None:
    found = record(ref=block, sent="", originator="", to="")["references"]
    assert [(r["mrn"], r["year_inferred"]) for r in found] == [(None, False)]


@pytest.mark.parametrize(
    ("block", "notal"),
    [
        ("REF: A. TUNIS 12 (NOTAL) B. LISBON 3", [True, False]),
        ("REF: A. TUNIS 12 B. LISBON 3 (NOTAL)", [False, True]),
        ("REF: A. TUNIS 12 NOTAL B. LISBON 3", [True, False]),
    ],
)
def test_notal_belongs_to_the_reference_before_it(block: str, notal: list[bool]) -> None:
    assert [r["notal"] for r in references(block)] == notal


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("E-MAIL ORSETT/LATHBURY OF JAN 3", "email"),
        ("EMAIL FROM ORSETT", "email"),
        ("TELCON ORSETT-LATHBURY", "phone"),
        ("LATHBURY-ORSETT TELEPHONE CALL OF JUNE 3", "phone"),
        ("ORSETT MEMO OF JANUARY 2", "memo"),
        ("MEMCON OF JUNE 3", "memo"),
        ("VALLETTA A-14", "airgram"),
        ("LETTER LATHBURY TO PENALVA", "other"),
        ("FBIS REPORT OF JUNE 3", "report"),
        ("IIR 6 803 0012 08", "report"),
    ],
)
def test_what_is_no_telegram_is_kept_with_its_kind(entry: str, kind: str) -> None:
    first, second = references(f"REF: A. TUNIS 12 B. {entry}")
    assert first["mrn"] == "2008 TUNIS 12"
    assert (second["letter"], second["kind"], second["mrn"], second["text"]) == ("B", kind, None, entry)


def test_an_odd_spelling_of_a_post_is_noted() -> None:
    assert "post-spelling" in codes(record(ref="REF: TUN1S 12"))


def test_a_reference_is_kept_as_written() -> None:
    assert [r["text"] for r in references("REF: A. 07 STATE\n   00345 B. TUNIS 12")] == [
        "07 STATE 00345",
        "TUNIS 12",
    ]


def test_a_date_is_no_number() -> None:
    assert numbers("REF: TUNIS 12 OF JUNE 3, 2007") == [(None, "2007 TUNIS 12")]
    assert numbers("REF: TUNIS 12 (JUNE 3, 2007), LISBON 44") == [
        (None, "2007 TUNIS 12"),
        (None, "2008 LISBON 44"),
    ]


def test_a_reference_block_ends_where_the_text_begins() -> None:
    telegram = record(ref="REF: TUNIS 12", body="1. (C) LISBON 14 was a long telegram.")
    assert [r["mrn"] for r in telegram["references"]] == ["2008 TUNIS 12"]


def test_a_telegram_without_references_has_an_empty_list() -> None:
    assert record()["references"] == []


def test_the_references_of_two_lists_stand_at_their_places() -> None:
    page_end = "CONFIDENTIAL\n\nPAGE 02  VALLET 00123  241530Z\n\n"
    telegram = read(exercise(ref=f"REF: A. TUNIS 12\nREF: B. TUNIS 13\n{page_end}     C. LISBON 14"))
    assert [telegram.words(r.span) for r in telegram.references] == ["TUNIS 12", "TUNIS 13", "LISBON 14"]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("REF: RIO DE JAN 22", ["2008 RIO DE JANEIRO 22"]),
        ("REF: A. 07 RIO DE JAN 22; B. RIO DE JAN 3", ["2007 RIO DE JANEIRO 22", "2008 RIO DE JANEIRO 3"]),
        ("REF: LISBON JAN 22", [None]),
    ],
)
def test_a_month_that_ends_the_name_of_a_post_is_no_date(block: str, expected: list[str | None]) -> None:
    assert [r["mrn"] for r in references(block)] == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("REF: TUNIS12", ["2008 TUNIS 12"]),
        ("REF: 07 TUNIS12", ["2007 TUNIS 12"]),
        (
            "REF: A. 07TUNIS 12 B.LISBON13 C) 2006MADRID14",
            ["2007 TUNIS 12", "2008 LISBON 13", "2006 MADRID 14"],
        ),
        ("REF: TUNIS12, 13 AND LISBON 14", ["2008 TUNIS 12", "2008 TUNIS 13", "2008 LISBON 14"]),
        ("REF: TUNIS 12 GRUNDLE13", ["2008 TUNIS 12"]),
        ("REF: TOKY0 46", ["2008 TOKYO 46"]),
    ],
)
def test_a_number_may_be_glued_to_its_post(block: str, expected: list[str]) -> None:
    assert [r["mrn"] for r in references(block)] == expected


@pytest.mark.parametrize(
    "rest",
    [
        "SUMMARY 1. THE HARBOUR OF LISBON 14",
        "SUMMARY: 1. Herons",
        "------- SUMMARY ------- 1. (C) Herons of Lisbon 14",
        "1. The envoy met 14 herons at Lisbon 3 times",
        ". 1. (C) Herons of Lisbon 14",
        "SENSITIVE BUT UNCLASSIFIED 1. (SBU) LISBON 14",
        "This message tells of Lisbon 14",
    ],
)
def test_a_block_that_runs_on_into_the_text_is_cut(rest: str) -> None:
    assert [r["mrn"] for r in references(f"REF: TUNIS 12 {rest}")] == ["2008 TUNIS 12"]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("REF: TUNIS 12 THROUGH 14", ["2008 TUNIS 12", "2008 TUNIS 14"]),
        ("REF: TUNIS 12 THRU 14", ["2008 TUNIS 12", "2008 TUNIS 14"]),
        ("REF: TUNIS 12; 13; 14", ["2008 TUNIS 12", "2008 TUNIS 13", "2008 TUNIS 14"]),
        ("REF: 07 TUNIS 12; 13 AND 14", ["2007 TUNIS 12", "2007 TUNIS 13", "2007 TUNIS 14"]),
        ("REF: TUNIS 12; 7 FAM 33", ["2008 TUNIS 12", None]),
        ("REF: TUNIS 12; 5 GREEN HERONS", ["2008 TUNIS 12", None]),
        ("REF: TUNIS 12 + 13", ["2008 TUNIS 12", "2008 TUNIS 13"]),
        ("REF: TUNIS NO. 12", ["2008 TUNIS 12"]),
        ("REF: TUNIS NOS. 12 AND 13", ["2008 TUNIS 12", "2008 TUNIS 13"]),
        ("REF: TUNIS 1,234", ["2008 TUNIS 1234"]),
        ("REF: TUNIS 123,124", ["2008 TUNIS 123", "2008 TUNIS 124"]),
        ("REF: HERON NO. 12", [None]),
    ],
)
def test_lists_and_counted_numbers(block: str, expected: list[str | None]) -> None:
    assert [r["mrn"] for r in references(block)] == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("REF: STATE 123/07", ["2007 STATE 123"]),
        ("REF: STATE 123/24", ["2008 STATE 123", "2008 STATE 24"]),
        ("REF: TUNIS 12/13", ["2008 TUNIS 12", "2008 TUNIS 13"]),
        ("REF: TUNIS 12 OF 3 OCT 07, LISBON 13", ["2007 TUNIS 12", "2008 LISBON 13"]),
        ("REF: TUNIS 12 DTG 031200Z MAY 07, LISBON 13", ["2007 TUNIS 12", "2008 LISBON 13"]),
        ("REF: E. LISBON 15 D. LISBON 16", ["2008 LISBON 15", "2008 LISBON 16"]),
    ],
)
def test_a_year_belongs_to_its_own_number(block: str, expected: list[str]) -> None:
    assert [r["mrn"] for r in references(block)] == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            "TUNIS 12, ORSETT-LATHBURY EMAIL 1/2/08",
            [("telegram", "TUNIS 12"), ("email", "ORSETT-LATHBURY EMAIL 1/2/08")],
        ),
        ("TUNIS 12 AND ORSETT EMAIL", [("telegram", "TUNIS 12"), ("email", "ORSETT EMAIL")]),
        ("ORSETT EMAIL 1/2/08, TUNIS 12", [("email", "ORSETT EMAIL 1/2/08"), ("telegram", "TUNIS 12")]),
        (
            "TUNIS 12, PHONE CALL ORSETT/LATHBURY, TUNIS 13",
            [("telegram", "TUNIS 12"), ("phone", "PHONE CALL ORSETT/LATHBURY"), ("telegram", "TUNIS 13")],
        ),
        ("TUNIS 12 (ORSETT EMAIL 1/2/08), TUNIS 13", [("telegram", "TUNIS 12"), ("telegram", "TUNIS 13")]),
        ("YOUR 33 AND TUNIS 12", [("other", "YOUR 33"), ("telegram", "TUNIS 12")]),
        ("Embtel 33,[2] Deptel 54.[3]", [("other", "Embtel 33"), ("telegram", "Deptel 54")]),
        ("TUNIS 12 MYTEL 3, MY 4 AND 5", [("telegram", "TUNIS 12"), ("other", "MY 4 AND 5")]),
    ],
)
def test_what_a_comma_joins_to_a_telegram_is_kept(block: str, expected: list[tuple[str, str]]) -> None:
    assert [(r["kind"], r["text"]) for r in references(f"REF: {block}")] == expected


@pytest.mark.parametrize(
    "entry", ["UNSCR 1999", "UNSC RESOLUTION 12", "H.R. 12", "YOUR 33", "MY 15", "EMBTEL 12", "CONTEL 12"]
)
def test_no_post_is_made_up(entry: str) -> None:
    assert [(r["kind"], r["mrn"]) for r in references(f"REF: {entry}")] == [("other", None)]


@pytest.mark.parametrize(
    "entry", ["DEPTEL 54", "Deptel 54", "Department's 54", "Dept's telegram No. 54", "DEPT 54"]
)
def test_the_department_is_state(entry: str) -> None:
    telegram = record(ref=f"REF: {entry}")
    assert [r["mrn"] for r in telegram["references"]] == ["2008 STATE 54"]
    assert "post-spelling" in codes(telegram)


def test_the_number_of_a_licence_is_no_reference() -> None:
    assert numbers("REF: A. TUNIS 12 B. EXPORT LICENSE D123456 C. TUNIS 13") == [
        ("A", "2008 TUNIS 12"),
        ("C", "2008 TUNIS 13"),
    ]
