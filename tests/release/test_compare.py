from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.release.compare import Comparison, Piece, compare
from reftel.release.order import earlier_first
from reftel.release.words import parts
from tests.release.made import BODY, OTHER_BODY, SUBJECT, cable, read, released

NAMED = "A COUSIN OF THE MAYOR"


def differences(comparison: Comparison) -> list[Piece]:
    return [p for part in comparison.parts for p in part.pieces if p.kind != "same"]


def sides(comparison: Comparison) -> tuple[list[str], list[str]]:
    pieces = [p for part in comparison.parts for p in part.pieces]
    return " ".join(p.left for p in pieces).split(), " ".join(p.right for p in pieces).split()


def words_of(text: str) -> list[str]:
    return " ".join(word.text for part in parts(read(text)) for word in part.words).split()


REDACTED = [
    pytest.param(BODY.replace(NAMED, "[text not declassified]"), (), id="said"),
    pytest.param(BODY.replace(NAMED, "█████████"), (), id="blocks"),
    pytest.param(BODY.replace(NAMED, "(b)(6)"), ("B6",), id="law"),
    pytest.param(BODY.replace(NAMED, "[...]"), (), id="dots"),
    pytest.param(BODY.replace(NAMED, "[            ]"), (), id="blank-brackets"),
    pytest.param(BODY.replace(NAMED + ".", "[         ].                  B6"), ("B6",), id="code-in-margin"),
    pytest.param(BODY.replace(NAMED + ".", "XXXXXXXXXX."), (), id="crosses"),
]


@pytest.mark.parametrize(("body", "codes"), REDACTED)
def test_words_withheld_before_are_newly_opened(body: str, codes: tuple[str, ...]) -> None:
    comparison = reftel.compare(read(released(body)), read(cable()))
    [opened] = differences(comparison)
    assert opened.kind == "opened"
    assert opened.right.strip(".") == NAMED
    assert opened.codes == codes
    assert comparison.counts.opened == 5
    assert comparison.counts.changed_left == comparison.counts.withheld == 0


@pytest.mark.parametrize(("body", "codes"), REDACTED)
def test_words_withheld_since_are_newly_withheld(body: str, codes: tuple[str, ...]) -> None:
    comparison = compare(read(cable()), read(released(body)))
    [withheld] = differences(comparison)
    assert withheld.kind == "withheld"
    assert withheld.left.strip(".") == NAMED
    assert withheld.codes == codes
    assert comparison.counts.withheld == 5


def test_a_code_in_the_margin_without_brackets_tells_why_words_are_gone() -> None:
    body = BODY.replace(
        "THE OWNER WAS, AND THEN NAMED A COUSIN OF THE MAYOR.",
        "THE OWNER WAS, AND THEN NAMED                                      B6",
    )
    [piece] = differences(compare(read(released(body)), read(cable())))
    assert (piece.kind, piece.right.strip("."), piece.codes) == ("opened", NAMED, ("B6",))


def test_a_whole_paragraph_withheld_is_one_stretch() -> None:
    second = BODY.split("\n\n")[1]
    body = BODY.replace(second, "[1 paragraph (3 lines) not declassified]")
    comparison = compare(read(released(body)), read(cable()))
    assert {p.kind for p in differences(comparison)} == {"opened"}
    assert comparison.counts.opened == len(second.split())


def test_two_releases_may_open_and_withhold_at_once() -> None:
    early = released(BODY.replace("40 ESCUDOS", "[B1]"))
    late = released(BODY.replace("A BOAT", "(b)(6)"), day="07/01/2014")
    found = differences(compare(read(early), read(late)))
    assert [(p.kind, p.codes) for p in found if p.left or p.right][:2] == [
        ("opened", ("B1",)),
        ("withheld", ("B6",)),
    ]


def test_what_changed_without_a_mark_is_changed() -> None:
    comparison = compare(read(cable()), read(cable(BODY.replace("FOUR NIGHTS", "FOURTEEN NIGHTS"))))
    [piece] = differences(comparison)
    assert (piece.kind, piece.left, piece.right) == ("changed", "FOUR", "FOURTEEN")
    added = compare(read(cable()), read(cable(BODY.replace("THE MAYOR. END", "THE MAYOR SOON. END"))))
    assert [(p.kind, p.left, p.right) for p in differences(added)] == [("changed", "", "SOON.")]


