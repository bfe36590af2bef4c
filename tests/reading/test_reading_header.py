"""The header walk: which line belongs to which field, in any state."""

from __future__ import annotations

import random

import pytest

from reftel.reading import parse
from tests.reading.made import exercise, kinds, read, record

BLOCK = {
    "order": "E.O. 12958: DECL: 09/26/2018",
    "tags": "TAGS: PREL, MT",
    "subject": "SUBJECT: A LANTERN ON THE QUAY",
    "ref": "REF: TUNIS 12",
    "classified": "CLASSIFIED BY: ANN LATHBURY, DCM. REASON: 1.4 (B)",
}


def block(order: list[str]) -> dict[str, object]:
    """What is read of the text block with its lines in this order."""
    lines = "\n\n".join(BLOCK[name] for name in order)
    found = record(order=lines, tags="", subject="")
    names = ("declassify_on", "tags", "subject", "reasons")
    return {name: found[name] for name in names} | {"references": [r["mrn"] for r in found["references"]]}


@pytest.mark.parametrize("seed", range(12))
def test_labels_are_found_in_any_order(seed: int) -> None:
    order = list(BLOCK)
    random.Random(seed).shuffle(order)
    assert block(order) == block(list(BLOCK))


@pytest.mark.parametrize(
    "header",
    [
        "E.O. 12958: DECL: 09/26/2018 TAGS: PREL, MT SUBJECT: A LANTERN REF: TUNIS 12",
        "E.O. 12958: DECL: 09/26/2018 TAGS: PREL, MT\nSUBJECT: A LANTERN REF: TUNIS 12",
        "E.O. 12958: DECL: 09/26/2018\nTAGS: PREL, MT SUBJECT: A LANTERN\nREF: TUNIS 12",
        "E.O. 12958: DECL: 09/26/2018\n\n\n\nTAGS: PREL, MT\n\n\n\nSUBJECT: A LANTERN\n\n\n\nREF: TUNIS 12",
        "    E.O. 12958: DECL: 09/26/2018\n    TAGS: PREL, MT\n    SUBJECT: A LANTERN\n    REF: TUNIS 12",
    ],
)
def test_labels_that_ran_together_are_told_apart(header: str) -> None:
    telegram = record(order=header, tags="", subject="")
    assert telegram["declassify_on"] == "2018-09-26"
    assert telegram["tags"] == ["PREL", "MT"]
    assert telegram["subject"] == "A LANTERN"
    assert [r["mrn"] for r in telegram["references"]] == ["2008 TUNIS 12"]


@pytest.mark.parametrize(
    "part", ["sent", "originator", "to", "first", "order", "tags", "subject", "body", "signature"]
)
def test_a_part_that_is_missing_takes_no_other_with_it(part: str) -> None:
    plain, less = record(), record(**{part: ""})
    keys = {
        "sent": {"dtg", "precedence", "mrn"},
        "originator": {"from"},
        "to": {"to"},
        "first": {"classification", "mrn"},
        "order": {"executive_order", "declassify_on"},
        "tags": {"tags"},
        "subject": {"subject"},
        "body": {"paragraphs"},
        "signature": {"signature"},
    }[part]
    named = ("dtg", "precedence", "mrn", "from", "to", "classification", "executive_order", "declassify_on")
    for key in {*named, "tags", "subject", "signature"} - keys:
        assert less[key] == plain[key], key


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("REF: 08 TUNIS 12\n", "references", 1),
        ("TAGS: PREL, MT\n", "tags", 2),
        ("SUBJECT: A LANTERN ON THE QUAY\nTAGS: MT\n", "tags", 1),
        ("C O N F I D E N T I A L VALLETTA 000123\n\nSIPDIS\n", "captions", 1),
    ],
)
def test_a_fragment_gives_what_it_holds(text: str, key: str, value: int) -> None:
    found = read(text).to_dict()[key]
    assert isinstance(found, list)
    assert len(found) == value


def test_a_telegram_may_begin_behind_other_words() -> None:
    telegram = read("Cable Text:\n\n" + exercise()).to_dict()
    assert telegram["mrn"] == "2008 VALLETTA 123"
    assert telegram["dtg"] == "2008-09-24T15:30:00Z"


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) The REF: line of the old telegram was lost.",
        "1. (C) He asked for our TAGS: there were none.",
        "1. (C) The keeper said: E.O. 12958: DECL: 1/1/2030 is not a lantern.",
        "1. (C) TO SECSTATE, he said, nothing is told.",
    ],
)
def test_labels_in_the_body_are_text(body: str) -> None:
    plain, telegram = record(), record(body=body)
    for key in ("references", "tags", "declassify_on", "to"):
        assert telegram[key] == plain[key]
    assert telegram["paragraphs"][0]["text"] == body.removeprefix("1. (C) ")


def test_every_line_of_a_plain_telegram_is_read() -> None:
    telegram = read(exercise(captions="SIPDIS", ref="REF: TUNIS 12", passing="DEPT FOR EUR"))
    assert telegram.unread == ()
    assert [kind for kind, _ in kinds(telegram)] == [
        "dtg",
        "originator",
        "to",
        "classification_line",
        "caption",
        "passing",
        "executive_order",
        "tags",
        "subject",
        "references",
        "paragraph",
        "signature",
    ]


def test_parse_gives_at_least_one_record() -> None:
    assert len(parse("")) == 1
