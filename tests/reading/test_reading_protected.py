"""Names that the telegram asks to protect."""

from __future__ import annotations

import pytest

from tests.reading.made import exercise, read, record


@pytest.mark.parametrize(
    ("text", "name", "marker"),
    [
        ("Warden Pawlu Ghirlan (protect) told us so.", "Pawlu Ghirlan", "PROTECT"),
        ("Pawlu Ghirlan (strictly protect) told us so.", "Pawlu Ghirlan", "STRICTLY PROTECT"),
        ("Pawlu Ghirlan (please protect) told us so.", "Pawlu Ghirlan", "PLEASE PROTECT"),
        ("PAWLU GHIRLAN (PROTECT) TOLD US SO.", "PAWLU GHIRLAN", "PROTECT"),
        ("PAWLU GHIRLAN (STRICTLY PROTECT) TOLD US SO.", "PAWLU GHIRLAN", "STRICTLY PROTECT"),
        ("Pawlu\nGhirlan (strictly\nprotect) told us so.", "Pawlu Ghirlan", "STRICTLY PROTECT"),
        ("Pawlu Ghirlan [protect] told us so.", "Pawlu Ghirlan", "PROTECT"),
        ("Habib al-Marsaoui (protect) told us so.", "Habib al-Marsaoui", "PROTECT"),
        ("A DRYDOCK ENGINEER (PROTECT SOURCE) TOLD US SO.", "A DRYDOCK ENGINEER", "PROTECT SOURCE"),
        ("the engineer (protect) told us so.", "engineer", "PROTECT"),
    ],
)
def test_the_name_before_a_marker_is_protected(text: str, name: str, marker: str) -> None:
    (protected,) = record(body=f"1. (C) {text}")["protected"]
    if name.startswith("Pawlu") and text.startswith("Warden"):
        assert protected["text"].endswith(name)
    else:
        assert protected["text"] == name
    assert protected["marker"] == marker


def test_each_marked_name_is_found_where_it_stands() -> None:
    telegram = read(exercise(body="1. (C) Ann Lathbury (protect) and Ben Orsett (protect) agreed."))
    assert [(p.text, telegram.words(p.span)) for p in telegram.protected] == [
        ("Ann Lathbury", "Ann Lathbury"),
        ("Ben Orsett", "Ben Orsett"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The guild will protect the quay.",
        "The lamp (protected by glass) was lit.",
        "Consumer protection is new.",
    ],
)
def test_other_protection_is_no_marker(text: str) -> None:
    assert record(body=f"1. (C) {text}")["protected"] == []
