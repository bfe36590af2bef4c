from __future__ import annotations

import pytest

from reftel.terms import tags


def test_a_code_means_what_it_meant_in_that_year() -> None:
    assert tags.meaning("SE", year=2007) == "Seychelles"
    assert tags.meaning("SE", year=2024) == "Sweden"
    assert tags.meaning("PREL", year=2007) == "External Political Relations"


def test_the_recoding_of_2024_does_not_explain_older_telegrams() -> None:
    assert tags.is_known("UA", year=2024)
    assert not tags.is_known("UA", year=1975)
    assert tags.is_known("UA")


@pytest.mark.parametrize("word", ["QQQQ", "HUMAN", "RIGHTS", "", "SIPDIS"])
def test_a_word_is_no_code(word: str) -> None:
    assert not tags.is_known(word)
    assert tags.meaning(word) is None
    assert tags.kind(word) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("PTER", "subject"),
        ("KDEM", "program"),
        ("MT", "geographic"),
        ("UNESCO", "organization"),
        ("pter", "subject"),
    ],
)
def test_a_code_has_a_kind(code: str, kind: str) -> None:
    assert tags.kind(code) == kind


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        (
            "KFRDKIRFCVISCMGTKOCIASECPHUMSMIGEG",
            "KFRD KIRF CVIS CMGT KOCI ASEC PHUM SMIG EG",
        ),
        ("VEPREL", "VE PREL"),
        ("PHUMBA", "PHUM BA"),
        ("RUPREL", "RU PREL"),
        ("ECONEFIN", "ECON EFIN"),
        ("PRELUN", "PREL UN"),
        ("MARRPRELNATO", "MARR PREL NATO"),
    ],
)
def test_codes_without_a_blank_between_are_cut(word: str, codes: str) -> None:
    assert tags.split_run_together(word) == tuple(codes.split())


@pytest.mark.parametrize(
    "word",
    [
        "PREL",
        "IRAQ",
        "CUBA",
        "TERRORISM",
        "HUMANRIGHTS",
        "PRELX",
        "PREL PGOV",
        "",
        "A",
        "PREL" * 100_000,
    ],
)
def test_other_words_are_not_cut(word: str) -> None:
    assert tags.split_run_together(word) is None


@pytest.mark.parametrize(
    ("written", "code"), [("UNDESCO", "UNESCO"), ("PGOF", "PGOV"), ("GPOV", "PGOV"), ("PTERR", "PTER")]
)
def test_one_slip_is_forgiven(written: str, code: str) -> None:
    assert tags.nearest(written) == code


@pytest.mark.parametrize(
    "written",
    ["XX", "ZZZZ", "TERRORISM", "12", "", "NREL", "KNQP", "UNESCOS", "MALI", "A" * 100_000],
)
def test_no_code_is_near(written: str) -> None:
    assert tags.nearest(written) is None


@pytest.mark.parametrize("written", ["KWNM", "KDEMM", "PGVO", "MASSS"])
def test_a_slip_keeps_the_class_of_the_code(written: str) -> None:
    assert (tags.nearest(written) or "").startswith(written[0])


@pytest.mark.parametrize(
    ("written", "code"),
    [("PG0V", "PGOV"), ("P1NR", "PINR"), ("M0", "MO"), ("C-1", None), ("P5", None), ("00", None), ("", None)],
)
def test_a_digit_may_stand_for_a_letter(written: str, code: str | None) -> None:
    assert tags.with_letters(written) == code


@pytest.mark.parametrize("word", ["LANTERN", "of", "THE"])
def test_a_word_of_free_text_is_plain(word: str) -> None:
    assert tags.is_plain_word(word)


@pytest.mark.parametrize("word", ["IN", "QXJZ", "LAMP", "QXWZQ", "UNQXW", "UNDESCO", "&", ""])
def test_what_may_be_a_code_is_not_plain(word: str) -> None:
    assert not tags.is_plain_word(word)


@pytest.mark.parametrize(("word", "like"), [("KDZQ", True), ("PGVO", True), ("PGOF", False), ("KNOW", False)])
def test_some_unknown_words_are_made_like_codes(word: str, like: bool) -> None:
    assert tags.looks_like_code(word) is like


def test_codes_are_found_by_what_they_mean() -> None:
    assert tags.find_by_meaning("Terrorism")[0] == "PTER"
    assert "PHUM" in tags.find_by_meaning("human rights")
    assert tags.find_by_meaning("") == ()
    assert tags.find_by_meaning("(") == ()
