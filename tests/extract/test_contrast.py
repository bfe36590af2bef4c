"""Claims held against each other, made by hand: what is a contradiction, what a revision, what neither."""

from __future__ import annotations

from typing import Any

import pytest

from reftel.extract import annotate
from reftel.extract.annotations import Annotations, Attribution, Entity, Figure, Mention
from reftel.extract.contrast import Card, Name, Quantity, contrasts, is_weak
from reftel.extract.contrast.candidates import REACH
from reftel.extract.contrast.claims import claims_of
from reftel.extract.contrast.matter import matter_of
from reftel.extract.contrast.retelling import retellings
from reftel.extract.contrast.texts import passages_of, text_of
from reftel.model import Span
from tests.extract.claims import cards, claim, number

GUARDS = Quantity(40, 40, counted="guards", written="40")


def of_guards(one: Quantity, other: Quantity, **more: Any) -> list[Card]:
    return cards(
        claim("1", f"{one.written} guards stood at the ferry landing", figures=(one,)),
        claim("2", f"the ferry landing had {other.written} guards", "DOE", figures=(other,), **more),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (number(3000), number(300, 350)),
        (number(40), number(60)),
        (number(300, bound="at most"), number(3000)),
        (number(40, bound="about"), number(80)),
    ],
)
def test_figures_that_cannot_both_be_right_are_a_contradiction(one: Quantity, other: Quantity) -> None:
    (card,) = of_guards(one, other)
    assert (card.type, card.kind) == ("contradiction", "figures")
    assert [side.figure for side in card.sides] == [one.written, other.written]
    assert {"ferry", "landing", "guards"} <= set(card.shared)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (number(3000, bound="about"), number(3200)),
        (number(300, bound="at least"), number(340)),
        (number(300), number(280, 320)),
        (number(10, unit="miles"), number(16, unit="km")),
        (number(40, of="the navy"), number(60, of="the customs office")),
        (number(40, currency="USD"), number(60, currency="GBP")),
    ],
)
def test_figures_that_can_both_be_right_are_none(one: Quantity, other: Quantity) -> None:
    assert of_guards(one, other) == []


def test_other_days_places_and_matters_are_no_contradiction() -> None:
    may, june = (("1976-05-01", "1976-05-31"),), (("1976-06-01", "1976-06-30"),)
    there = "40 guards stood at the ferry landing of Aldport"
    first = claim("1", there, figures=(GUARDS,), meant=may, names=(Name("A", "gpe", "Aldport"),))
    text = "60 guards stood at the ferry landing of Bremholt"
    more = {"figures": (number(60),), "meant": may}
    assert cards(first, claim("2", text, "DOE", names=(Name("B", "gpe", "Bremholt"),), **more)) == []
    same = text.replace("Bremholt", "Aldport")
    aldport = (Name("A", "gpe", "Aldport"),)
    assert cards(first, claim("2", same, "DOE", names=aldport, **{**more, "meant": june})) == []
    assert len(cards(first, claim("2", same, "DOE", names=aldport, **more))) == 1
    other = "60 guards of Aldport were vaccinated"
    assert cards(first, claim("2", other, "DOE", names=aldport, **more)) == []
    late = claim("2", same, "DOE", names=aldport, figures=(number(60),), said="1977-05-10")
    assert cards(claim("1", there, figures=(GUARDS,), names=aldport), late) == []


@pytest.mark.parametrize(
    ("content", "manner"),
    [
        ("the harbour pilots had searched the tanker", "deny"),
        ("no harbour pilots had searched the tanker", "state"),
        ("reports of a search of the tanker by harbour pilots were without foundation", "state"),
    ],
)
def test_a_denial_stands_against_the_statement(content: str, manner: str) -> None:
    stated = claim("1", "the harbour pilots had searched the tanker")
    (card,) = cards(stated, claim("2", content, "DOE", manner=manner))
    assert (card.type, card.kind) == ("contradiction", "denial")


@pytest.mark.parametrize(
    ("content", "manner"),
    [
        ("the harbour pilots had searched the tanker", "state"),
        ("the harbour pilots had not only boarded but searched the tanker", "state"),
        ("the harbour pilots should not search the tanker", "ask"),
        ("the harbour pilots had not searched the warehouse of the customs brigade", "state"),
        ("no report of a search of the tanker by harbour pilots was untrue", "state"),
    ],
)
def test_repetitions_requests_and_other_matters_deny_nothing(content: str, manner: str) -> None:
    stated = claim("1", "the harbour pilots had searched the tanker")
    assert cards(stated, claim("2", content, "DOE", manner=manner)) == []


