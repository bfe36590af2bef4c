"""Searching: what is found, in which order, and what is shown of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.collection import Collection, build
from reftel.collection.answers import Passage
from reftel.collection.search.finder import Finder
from reftel.collection.search.folding import Folded, terms
from reftel.collection.search.grammar import read_query
from reftel.collection.search.passages import WIDTH, passages
from reftel.collection.search.tree import atoms
from reftel.errors import QueryError
from reftel.model import Paragraph, Span
from tests.collection import exercise
from tests.collection.exercise import telegram, write

A, B, C, D, E = "2008 VALLETTA 488", "2008 TUNIS 12", "2009 VALLETTA 3", "2008 VALLETTA 490", "2008 LA PAZ 5"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {A, B, C, D, E}),
        ("harbour", {A, B}),
        ("HARBOUR vessel", {A, B}),
        ("minister OR pilots", {B, D}),
        ("vessel -harbour", {C}),
        ("NOT vessel", {D, E}),
        ("vessel (tin OR nothing)", {C}),
        ('"survey vessel"', {A}),
        ('"vessel survey"', set()),
        ("train*", {A, B}),
        ("trai* -pilots", {A}),
        ("tamimi", {A}),
        ("al-tamimi", {A}),
        ("al-tam*", {A}),
        ("ibanez", {A}),
        ("IBÁÑEZ señor", {A}),
        ("iban\u0303ez", {A}),
        ("from:VALLETTA", {A, C, D}),
        ("from:tunis OR from:lisbon", {B}),
        ("from:(tunis OR lisbon)", {B}),
        ("post:VALLETTA date:2009", {C}),
        ('post:"LA PAZ"', {E}),
        ("to:SECSTATE", {A, C}),
        ("to:STATE", {A, C}),
        ("info:lisbon", {A}),
        ("to:lisbon", set()),
        ("tags:PREL", {A}),
        ("tags:prel OR tags:ewwt", {A, B}),
        ("classification:secret", {A}),
        ("class:TS", {C}),
        ("caption:noforn", {A}),
        ("subject:pilots", {B}),
        ("subject:harbour", {A}),
        ("signed:harlow", {A}),
        ("family:exercise_form", {A, B, C, D, E}),
        ('number:"VALLETTA 488"', {A}),
        ("number:2008VALLETTA488", {A}),
        ("number:3", {C}),
        ("number:nonsense", set()),
        ("date:2008", {A, B, D, E}),
        ("date:2008-12", {A, D}),
        ("date:2008-12-24", {D}),
        ("date:2008-12..2009-01", {A, C, D}),
        ("date:2008-02-29", {E}),
        ("date:..2008-11", {B, E}),
        ("SECSTATE", {A, C}),
    ],
)
def test_a_query_finds(held: Collection, query: str, found: set[str]) -> None:
    results = held.search(query)
    assert {hit.card.mrn for hit in results.hits} == found
    assert results.total == len(found)


@pytest.mark.parametrize(
    "number",
    [
        "2008 VALLETTA 488",
        "08VALLETTA488",
        "08 VALLETTA 00488",
        "VALLETTA 488",
        "2008VALLET00488",
        "valletta 488",
        "Valletta 488 (2008)",
    ],
)
def test_a_number_in_any_form_goes_to_the_telegram_first(held: Collection, number: str) -> None:
    assert [card.mrn for card in held.find(number)] == [A]
    assert held.search(number).hits[0].card.mrn == A


def test_a_number_finds_those_that_cite_it_after_it(held: Collection) -> None:
    assert [hit.card.mrn for hit in held.search("2008 TUNIS 12").hits] == [B, A]
    assert {hit.card.mrn for hit in held.search("2008 LISBON 77").hits} == {A, C}


def test_words_that_look_like_a_number_are_words(held: Collection) -> None:
    assert held.search("cost 300").total == 1
    assert held.search("december 2008").total == 0


def test_orders(held: Collection) -> None:
    def order(name: str, **page: int) -> list[str | None]:
        return [hit.card.mrn for hit in held.search("", order=name, **page).hits]

    assert order("date") == [E, B, A, D, C]
    assert order("newest") == [C, D, A, B, E]
    assert order("number") == [E, B, A, D, C]
    assert order("number", limit=2, offset=1) == [B, A]
    assert order("relevance") == order("date")
    for each in ("date", "relevance"):
        assert order(each, limit=0) == order(each, offset=10**15) == []
        assert len(order(each, limit=10**15)) == 5
    assert held.search("harbour", limit=0).total == 2
    with pytest.raises(QueryError, match="Orders are"):
        held.search("", order="size")


@pytest.mark.parametrize("order", ["relevance", "date", "newest", "number"])
@pytest.mark.parametrize("query", ["", "vessel OR harbour", "nowhere", "2008 TUNIS 12"])
def test_all_that_answers_comes_in_the_order_of_the_pages(held: Collection, query: str, order: str) -> None:
    paged = [hit.card for hit in held.search(query, limit=1000, order=order).hits]
    assert list(held.search_all(query, order=order)) == paged


def test_what_cannot_be_read_is_told_before_the_first_card(held: Collection) -> None:
    with pytest.raises(QueryError, match="no twin"):
        held.search_all('"harbour')
    with pytest.raises(QueryError, match="Orders are"):
        held.search_all("harbour", order="size")


def test_a_word_in_the_subject_comes_first(held: Collection) -> None:
    ranked = [hit.card.mrn for hit in held.search("harbour").hits]
    assert ranked == [A, B]  # in the subject of A; B is shorter and has the word too


def test_pages_do_not_overlap_where_scores_are_equal(tmp_path: Path) -> None:
    texts = {f"t{n:02d}": telegram(f"2008 VALLETTA {n}") for n in range(1, 31)}
    build(tmp_path / "mine", [write(tmp_path / "in", **texts)], parse=exercise.parse, batch=7)
    with Collection.open(tmp_path / "mine") as held:
        pages = [held.search("harbour", limit=4, offset=at).hits for at in range(0, 30, 4)]
        found = [hit.card.mrn for page in pages for hit in page]
        assert len(set(found)) == len(found) == 30
        assert [hit.card.mrn for hit in held.search("harbour", limit=30).hits] == found


def test_facets_count_all_that_was_found(held: Collection) -> None:
    facets = held.search("", limit=1).facets
    assert [(f.value, f.count) for f in facets["posts"]] == [("VALLETTA", 3), ("LA PAZ", 1), ("TUNIS", 1)]
    assert [(f.value, f.count) for f in facets["years"]] == [("2008", 4), ("2009", 1)]
    assert ("CONFIDENTIAL", 2) in [(f.value, f.count) for f in facets["classification"]]
    assert {f.value for f in facets["tags"]} == {"PREL", "EFIS", "EWWT"}
    assert held.search("nowhere").facets["posts"] == ()


def test_passages_show_the_words_in_their_paragraph(held: Collection) -> None:
    (hit,) = held.search("ibanez survey -pilots").hits
    best = hit.passages[0]
    assert (best.paragraph, best.number, best.portion) == (1, 2, "S/NF")
    assert [text for text, asked in best.pieces if asked] == ["Ibáñez", "survey"]
    assert "".join(text for text, _ in best.pieces) == "Señor Ibáñez said the survey would cost 300."


def test_a_phrase_is_marked_whole_and_a_word_left_out_is_not_marked(held: Collection) -> None:
    (hit,) = held.search('"survey vessel" -pilots').hits
    assert [text for text, asked in hit.passages[0].pieces if asked] == ["survey vessel"]


def test_without_words_a_telegram_shows_how_it_begins(held: Collection) -> None:
    (hit,) = held.search("post:TUNIS").hits
    assert hit.passages[0].pieces == (("The harbour master trains pilots.", False),)


def test_a_word_of_the_header_is_shown_where_it_stands(held: Collection) -> None:
    hit = held.search("secstate").hits[0]
    assert hit.passages[0].paragraph is None
    assert ("SECSTATE", True) in hit.passages[0].pieces


def test_long_paragraphs_are_cut_between_words_around_what_was_asked() -> None:
    text = f"{'alpha ' * 100}the survey of harbours {'omega ' * 100}"
    (found,) = _passages("survey harbours", text)
    shown = "".join(piece for piece, _ in found.pieces)
    assert shown.startswith("… alpha")
    assert shown.endswith("omega …")
    assert len(shown) <= WIDTH + 4
    assert [piece for piece, asked in found.pieces if asked] == ["survey", "harbours"]


def test_passages_hold_no_control_characters_and_the_text_as_it_stands() -> None:
    (found,) = _passages("survey", "A <b>survey</b>\0 of\fharbours & ports")
    assert "".join(piece for piece, _ in found.pieces) == "A <b>survey</b> of harbours & ports"


def _passages(query: str, text: str) -> tuple[Passage, ...]:
    paragraph = Paragraph(1, None, None, text, Span(0, len(text)))
    return passages(Finder(atoms(read_query(query))), [paragraph], None, lambda: text)


def test_a_misspelt_word_gets_a_suggestion_that_finds_something(held: Collection) -> None:
    results = held.search("harbuor master")
    assert (results.total, results.suggestion) == (0, "harbour master")
    assert held.search("harbour master").total == 1
    assert held.search("harbour").suggestion is None
    assert held.search("xyzzyq").suggestion is None


@given(st.text(alphabet="aÉß\u0301 ñÆ-z'İ京", max_size=30))
def test_a_folded_text_holds_the_terms_of_the_index_in_their_places(text: str) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", text)
    folded = Folded(text)
    for term in terms(text):
        at = folded.text.find(term.split("\u0307")[0])
        assert at >= 0
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


def test_words_are_found_as_sqlite_finds_them(tmp_path: Path) -> None:
    """FTS5 reads the same texts by the same rules: an oracle that shares no code with the index."""
    words = [
        "harbour",
        "vessel",
        "survey",
        "pilot",
        "señor",
        "train",
        "trains",
        "training",
        "al-Tamimi",
        "O'Brien",
    ]
    bodies = [" ".join(words[(n * k) % len(words)] for k in range(1, 8)) for n in range(1, 40)]
    texts = {f"t{n:02d}": telegram(f"2008 VALLETTA {n}", f"1. {body}.") for n, body in enumerate(bodies, 1)}
    build(tmp_path / "mine", [write(tmp_path / "in", **texts)], parse=exercise.parse)
    oracle = sqlite3.connect(":memory:")
    oracle.execute('CREATE VIRTUAL TABLE t USING fts5(body, tokenize = "unicode61 remove_diacritics 2")')
    oracle.executemany("INSERT INTO t VALUES (?)", [(text,) for text in texts.values()])
    asked = [
        ("harbour", "harbour"),
        ("harbour survey", "harbour AND survey"),
        ("señor OR pilot", "senor OR pilot"),
        ('"vessel survey"', '"vessel survey"'),
        ("train*", "train*"),
        ("vessel -pilot", "vessel NOT pilot"),
        ("al-tamimi", '"al tamimi"'),
        ("o'brien", '"o brien"'),
    ]
    with Collection.open(tmp_path / "mine") as held:
        for ours, theirs in asked:
            (count,) = oracle.execute("SELECT count(*) FROM t WHERE t MATCH ?", (theirs,)).fetchone()
            assert held.search(ours).total == count, ours
    oracle.close()
