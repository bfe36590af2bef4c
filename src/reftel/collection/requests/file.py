"""The file that the ledger is kept in: beside the collection's database, not handed on with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reftel.collection.own_file import OwnFile
from reftel.collection.requests.answers import Entry, EntryState, RequestError

VERSION = 1

_TABLES = """
CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    mrn TEXT NOT NULL,
    kind TEXT NOT NULL,
    agency TEXT NOT NULL,
    drafted TEXT,
    asked TEXT,
    case_number TEXT,
    note TEXT,
    answered TEXT,
    answer TEXT,
    closed TEXT,
    closed_by TEXT
);
CREATE TABLE known (
    request_id INTEGER NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    PRIMARY KEY (request_id, key)
) WITHOUT ROWID;
"""

_COLUMNS = "id, mrn, kind, agency, drafted, asked, case_number, note, answered, answer, closed, closed_by"


def entries(db: sqlite3.Connection | None, where: str = "TRUE", values: Iterable[object] = ()) -> list[Entry]:
    """Return the entries that fit, in the order they were made."""
    if db is None:
        return []
    rows = db.execute(f"SELECT {_COLUMNS} FROM requests WHERE {where} ORDER BY id", tuple(values))
    return [_entry(*row) for row in rows]


def _entry(
    number: int,
    mrn: str,
    kind: str,
    agency: str,
    drafted: str | None,
    asked: str | None,
    case: str | None,
    note: str | None,
    answered: str | None,
    answer: str | None,
    closed: str | None,
    closed_by: str | None,
) -> Entry:
    state: EntryState = "closed" if closed else "answered" if answered else "asked" if asked else "drafted"
    return Entry(
        number, mrn, kind, agency, state, drafted, asked, case, note, answered, answer, closed, closed_by
    )


_FILE = OwnFile(
    _TABLES, VERSION, RequestError, "The ledger", "is noting a letter", "note anew what was asked"
)
writing, reading = _FILE.writing, _FILE.reading
