"""Texts with annotations typed into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.markup import FOLDER, BadMarkup, attributed, documents, mentioned


def test_markers_become_places() -> None:
    read = attributed(
        "a", "[[S1:Roe]] [[Q1/deny:denied]] to [[A1:us]] that [[X1:[[S2:he]] [[Q2/intend:would]] [[X2:go]]]]."
    )
    text = read["text"]
    assert text == "Roe denied to us that he would go."
    one, two = read["attributions"]
    assert [text[a:b] for a, b in one["content"]] == ["he would go"]
    assert (one["manner"], two["manner"], [text[a:b] for a, b in two["source"]]) == ("deny", "intend", ["he"])


def test_entities_stand_behind_the_text() -> None:
    read = mentioned("a", "[[1n:Roe]] saw [[2d:[[1p:his]] dog]].\n@@@\n1\tperson\tRoe\n2\tgroup\tdog\n")
    assert [(m["start"], m["end"], m["kind"], m["entity_id"]) for m in read["mentions"]] == [
        (0, 3, "name", 1), (8, 15, "nominal", 2), (8, 11, "pronoun", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "marked",
    [
        "[[S1:Roe]] said",
        "[[X1:Roe",
        "Roe]]",
        "[[Q1/shout:said]] [[X1:no]]",
        "[[X1~2:no]]",
        "[[X1:no]]",
        "[[Z1:no]]",
    ],
)
def test_bad_markers_are_told_with_file_and_text(marked: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"=== one\n{marked}\n")
    with pytest.raises(BadMarkup, match=r"a\.txt, text one: "):
        list(documents("attributions", [tmp_path / "a.txt"]))


def test_the_exercise_texts_can_be_read_and_no_test_text_is_learnt_from() -> None:
    for what in ("attributions", "mentions"):
        learnt = [d["text"] for d in documents(what)]
        held = [d["text"] for d in documents(what, [FOLDER / "test" / what / "test.txt"])]
        assert len(learnt) > 90
        assert len(held) == 28
        assert not {t.strip() for t in held} & {t.strip() for t in learnt}
