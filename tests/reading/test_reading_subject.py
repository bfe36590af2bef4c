"""The subject line."""

from __future__ import annotations

import pytest

from tests.reading.made import record

MEANT = "A LANTERN ON THE QUAY"


@pytest.mark.parametrize(
    "lines",
    [
        "SUBJECT: A LANTERN ON THE QUAY",
        "SUBJ: A LANTERN ON THE QUAY",
        "UBJECT: A LANTERN ON THE QUAY",
        "SUBECT: A LANTERN ON THE QUAY",
        "SUBJECT A LANTERN ON THE QUAY",
        "SUBJECT; A LANTERN ON THE QUAY",
        "SUBJECT:A LANTERN ON THE QUAY",
        "Subject: A LANTERN ON THE QUAY",
        "SUBJECT:  A LANTERN   ON THE QUAY  ",
        "SUBJECT: A LANTERN\nON THE QUAY",
        "SUBJECT:\nA LANTERN ON THE QUAY",
        "SUBJECT:\n\nA LANTERN ON THE QUAY",
        "SUBJECT: A LANTERN\n         ON THE\n         QUAY",
        "SUBJECT: (U) A LANTERN ON THE QUAY",
        "SUBJECT: (C) A LANTERN ON THE QUAY",
        "SUBJECT: (C/NF) A LANTERN ON THE QUAY",
        "SUBJECT: (SBU) A LANTERN ON THE QUAY",
        "SUBJECT: A LANTERN ON THE QUAY (U)",
        "(U) SUBJECT: A LANTERN ON THE QUAY",
        "SUBJECT: A LANTERN ON THE QUAY REF: VALLETTA 12",
        "SUBJECT: A LANTERN ON THE QUAY\nREF: VALLETTA 12",
        "SUBJECT: A LANTERN ON THE QUAY Classified By: Ann Lathbury, DCM",
        "SUBJECT: A LANTERN ON THE QUAY\nCLASSIFIED BY: ANN LATHBURY, DCM",
        "SUBJECT: A LANTERN ON THE QUAY\nSUMMARY",
        "SUBJECT: A LANTERN ON THE QUAY\n---------------------",
    ],
)
def test_a_subject_is_read_without_mark_and_label(lines: str) -> None:
    assert record(subject=lines)["subject"] == MEANT


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("SUBJECT: (REVISED) SCHEDULE", "(REVISED) SCHEDULE"),
        ("SUBJECT: LANTERNS &amp; LAMPS", "LANTERNS & LAMPS"),
        ("SUBJECT: GUILD SAYS: NO REFERENCE TO A FEE", "GUILD SAYS: NO REFERENCE TO A FEE"),
        ("SUBJECT: 12 LANTERNS, 2 LAMPS", "12 LANTERNS, 2 LAMPS"),
    ],
)
def test_words_that_only_look_like_marks_stay(line: str, subject: str) -> None:
    assert record(subject=line)["subject"] == subject


def test_a_blank_line_ends_the_subject() -> None:
    telegram = record(
        subject="SUBJECT: A LANTERN ON THE QUAY", body="The lantern was lit at dusk.\n\nIt went out."
    )
    assert telegram["subject"] == MEANT


def test_a_telegram_may_have_no_subject() -> None:
    telegram = record(subject="")
    assert telegram["subject"] is None
    assert telegram["paragraphs"][0]["text"] == "The lantern was lit at dusk."


def test_a_subject_in_the_body_is_no_subject() -> None:
    telegram = record(
        body="1. (C) The lantern was lit.\n\n2. (C) Begin text:\n\nSUBJECT: ANOTHER LANTERN\n\nEnd text."
    )
    assert telegram["subject"] == MEANT