def test_to_deny_one_figure_is_not_to_give_another() -> None:
    stated = claim("1", "40 guards stood at the ferry landing", figures=(GUARDS,))
    assert (
        cards(
            stated,
            claim("2", "60 guards stood at the ferry landing", "DOE", manner="deny", figures=(number(60),)),
        )
        == []
    )


def test_a_short_answer_is_read_with_the_sentence_before() -> None:
    first = claim("1", "40 guards stood at the ferry landing", telegram="T", figures=(GUARDS,))
    bare = Quantity(90, 90, written="90")
    (card,) = cards(first, claim("2", "90", "DOE", telegram="T", place=1, figures=(bare,)))
    assert (card.kind, card.sure) == ("figures", "fair")
    searched = claim("1", "the harbour pilots had searched the tanker", telegram="T")
    (card,) = cards(searched, claim("2", "the charge", "DOE", telegram="T", place=1, manner="deny"))
    assert card.kind == "denial"


@pytest.mark.parametrize(
    ("speaker", "quote", "why"),
    [
        ("ROE", "Roe put it at 60.", "same speaker"),
        ("DOE", "In a corrected count Doe gave 60.", "corrects or updates"),
        ("DOE", "Doe said that it had risen to 60.", "with time"),
    ],
)
def test_what_is_said_anew_is_a_revision(speaker: str, quote: str, why: str) -> None:
    first = claim("1", "40 guards stood at the ferry landing", figures=(GUARDS,))
    late = claim(
        "2",
        "60 guards stood at the ferry landing",
        speaker,
        figures=(number(60),),
        quote=quote,
        said="1976-05-12",
    )
    (card,) = cards(late, first)
    assert card.type == "revision"
    assert [side.said for side in card.sides] == ["1976-05-10", "1976-05-12"]
    assert why in " ".join(card.why)


def test_a_summary_that_differs_from_its_paragraph_is_a_contradiction() -> None:
    one = claim("1", "40 guards stood at the ferry landing", telegram="T", label="summary", figures=(GUARDS,))
    other = claim("2", "60 guards stood at the ferry landing", telegram="T", place=1, figures=(number(60),))
    assert [card.type for card in cards(one, other)] == ["contradiction"]


def test_reports_that_go_back_to_one_person_are_a_single_source_story() -> None:
    told = "the reservoir above the valley had cracked"
    claims = (
        claim("1", f"Roe had told him that {told}", "DOE", telegram="A", relays=True),
        claim("2", told, "ROE", telegram="A", place=1, within="1"),
        claim("3", f"{told} in spring", "POE", telegram="B", grounds=(Name("ROE", "person", "Roe"),)),
        claim("4", "wheat was scarce in the southern provinces", "POE", telegram="B", place=1),
    )
    (card,) = cards(*claims, types=("single-source",))
    assert (card.kind, card.source) == ("story", "ROE")
    assert [side.telegram for side in card.sides] == ["A", "B"]
    assert cards(claims[0], claim("5", told, "MOE", telegram="C"), types=("single-source",)) == []


def test_a_telegram_that_rests_on_one_person_is_told() -> None:
    claims = [
        claim(str(i), f"the {word} was closed for repairs", telegram="T", place=i, cue="said")
        for i, word in enumerate(("bridge", "tunnel", "lighthouse", "cannery"))
    ]
    (card,) = cards(*claims, types=("single-source",))
    assert card.kind == "telegram"
    assert cards(*claims[:3], types=("single-source",)) == []


def test_a_common_word_does_not_make_all_pairs_and_what_is_left_out_is_told() -> None:
    many = [
        claim(f"{i:04d}", f"ferry landing {'abcdefghij'[i % 10] * 4}{i // 10}x was open", said="1976-05-10")
        for i in range(3 * REACH)
    ]
    found = contrasts([*many, claim("9999", "the ferry landing was not open", "DOE", said="1976-05-11")])
    assert found.left_out.words
    assert found.left_out.pairs > 0
    assert found.claims == 3 * REACH + 1


def test_the_order_in_which_claims_come_makes_no_difference() -> None:
    claims = [
        claim("1", "40 guards stood at the ferry landing", figures=(GUARDS,)),
        claim("2", "60 guards stood at the ferry landing", "DOE", figures=(number(60),)),
        claim("3", "the harbour pilots had searched the tanker"),
        claim("4", "the harbour pilots had searched the tanker", "DOE", manner="deny"),
    ]
    assert contrasts(claims) == contrasts(claims[::-1])


