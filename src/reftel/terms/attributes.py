"""The attributes of the 1973-79 archive's records: what a column is called, and what its odd words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reftel.model import Record
from reftel.terms import fields, tables
from reftel.terms.tables import squeeze

ENOUGH = 4  # attributes among the names that make a table the archive's
ENOUGH_TELLING = 2  # of them such as no other table has


class Attribute(Record, frozen=True):
    """An attribute: its column in a load, the name the archive displays, the part of a telegram it gives."""

    column: str
    display: str
    field: str
    telling: bool


def read_column(name: str) -> Attribute | None:
    """Return the attribute that a column, key or element names.

    >>> read_column("Document Number").column
    'doc_nbr'
    """
    return _by_name().get(squeeze(name))


def is_archive_record(names: Iterable[str]) -> bool:
    """Tell whether the names of a record's values are those of the archive, a document number among them."""
    found = {a.column: a for name in names if (a := read_column(name))}
    telling = sum(a.telling for a in found.values() if a.field != "number")
    numbered = any(a.field == "number" for a in found.values())
    return numbered and len(found) >= ENOUGH and telling >= ENOUGH_TELLING


def meaning(name: str) -> str | None:
    """Return what an attribute means, whichever of its names is given."""
    attribute = read_column(name)
    key = fields.meaning("archive", attribute.display if attribute else name)
    return key.meaning if key else None


def says_nothing(words: str) -> bool:
    """Tell whether a value is one of the archive's ways of saying that there is none."""
    return words.strip().lower() in _nothing()


def is_no_date(iso: str) -> bool:
    """Tell whether a day is the one that stands for none."""
    return iso in tables.settings("attribute_words")["no_date"]["days"]


def stand_in(words: str) -> re.Match[str] | None:
    """Find words that stand where a telegram's text should be."""
    return _phrases("phrases").search(words)


def tells_of_withdrawal(words: str) -> bool:
    """Tell whether a review's outcome is that the document was withdrawn."""
    return _phrases("withdrawn").search(words) is not None


def meaning_of_order_code(code: str) -> str | None:
    """Return the schedule that a short code of the Executive Order attribute stands for, as we infer.

    >>> meaning_of_order_code("X2")
    'XGDS 2'
    """
    codes: list[dict[str, str]] = tables.settings("attribute_words")["order_code"]
    return next((row["means"] for row in codes if row["code"] == code.upper()), None)


@cache
def _by_name() -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    for row in tables.rows("attributes"):
        attribute = Attribute(row["column"], row["display"], row["field"], row["telling"] == "yes")
        for name in (row["column"], row["display"], *row["also"].split(";")):
            if name:
                found.setdefault(squeeze(name), attribute)
    return found


@cache
def _nothing() -> frozenset[str]:
    return frozenset(w.lower() for w in tables.settings("attribute_words")["none"]["words"])


@cache
def _phrases(group: str) -> re.Pattern[str]:
    words = tables.settings("attribute_words")["text_unavailable"][group]
    return re.compile("|".join(r"\s+".join(map(re.escape, w.split())) for w in words), re.IGNORECASE)
