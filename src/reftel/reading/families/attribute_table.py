"""Records of the 1973-79 archive as a table of two columns: the attribute's name, a tab, its value.

The text of the telegram is one of the values, run together; the other values are the archive's own.
Column names: those of the National Archives' Central Foreign Policy Files.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from reftel.model import Dtg, Found
from reftel.reading.dates import read_day
from reftel.reading.defects import Defects
from reftel.reading.families.family import Family, Paper
from reftel.reading.header import Field, Walk, walk
from reftel.view import View

_ROW = re.compile(r"^(?P<key>[A-Z][A-Za-z ]{1,40})\t(?P<value>[^\n]*)$", re.M)
_DATES = ("Draft Date", "Sent Date", "Date")
TEXT = "Message Text"

# The attributes that are a telegram's own fields; the others are the archive's.
KEYS = {
    "Document Number": "number",
    "Draft Date": "dtg",
    "Sent Date": "dtg",
    "Date": "dtg",
    "From": "originator",
    "To": "to",
    "Original Classification": "classification_line",
    "Original Handling Restrictions": "caption",
    "TAGS": "tags",
    "Subject": "subject",
    "Reference": "references",
}
NONE = ("n/a", "N/A", "")


def knows(text: str) -> bool:
    """Tell whether rows with a document number and others of the archive's names stand there."""
    if "Document Number\t" not in text[:6000]:
        return False
    keys = {m["key"] for m in _ROW.finditer(text, 0, 6000)}
    return "Document Number" in keys and len(keys & KEYS.keys()) > 3


def unwrap(text: str) -> Paper:
    """Keep the whole table, and its values as printed."""
    rows = tuple((m["key"], m["value"].strip()) for m in _ROW.finditer(text) if m["key"] != TEXT)
    return Paper(0, len(text), (), rows)


def walk_table(text: str) -> Walk:
    """Walk over the rows; the text of the telegram is the value of its row."""
    fields: list[Field] = []
    body = stop = len(text)
    at = 0
    for m in _ROW.finditer(text):
        if text[at : m.start()].strip():
            fields.append(Field("archive", at, at, m.start()))
        at = m.end()
        if m["key"] == TEXT:
            fields.append(Field("form", m.start(), m.start("value"), m.start("value")))
            inner = walk(m["value"], in_text=True)
            base = m.start("value")
            body, stop = base + inner.body, m.end()
            continue
        kind = KEYS.get(m["key"], "archive") if m["value"].strip() not in NONE else "archive"
        fields.append(Field(kind, m.start(), m.start("value"), m.end()))
    return Walk(fields, body, stop)


def values(view: View, whole: View, known: Container[str], defects: Defects) -> dict[str, Any]:
    """Read the archive's date, which is not a date-time group."""
    if "dtg" in known:
        return {}
    for m in _ROW.finditer(view.text):
        if m["key"] in _DATES and (day := read_day(m["value"])):
            iso, start, stop = day
            span = view.span(m.start("value") + start, m.start("value") + stop)
            why = "the archive's date; the text of the record prints no date-time group"
            defects.note(
                "from-archive", why, field="dtg", written=m["value"].strip(), taken_as=iso, span=span
            )
            return {"dtg": Found(Dtg(iso), span, "archive")}
    return {}


FAMILY = Family("attribute_table", knows, unwrap, walk_table, values)
