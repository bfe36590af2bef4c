"""One source speaking on through a telegram, with another's figure beside his: the chain as a whole."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from reftel.extract import annotate
from reftel.extract.annotations import Annotations
from reftel.extract.contrast import Card, contrasts
from reftel.extract.contrast.claims import claims_of
from reftel.extract.contrast.texts import text_of
from reftel.extract.page import Page

REPORT = """¶1. (S) Ports Adviser Karim al-Haddoun told Poloff May 3 that the Harakat al-Wafa (HAW) was
training members on the island of Port Brevik to lay mines.

¶2. (S/NF) He put the number of trainees at 2,000 while Harbor Chief Colonel Idris Benzarti previously
told us 150-200. Two deputies of the Sons of Malik were al-Haddoun's sources for this information.

¶3. (S) He also told us that the mosque of al-Nour had been closed. He was skeptical that the police,
although lately reinforced, could hold the harbor. Al-Haddoun said the militias were too strong.
"""


class Read(NamedTuple):
    found: Annotations
    cards: list[Card]

    def words(self, n: int) -> str:
        return next(e.name for e in self.found.entities if e.number == n)


@pytest.fixture(scope="module")
def read() -> Read:
    found = annotate(REPORT)
    claims = claims_of(text_of(REPORT), found)
    return Read(found, list(contrasts(claims).cards))


def test_a_name_with_its_article_is_one_word_and_one_person(read: Read) -> None:
    forms = Page("Karim al-Haddoun of An-Nahar, AL-HADDOUN'S house, a royal-blue door, at-large").tokens.forms
    assert {"al-Haddoun", "An-Nahar", "AL-HADDOUN'S"} <= set(forms)
    assert not {"royal-blue", "at-large"} & set(forms)
    (person,) = [e for e in read.found.entities if e.type == "person" and "Haddoun" in e.name]
    assert person.name == "Karim al-Haddoun"


def test_he_is_the_one_who_speaks_on(read: Read) -> None:
    told = [a for a in read.found.attributions if a.source and a.speaker is not None and not a.own]
    by_pronoun = [a for a in told if REPORT[a.source[0].start : a.source[0].end] == "He"]
    assert len(by_pronoun) >= 3
    assert {read.words(a.speaker) for a in by_pronoun if a.speaker is not None} == {"Karim al-Haddoun"}


def test_a_body_whose_letters_stand_behind_it_is_no_person(read: Read) -> None:
    (body,) = [e for e in read.found.entities if "HAW" in (e.name, *e.also)]
    assert body.type == "organization"


def test_no_mention_holds_half_a_bracket_or_a_portion_mark(read: Read) -> None:
    words = [REPORT[m.span.start : m.span.end] for m in read.found.mentions]
    assert all(w.count("(") == w.count(")") for w in words)
    assert not {"S", "S/NF", "NF"} & set(words)


def test_a_report_beside_another_is_no_part_of_it(read: Read) -> None:
    contents = [REPORT[a.content[0].start : a.content[0].end] for a in read.found.attributions]
    assert "150-200" in contents
    assert not any("2,000" in c and "150-200" in c for c in contents)


def test_figures_of_two_and_the_one_source_give_their_cards(read: Read) -> None:
    (figures,) = [c for c in read.cards if c.kind == "figures"]
    assert [(s.speaker, s.figure) for s in figures.sides] == [
        ("Karim al-Haddoun", "2,000"), ("Idris Benzarti", "150-200"),
    ]  # fmt: skip
    (source,) = [c for c in read.cards if c.type == "single-source"]
    assert source.source == "Karim al-Haddoun"
