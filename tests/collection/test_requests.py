"""Letters that ask for what is missing, and the ledger of what was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from reftel.cli.reading import parse_and_check
from reftel.collection import Collection, build
from reftel.collection.answers import Card, Provenance
from reftel.collection.missing import Citing, Dates, Missing, Sentence
from reftel.collection.requests import Asking, Letter, RequestError, draft
from reftel.export import letter_pdf, letter_text
from reftel.terms.requests import agencies, kinds
from tests.collection import exercise
from tests.collection.exercise import telegram

DAY = "2026-01-31"


def citing(*, level: str = "SECRET", inferred: bool = False, provenance: Provenance | None = None) -> Citing:
    card = Card(
        "ab" * 32, "2008 STATE 7", "2008-03-20T08:00:00Z", "SECSTATE", "STATE", "HARBOR", level, (), (),
        "text_2000s", "a.txt", 90, provenance,
    )  # fmt: skip
    said = Sentence("Ref A speaks of [sic] a “lighthouse”.", "Ref A", None, 2, 3, "S")
    return Citing(card, "A", "TUNIS 15", 0, False, inferred, "PRIORITY", (said,))


def missing(mrn: str = "2008 TUNIS 15", **more: Any) -> Missing:
    dates = Dates("2008-03-01", "2008-03-11", None, "between", "March 2008")
    return Missing(mrn, (citing(),), dates=dates, **more)


def only(wanted: Missing, **who: Any) -> Letter:
    (letter,) = draft([wanted], Asking(DAY, **who))
    return letter


@pytest.mark.parametrize(
    "unsuited",
    [
        missing(year_known="likely"),
        missing("1999 TUNIS 15"),
        Missing("2008 TUNIS 15", (citing(level="UNCLASSIFIED"),)),
        Missing("2008 TUNIS 15", ()),
    ],
    ids=["year not certain", "older than 25 years", "unclassified", "uncited"],
)
def test_all_else_is_asked_for_under_foia(unsuited: Missing) -> None:
    letter = only(unsuited)
    assert letter.kind == "foia"
    for required in ("5 U.S.C. 552", "category", "fees up to", "segregated", "electronic", "expedited"):
        assert required in letter.text


def test_the_letter_quotes_the_citing_line_and_where_it_was_published() -> None:
    said = Provenance("Department of State", "2014-03", "https://example.org/a")
    letter = only(Missing("2008 TUNIS 15", (citing(provenance=said),)))
    assert '"Ref A speaks of [sic] a “lighthouse”."' in letter.text
    assert 'as its reference A, in these words: "TUNIS 15"' in letter.text
    assert "released by Department of State on 2014-03, found at https://example.org/a" in letter.text
    assert "[sic]" not in letter.placeholders


def test_what_is_not_given_stays_in_brackets_and_what_is_given_does_not() -> None:
    bare = only(missing())
    assert "[your name]" in bare.placeholders
    full = only(
        missing(), name="A. Reader", address="1 Quay", email="a@example.org", telephone="1", fees="$9"
    )
    assert "[your" not in full.text
    assert full.text.count("A. Reader") == 2
    assert "[the agency's present address" in full.text


def test_a_recent_review_is_warned_of() -> None:
    card = citing().card
    letter = only(
        Missing("2008 TUNIS 15", (), state="withdrawn", held=(card,), said="WITHDRAWN", reviewed="2025-05-01")
    )
    assert letter.kind == "mdr"
    assert any("reviewed on 2025-05-01" in warning for warning in letter.warnings)
    old = only(
        Missing("2008 TUNIS 15", (), state="withdrawn", held=(card,), said="WITHDRAWN", reviewed="2006-05-01")
    )
    assert not any("reviewed on" in warning for warning in old.warnings)


def test_one_letter_for_each_agency_and_kind() -> None:
    letters = draft([missing(), missing("1975 TUNIS 9"), missing("2009 TUNIS 1"), missing()], Asking(DAY))
    told = [(letter.agency, letter.kind, [item.mrn for item in letter.items]) for letter in letters]
    assert told == [
        ("STATE", "mdr", ["2008 TUNIS 15", "2009 TUNIS 1"]),
        ("NARA", "foia", ["1975 TUNIS 9"]),
    ]
    assert "Record Group 59" in letters[1].text


def test_a_sender_that_is_no_post_of_the_department_leaves_the_agency_open() -> None:
    letter = only(missing("2008 SECDEF 15"))
    assert letter.agency_name.startswith("[")
    assert letter.agency_name in letter.placeholders


def test_an_unknown_agency_and_an_empty_request_are_refused() -> None:
    with pytest.raises(RequestError, match="There are: STATE, NARA"):
        draft([missing()], Asking(DAY), agency="FBI")
    with pytest.raises(RequestError, match="No telegram"):
        draft([], Asking(DAY))


def test_every_fact_of_the_table_has_a_source() -> None:
    assert all(row.source for row in (*agencies().values(), *kinds().values()))


def test_text_and_pdf_say_the_same_with_accents_and_the_same_letter_is_the_same_bytes() -> None:
    letter = only(missing(), name="Łucja Şahin-Őry", address="Ærø 1, Αθήνα")
    text = letter_text.text(letter)
    assert max(map(len, text.splitlines())) <= 80
    assert " ".join(text.split()) == " ".join(letter.text.split())
    pdf = b"".join(letter_pdf.written(letter))
    assert pdf == b"".join(letter_pdf.written(letter))
    document = pypdfium2.PdfDocument(pdf)
    shown = "".join(page.get_textpage().get_text_range() for page in document)
    for words in ("Łucja Şahin-Őry", "Ærø 1, Αθήνα", "“lighthouse”"):
        assert words in shown
    assert letter_pdf.lacking(letter) == ""
    assert letter_pdf.lacking(only(missing(), name="اسم")) == "اسم"


CITER = telegram(
    "2008 VALLETTA 1", "1. (C) See ref A.\n", ref="A. 2008 TUNIS 15; B. 2008 TUNIS 16", date="2008-03-20"
)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    build(tmp_path / "mine", [exercise.write(tmp_path / "in", a=CITER)], parse=exercise.parse, workers=1)
    return tmp_path / "mine"


def arrive(mine: Path) -> None:
    text = telegram("2008 TUNIS 15", "1. (C) Here it is.\n", date="2008-03-05")
    build(mine, [exercise.write(mine.parent / "more", b=text)], parse=exercise.parse, workers=1)


def test_a_draft_becomes_the_request_and_closes_when_the_telegram_comes(mine: Path) -> None:
    with Collection.open(mine) as held:
        ledger = held.requests()
        assert ledger.all() == ()
        drafted = ledger.note_draft("2008 TUNIS 15", kind="mdr", agency="STATE", on=DAY)
        asked = ledger.note_asked("2008 TUNIS 15", kind="mdr", agency="STATE", on="2026-02-01", case="M-1")
        other = ledger.note_asked("2008 TUNIS 16", kind="foia", agency="STATE", on="2026-02-02")
        assert (drafted.state, asked.state, asked.id, asked.drafted) == ("drafted", "asked", drafted.id, DAY)
        assert ledger.note_answer(asked.id, "in the queue", on="2026-03-01").state == "answered"
        assert ledger.settle("2026-03-02") == ()
    arrive(mine)
    with Collection.open(mine) as held:
        (came,) = held.requests().settle("2026-04-01")
        assert (came.id, came.state, came.closed) == (asked.id, "closed", "2026-04-01")
        assert came.closed_by == held.find("2008 TUNIS 15")[0].key
        assert held.requests().settle("2026-04-02") == ()
        assert [e.id for e in held.requests().all(open_only=True)] == [other.id]
        with pytest.raises(RequestError, match="no open request"):
            held.requests().close(came.id, on=DAY)


def test_a_stub_that_is_held_or_comes_closes_nothing(tmp_path: Path, sample_folder: Path) -> None:
    build(tmp_path / "mine", [exercise.write(tmp_path / "in", a=CITER)], parse=exercise.parse, workers=1)
    with Collection.open(tmp_path / "mine") as held:
        held.requests().note_asked("1976 LISBON 4410", kind="mdr", agency="NARA", on=DAY)
    build(tmp_path / "mine", [sample_folder / "1973-79"], parse=parse_and_check, workers=1)
    with Collection.open(tmp_path / "mine") as held:
        assert held.find("1976 LISBON 4410")
        assert held.requests().settle(DAY) == ()


def test_a_damaged_ledger_is_told_with_the_remedy_and_the_collection_is_not_touched(mine: Path) -> None:
    (mine / "requests.sqlite").write_bytes(b"no database at all " * 100)
    with Collection.open(mine) as held:
        assert held.missing()
        with pytest.raises(RequestError, match=r"requests\.sqlite cannot be opened"):
            held.requests().all()
