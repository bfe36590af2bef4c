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


def test_a_reference_block_ends_where_the_text_begins() -> None:
    telegram = record(ref="REF: TUNIS 12", body="1. (C) LISBON 14 was a long telegram.")
    assert [r["mrn"] for r in telegram["references"]] == ["2008 TUNIS 12"]


def test_a_telegram_without_references_has_an_empty_list() -> None:
    assert record()["references"] == []


def test_the_references_of_two_lists_stand_at_their_places() -> None:
    page_end = "CONFIDENTIAL\n\nPAGE 02  VALLET 00123  241530Z\n\n"
    telegram = read(exercise(ref=f"REF: A. TUNIS 12\nREF: B. TUNIS 13\n{page_end}     C. LISBON 14"))
    assert [telegram.words(r.span) for r in telegram.references] == ["TUNIS 12", "TUNIS 13", "LISBON 14"]
