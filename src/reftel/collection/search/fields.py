"""The fields a query can name. The table is the list in the documentation."""

from __future__ import annotations

from typing import Literal

from reftel.model import Record

Kind = Literal["words", "post", "level", "number", "date"]


class Field(Record, frozen=True):
    """A field of the query language, the field of the index behind it, and how its value is read."""

    name: str
    index: str
    kind: Kind
    about: str
    example: str


FIELDS: tuple[Field, ...] = (
    Field("from", "from", "post", "the originator, by address or post", "from:VALLETTA"),
    Field("post", "post_words", "post", "the post that numbered the telegram", "post:TUNIS"),
    Field("to", "to", "post", "an action addressee", 'to:"SECSTATE WASHDC"'),
    Field("info", "info", "post", "an information addressee", "info:LISBON"),
    Field("tags", "tag_words", "words", "a TAGS code, or a name among the TAGS", "tags:PREL"),
    Field("classification", "classification", "level", "the overall classification", "classification:secret"),
    Field("caption", "caption", "words", "a caption", "caption:NODIS"),
    Field("subject", "subject", "words", "a word of the subject line", "subject:fisheries"),
    Field("number", "mrn", "number", "the telegram's own number", 'number:"VALLETTA 488"'),
    Field("date", "day", "date", "the day, month or year it was sent, or a range", "date:2008-12..2009-01"),
    Field("family", "family", "words", "the layout of the text", "family:sas_1973_79"),
    Field("signed", "signed", "words", "the signature", "signed:HARLOW"),
    Field("finding", "finding", "words", "what a check found, by its code", "finding:filed-before-dtg"),
)

BY_NAME = {f.name: f for f in FIELDS}

ALIASES = {
    "tag": "tags",
    "class": "classification",
    "captions": "caption",
    "findings": "finding",
    "subj": "subject",
    "mrn": "number",
    "signature": "signed",
    "originator": "from",
}

# What people write for a classification, squeezed; the value is what the index holds.
LEVELS = {
    "U": "UNCLASSIFIED",
    "UNCLAS": "UNCLASSIFIED",
    "UNCLASSIFIED": "UNCLASSIFIED",
    "R": "RESTRICTED",
    "RESTRICTED": "RESTRICTED",
    "LOU": "LIMITED OFFICIAL USE",
    "LIMITEDOFFICIALUSE": "LIMITED OFFICIAL USE",
    "SBU": "SENSITIVE BUT UNCLASSIFIED",
    "SENSITIVEBUTUNCLASSIFIED": "SENSITIVE BUT UNCLASSIFIED",
    "C": "CONFIDENTIAL",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "S": "SECRET",
    "SECRET": "SECRET",
    "TS": "TOP SECRET",
    "TOPSECRET": "TOP SECRET",
}


def field_named(written: str) -> Field | None:
    """Return the field of this name, whatever its case."""
    name = written.lower()
    return BY_NAME.get(ALIASES.get(name, name))


def nearest_field(written: str) -> Field | None:
    """Return the field that a misspelt name was meant for."""
    from difflib import get_close_matches

    close = get_close_matches(written.lower(), [*BY_NAME, *ALIASES], n=1, cutoff=0.6)
    return field_named(close[0]) if close else None
