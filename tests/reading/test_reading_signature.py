"""The signature, and what may stand behind it."""

from __future__ import annotations

import pytest

from tests.reading.made import exercise, kinds, read, record


@pytest.mark.parametrize(
    ("tail", "name"),
    [
        ("CLAVERTON", "CLAVERTON"),
        ("CLAVERTON\n", "CLAVERTON"),
        ("CLAVERTON\n\n\n", "CLAVERTON"),
        ("CLAVERTON##", "CLAVERTON"),
        ("CLAVERTON.", "CLAVERTON"),
        ("CLAVERTON -", "CLAVERTON"),
        ("CLAVERTON/", "CLAVERTON"),
        ("     CLAVERTON", "CLAVERTON"),
        ("VAN HALLORAN", "VAN HALLORAN"),
        ("HARGREAVES-LOWE", "HARGREAVES-LOWE"),
        ("O'HALLORAN", "O'HALLORAN"),
        ("McCLAVERTON", "McCLAVERTON"),
        ("CLAVERTON\nBT\n#0123\nNNNN", "CLAVERTON"),
        ("CLAVERTON\n\nCONFIDENTIAL\n\n\nNNN", "CLAVERTON"),
        ("CLAVERTON\nNNNNMAFVVZCZ", "CLAVERTON"),
        ("CLAVERTON\n<< END OF DOCUMENT >>", "CLAVERTON"),
        ("CLAVERTON\n\n\nNOTE BY OC/T: DELAYED IN TRANSMISSION.", "CLAVERTON"),
        ("GP-3\nCLAVERTON", "CLAVERTON"),
        ("GP-3 CLAVERTON", "CLAVERTON"),
        ("END TEXT. CLAVERTON", "CLAVERTON"),
        ("UNQUOTE CLAVERTON", "CLAVERTON"),
        ("", None),
        ("NNNN", None),
        ("END SUMMARY", None),
        ("SECRET", None),
    ],
)
def test_the_last_line_signs(tail: str, name: str | None) -> None:
    assert record(body="1. THE LANTERN WAS LIT AT DUSK.", signature=tail)["signature"] == name


def test_a_signature_may_end_a_line_of_text() -> None:
    telegram = record(body="1. THE LANTERN WAS LIT. PLEASE ADVISE.  CLAVERTON", signature="")
    assert telegram["signature"] == "CLAVERTON"
    assert telegram["paragraphs"][-1]["text"] == "THE LANTERN WAS LIT. PLEASE ADVISE."


def test_the_last_words_of_a_sentence_do_not_sign() -> None:
    telegram = record(body="1. WE SAW THE LANTERN OF THE KEEPER,\nMR. ORSETT.", signature="")
    assert telegram["signature"] is None


def test_a_signature_is_no_part_of_the_last_paragraph() -> None:
    telegram = record(body="1. (C) The lantern was lit.", signature="CLAVERTON")
    assert telegram["paragraphs"][-1]["text"] == "The lantern was lit."


@pytest.mark.parametrize("mark", ["BT", "#0123", "NNNN", "NNN", "##"])
def test_marks_behind_the_signature_are_end_marks(mark: str) -> None:
    assert ("end", mark) in kinds(read(exercise(signature=f"CLAVERTON\n{mark}")))


def test_a_group_mark_before_the_signature_is_no_text() -> None:
    telegram = record(body="1. THE LANTERN WAS LIT.\n\nGP-3", signature="CLAVERTON")
    assert telegram["signature"] == "CLAVERTON"
    assert telegram["paragraphs"][-1]["text"] == "THE LANTERN WAS LIT."
