from __future__ import annotations

import pytest

from reftel.release.redaction import redactions, stamped_codes

MARKS = [
    ("told [3 lines not declassified] us", "[3 lines not declassified]", ()),
    ("told [text not declassified] us", "[text not declassified]", ()),
    ("told [less than 1 line not declassified] us", "[less than 1 line not declassified]", ()),
    ("told [...] us", "[...]", ()),
    ("told [. . .] us", "[. . .]", ()),
    ("told [              ] us", "[              ]", ()),
    ("told █████ ██ us", "█████ ██", ()),
    ("told XXXXXXXXXXXX us", "XXXXXXXXXXXX", ()),
    ("told ________ us", "________", ()),
    ("told (b)(1) us", "(b)(1)", ("B1",)),
    ("told (b)(1), (b)(3) us", "(b)(1), (b)(3)", ("B1", "B3")),
    ("told (b) (7)(C) us", "(b) (7)(C)", ("B7(C)",)),
    ("told [B6] us", "[B6]", ("B6",)),
    ("told [1.4(d)] us", "[1.4(d)]", ("1.4(d)",)),
    ("told us          B1, 1.4(D)\nmore", "B1, 1.4(D)", ("B1", "1.4(d)")),
    ("told us\nB1\nmore", "B1", ("B1",)),
    ("told [name deleted] us", "[name deleted]", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mark", "codes"), MARKS, ids=[m[1][:24] for m in MARKS])
def test_a_mark_of_redaction_is_found_with_its_codes(text: str, mark: str, codes: tuple[str, ...]) -> None:
    [found] = redactions(text)
    assert text[found.start : found.end] == mark
    assert found.codes == codes


@pytest.mark.parametrize(
    "text",
    [
        "REASON: 1.4 (b), (d)",
        "under section 552(b)(1) of the law",
        "a B1 visa was refused",
        "the paper [sic] says",
        "items (a) and (b) of the list",
        "the XXth congress",
        "[Footnote: see below]",
        "1.5 million tons",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert list(redactions(text)) == []


def test_a_stamp_that_is_more_than_codes_has_none_of_its_own() -> None:
    assert stamped_codes("B1, 1.4(B)") == ("B1", "1.4(b)")
    assert stamped_codes("RELEASE IN PART B1, B6") == ()


@pytest.mark.parametrize("unit", ["[", "B1 ", "(b)(", "█ ", "X", "_", "[ ", " ", "[B1", "1.4(", "[not "])
def test_no_text_takes_long(unit: str) -> None:
    assert isinstance(list(redactions(unit * 20_000)), list)
