"""Laying marked stretches end to end over a text."""

from __future__ import annotations

import pytest

from reftel.reading.segments import KINDS, lay

TEXT = "FM AMEMBASSY TUNIS\n\nwhat is this\n"


def laid(*marks: tuple[int, int, str], base: int = 0) -> list[tuple[str, int, int]]:
    """The segments of the text under these marks."""
    return [(s.kind, s.span.start, s.span.end) for s in lay(marks, TEXT, base)]


def test_what_no_mark_covers_is_unread_or_blank() -> None:
    assert laid((0, 18, "originator")) == [("originator", 0, 18), ("unread", 18, 33)]
    assert laid((0, 18, "originator"), (20, 33, "passing")) == [
        ("originator", 0, 18),
        ("blank", 18, 20),
        ("passing", 20, 33),
    ]


def test_without_marks_all_is_unread() -> None:
    assert laid() == [("unread", 0, 33)]


def test_an_empty_text_has_no_segments() -> None:
    assert lay([], "", 0) == ()


def test_where_marks_overlap_the_first_keeps_its_place() -> None:
    assert laid((0, 18, "originator"), (10, 33, "passing")) == [("originator", 0, 18), ("passing", 18, 33)]


@pytest.mark.parametrize(
    "marks", [[(-5, 3, "to")], [(30, 99, "to")], [(5, 5, "to")], [(9, 4, "to")], [(40, 50, "to")]]
)
def test_marks_outside_the_text_are_cut_to_it(marks: list[tuple[int, int, str]]) -> None:
    segments = lay(marks, TEXT, 0)
    assert segments[0].span.start == 0
    assert segments[-1].span.end == len(TEXT)
    assert all(s.span.start < s.span.end for s in segments)


def test_a_base_moves_every_place() -> None:
    assert laid((100, 118, "originator"), base=100) == [("originator", 100, 118), ("unread", 118, 133)]


def test_every_kind_says_what_it_is() -> None:
    assert all(KINDS.values())
    assert {"blank", "unread"} <= KINDS.keys()
