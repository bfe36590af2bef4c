"""Who is who inside one text: which mentions come together, what the entities say, and why."""

from __future__ import annotations

import re

import pytest

from reftel.extract.annotations import Entity, Kind, Mention, Type
from reftel.extract.page import Page
from reftel.extract.who import who_is_who
from reftel.model import Span

_TYPES: dict[str, Type] = {"p": "person", "g": "gpe", "o": "organization", "r": "group", "l": "location"}
_KINDS: dict[str, Kind] = {"n": "name", "d": "nominal", "p": "pronoun"}
_MARK = re.compile(r"\[(\w)(\w):([^\[\]]*)\]")


def read(marked: str) -> tuple[str, list[Mention]]:
    """Take the mentions out of a text that marks them: [pn:Ortega] is a person's name."""
    text, mentions, at = "", [], 0
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        span = Span(len(text), len(text) + len(m[3]))
        mentions.append(Mention(span, _TYPES[m[1]], _KINDS[m[2]]))
        text += m[3]
        at = m.end()
    return text + marked[at:], mentions


def joined(marked: str) -> list[list[str]]:
    """Return the words of each entity's mentions, in the order of the text."""
    text, mentions = read(marked)
    found, entities = who_is_who(Page(text), mentions)
    groups: list[list[str]] = [[] for _ in entities]
    for m in found:
        groups[m.entity].append(" ".join(text[m.span.start : m.span.end].split()))
    return groups


def entities_of(marked: str) -> tuple[Entity, ...]:
    text, mentions = read(marked)
    return tuple(who_is_who(Page(text), mentions)[1])


@pytest.mark.parametrize(
    ("marked", "together"),
    [
        ("[pn:FOREIGN MINISTER ORTEGA] ARRIVED. [pn:ORTEGA'S] PLANE WAS LATE.", 2),
        ("[pn:Karim al-Tamimi] spoke. [pn:Al-Tamimi] left.", 2),
        ("[pn:Yusuf Barakat] spoke. [pn:Mr. Barrakat] left.", 2),
        ("[on:Northern Farmers' Front] ([on:NFF]) MET. [on:THE NFF] VOTED.", 3),
        ("[on:DEPARTMENT OF HARBOURS] SENT A NOTE. [on:HARBOURS DEPT] WAITS.", 2),
        ("[gn:JAPAN] AGREED. [gn:JAPANESE] SHIPS SAILED. [gn:THE GOJ] PAID.", 3),
        ("[gn:THE GOVERNMENT OF MALTA] AGREED; [gn:MALTESE] SHIPS SAILED.", 2),
        ("[gn:HMG] AGREED. [gn:THE UK] PAID.", 2),
        ("[gn:USG] AGREED. [gn:U. S.] SHIPS.", 2),
        ("[gn:BOLIVIA] AGREED. [gn:BOLIVAI] PAID.", 2),
        ("[pn:OLGA REYES], ALSO KNOWN AS [pn:LA ROJA], SPOKE.", 2),
        ("[on:THE HARBOUR AUTHORITY] DEC-\nLINED. [on:HAR-\nBOUR AUTHORITY] WAITS.", 2),
    ],
)
def test_names_of_one_come_together(marked: str, together: int) -> None:
    assert max(map(len, joined(marked))) == together


@pytest.mark.parametrize(
    "marked",
    [
        "[pn:MR. MARTIN REYES] SPOKE. [pn:MRS. REYES] LISTENED.",
        "[pn:MARTIN REYES] SPOKE. [pn:OLGA REYES] LISTENED.",
        "[gn:NIGER] AGREED. [gn:NIGERIA] PAID.",
        "[gn:AUSTRIA] AGREED. [gn:AUSTRALIA] PAID.",
        "[pn:JORDAN] SPOKE TO US. [gn:JORDAN] AGREED.",
        "[gn:GUINEA] AGREED. [gn:GUINEA-BISSAU] PAID.",
    ],
)
def test_names_of_two_stay_apart(marked: str) -> None:
    assert [len(group) for group in joined(marked)] == [1, 1]


def test_an_acronym_of_several_governments_is_that_of_the_country_in_the_text() -> None:
    assert joined("[gn:BULGARIAN] SHIPS SAILED. [gn:BULGARIA] PAID. [gn:GOB] AGREED.") == [
        ["BULGARIAN", "BULGARIA", "GOB"]
    ]


def test_a_capital_is_the_government_where_it_acts_and_the_city_where_one_travels() -> None:
    groups = joined("[gn:SOVIETS] AGREED. [gn:MOSCOW] PREFERS TO WAIT. ORTEGA WAS IN [gn:MOSCOW] LAST WEEK.")
    assert groups == [["SOVIETS", "MOSCOW"], ["MOSCOW"]]


def test_a_pronoun_is_the_man_who_speaks() -> None:
    marked = "[pn:FONMIN ORTEGA] SAID [pp:HE] WOULD LEAVE. [pp:HE] ADDED THAT [pp:HIS] PLANE WAS LATE."
    assert joined(marked) == [["FONMIN ORTEGA", "HE", "HE", "HIS"]]