def test_claims_are_read_from_annotations() -> None:
    text = "Roe put the number of trainees at 3,000 while Doe told us 300-350. Wheat cost 40 dinars."

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    def said(n: int, source: Span, content: Span) -> Attribution:
        return Attribution(n, "state", False, None, (source,), (), (), (content,), speaker=n - 1)

    found = Annotations(
        mentions=(Mention(at("Roe"), "person", "name", 0), Mention(at("Doe"), "person", "name", 1)),
        entities=(Entity(0, "person", "Roe"), Entity(1, "person", "Doe")),
        figures=(Figure(at("40 dinars"), 40, 40, unit="dinar", counted=at("Wheat")),),
        attributions=(
            said(1, at("Roe"), at("the number of trainees at 3,000")),
            said(2, at("Doe"), at("300-350")),
        ),
    )  # fmt: skip
    claims = claims_of(text_of(text, key="T"), found)
    assert [(c.speaker_name, [(f.low, f.high) for f in c.figures]) for c in claims] == [
        ("Roe", [(3000, 3000)]), ("Doe", [(300, 350)]), (None, [(40, 40)]),
    ]  # fmt: skip
    assert claims[0].quote == text.split(" Wheat")[0]
    assert claims[0].figures[0].counted == "trainees"
    (card,) = cards(*claims)
    assert [side.figure for side in card.sides] == ["3,000", "300-350"]


def test_a_summary_is_tied_to_the_paragraphs_it_retells() -> None:
    text = (
        "The reservoir burst and the quarantine station was flooded.\n\n"
        "Wheat was scarce in the southern provinces.\n\n"
        "Engineers said that the reservoir burst at night. The quarantine station was flooded by ten."
    )
    passages = passages_of(text_of(text, key="T"))
    marked = [
        p._replace(label="summary" if p.paragraph == 0 else None, portion="S" if p.paragraph else "C")
        for p in passages
    ]
    (card,) = retellings(marked, higher=lambda a, b: (a, b) == ("C", "S"))
    assert [side.paragraph for side in card.sides] == [0, 2, 2]
    assert card.warning is not None
    assert list(retellings(passages, higher=lambda a, b: False)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "the harbour board had agreed to repair the old bridge",
            "the harbour board could not paint the old bridge",
        ),
        (
            "the harbour board had repaired the old bridge",
            "not all of the harbour board had repaired the old bridge",
        ),
        (
            "the harbour board had repaired the old bridge",
            "the harbour board might not have repaired the old bridge",
        ),
    ],
)
def test_a_small_word_denies_only_what_it_governs(one: str, other: str) -> None:
    assert cards(claim("1", one), claim("2", other, "DOE")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (number(40, counted="guards"), number(600, counted="harbour staff")),
        (number(4), number(4000)),
    ],
)
def test_figures_of_other_things_and_slips_are_none(one: Quantity, other: Quantity) -> None:
    assert of_guards(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in 1975 40 guards stood at the ferry landing", "in 1976 60 guards stood at the ferry landing"),
        ("40 guards stood at the ferry landing", "another 60 guards stood at the ferry landing"),
        ("40 guards stood at the ferry landing", "60 guards can stand at the ferry landing"),
    ],
)
def test_figures_of_other_years_and_of_what_comes_to_others_are_none(one: str, other: str) -> None:
    first, second = claim("1", one, figures=(GUARDS,)), claim("2", other, "DOE", figures=(number(60),))
    assert cards(first, second) == []


def test_what_one_says_twice_in_a_telegram_is_weak_and_scans_make_no_card() -> None:
    first = claim("1", "40 guards stood at the ferry landing", figures=(GUARDS,), telegram="T")
    second = claim("2", "60 guards stood at the ferry landing", figures=(number(60),), telegram="T", place=1)
    (card,) = cards(first, second)
    assert is_weak(card)
    assert cards(first, claim("2", second.content, figures=second.figures, telegram="U", misread=True)) == []


def test_a_text_sent_twice_is_no_story() -> None:
    text = "the harbour pilots had searched the tanker off the northern mole"
    again = "the harbour pilots had searched a tanker off the northern mole at dawn"
    told = [claim("1", text, "Karlo Roe"), claim("2", text, "Karlo Roe")]
    assert cards(*told, types=("single-source",)) == []
    (card,) = cards(*told, claim("3", again, "Karlo Roe"), types=("single-source",))
    assert (card.kind, len(card.sides)) == ("story", 2)


def test_the_sources_of_a_source_are_the_people_named() -> None:
    text = (
        "Adviser Rui Kelemen said that the yacht lay in the bay. "
        "Anna Lindqvist of Lisbon and Omar Okafor had supplied Kelemen with all of it."
    )
    claims = claims_of(text_of(text), annotate(text))
    said = [c for c in claims if "yacht" in c.content]
    assert said
    assert "Lisbon" not in {g.words for g in said[0].grounds}
    assert {w for g in said[0].grounds for w in g.words.split()} >= {"Lindqvist", "Okafor"}


