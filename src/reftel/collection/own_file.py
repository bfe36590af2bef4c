"""A small database beside that of the collection, for what is one's own: saved queries, a ledger of letters.

A build never waits for it nor it for a build, and it is left out when a collection is handed on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from reftel.collection.database import statements, transaction, version
from reftel.collection.layout import lies_read_only
from reftel.errors import ReftelError

_PATIENCE = 30.0  # seconds to wait for another process


class OwnFile(NamedTuple):
    """What a file of one's own holds, and how trouble with it is told."""

    tables: str
    version: int
    error: type[ReftelError]
    name: str  # what it is: "The ledger"
    busy: str  # what another process does that holds it: "is writing down a letter"
    anew: str  # what to do where it is lost: "note anew what was asked"

    @contextmanager
    def writing(self, path: Path) -> Iterator[sqlite3.Connection]:
        """Give the file to one process alone: all that is written in the block lasts, or nothing of it."""
        with self.told(path), closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            self._check_version(db, path)
            with transaction(db):
                if not version(db):
                    for statement in statements(self.tables):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {self.version}")
                yield db

    @contextmanager
    def reading(self, path: Path) -> Iterator[sqlite3.Connection | None]:
        """Open the file for reading; null where nothing was kept in it yet."""
        if not path.exists():
            yield None
            return
        with self.told(path), closing(_opened(path)) as db:
            self._check_version(db, path)
            yield db if version(db) else None

    @contextmanager
    def told(self, path: Path) -> Iterator[None]:
        """Turn what the disk and the database refuse into words about the file."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self.error(self._refused(path, error)) from error
        except sqlite3.DatabaseError as error:
            raise self.error(
                f"{self.name} {path} cannot be opened ({error}). Put back a copy of it, or move it away and "
                f"{self.anew}; the telegrams are not in it."
            ) from error

    def _refused(self, path: Path, error: sqlite3.OperationalError) -> str:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return f"Another process {self.busy} (it holds {path}). Wait until it has ended."
        if lies_read_only(path):
            return f"{path} is read-only: copy the collection to a disk that can be written."
        return (
            f"{self.name} {path} cannot be read or written ({error}). Check the rights to the folder and the "
            "space on the disk, then give the same command again."
        )

    def _check_version(self, db: sqlite3.Connection, path: Path) -> None:
        if version(db) > self.version:
            raise self.error(f"{path} was made by a newer reftel than this one. Upgrade reftel.")


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file; a process that was killed is cleared up after, which takes the right to write."""
    address = f"file:{quote(str(path.absolute()))}"
    for mode in ("?mode=rw", "?mode=ro", "?mode=ro&immutable=1"):
        db = sqlite3.connect(address + mode, uri=True, timeout=_PATIENCE, isolation_level=None)
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            db.close()
            trouble = error
        except BaseException:
            db.close()
            raise
        else:
            db.execute("PRAGMA query_only = ON")
            return db
    raise trouble
