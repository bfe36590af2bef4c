"""People to hide by other spellings and aliases, and the entities that are theirs."""

from __future__ import annotations

import pytest

from reftel.extract.annotations import Annotations, Entity, Mention
from reftel.model import Span, Telegram
from reftel.release.edition import edition_of
from reftel.release.names import Names, persons_in, places_of
from reftel.release.people import aliases_of, protected_entities
from reftel.release.policy import ReaderClass

from .hiding import telegram

PUBLIC = ReaderClass("public")


def hidden_in(text: str, *names: str) -> list[str]:
    """The words of a text that stand for these people."""
    people = persons_in(text, Names(names), ())
    return [" ".join(text[start:end].split()) for start, end in places_of(people, text)]


@pytest.mark.parametrize(
    "written",
    [
        "Youssef al-Tamimi",
        "YOUSUF TAMEEMI",
        "Yusef el Tamimy",
        "al-Tamymi, Yousef",
        "Yussuf altameemi",
        "Youssef at-Tamimi",
    ],
)
def test_other_spellings_of_a_protected_name_are_hidden(written: str) -> None:
    text = f"We saw {written} at the quay. Pilots met."
    assert hidden_in(text, "Yusuf al-Tamimi") == [written]


def test_a_name_that_only_begins_alike_is_another() -> None:
    assert hidden_in("We saw Yusuf Tamir and Joseph Timms.", "Yusuf al-Tamimi") == []


def test_ordinary_words_are_no_spellings_of_a_name() -> None:
    assert (
        hidden_in("Columbia, the patrol and the council met Karl Forest.", "Karl Forrest", "Ana Colombia")
        == []
    )


@pytest.mark.parametrize(
    ("said", "alias"),
    [
        ("Karim al-Tamimi, also known as Abu Nur, waved.", "Abu Nur"),
        ("Karim al-Tamimi (aka Abu Nur) waved.", "Abu Nur"),
        ("KARIM AL-TAMIMI ALIAS EL ZORRO WAVED.", "EL ZORRO"),
        ("Kareem al-Tamimi (Abu Nur) waved.", "Abu Nur"),
        ('Karim al-Tamimi, "the Lantern," waved.', "Lantern"),
        ('Karim "the Lantern" al-Tamimi waved.', "Lantern"),
        ("Abu Nur (real name Karim al-Tamimi) waved.", "Abu Nur"),
        ("Karim al-Tamimi (strictly protect), known as Abu Nur, waved.", "Abu Nur"),
    ],
)
def test_an_alias_of_a_protected_name_is_hidden_in_the_telegram_that_gives_it(said: str, alias: str) -> None:
    t = telegram(1, f"1. (C) {said}\n\n2. (C) {alias} left by boat. Pilots met.\n")
    edition = edition_of(t, PUBLIC, Names(["Karim al-Tamimi"]))
    assert edition.telegram is not None
    shown = edition.telegram.text
    assert alias.lower() not in shown.lower()
    assert "tamimi" not in shown.lower()
    assert "left by boat. Pilots met." in shown


@pytest.mark.parametrize(
    "bracket", ["Malta", "NFF", "Northern Farmers' Front", "Foreign Ministry", "who waved", "Director"]
)
def test_what_stands_in_brackets_after_a_name_is_not_always_an_alias(bracket: str) -> None:
    text = f"Karim al-Tamimi ({bracket}) waved."
    assert hidden_in(text, "Karim al-Tamimi") == ["Karim al-Tamimi"]


BODY = "1. (C) Pilot Karim al-Tamimi (protect) met Adel Mansur. He waved. The pilot left. Mansur did not.\n"


def annotated(t: Telegram, *mentions: tuple[str, int, str, int]) -> Annotations:
    """Annotations with these mentions: the words, the how manieth, the kind, the entity."""
    found = []
    for words, nth, kind, entity in mentions:
        at = -1
        for _ in range(nth):
            at = t.text.index(words, at + 1)
        at += t.source.span.start
        found.append(Mention(Span(at, at + len(words)), "person", kind, entity))  # type: ignore[arg-type]
    numbers = dict.fromkeys(m.entity for m in found)
    return Annotations(tuple(found), tuple(Entity(n, "person", f"somebody {n}") for n in numbers))


def test_all_that_means_a_protected_person_is_one_protected_entity() -> None:
    t = telegram(1, BODY)
    found = annotated(
        t, ("Pilot Karim al-Tamimi", 1, "name", 0), ("Adel Mansur", 1, "name", 1), ("He", 1, "pronoun", 0),
        ("The pilot", 1, "nominal", 0), ("Mansur", 2, "name", 1),
    )  # fmt: skip
    assert protected_entities(t, found, Names(())) == {0}


def test_a_person_protected_elsewhere_is_a_protected_entity_here() -> None:
    t = telegram(2, "1. (C) Tameemi came. Kareem al-Tameemi waved to Adel Mansur.\n")
    found = annotated(t, ("Kareem al-Tameemi", 1, "name", 3), ("Adel Mansur", 1, "name", 4))
    assert protected_entities(t, found, Names(["Karim al-Tamimi"])) == {3}
    assert protected_entities(t, found, Names(["Olga Reyes"])) == set()


def test_a_description_marked_for_protection_is_a_protected_entity() -> None:
    t = telegram(3, "1. (C) A shipping agent (protect) met Adel Mansur. The agent waved.\n")
    found = annotated(
        t,
        ("A shipping agent", 1, "nominal", 0),
        ("Adel Mansur", 1, "name", 1),
        ("The agent", 1, "nominal", 0),
    )
    assert protected_entities(t, found, Names(())) == {0}


def test_a_body_named_after_a_protected_person_is_hidden_and_a_country_that_he_governs_is_not() -> None:
    t = telegram(6, "1. (C) Karim al-Tamimi founded Tamimi Lines. The Tamimi government of Malta fell.\n")
    found = annotated(t, ("Karim al-Tamimi", 1, "name", 0), ("Tamimi Lines", 1, "name", 1))
    at = t.source.span.start + t.text.index("The Tamimi government")
    country = Mention(Span(at, at + len("The Tamimi government")), "gpe", "nominal", 2)
    found = Annotations((*found.mentions, country), (*found.entities, Entity(2, "gpe", "Malta")))
    assert protected_entities(t, found, Names(["Karim al-Tamimi"])) == {0, 1}


def test_nobody_is_protected_where_nothing_asks_for_it() -> None:
    t = telegram(4, "1. (C) Adel Mansur waved.\n")
    assert protected_entities(t, annotated(t, ("Adel Mansur", 1, "name", 0)), Names(())) == set()


def test_names_that_an_entity_has_beside_the_protected_one_are_aliases() -> None:
    t = telegram(5, "1. (C) Karim al-Tamimi came. Abu Nur waved. Tamimi left.\n")
    found = annotated(
        t, ("Karim al-Tamimi", 1, "name", 0), ("Abu Nur", 1, "name", 0), ("Tamimi", 2, "name", 0)
    )
    entity = Entity(0, "person", "Karim al-Tamimi", also=("Abu Nur", "Tamimi"))
    found = Annotations(found.mentions, (entity,))
    assert aliases_of(t, found, Names(["Karim al-Tamimi"])) == ("Abu Nur",)
