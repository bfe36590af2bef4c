"""A table with one line per telegram, for spreadsheets and statistics.

RFC 4180 in UTF-8 with a byte order mark, by which Excel knows it for UTF-8 and which pandas, R and
Python's `utf-8-sig` leave out.  A value that a spreadsheet would take for a formula gets an
apostrophe before it, and so does one that begins with an apostrophe: to have the values as they
are in the collection, take one apostrophe away wherever there is one in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from reftel.collection.answers import Provenance
from reftel.collection.entries import Entry
from reftel.export.format import Format, ResultSet

_MARK = "\ufeff"

# Between the values of one cell. Not ; nor a tab: where those part the cells, they would cut it.
BETWEEN = " | "

# What makes a spreadsheet calculate, also in the wide letters that it takes for the same.
_CALCULATES = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROLS = ("\t", "\r", "\n")


class Column(NamedTuple):
    """A column: what its heading is, what stands in it, and where that is taken from."""

    name: str
    about: str
    value: Callable[[Any], str | int | None]


def _said(name: str) -> Callable[[Entry], str | None]:
    def value(entry: Entry) -> str | None:
        said: str | None = getattr(entry.provenance, name)
        return said

    return value


_ABOUT = {
    "released_by": "who released the file",
    "released_on": "when",
    "retrieved_from": "where it was taken from",
    "retrieved_on": "when",
    "licence": "under which licence",
}

COLUMNS = (
    Column("number", "the telegram's number (MRN)", lambda e: e.number),
    Column("date", "its date-time group, as exact as it is told", lambda e: e.date),
    Column("from", "the originator", lambda e: e.originator),
    Column("to", "the action addressees", lambda e: BETWEEN.join(e.to)),
    Column("info", "the information addressees", lambda e: BETWEEN.join(e.info)),
    Column("classification", "the overall classification", lambda e: e.classification),
    Column("captions", "the captions", lambda e: BETWEEN.join(e.captions)),
    Column("tags", "the TAGS", lambda e: BETWEEN.join(e.tags)),
    Column("subject", "the subject line", lambda e: e.subject),
    Column(
        "refs", "what it cites: the number, or the words where none was read", lambda e: BETWEEN.join(e.refs)
    ),
    Column("words", "how many words its text has", lambda e: e.words),
    Column("source", "the file it was read from", lambda e: e.source),
    *(Column(name, _ABOUT[name], _said(name)) for name in Provenance.__struct_fields__),
    Column("key", "the SHA-256 of its text, by which 'reftel show' opens it", lambda e: e.key),
)


def written(found: ResultSet) -> Iterator[bytes]:
    """Yield the table, a line at a time."""
    yield from table(COLUMNS, found.entries())


def table(columns: Sequence[Column], rows: Iterable[object]) -> Iterator[bytes]:
    """Yield a table of these columns, a line at a time, the headings first."""
    yield (_MARK + _line([column.name for column in columns])).encode()
    for row in rows:
        yield _line([safe(column.value(row)) for column in columns]).encode("utf-8", "replace")


def _line(values: list[str | int | None]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue()


def safe(value: str | int | None) -> str | int | None:
    """Return a value that no spreadsheet calculates with.

    >>> safe("=1+1"), safe("'OSPREY' SAILS"), safe("PLAIN"), safe(-1)
    ("'=1+1", "''OSPREY' SAILS", 'PLAIN', -1)
    """
    if not isinstance(value, str):
        return value
    calculates = value.lstrip().startswith(_CALCULATES)
    return f"'{value}" if calculates or value.startswith(("'", *_CONTROLS)) else value


FORMAT = Format("csv", "a table, one line per telegram", "text/csv; charset=utf-8", written)