@pytest.mark.parametrize(
    "other",
    ["the story an invention from start to finish", "not so", "there was not a word of truth in it"],
)
def test_what_only_calls_it_untrue_denies_the_claim_before(other: str) -> None:
    told = "the mill at Aldport had been sold to a foreign bank"
    first = claim("1", told, paragraph=0)
    again = claim("2", other, "DOE", telegram="T1", place=1, paragraph=0)
    (card,) = cards(first, again)
    assert card.kind == "denial"


def test_a_number_is_read_with_all_that_it_points_back_to() -> None:
    more: dict[str, Any] = {"telegram": "T1", "paragraph": 0}
    first = claim("1", "guards were being drilled on the quay of Aldport", **more)
    second = claim("2", "the number of guards at 40", place=1, figures=(number(40),), **more)
    third = claim("3", "90", "DOE", place=2, figures=(number(90, counted=None),), **more)
    (card,) = cards(first, second, third)
    assert [side.figure for side in card.sides] == ["40", "90"]


@pytest.mark.parametrize(
    ("one", "other", "at_odds"),
    [
        ("40 GUARDS STOOD AT THE TAMAREN DAM", "90 GUARDS STOOD AT THE ROSE DAM", False),
        ("40 GUARDS STOOD AT THE TAMAREN DAM", "90 GUARDS STOOD AT THE TAMAREN DAM", True),
        ("40 guards could be counted at the ferry landing", "90 guards stood at the ferry landing", True),
        (
            "40 guards did not survive the fire at the mill",
            "90 guards were lost in the fire at the mill",
            True,
        ),
        ("40 guards did not survive the fire at the mill", "90 guards survived the fire at the mill", False),
    ],
)
def test_figures_of_one_thing_in_other_words(one: str, other: str, *, at_odds: bool) -> None:
    given = cards(claim("1", one, figures=(number(40),)), claim("2", other, "DOE", figures=(number(90),)))
    assert bool(given) is at_odds


def test_a_preface_turns_nothing_into_its_contrary() -> None:
    early = claim("1", "the bridge at Aldport had been blown up")
    late = claim("2", "contrary to earlier reports, the bridge at Aldport had been blown up", "DOE")
    assert cards(early, late) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "the relief agency would keep its Oran office open",
            "the Oran office of the relief agency would be shut",
        ),
        (
            "the road from Oran to Sfax was open to truck convoys",
            "the road from Oran to Sfax was shut to truck convoys",
        ),
        (
            "extradition of the Oran driver had been approved",
            "extradition of the Oran driver had been turned down",
        ),
    ],
)
def test_what_is_true_of_a_thing_or_its_contrary_stands_against_it(one: str, other: str) -> None:
    (card,) = cards(claim("1", one), claim("2", other, "DOE"))
    assert (card.type, card.kind) == ("contradiction", "denial")
    assert "contrary" in card.why[0]


@pytest.mark.parametrize(
    ("one", "other", "manner"),
    [
        ("the Oran road was open to convoys", "the Oran road was not shut to convoys", "state"),
        ("the Oran road was open to convoys", "the Sfax road was shut to convoys", "state"),
        ("the Oran road was open to convoys", "the Oran road would be shut to convoys", "state"),
        ("the Oran road was open to convoys", "the Oran road was shut to convoys", "deny"),
    ],
)
def test_a_contrary_denied_elsewhere_or_to_come_stands_against_nothing(
    one: str, other: str, manner: str
) -> None:
    assert not cards(claim("1", one), claim("2", other, "DOE", manner=manner))


def test_words_near_in_meaning_are_compared() -> None:
    figures = number(36, counted="passengers"), number(12, counted="travellers")
    (card,) = cards(
        claim("1", "the plane wrecked near Oran had carried 36 passengers", figures=figures[:1]),
        claim("2", "12 travellers were aboard the airliner wrecked near Oran", "DOE", figures=figures[1:]),
    )
    assert card.kind == "figures"


def test_who_denies_a_denial_affirms() -> None:
    text = "The mayor said that the ferry at Oran had not sailed on Monday. The bishop called this untrue."
    found = contrasts(claims_of(text_of(text), annotate(text))).cards
    assert [card.type for card in found if not is_weak(card)] == ["contradiction"]


@pytest.mark.parametrize(
    "text",
    [
        "The bishop told us it was not true that the ferry had sailed.",
        "It was not true, the bishop told us, that the ferry had sailed.",
        "The bishop refuted claims that the ferry had sailed.",
        "The bishop withdrew the statement that the ferry had sailed.",
    ],
)
def test_words_beside_what_is_said_deny_it(text: str) -> None:
    told = claims_of(text_of(text), annotate(text))
    (said,) = (one for one in told if "ferry had sailed" in one.content and not one.relays)
    assert [clause.denied for clause in matter_of(said).clauses] == [True]
