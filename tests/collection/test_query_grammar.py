"""Reading queries: what is understood, and what is said of what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.collection.search.dates import read_dates
from reftel.collection.search.grammar import read_query
from reftel.collection.search.tree import All, Any, Days, Not, Value, Words
from reftel.errors import QueryError


def word(
    *terms: str,
    prefix: bool = False,
    field: str | None = None,
    written: str | None = None,
    exact: bool = False,
    apart: bool = False,
) -> Words:
    return Words(terms, prefix, field, " ".join(terms) if written is None else written, exact, apart)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", All(())),
        ("harbour", word("harbour")),
        ("a b", All((word("a"), word("b")))),
        ("a AND b", All((word("a"), word("b")))),
        ("a OR b c", Any((word("a"), All((word("b"), word("c")))))),
        ("(a OR b) c", All((Any((word("a"), word("b"))), word("c")))),
        ("a -b", All((word("a"), Not(word("b"))))),
        ("NOT a", Not(word("a"))),
        ("-(a b)", Not(All((word("a"), word("b"))))),
        ("and or not", All((word("and"), word("or"), word("not")))),
        ("train*", word("train", prefix=True)),
        ("al-tam*", word("al", "tam", prefix=True, written="al-tam")),
        ('"survey vessel"', word("survey", "vessel", exact=True)),
        ('"survey ves*"', word("survey", "ves", prefix=True, exact=True)),
        ("“survey vessel”", word("survey", "vessel", exact=True)),
        ("Ibáñez", word("ibanez", written="Ibáñez")),
        ("al-Tamimi", word("al", "tamimi", written="al-Tamimi")),
        ("from:TUNIS", word("tunis", field="from", written="TUNIS")),
        ("FROM: tunis", word("tunis", field="from")),
        ('to:"la paz"', word("la", "paz", field="to")),
        ("from:(a OR b)", Any((word("a", field="from"), word("b", field="from")))),
        ("-from:a", Not(word("a", field="from"))),
        ("class:ts", Value("classification", "TOP SECRET")),
        ('classification:"top secret"', Value("classification", "TOP SECRET")),
        ("number:488", Value("number", "488")),
        ("date:2008", Days(20080101, 20081231)),
        ("date:2008-02", Days(20080201, 20080229)),
        ("date:2008-12-22", Days(20081222, 20081222)),
        ("date:2008-12..2009-01", Days(20081201, 20090131)),
        ("date:..2009", Days(0, 20091231)),
        ("date:2009..", Days(20090101, 99991231)),
        (
            "10:30 http://example.org",
            All(
                (
                    word("10", "30", written="10:30"),
                    word("http", "example", "org", written="http://example.org"),
                )
            ),
        ),
        ("a - b", All((word("a"), word("b")))),
    ],
)
def test_a_query_is_read(query: str, tree: object) -> None:
    assert read_query(query) == tree


@pytest.mark.parametrize(
    ("query", "place", "suggestion"),
    [
        ('the "survey vessel', 4, 'the "survey vessel"'),
        ("(a OR b", 0, "(a OR b)"),
        ("a OR b)", 6, "a OR b"),
        ("a OR", 2, "a"),
        ("OR a", 0, "a"),
        ("a OR OR b", 2, "a OR b"),
        ("AND a", 0, "a"),
        ("a NOT", 2, "a"),
        ("frm:TUNIS a", 0, "from:TUNIS a"),
        ("b colour:red", 2, "b colour red"),
        ("from:", 0, None),
        ("a from: OR b", 2, "a OR b"),
        ("date:2008-13 a", 5, "a"),
        ("date:yesterday", 5, None),
        ("class:secrte", 6, 'class:"secret"'),
        ("date:December 2008 a", 5, "date:2008-12 a"),
        ("family:sas a", 7, "family:sas_1973_79 a"),
        ("finding:filed-before-dgt", 8, "finding:filed-before-dtg"),
        ("t* a", 0, "t a"),
        ("!!!", 0, None),
        ("()", 0, None),
    ],
)
def test_an_error_names_its_place_and_suggests_a_query(
    query: str, place: int, suggestion: str | None
) -> None:
    with pytest.raises(QueryError) as told:
        read_query(query)
    assert (told.value.place, told.value.suggestion) == (place, suggestion)
    if suggestion is not None:
        read_query(suggestion)


def test_brackets_have_a_depth_and_queries_a_length() -> None:
    for query in ("(" * 500 + "a" + ")" * 500, "NOT " * 500 + "a", "-" + "-(" * 300 + "a", "a" * 5000):
        with pytest.raises(QueryError):
            read_query(query)


@given(st.text(alphabet='ab*?~=/"()-: ORNTADEfromdate20.é\u0301ß\0', max_size=60) | st.text(max_size=40))
def test_any_text_is_read_or_told_why_not(query: str) -> None:
    place = 0
    try:
        read_query(query)
    except QueryError as told:
        place = -1 if told.place is None else told.place
    assert 0 <= place <= len(query)


@pytest.mark.parametrize(
    "written", ["", "..", "08", "2008-00", "2008-02-30", "2008-1-1-1", "0000", "2009..x"]
)
def test_what_is_no_date(written: str) -> None:
    assert read_dates(written) is None


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("date:2009..2008", "date:2008..2009"),
        ("month:2009-01..2008-12", "month:2008-12..2009-01"),
        ("words:300..100", "words:100..300"),
        ("classification:secret..confidential", "classification:confidential..secret"),
        ("a class:ts..c", "a class:c..ts"),
    ],
)
def test_a_range_that_ends_before_it_begins_is_told_in_order(query: str, meant: str) -> None:
    with pytest.raises(QueryError, match="ends before it begins") as told:
        read_query(query)
    assert told.value.suggestion == meant
    read_query(meant)


_PIECES = (
    "vessel", '"survey vessel', '"', "from:", "frm:LISBON", "OR", "AND", "NOT", "-", "(", ")", "subject:(",
    "a~", "v*", "*", "NEAR/5", '"a"~0', "date:12/2008", "date:2009..2008", "class:sekret", "has:nothing", "=",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5))
def test_what_is_suggested_can_be_read(pieces: list[str]) -> None:
    meant = None
    try:
        read_query(" ".join(pieces))
    except QueryError as error:
        meant = error.suggestion
    assert meant is None or read_query(meant) != All(())
