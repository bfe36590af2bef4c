"""The file that the ledger is kept in: beside the collection's database, not handed on with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from reftel.collection.database import statements, transaction
from reftel.collection.requests.answers import Entry, EntryState, RequestError

VERSION = 1

_PATIENCE = 30.0  # seconds to wait for another process

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


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file to write; all that is written in the block lasts, or nothing of it."""
    with _told(path), closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        _check_version(db, path)
        with transaction(db):
            if not _version(db):
                for statement in statements(_TABLES):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")
            yield db


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Open the file to read; null where nothing was asked yet."""
    if not path.exists():
        yield None
        return
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    with _told(path), closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as db:
        _check_version(db, path)
        yield db if _version(db) else None


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


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _check_version(db: sqlite3.Connection, path: Path) -> None:
    if _version(db) > VERSION:
        raise RequestError(f"{path} was made by a newer reftel than this one. Upgrade reftel.")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk and the database refuse into words about the ledger."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise RequestError(
            f"The ledger {path} cannot be read or written ({error}). Check the rights to the folder and the "
            "space on the disk, then give the same command again."
        ) from error
    except sqlite3.DatabaseError as error:
        raise RequestError(
            f"The ledger {path} cannot be opened ({error}). Put back a copy of it, or move it away and note "
            "anew what was asked; the telegrams are not in it."
        ) from error
