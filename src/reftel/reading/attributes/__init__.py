"""Attribute tables: the 1973-79 archive's records in a structured file, many in one file.

The forms are CSV, JSON, XML and tables of two columns; each is a reader of records by its own file here.
"""

from __future__ import annotations

from typing import NamedTuple

from reftel.model import Source, Span, Telegram
from reftel.reading.attributes import delimited, json_text, rows, xml_text
from reftel.reading.attributes.record import read_record
from reftel.terms.attributes import is_archive_record

FORMS = (
    (json_text.read, "application/json"),
    (xml_text.read, "application/xml"),
    (delimited.read, "text/csv"),
    (rows.read, "text/plain"),
)


class File(NamedTuple):
    """A file as decoded: its text, the same with plain line ends, its hash, its encoding."""

    text: str
    plain: str
    sha256: str
    encoding: str


def read_table(file: File, *, year: int | None = None) -> list[Telegram] | None:
    """Return a telegram for each record of a file, None where it holds no records of the archive."""
    for read, media_type in FORMS:
        if sheets := read(file.plain, is_archive_record):
            return [
                read_record(
                    file.text,
                    sheet,
                    Source(file.sha256, file.encoding, media_type, Span(sheet.start, sheet.stop)),
                    year=year,
                )
                for sheet in sheets
            ]
    return None
