"""Mentions in exercise traffic: what must be found whatever the models, and where spans begin and end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.errors import ReftelError
from reftel.extract.lexicon import is_ordinary, word_classes
from reftel.extract.mentions import find_mentions
from reftel.extract.page import Page
from reftel.extract.training import train_mentions

CAPITALS = """1. EMBOFF MET WITH FOREIGN MINISTER CARDANO ON MAY 3. HE TOLD US THAT THE BOLIVIAN GOVERNMENT
WOULD SEND AMBASSADOR QUELLER TO GENEVA. CHILEAN OFFICIALS WERE NOT CON-
SULTED, QUELLER SAID.

2. EMBASSY BELIEVES GOB WILL CON- TINUE TALKS IN WASHING-
TON.

MARLOWE
"""
MIXED = """2. (C) Foreign Minister Cardano told the Ambassador on May 3 that his government would send a
delegation to Geneva. The Ministry of Defense had no comment. Cardano flew to Lima.
"""


def found(text: str) -> dict[str, tuple[str, str]]:
    return {text[m.span.start : m.span.end]: (m.type, m.kind) for m in find_mentions(Page.of(text))}


def test_capitals() -> None:
    mentions = found(CAPITALS)
    assert mentions["FOREIGN MINISTER CARDANO"] == ("person", "name")
    assert mentions["AMBASSADOR QUELLER"] == ("person", "name")
    assert mentions["EMBOFF"][0] == "person"
    assert mentions["HE"] == ("person", "pronoun")
    assert mentions["GENEVA"] == ("gpe", "name")
    assert mentions["GOB"][0] == "gpe"
    assert mentions["EMBASSY"][0] == "organization"
    assert mentions["MARLOWE"] == ("person", "name")


def test_nested() -> None:
    mentions = found(CAPITALS)
    assert mentions["CHILEAN OFFICIALS"] == ("group", "nominal")
    assert mentions["CHILEAN"] == ("gpe", "name")


def test_a_word_broken_at_the_end_of_a_line_is_one_word() -> None:
    mentions = found(CAPITALS)
    assert "WASHING-\nTON" in mentions
    assert not {"WASHING", "TON", "CON", "SULTED"} & mentions.keys()


def test_mixed_case() -> None:
    mentions = found(MIXED)
    assert mentions["Foreign Minister Cardano"] == ("person", "name")
    assert mentions["Geneva"] == ("gpe", "name")
    assert mentions["Lima"] == ("gpe", "name")
    assert mentions["The Ministry of Defense"] == ("organization", "name")


def test_mentions_nest_and_never_cross() -> None:
    for text in (CAPITALS, MIXED):
        spans = [m.span for m in find_mentions(Page.of(text))]
        assert spans == sorted(spans, key=lambda s: (s.start, -s.end))
        assert len(set(spans)) == len(spans)
        for a in spans:
            assert not any(a.start < b.start < a.end < b.end for b in spans)


@pytest.mark.parametrize(
    "text", ["", " \n", "-", "' '", "’", "((", "1.", "A\x00B", "\ud800", "É" * 40, "THE " * 300]
)
def test_any_text_is_read(text: str) -> None:
    page = Page.of(text)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in find_mentions(page))


def test_training_gives_models_that_are_used_and_are_the_same_again(tmp_path: Path) -> None:
    rows = [
        {"id": f"x{n}", "text": f"EMBOFF MET ZORBLAX{n} IN QUIVIRA.", "mentions": _mentions(n)}
        for n in range(12)
    ]
    data = tmp_path / "labels.jsonl"
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    train_mentions([data], tmp_path / "one", seed=3)
    train_mentions([data], tmp_path / "two", seed=3)
    text = "EMBOFF MET ZORBLAX3 IN QUIVIRA."
    first, second = (find_mentions(Page.of(text), tmp_path / name) for name in ("one", "two"))
    assert first == second
    assert {text[m.span.start : m.span.end]: m.type for m in first}["QUIVIRA"] == "location"
    assert "labels.jsonl" in (tmp_path / "one" / "mentions.toml").read_text(encoding="utf-8")


def _mentions(n: int) -> list[dict[str, object]]:
    text = f"EMBOFF MET ZORBLAX{n} IN QUIVIRA."
    words = (
        ("EMBOFF", "person", "nominal"),
        (f"ZORBLAX{n}", "person", "name"),
        ("QUIVIRA", "location", "name"),
    )
    return [
        {"start": text.index(w), "end": text.index(w) + len(w), "type": t, "kind": k} for w, t, k in words
    ]


def test_no_models_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReftelError, match="no model"):
        find_mentions(Page.of("EMBOFF"), tmp_path)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("GOJ", "government"),
        ("Emboff's", "office"),
        ("FISHERMEN", "person nouns"),
        ("bolivian", "demonym"),
        ("Geneva", "city"),
        ("DRYDOCK", "noun"),
        ("MALCONTENTS", "nouns"),
        ("REJOINED", "past"),
        ("FLATLY", "adverb"),
    ],
)
def test_word_classes(form: str, kind: str) -> None:
    assert kind in word_classes(form)


def test_ordinary_words() -> None:
    assert is_ordinary("CONFIRMED")
    assert not is_ordinary("QUELLER")
    assert not is_ordinary("LAIRD")  # unknown and as short as a name
