"""What is missing: ranked, with its evidence, told apart from what is held in name only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.missing import Missing, Wanted
from reftel.errors import CollectionError, QueryError
from tests.collection import exercise
from tests.collection.exercise import telegram


def cites(number: str, ref: str, body: str, **lines: str) -> str:
    return telegram(number, body, ref=ref, **{"CLASS": "CONFIDENTIAL", "subject": "HARBOR", **lines})


TEXTS = {
    "n1": telegram("2008 TUNIS 10", "1. (U) Ten.\n", date="2008-03-01T08:00:00Z"),
    "n2": telegram("2008 TUNIS 20", "1. (U) Twenty.\n", date="2008-03-11T08:00:00Z"),
    "a": cites(
        "2008 VALLETTA 1",
        "A. 2008 TUNIS 15; B. 2008 TUNIS 12",
        "1. (C) The lighthouse keeper agrees with ref A today. Ref A is long.\n2. (S) See ref B.\n",
        date="2008-03-20T08:00:00Z",
        subject="LIGHTHOUSE REPAIRS",
        CLASS="SECRET",
    ),
    "b": cites(
        "2008 LISBON 2",
        "A. 2008 TUNIS 15",
        "1. (C) The lighthouse (ref A) is dark.\n",
        date="2008-03-21T08:00:00Z",
        subject="LIGHTHOUSE DARK",
    ),
    "c": cites(
        "2008 LISBON 3",
        "A. ~2008 TUNIS 19; B. 2008 PRAIA 900",
        "1. (C) Nothing of it.\n",
        date="2008-02-20T08:00:00Z",
        subject="FERRIES",
    ),
    **{
        f"w{i}": telegram(f"2008 LISBON {i + 50}", f"1. (U) Word {i}.\n", date="2008-04-01T08:00:00Z")
        for i in range(12)
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("missing")
    build(folder / "mine", [exercise.write(folder / "in", **TEXTS)], parse=exercise.parse, workers=1)
    return folder / "mine"


@pytest.fixture
def mine(folder: Path) -> Iterator[Collection]:
    with Collection.open(folder) as held:
        yield held


def numbers(found: tuple[Missing, ...]) -> list[str]:
    return [each.mrn for each in found]


def test_the_most_cited_comes_first_and_its_rank_is_the_sum_of_parts_with_reasons(mine: Collection) -> None:
    first = mine.missing()[0]
    assert first.mrn == "2008 TUNIS 15"
    assert {p.name: p.points for p in first.parts if p.name != "lately"} == {
        "cited": 2.0,
        "posts": 1.0,
        "level": 1.0,
        "context": 0.75,
    }
    assert first.score == pytest.approx(sum(p.points for p in first.parts))
    assert "from 2 posts: LISBON, VALLETTA" in [p.says for p in first.parts]


def test_the_sentences_that_use_it_come_in_exact_words_with_their_place(mine: Collection) -> None:
    first = mine.missing()[0]
    said = [
        (c.card.mrn, c.letter, c.text, s.text, s.paragraph, s.portion)
        for c in first.cited_by
        for s in c.sentences
    ]
    assert said == [
        ("2008 VALLETTA 1", "A", "2008 TUNIS 15", "The lighthouse keeper agrees with ref A today.", 0, "C"),
        ("2008 VALLETTA 1", "A", "2008 TUNIS 15", "Ref A is long.", 0, "C"),
        ("2008 LISBON 2", "A", "2008 TUNIS 15", "The lighthouse (ref A) is dark.", 0, "C"),
    ]


def test_it_was_sent_between_the_numbers_held_around_it(mine: Collection) -> None:
    first = mine.missing()[0]
    assert first.dates is not None
    assert first.dates.basis == "between"
    assert "2008-02-28" <= (first.dates.first or "") <= (first.dates.last or "") <= "2008-03-13"
    assert (first.before and first.before.mrn, first.after and first.after.mrn) == (
        "2008 TUNIS 10",
        "2008 TUNIS 20",
    )


def test_it_was_not_sent_after_what_cites_it_and_a_conflict_is_told(mine: Collection) -> None:
    found = {each.mrn: each for each in mine.missing()}
    ahead = found["2008 TUNIS 19"]
    assert ahead.dates is not None
    assert ahead.dates.basis == "conflict"
    unknown = found["2008 PRAIA 900"]
    assert unknown.dates is not None
    assert (unknown.dates.basis, unknown.dates.last) == ("citing", "2008-02-22")


def test_likely_words_are_those_that_its_citers_share_and_others_lack(mine: Collection) -> None:
    first = mine.missing()[0]
    assert first.words[0].word == "lighthouse"
    assert first.words[0].telegrams == 2


def test_a_stated_year_is_told_from_an_inferred_one(mine: Collection) -> None:
    known = {each.mrn: each.year_known for each in mine.missing()}
    assert known["2008 TUNIS 15"] == "stated"
    assert known["2008 TUNIS 19"] != "stated"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(post="Praia"), ["2008 PRAIA 900"]),
        (Wanted(post="AMEMBASSY TUNIS"), ["2008 TUNIS 12", "2008 TUNIS 15", "2008 TUNIS 19"]),
        (Wanted(year=2007), []),
        (Wanted(query="ferries"), ["2008 PRAIA 900", "2008 TUNIS 19"]),
        (Wanted(state="stub"), []),
        (Wanted(first="2008-04"), []),
        (Wanted(last="2008-02-25"), ["2008 PRAIA 900"]),
    ],
)
def test_filters_choose_by_what_is_known(mine: Collection, wanted: Wanted, found: list[str]) -> None:
    assert sorted(numbers(mine.missing(wanted=wanted))) == found
    assert sum(mine.count_missing(wanted).values()) == len(found)


def test_a_query_that_cannot_be_read_says_so(mine: Collection) -> None:
    with pytest.raises(QueryError):
        mine.missing(wanted=Wanted(query='"open'))


def test_one_number_is_asked_for_however_it_is_written(mine: Collection) -> None:
    assert mine.missing_number("08TUNIS15") == mine.missing()[0]
    assert mine.missing_number("TUNIS 15").mrn == "2008 TUNIS 15"
    assert mine.missing_number("2008 TUNIS 13").cited_by == ()


@pytest.mark.parametrize(
    ("number", "told"),
    [("2008 TUNIS 10", "is held"), ("lighthouse", "not a telegram number"), ("TUNIS 13", "no year")],
)
def test_what_is_not_missing_is_refused_with_the_remedy(mine: Collection, number: str, told: str) -> None:
    with pytest.raises(CollectionError, match=told):
        mine.missing_number(number)


def test_copies_of_one_telegram_count_once(tmp_path: Path) -> None:
    text = cites(
        "2008 LISBON 2", "A. 2008 TUNIS 15", "1. (C) The lighthouse (ref A) is dark and cold today.\n"
    )
    again = text.replace("SUBJECT: HARBOR", "SUBJECT: HARBOR ")
    build(
        tmp_path / "mine", [exercise.write(tmp_path / "in", a=text, b=again)], parse=exercise.parse, workers=1
    )
    with Collection.open(tmp_path / "mine") as held:
        assert held.overview().telegrams == 2
        (only,) = held.missing()
        assert len(only.cited_by) == 1
        assert [p.points for p in only.parts if p.name == "cited"] == [1.0]


def test_records_without_text_and_withdrawn_ones_are_told_apart(sample_collection: Path) -> None:
    with Collection.open(sample_collection) as held:
        (withdrawn,) = held.missing(wanted=Wanted(state="withdrawn"))
        (stub,) = held.missing(wanted=Wanted(state="stub"))
    assert (withdrawn.mrn, withdrawn.said, withdrawn.reviewed) == (
        "1976 LISBON 4410",
        "WITHDRAWN",
        "2006-05-04",
    )
    assert stub.mrn == "1977 VALLETTA 731"
    assert (stub.said or "").startswith("ERROR READING TEXT INDEX")
    assert [card.mrn for card in stub.held] == ["1977 VALLETTA 731"]
    assert stub.dates is not None
    assert (stub.dates.basis, stub.dates.first) == ("stated", "1977-05-18")


def test_a_telegram_with_its_text_is_not_missing_though_its_stub_is_held_too(
    tmp_path: Path, sample_folder: Path
) -> None:
    from reftel.cli.reading import parse_and_check

    records = sample_folder / "1973-79" / "74-79-archive-records.csv"
    full = (
        "CONFIDENTIAL\n\nPAGE 01 LISBON 04410 041200Z MAR 76\nACTION EUR-12\n\nR 041200Z MAR 76\n"
        "FM AMEMBASSY LISBON\nTO SECSTATE WASHDC 1111\n\nC O N F I D E N T I A L LISBON 4410\n\n"
        "E.O. 11652: GDS\nTAGS: PFOR, PO\nSUBJECT: A LANTERN\n\n1. THE LANTERN IS LIT.\nQUILLFEATHER\n"
    )
    (tmp_path / "full.txt").write_text(full)
    build(tmp_path / "mine", [records, tmp_path / "full.txt"], parse=parse_and_check, workers=1)
    with Collection.open(tmp_path / "mine") as held:
        assert len(held.find("1976 LISBON 4410")) == 2
        assert held.missing(wanted=Wanted(state="withdrawn")) == ()
