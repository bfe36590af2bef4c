"""The golden telegrams: what is read now is what was accepted.  Only `make accept NAME=…` writes them."""

from __future__ import annotations

import pytest

from reftel.model import Span
from tests.golden.shown import FOLDER, RECORD, SHOWN, cases, read, written_in


@pytest.mark.parametrize("name", cases())
def test_a_golden_telegram_reads_as_accepted(name: str) -> None:
    shown, record = read(name)
    again = f"if the new reading is right: make accept NAME={name}"
    assert shown == (FOLDER / name / SHOWN).read_bytes().decode(), again
    assert record == (FOLDER / name / RECORD).read_bytes().decode(), again


def test_marks_are_written_in_the_longer_outside() -> None:
    marks = [("paragraph", Span(0, 9)), ("portion", Span(0, 3)), ("name", Span(4, 9))]
    assert written_in("(C) Smith said", marks) == "⟦paragraph:⟦portion:(C)⟧ ⟦name:Smith⟧⟧ said"
