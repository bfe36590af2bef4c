"""Attributions in exercise sentences: each construction in capitals and in mixed case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.extract import annotate
from reftel.extract.annotations import Attribution, Mention
from reftel.extract.attributions import find_attributions
from reftel.extract.attributions.training import train_attributions
from reftel.extract.page import Page
from reftel.model import Span

SAID = (  # text, then source, cue, content of one attribution that must be among those found
    ("MINISTER ORDUNA SAID THAT THE HARBOR WOULD BE CLOSED.", "MINISTER ORDUNA", "SAID",
     "THE HARBOR WOULD BE CLOSED"),
    ("HE TOLD EMBOFF THE TALKS HAD FAILED.", "HE", "TOLD", "THE TALKS HAD FAILED"),
    ("THE TALKS HAD FAILED, HE SAID.", "HE", "SAID", "THE TALKS HAD FAILED"),
    ("ACCORDING TO THE FOREIGN MINISTRY, THE TALKS HAD FAILED.", "THE FOREIGN MINISTRY", "ACCORDING TO",
     "THE TALKS HAD FAILED"),
    ("THE FOREIGN MINISTER DENIED THAT TROOPS HAD CROSSED THE BORDER.", "THE FOREIGN MINISTER", "DENIED",
     "TROOPS HAD CROSSED THE BORDER"),
    ("THE GOVERNMENT REFUSED TO SIGN THE AGREEMENT.", "THE GOVERNMENT", "REFUSED", "TO SIGN THE AGREEMENT"),
)  # fmt: skip


def _found(text: str) -> list[Attribution]:
    return find_attributions(Page(text))


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[s.start : s.end] for s in spans)


@pytest.mark.parametrize("mixed", [False, True], ids=["capitals", "mixed case"])
@pytest.mark.parametrize(("text", "source", "cue", "content"), SAID, ids=[s[0][:24] for s in SAID])
def test_a_construction_is_taken_apart(text: str, source: str, cue: str, content: str, mixed: bool) -> None:
    text = text.capitalize() if mixed else text
    parts = [(_words(text, a.source), _words(text, a.cue), _words(text, a.content)) for a in _found(text)]
    assert (source, cue, content) in [tuple(p.upper() for p in three) for three in parts]


def test_the_manner_is_that_of_the_cue() -> None:
    manners = {
        "THE MINISTER DENIED THAT TROOPS HAD CROSSED THE BORDER.": "deny",
        "THE MINISTER REFUSED TO SIGN THE AGREEMENT.": "refuse",
        "THE MINISTER ASKED US TO SUPPORT THE RESOLUTION.": "ask",
        "THE MINISTER BELIEVES THAT THE TALKS WILL FAIL.": "believe",
        "THE MINISTER WARNED THAT THE TALKS WOULD FAIL.": "warn",
    }
    assert {text: _found(text)[0].manner for text in manners} == manners


def test_what_was_told_at_second_hand_stands_within_what_was_said() -> None:
    text = "THE MINISTER SAID THAT THE PRESIDENT HAD TOLD HIM THE ARMY WAS READY."
    by_source = {_words(text, a.source): a for a in _found(text)}
    outer, inner = by_source["THE MINISTER"], by_source["THE PRESIDENT"]
    assert inner.within == outer.n
    assert outer.within is None
    assert outer.content[0].start <= inner.source[0].start


def test_the_post_s_own_view_is_marked() -> None:
    text = "2. COMMENT: WE BELIEVE THAT THE GOVERNMENT WILL FALL."
    assert next((a.own, a.manner) for a in _found(text)) == (True, "believe")


def test_a_sentence_in_a_comment_is_the_post_s_own_without_a_cue() -> None:
    text = (
        "1. THE MINISTER SAID THAT THE HARBOR WOULD BE CLOSED.\n\n"
        "2. COMMENT: THIS WOULD SEEM TO BE A CHANGE OF POLICY."
    )
    last = _found(text)[-1]
    assert last.own
    assert "CHANGE OF POLICY" in _words(text, last.content)


def test_points_after_a_lead_in_continue_the_speaker() -> None:
    text = (
        "2. MINISTER ORDUNA MADE THE FOLLOWING POINTS:\n"
        "A. THE HARBOR WILL REMAIN CLOSED UNTIL MARCH.\n"
        "B. THE WORKERS WILL BE PAID BY THE GOVERNMENT.\n"
    )
    found = _found(text)
    points = [a for a in found if "WORKERS" in _words(text, a.content)]
    assert points
    chain, seen = points[0], 0
    while not chain.source and chain.continues is not None and seen < 9:
        chain = next(a for a in found if a.n == chain.continues)
        seen += 1
    assert _words(text, chain.source) == "MINISTER ORDUNA"


def test_a_narrative_without_a_report_gives_nothing() -> None:
    assert _found("THE SHIP LEFT THE HARBOR ON MARCH 3 AND ARRIVED ON MARCH 5.") == []


def test_sources_of_a_source_are_its_grounds() -> None:
    text = "THE MINISTER SAID THAT THE HARBOR WAS MINED. TWO FISHERMEN WERE HIS SOURCES FOR THIS INFORMATION."
    said = _found(text)[0]
    assert _words(text, said.grounds) == "TWO FISHERMEN"


def test_speaker_and_hearer_are_the_entities_of_the_mentions() -> None:
    text = "THE MINISTER TOLD EMBOFF THAT THE TALKS HAD FAILED."
    mentions = [
        Mention(Span(0, 12), "person", "nominal", entity=4),
        Mention(Span(18, 24), "person", "nominal", entity=7),
    ]
    said = find_attributions(Page(text), mentions)[0]
    assert (said.speaker, said.hearer) == (4, 7)


def test_annotate_gives_attributions_with_places_of_the_text() -> None:
    text = "THE MINISTER SAID THAT THE HARBOR WOULD BE CLOSED."
    (said,) = annotate(text).attributions
    assert _words(text, said.content) == "THE HARBOR WOULD BE CLOSED"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "...", "''''", "(((", "1.", "COMMENT:", "\x00", "SAID", "a" * 5000]
)
def test_odd_texts_do_not_stop_it(text: str) -> None:
    for a in _found(text):
        assert all(0 <= s.start <= s.end <= len(text) for s in (*a.source, *a.cue, *a.content))


def test_every_number_points_to_an_attribution_of_the_text() -> None:
    text = " ".join(s[0] for s in SAID) + "\n\n2. COMMENT: THIS IS NEW. WE DOUBT THAT IT WILL LAST."
    found = _found(text)
    numbers = [a.n for a in found]
    assert numbers == list(range(1, len(found) + 1))
    assert {x for a in found for x in (a.continues, a.within) if x is not None} <= set(numbers)


def test_training_on_annotated_texts_gives_models_that_find_them(tmp_path: Path) -> None:
    names = ("ORDUNA", "KELEMEN", "OKAFOR", "LINDQVIST", "TANAKA", "MOREAU", "SILVA", "HASSAN")
    lines = []
    for i, name in enumerate(names):
        text = f"MINISTER {name} SAID THAT THE HARBOR WAS CLOSED. THE SHIP LEFT."
        end = text.index(" SAID")
        said = {"n": 1, "manner": "state", "own": False, "continues": None, "source": [[0, end]],
                "cue": [[end + 1, end + 5]], "addressee": [], "content": [[end + 11, end + 33]]}  # fmt: skip
        lines.append(json.dumps({"id": str(i), "text": text, "attributions": [said]}))
    data = tmp_path / "taught.jsonl"
    data.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "models"
    train_attributions([data], out, seed=1)
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    train_attributions([data], out, seed=1)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == first
    assert 'data = ["taught.jsonl"]' in (out / "attributions.toml").read_text()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("THE U.S. AGREED. HE LEFT.", 2),
        ("AMB. ORDUNA CALLED ON DR. KELEMEN. HE LEFT.", 2),
        ("1. FIRST. 2. SECOND.", 2),
        ("POINTS:\nA. ONE\nB. TWO", 3),
        ("HE ARRIVED JUNE 3. HE LEFT JUNE 5.", 2),
        ('HE SAID "NO." THEN HE LEFT.', 2),
        ("IT ROSE BY 2.5 PERCENT. IT FELL.", 2),
        ("-- ONE POINT\n-- ANOTHER POINT", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, number: int) -> None:
    assert len(Page(text).sentences) == number