def test_she_is_not_a_man() -> None:
    groups = joined("[pn:MRS. REYES] MET [pn:MR. ORTEGA]. [pp:SHE] SAID [pp:SHE] AGREED.")
    assert ["MRS. REYES", "SHE", "SHE"] in groups


def test_an_office_is_its_last_holder() -> None:
    groups = joined("[pn:PRIME MINISTER ORTEGA] MET [pn:COL. REYES]. [pd:THE PRIMIN] SAID [pp:HE] AGREED.")
    assert ["PRIME MINISTER ORTEGA", "THE PRIMIN", "HE"] in groups


def test_an_entity_has_its_fullest_name_the_others_and_the_offices_as_written() -> None:
    (one,) = entities_of(
        "[pn:Fonmin Ortega] spoke. [pn:Foreign Minister Luis Ortega] left. [pn:ORTEGA'S] car."
    )
    assert (one.type, one.name) == ("person", "Luis Ortega")
    assert one.also == ("Ortega",)
    assert one.offices == ("Fonmin", "Foreign Minister")


def test_a_country_is_named_by_its_name() -> None:
    (one,) = entities_of("[gn:MALTESE] SHIPS, [gn:GOM] AND [gn:MALTA].")
    assert (one.name, set(one.also)) == ("MALTA", {"MALTESE", "GOM"})


def test_what_was_joined_by_more_than_equal_words_says_why() -> None:
    (one,) = entities_of("[on:Northern Farmers' Front] ([on:NFF]) MET. [on:NFF] VOTED.")
    assert one.also == ("NFF",)
    assert one.why == ("NFF: in brackets after Northern Farmers' Front",)


def test_equal_words_need_no_reason() -> None:
    (one,) = entities_of("[gn:MALTA] AGREED. [gn:MALTA] PAID.")
    assert one.why == ()


def test_mentions_come_back_in_order_with_their_places() -> None:
    text, mentions = read("[gn:MALTA] AGREED. [pn:ORTEGA] PAID.")
    found, entities = who_is_who(Page(text), mentions[::-1])
    assert [m.span for m in found] == [m.span for m in mentions]
    assert [m.entity for m in found] == [e.number for e in entities] == [0, 1]


@pytest.mark.parametrize("text", ["", "   ", "...", "𝔄 Ω —", "'S 'S"])
def test_odd_texts_and_mentions_do_no_harm(text: str) -> None:
    mentions = [
        Mention(Span(i, i + 1), t, k)
        for i in range(len(text))
        for t in _TYPES.values()
        for k in _KINDS.values()
    ]
    found, entities = who_is_who(Page(text), mentions)
    assert len(found) == len(mentions)
    assert {m.entity for m in found} == {e.number for e in entities}


@pytest.mark.parametrize(
    "marked",
    [
        "[pn:KELEMEN] SPOKE. [pn:KELEMEN ORDUNA] LEFT.",
        "[pn:Cannery owner Istvan Kelemen] spoke. [pn:Mestre Kelemen] left. [pn:Pilot Kelemen] paid.",
        "[pn:Istvan] [pn:Kelemen] spoke. [pn:Kelemen] left.",
        "[pn:Istvan al-Kelemen] spoke. [pn:al-Kelemen] left.",
        "[on:Harbor Authority Adviser Istvan Kelemen] spoke. [pn:Kelemen] left.",
    ],
)
def test_one_person_under_first_name_trade_or_title_is_one(marked: str) -> None:
    assert len(joined(marked)) == 1
    (one,) = entities_of(marked)
    assert (one.type, bool(one.why)) == ("person", True)


def test_a_first_name_of_two_people_is_not_joined_by_its_letters() -> None:
    marked = "[pn:ISTVAN] SPOKE. [pn:ISTVAN KELEMEN] MET [pn:ISTVAN ORDUNA]."
    assert ["ISTVAN"] in joined(marked)


def test_a_body_with_an_office_in_its_name_stays_a_body() -> None:
    (one,) = entities_of("[on:THE OFFICE OF THE DIRECTOR GENERAL FISHERIES BUREAU] MET.")
    assert one.type == "organization"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Minister Anna Roe of the Interior Ministry", "Anna Roe"),
        ("Karim Vella of the port authority", "Karim Vella"),
        ("President Karim Vella of the Dockers Union", "Karim Vella"),
        ("Ambassador Rui Lopes of Portugal", "Rui Lopes"),
        ("Education Minister Lopes", "Lopes"),
        ("Minister of Education Lopes", "Lopes"),
    ],
)
def test_who_belongs_to_a_body_is_not_called_by_its_name(written: str, name: str) -> None:
    text, mentions = read(f"[pn:{written}] spoke.")
    _, (entity,) = who_is_who(Page(text), mentions)
    assert entity.name == name
