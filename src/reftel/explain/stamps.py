"""Marks put on when a telegram was reviewed or released: case numbers, decisions, exemption codes."""

from __future__ import annotations

import re

from reftel.explain.about import About
from reftel.explain.words import say, spell_date
from reftel.model import Stamp
from reftel.terms import exemptions, orders

NOT_PART = "put on later; not part of the telegram"
KINDS = {
    "case": "the heading of a released copy: number of the request or case, number of the document, date",
    "release": "the decision on the request: released in full, or in part with words withheld",
    "review": "a mark of the review that declassified the text",
    "exemption": "exemption code: why the words beside it are withheld",
    "other": "a mark of the reviewing office or of the library that copied the page",
}
_SECTION = re.compile(r"\b1\.[45]\s?\([a-h]\)", re.IGNORECASE)
_ORDER = re.compile(r"\bE\.?O\.?\s?(\d{5})\b")


def explain_stamp(value: Stamp, about: About) -> str:
    """Say what a stamp of release decides, when, and which exemptions it names."""
    dated = f"; dated {spell_date(value.date)}" if value.date and value.date[4:5] == "-" else ""
    said = KINDS.get(value.kind, KINDS["other"])
    return say(f"{said}{dated}; {NOT_PART}", *_order(value.text), *_codes(value.text))


def _order(words: str) -> list[str]:
    known = [o for number in _ORDER.findall(words) if (o := orders.order(number))]
    return [f"the review was under Executive Order {o.number}, “{o.name}”" for o in known]


def _codes(words: str) -> list[str]:
    """Say what each exemption code in a stamp withholds."""
    said = [f"{code}: {exemptions.meaning(code)}" for code in exemptions.codes(words)]
    for section in dict.fromkeys(_SECTION.findall(words)):
        means = orders.meaning_of_reason(section)
        said += [f"{section}: {means}"] if means else []
    return said