LAYOUTS = [
    pytest.param(cable(BODY.replace("\n", "\r\n")), id="line-ends"),
    pytest.param(cable(" ".join(BODY.split("\n"))), id="one-line"),
    pytest.param(cable(BODY.replace("BRIGANTINE", "BRIGAN-\nTINE")), id="hyphenation"),
    pytest.param(
        cable(BODY.replace("SAY WHO\n", "SAY WHO\n\nVALLETTA 00000045  001.2 OF 002\n\n\n")), id="page-line"
    ),
    pytest.param(cable(BODY.replace("PAID 40", "\nCONFIDENTIAL\n\nPAID 40")), id="banner"),
    pytest.param(released(BODY), id="stamps"),
    pytest.param(cable(BODY.title()), id="case"),
    pytest.param(cable(BODY.replace("1. (C)", "¶1. (C)")), id="paragraph-sign"),
]  # fmt: skip


@pytest.mark.parametrize("text", LAYOUTS)
def test_layout_makes_no_difference(text: str) -> None:
    text_of = [p for p in compare(read(cable()), read(text)).parts if p.name == "text"]
    assert text_of
    assert text_of[0].is_same


def test_exemptions_are_counted_on_each_side_and_explained() -> None:
    body = BODY.replace("40 ESCUDOS", "[B1]").replace("OTTOBONE", "(b)(6)").replace("A BOAT", "(b)(6)")
    found = compare(read(released(body)), read(released(BODY.replace("A BOAT", "(b)(6)")))).exemptions
    assert [(e.code, e.left, e.right) for e in found] == [("B1", 1, 0), ("B6", 2, 1)]
    assert all(e.meaning for e in found)


def test_two_telegrams_have_next_to_nothing_in_common() -> None:
    comparison = compare(read(cable()), read(cable(OTHER_BODY, number="000046", subject="NETS")))
    text = next(p for p in comparison.parts if p.name == "text")
    same = sum(len(p.left.split()) for p in text.pieces if p.kind == "same")
    assert same < 10
    assert not comparison.is_same


def test_the_header_is_compared_line_by_line() -> None:
    other = cable(subject=SUBJECT + " AGAIN", info="RUEHLI/AMEMBASSY LISBON 0001")
    comparison = compare(read(cable()), read(other))
    assert {p.name for p in comparison.parts if not p.is_same} == {"info", "subject"}


PIECES = st.lists(
    st.sampled_from(
        [*BODY.split("\n\n"), *OTHER_BODY.split("\n\n"), "[2 lines not declassified]", "████",
         "(b)(1) (b)(3)", "-- TAB ONE -- TAB TWO", "NO-\nTHING", "", "VALLETTA 00000045  001.2 OF 002", "B1",
         "• • •", "¶4. (S) NEW."]
    ),
    max_size=7,
)  # fmt: skip


@given(PIECES, PIECES)
def test_the_sides_laid_end_to_end_give_each_text_back(left: list[str], right: list[str]) -> None:
    a, b = cable("\n\n".join(left)), released("\n\n".join(right))
    comparison = compare(read(a), read(b))
    assert sides(comparison) == (words_of(a), words_of(b))
    counts = comparison.counts
    assert counts.same <= min(comparison.left.words, comparison.right.words)


@given(PIECES)
def test_nothing_but_words_left_out_on_purpose_is_missing(body: list[str]) -> None:
    """What is compared is what the text has, but for page lines and margin codes that are joined to marks."""
    kept = [piece for piece in body if "001.2" not in piece and piece != "B1"]
    compared = " ".join(words_of(cable("\n\n".join(kept))))
    for piece in kept:
        assert all(word in compared for word in piece.split())


def test_the_earlier_release_is_known_by_its_stamp_or_by_what_it_withholds() -> None:
    early, late = read(released(BODY, day="04/15/2011")), read(released(BODY, day="07/01/2014"))
    assert earlier_first(late, early) == (early, late)
    closed, whole = read(released(BODY.replace("A BOAT", "[B6]"))), read(cable())
    assert earlier_first(whole, closed) == (closed, whole)
