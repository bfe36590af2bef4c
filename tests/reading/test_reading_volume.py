"""The opening of a telegram as a printed volume runs it on: number, to whom, references, subject."""

from __future__ import annotations

from typing import Any

import pytest

from reftel import parse

PAGE = """12. Telegram From the Embassy in Malta to the Department of State

Valletta, October 6, 1970, 1044Z.

{text}

Footnotes
[1] Source: Exercise Files. Secret.
"""


def read(text: str) -> dict[str, Any]:
    said: dict[str, Any] = parse(PAGE.format(text=text))[0].to_dict()
    return said


@pytest.mark.parametrize(
    ("opening", "references"),
    [
        ("907. ", []),
        ("907. LANTERN. ", []),
        ("907. Eyes only Secretary. ", []),
        ("907. State 1185.[2] ", ["1970 STATE 1185"]),
        ("907. LANTERN. State 1185.[2] ", ["1970 STATE 1185"]),
        ("907. Subject: A Lantern. Ref: State 1185.[2]\n\n", ["1970 STATE 1185"]),
        ("Todel 907/1975. Subj: A Lantern.\n\n", []),
        ("061044Z. ", []),
    ],
)
def test_what_stands_before_the_first_sentence_is_no_paragraph(opening: str, references: list[str]) -> None:
    said = read(opening + "1. The lantern was lit at dusk.\n\n2. It went out.")
    assert [(p["number"], p["text"]) for p in said["paragraphs"]] == [
        (1, "The lantern was lit at dusk."),
        (2, "It went out."),
    ]
    assert [r["mrn"] for r in said["references"]] == references


def test_an_editors_note_above_the_number_is_no_paragraph() -> None:
    said = read("The message was sent in reply to one from the keeper.\n\nCAP 6319. The lantern was lit.")
    assert [p["text"] for p in said["paragraphs"]] == ["The lantern was lit."]
    assert "footnote" in {s["kind"] for s in said["segments"]}
