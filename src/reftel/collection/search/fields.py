"""The fields a query can name. The table is the list in the documentation."""

from __future__ import annotations

from typing import Literal

from reftel.model import Record

Kind = Literal[
    "words", "post", "addressee", "tags", "caption", "level", "portion", "country", "date", "month", "count",
    "number", "file", "family", "has", "finding",
]  # fmt: skip


class Field(Record, frozen=True):
    """A field of the query language, the field of the index behind it, and how its value is read."""

    name: str
    index: str
    kind: Kind
    about: str
    example: str


FIELDS: tuple[Field, ...] = (
    Field("from", "from", "post", "the originator, by address or post", "from:VALLETTA"),
    Field("to", "to", "post", "an action addressee", 'to:"SECSTATE WASHDC"'),
    Field("info", "info", "post", "an information addressee", "info:LISBON"),
    Field("addressee", "to", "addressee", "an addressee, for action or information", "addressee:LISBON"),
    Field("post", "post_words", "post", "the post that numbered the telegram", "post:TUNIS"),
    Field("year", "year", "count", "the year of its number, or of its date", "year:2008"),
    Field("month", "month", "month", "the month of its date, or a range", "month:2008-12"),
    Field("country", "country", "country", "the country of that post, by name or code", "country:Malta"),
    Field("number", "mrn", "number", "the telegram's own number", 'number:"VALLETTA 488"'),
    Field("date", "day", "date", "the day, month or year it was sent, or a range", "date:2008-12..2009-01"),
    Field(
        "classification", "classification", "level", "the overall classification, or a range",
        "classification:>=secret",
    ),
    Field("caption", "caption", "caption", "a caption, by its name or its meaning", "caption:NODIS"),
    Field("portion", "portion", "portion", "a paragraph with this mark", "portion:S/NF"),
    Field("tags", "tag_words", "tags", "a TAGS code, its meaning, or a name among the TAGS", "tags:PREL"),
    Field("subject", "subject", "words", "a word of the subject line", "subject:fisheries"),
    Field("signed", "signed", "words", "the signature", "signed:HARLOW"),
    Field("classifiedby", "classified_by", "words", "who classified it, name or title", "classifiedby:DCM"),
    Field("cites", "cites", "number", "it refers to the telegram of this number", 'cites:"08 TUNIS 12"'),
    Field("citedby", "mrn", "number", "the telegram of this number refers to it", 'citedby:"VALLETTA 488"'),
    Field("finding", "finding", "finding", "what a check found, by its code", "finding:filed-before-dtg"),
    Field("has", "has", "has", "what it has, of the list below", "has:missing-refs"),
    Field("family", "family", "family", "the layout of the text", "family:sas_1973_79"),
    Field("source", "source", "file", "the file or release it came from", "source:release-12"),
    Field("licence", "licence", "file", "the licence of that release", 'licence:"public domain"'),
    Field("section", "section", "count", "the number of the section", "section:2"),
    Field("words", "words", "count", "how many words it has, or a range", "words:>=1000"),
)  # fmt: skip

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
    "portions": "portion",
    "cite": "cites",
    "license": "licence",
    "classifier": "classifiedby",
    "file": "source",
    "addressees": "addressee",
    "sections": "section",
}

# What `has:` knows. The index holds the first; the others are asked of the database, as other
# telegrams decide on them.
HAS = {
    "refs": "references",
    "tags": "TAGS",
    "captions": "captions",
    "classification": "an overall classification",
    "portions": "paragraphs with a portion mark",
    "subject": "a subject line",
    "summary": "a summary",
    "signature": "a signature",
    "number": "a number of its own",
    "date": "a date",
    "sections": "a section number",
    "stamps": "marks put on at release",
    "findings": "something a check found",
    "defects": "something odd met while reading",
    "protected-names": "names that it asks to protect",
}
HAS_BY_OTHERS = {
    "missing-refs": "references to telegrams that are not held",
    "citations": "telegrams held that refer to it",
    "copies": "other copies that are held: corrected ones, sections, releases, the same in other files",
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

    close = get_close_matches(written.lower(), [*BY_NAME, *ALIASES], n=1, cutoff=0.65)
    return field_named(close[0]) if close else None
