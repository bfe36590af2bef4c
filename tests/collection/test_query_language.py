"""What the signs and fields of the query language find, on a small collection of exercise traffic."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.search.narrowing import has_term, narrowed, term_of, without
from reftel.errors import QueryError
from tests.collection import exercise
from tests.collection.exercise import telegram

A, B, C, D, E = "2008 VALLETTA 488", "2008 TUNIS 12", "2009 VALLETTA 3", "2008 LA PAZ 5", "2008 VALLETTA 490"

TEXTS = {
    "a": telegram(
        A,
        "1. (C) Qadhafi met Sheikh Al-Tamimi and M'Bala at the harbour.\n"
        "2. (S/NF) The survey of the old vessel asked for full PARTICIPA-\nTION of the co-operation staff.\n",
        subject="SURVEY OF HARBOURS",
        tags="PREL, PTER",
        to="SECSTATE WASHDC",
        info="AMEMBASSY TUNIS",
        CLASS="SECRET",
        captions="NODIS, REL TO USA",
        ref="A. 2008 TUNIS 12; B. 2008 LISBON 77",
    ),
    "b": telegram(
        B,
        "1. (U) Gaddafi saw al Tamimi; the altamimi papers and one of Mbala.\n2. (C) Hussein.\n",
        date="2008-11-03T08:00:00Z",
        tags="EWWT",
        to="AMEMBASSY VALLETTA",
        CLASS="UNCLASSIFIED",
        captions="NODIS",
    ),
    "c": telegram(
        C,
        "1. (C) Husayn's cooperation: the vessel was no part of the survey, nor was an-Nahar.\n",
        date="2009-01-05T08:00:00Z",
        CLASS="TOP SECRET",
        tags="PTER",
        ref="A. 2008 VALLETTA 488",
        signed="HARLOW",
    ),
    "d": telegram(D, "1. (U) El Nahar wrote of harbor masters.\n", date="2008-02", CLASS="CONFIDENTIAL"),
    "e": telegram(E, "1. A harbourmaster.\n", date="2008-12-24", FAMILY="other_form"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("language")
    release, other = exercise.write(at / "release-12", **{n: TEXTS[n] for n in "ab"}), at / "other"
    exercise.write(other, **{n: TEXTS[n] for n in "cde"})
    exercise.write(other, copy=TEXTS["b"])
    build(at / "mine", [release, other], parse=exercise.parse)
    return at / "mine"


@pytest.fixture
def held(folder: Path) -> Iterator[Collection]:
    with Collection.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # proximity
        ('"survey vessel"~3', {A}),
        ('"vessel survey"~3', {A}),
        ('"survey vessel"~2', set()),
        ('"vessel survey"~6', {A, C}),
        ("vessel NEAR/3 survey", {A}),
        ("survey NEAR vessel", {A, C}),
        ('"survey vessel asked"~3', {A}),
        # wildcards and slips
        ("harb*", {A, B, D, E} - {B}),
        ("harbo?r", {A}),
        ("harbo*r", {A, D, E}),
        ("ha*master", {E}),
        ("harbour~", {A, D}),
        ("harbuor~", {A, D}),
        ("hrabuor~2", {A, D}),
        # names in their other spellings
        ("qaddafi", {A, B}),
        ("Gadhafi", {A, B}),
        ("=gaddafi", {B}),
        ('"gaddafi"', {B}),
        ("husayn", {B, C}),
        ("hossein", {B, C}),
        ("shaykh", {A}),
        ("al-Tamimi", {A, B}),
        ("al Tamimi", {A, B}),
        ("altamimi", {A, B}),
        ("el-Tamimi", {A, B}),
        ("=altamimi", {B}),
        ("an-nahar", {C, D}),
        ("al-nahar", {C, D}),
        ("M'Bala", {A, B}),
        ("mbala", {A, B}),
        ("M Bala", {A, B}),
        # words with signs, or cut by the end of a line
        ("participation", {A}),
        ("cooperation", {A, C}),
        ("co-operation", {A, C}),
        # fields
        ("addressee:tunis", {A}),
        ("addressee:valletta", {B}),
        ("country:malta", {A, C, E}),
        ("country:MT", {A, C, E}),
        ("country:(malta OR tunisia)", {A, B, C, E}),
        ("year:2008", {A, B, D, E}),
        ("month:2008-12", {A, E}),
        ("month:2008-11..2009-01", {A, B, C, E}),
        ("date:>=2008-12-23", {C, E}),
        ("date:<2008-11", {D}),
        ("tags:terrorism", {A, C}),
        ("tags:pter", {A, C}),
        ("tags:=PREL", {A}),
        ("caption:nodis", {A, B}),
        ('caption:"no distribution"', {A, B}),
        ('caption:"rel to"', {A}),
        ('caption:="REL TO USA"', {A}),
        ("classification:>=secret", {A, C}),
        ("classification:<c", {B}),
        ("classification:confidential..secret", {A, D}),
        ("portion:S", {A}),
        ("portion:=S", set()),
        ("portion:S/NF", {A}),
        ("portion:(u)", {B, D}),
        ("portion:confidential", {A, B, C}),
        ('cites:"2008 TUNIS 12"', {A}),
        ("cites:08VALLETTA488", {C}),
        ("cites:nonsense", set()),
        ('citedby:"VALLETTA 488"', {B}),
        ("citedby:09VALLETTA3", {A}),
        ("has:refs", {A, C}),
        ("has:missing-refs", {A}),
        ("has:citations", {A, B}),
        ("has:copies", {B}),
        ("has:portions", {A, B, C, D}),
        ("-has:classification", {E}),
        ("has:signature", {C}),
        ("signed:harlow", {C}),
        ("family:other_form", {E}),
        ("family:exercise*", {A, B, C, D}),
        ("source:release-12", {A, B}),
        ("source:other", {B, C, D, E}),
        ("source:*copy.txt", {B}),
        ("words:>45", {A}),
        ("words:1..45", {B, C, D, E}),
        ("licence:public", set()),
    ],
)
def test_a_query_finds(held: Collection, query: str, found: set[str]) -> None:
    results = held.search(query)
    assert {hit.card.mrn for hit in results.hits} == found
    assert results.total == len(found)


@pytest.mark.parametrize(
    ("query", "place", "suggestion"),
    [
        ("a te*", 0, None),
        ("*", 0, None),
        ("a *", 2, "a"),
        ("t?st", 0, "tst"),
        ("al-t?st", 0, "al-tst"),
        ("ab~", 0, "ab"),
        ("abcd~2", 0, "abcd~"),
        ("abcdef~3", 0, "abcdef~2"),
        ("al-tamimi~", 0, "al-tamimi"),
        ('"vessel"~5', 0, '"vessel"'),
        ('"old vessel"~x', 0, '"old vessel"~10'),
        ('"old vessel"~900', 0, '"old vessel"~100'),
        ("NEAR vessel", 0, "vessel"),
        ("old NEAR/5", 4, "old"),
        ("old NEAR/x vessel", 4, "old NEAR/10 vessel"),
        ('"old vessel" NEAR/5 harbour', 13, '"old vessel" AND harbour'),
        ("date:12/2008", 5, "date:2008-12"),
        ('date:"22 December 2008"', 5, "date:2008-12-22"),
        ("classification:>=secrt", 15, 'classification:">=secret"'),
        ("country:mallta", 8, 'country:"Malta"'),
        ("portion:X", 8, None),
        ("tags:?", 0, None),
        ("addressee:-", 0, None),
        ("has:reffs", 4, "has:refs"),
        ("words:many", 6, None),
        ("addressee:tun*", 10, "addressee:tun"),
        ("sgned:harlow", 0, "signed:harlow"),
    ],
)
def test_a_mistake_names_its_place_and_a_query_that_can_be_read(
    held: Collection, query: str, place: int, suggestion: str | None
) -> None:
    if query == "a te*":
        held.search(query)
        return
    with pytest.raises(QueryError) as told:
        held.search(query)
    assert (told.value.place, told.value.suggestion) == (place, suggestion)
    if suggestion is not None:
        held.search(suggestion)


def marked(held: Collection, query: str) -> list[str]:
    """The words marked in the best passage of the first hit."""
    return [text for text, asked in held.search(query).hits[0].passages[0].pieces if asked]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("qaddafi post:VALLETTA", ["Qadhafi"]),
        ("altamimi post:VALLETTA", ["Al-Tamimi"]),
        ("mbala post:VALLETTA", ["M'Bala"]),
        ("participation", ["PARTICIPA- TION"]),
        ("harbo?r", ["harbour"]),
        ("harbuor~", ["harbour"]),
        ('"survey vessel"~3', ["survey", "vessel"]),
        ("=gaddafi tags:EWWT", ["Gaddafi"]),
        ("husayn tags:EWWT", ["Hussein"]),
    ],
)
def test_passages_mark_what_was_found(held: Collection, query: str, words: list[str]) -> None:
    assert marked(held, query) == words


def test_fields_mark_nothing(held: Collection) -> None:
    assert marked(held, "tags:PREL country:MT") == []


def test_the_written_form_stands_before_other_spellings(held: Collection) -> None:
    assert [hit.card.mrn for hit in held.search("gaddafi").hits] == [B, A]
    assert [hit.card.mrn for hit in held.search("qadhafi").hits] == [A, B]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tags:terrorism", "tags:terrorism = PTER"),
        ("country:MT", "country:MT = Malta"),
        ("classification:>=secret", "classification:>=secret = SECRET, TOP SECRET"),
        ("from:VALLET", "from:VALLET = VALLETTA"),
        ('caption:"no distribution"', 'caption:"no distribution" = NODIS'),
        ("qaddafi", "qaddafi is also written gaddafi, qadhafi"),
        ("cites:08TUNIS12", "cites:08TUNIS12 = 2008 TUNIS 12"),
        ("-tags:terrorism", "tags:terrorism = PTER"),
    ],
)
def test_what_a_query_was_taken_to_mean_is_said(held: Collection, query: str, said: str) -> None:
    assert any(e.startswith(said) for e in held.search(query).explanations)


def test_what_says_what_it_means_is_not_explained(held: Collection) -> None:
    for query in ("harbour", "tags:PREL", "country:Malta", "from:VALLETTA", "=gaddafi"):
        assert held.search(query).explanations == ()


def test_a_number_not_held_tells_who_cites_it_and_what_is_around(held: Collection) -> None:
    near = held.search("2008 VALLETTA 489").near
    assert near is not None
    assert near.before is not None
    assert near.after is not None
    assert (near.before.mrn, near.after.mrn) == (A, E)
    assert held.search(A).near is None
    assert held.search("harbour").near is None


def test_facets_count_what_the_database_counts(held: Collection, folder: Path) -> None:
    facets = {name: {f.value: f.count for f in values} for name, values in held.search("").facets.items()}
    with sqlite3.connect(folder / "telegrams.sqlite") as db:

        def counted(query: str) -> dict[str, int]:
            return dict(Counter(str(v) for (v,) in db.execute(query) if v is not None))

        assert facets["posts"] == counted("SELECT post FROM telegrams")
        assert facets["years"] == counted("SELECT year FROM telegrams")
        assert facets["months"] == counted("SELECT substr(date, 1, 7) FROM telegrams")
        assert facets["classification"] == counted("SELECT classification FROM telegrams")
        assert facets["captions"] == counted("SELECT caption FROM captions")
        assert facets["tags"] == counted("SELECT code FROM tags")
        assert facets["families"] == counted("SELECT family FROM telegrams")
    db.close()
    assert facets["countries"] == {"Malta": 3, "Tunisia": 1, "Bolivia": 1}


@pytest.mark.parametrize("query", ["", "harb*", "qaddafi OR husayn", "date:2008"])
def test_each_value_of_a_facet_narrows_to_its_count(held: Collection, query: str) -> None:
    for name, values in held.search(query).facets.items():
        for facet in values:
            term = term_of(name, facet.value)
            narrower = narrowed(query, term)
            assert held.search(narrower).total == facet.count, narrower
            assert has_term(narrower, term)
            assert held.search(without(narrower, term)).total == held.search(query).total


def test_suggestions_for_rare_words_are_words_that_more_have(tmp_path: Path) -> None:
    texts = {f"t{n:02d}": telegram(f"2008 VALLETTA {n}") for n in range(1, 41)}
    texts["slip"] = telegram("2008 VALLETTA 99", "1. The harbuor was closed.")
    build(tmp_path / "mine", [exercise.write(tmp_path / "in", **texts)], parse=exercise.parse)
    with Collection.open(tmp_path / "mine") as held:
        results = held.search("harbuor")
        assert (results.total, results.suggestion) == (1, "harbour")
        assert held.search("harbour").suggestion is None
        assert held.search("closed").suggestion is None


def test_like_finds_what_shares_telling_words(tmp_path: Path) -> None:
    about = {
        "fish": "quota trawler herring net",
        "tin": "smelter price ounce miner",
        "visa": "consular queue",
    }
    texts = {
        f"{name}{n}": telegram(f"2008 VALLETTA {100 * k + n}", f"1. (U) Of {words} and number {n}.")
        for k, (name, words) in enumerate(about.items(), 1)
        for n in range(1, 4)
    }
    build(tmp_path / "mine", [exercise.write(tmp_path / "in", **texts)], parse=exercise.parse)
    with Collection.open(tmp_path / "mine") as held:
        (first,) = held.find("2008 VALLETTA 101")
        assert {c.mrn for c in held.like(first.key)} == {"2008 VALLETTA 102", "2008 VALLETTA 103"}
        assert len(held.like(first.key, limit=1)) == 1
