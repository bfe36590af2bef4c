"""What a speaker takes back, and numbers said to be new ones: revisions, in whatever words."""

from __future__ import annotations

import pytest

from reftel.terms import contrast
from tests.extract.claims import cards, claim, number

PAID = "the ferry pilots of Orsay had been paid in full"


@pytest.mark.parametrize(
    ("quote", "speaker", "content", "revised"),
    [
        (
            "ROE withdrew his earlier statement: {}.",
            "ROE",
            "the Orsay ferry pilots went without a penny",
            True,
        ),
        (
            "Contrary to the first account, ROE admitted, {}.",
            "ROE",
            "the Orsay ferry pilots were put off until May",
            True,
        ),
        ("ROE backed down and owned that {}.", "ROE", "the Orsay ferry pilots were put off until May", True),
        (
            "DOE withdrew his earlier statement: {}.",
            "DOE",
            "the Orsay ferry pilots went without a penny",
            False,
        ),
        ("ROE remarked that {}.", "ROE", "the Orsay ferry pilots went without a penny", False),
        (
            "ROE withdrew his earlier statement: {}.",
            "ROE",
            "the Calder ferry pilots went without a penny",
            False,
        ),
        ("ROE withdrew his earlier statement: {}.", "ROE", "the Orsay lighthouse was dark", False),
        (
            "ROE withdrew his troops and said that {}.",
            "ROE",
            "the Orsay ferry pilots were put off until May",
            False,
        ),
    ],
)
def test_what_a_speaker_takes_back_is_a_revision_in_whatever_words(
    quote: str, speaker: str, content: str, revised: bool
) -> None:
    late = claim("2", content, speaker, quote=quote.format(content), said="1976-05-20")
    found = cards(claim("1", PAID), late)
    assert [card.type for card in found] == ["revision"] * revised
    assert all("takes back" in why for card in found for why in card.why[:1])


@pytest.mark.parametrize(
    "text",
    [
        "ROE withdrew his earlier statement", "ROE retracted the charge", "contrary to initial reports",
        "ROE backed down",
        "contrary to his first account", "ROE took back what he had said",
    ],
)  # fmt: skip
def test_it_is_told_that_somebody_takes_something_back(text: str) -> None:
    assert contrast.is_taken_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "the army withdrew a large number of units", "the army took back the town",
        "the hostages were taken back",
        "ROE went back on duty", "ROE withdrew a total of 2,000 men", "the earlier report was long",
    ],
)  # fmt: skip
def test_who_moves_something_takes_back_no_words(text: str) -> None:
    assert not contrast.is_taken_back(text)


@pytest.mark.parametrize(
    ("quote", "place", "found"),
    [
        ("DOE said so far: {}.", "Orsay", 0),
        ("On rechecking, DOE said, {}.", "Orsay", 1),
        ("The toll was still mounting, DOE said; {}.", "Orsay", 1),
        ("DOE said that {}.", "Orsay", 0),
        ("On rechecking, DOE said, {}.", "Calder", 0),
    ],
)
def test_a_number_said_to_be_a_new_one_is_held_against_the_old_in_whatever_words(
    quote: str, place: str, found: int
) -> None:
    old = claim("1", "40 guards had turned out at the Orsay landing", figures=(number(40),))
    content = f"in {place} 60 guards were counted by the mayor"
    late = claim("2", content, "DOE", quote=quote.format(content), figures=(number(60),))
    assert [card.type for card in cards(old, late)] == ["revision"] * found
