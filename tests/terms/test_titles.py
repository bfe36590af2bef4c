"""Which words belong to a title."""

from __future__ import annotations

import pytest

from reftel.terms import titles


@pytest.mark.parametrize(
    "word",
    [
        "Counselor",
        "POL/ECON",
        "LTC",
        "Ambassaor",
        "Embassador",
        "Consuelor",
        "PolEconCouns",
        "DEPPERMREP",
        "Ambassador-at-Large",
        "MO",
        "Dr.",
    ],
)
def test_a_word_of_an_office(word: str) -> None:
    assert titles.is_office(word)


@pytest.mark.parametrize(
    "word", ["Mo", "Milad", "Minter", "Marshall", "Hoveland", "K.", "Lathbury", "Major-Lath"]
)
def test_a_name_is_no_office(word: str) -> None:
    assert not titles.is_office(word)


def test_a_surname_that_is_an_office_too() -> None:
    assert titles.is_surname("Major")
    assert not titles.is_surname("Counselor")


@pytest.mark.parametrize(
    ("title", "bare"), [("DCM Dr.", "DCM"), ("Ms.", ""), ("DCM", "DCM"), ("Chief, Mr.", "Chief")]
)
def test_a_title_without_the_honorific(title: str, bare: str) -> None:
    assert titles.without_honorific(title) == bare
