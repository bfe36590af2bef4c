"""Small exercise telegrams for the tests of the readers: a plain one whose parts a test replaces."""

from __future__ import annotations

from typing import Any

from reftel.model import Telegram
from reftel.reading import parse

PLAIN = {
    "transmission": "",
    "sent": "R 241530Z SEP 08",
    "originator": "FM AMEMBASSY VALLETTA",
    "to": "TO SECSTATE WASHDC 0001",
    "info": "",
    "first": "C O N F I D E N T I A L VALLETTA 000123",
    "captions": "",
    "passing": "",
    "order": "E.O. 12958: DECL: 09/26/2018",
    "tags": "TAGS: PREL, MT",
    "subject": "SUBJECT: A LANTERN ON THE QUAY",
    "ref": "",
    "classified": "",
    "body": "1. (C) The lantern was lit at dusk.",
    "signature": "CLAVERTON",
}
GAP_BEFORE = {"first", "captions", "order", "body", "signature", "ref", "classified"}


def exercise(**parts: str) -> str:
    """The text of a plain telegram, with the parts given in place of its own; an empty part is left out."""
    unknown = parts.keys() - PLAIN.keys()
    assert not unknown, f"no such part: {unknown}"
    lines: list[str] = []
    for name, plain in PLAIN.items():
        part = parts.get(name, plain)
        if part:
            lines += ["", part] if name in GAP_BEFORE and lines else [part]
    return "\n".join(lines) + "\n"


def read(text: str | bytes, **given: Any) -> Telegram:
    """The one telegram of a text."""
    telegrams = parse(text, **given)
    assert len(telegrams) == 1
    return telegrams[0]


def record(**parts: str) -> dict[str, Any]:
    """The record of a plain telegram with these parts."""
    return read(exercise(**parts)).to_dict()


def codes(telegram: dict[str, Any]) -> list[str]:
    """The codes of a record's defects."""
    return [defect["code"] for defect in telegram["defects"]]


def kinds(telegram: Telegram) -> list[tuple[str, str]]:
    """Every stretch that is not blank, as its kind and its words."""
    return [(s.kind, telegram.words(s.span).strip()) for s in telegram.segments if s.kind != "blank"]
