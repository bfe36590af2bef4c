"""A small database beside that of the collection, for what is one's own: saved queries, a ledger of letters.

A build never waits for it nor it for a build, and it is left out when a collection is handed on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from reftel.collection.database import statements, transaction, version
from reftel.errors import ReftelError

_PATIENCE = 30.0  # seconds to wait for another process


class OwnFile(NamedTuple):
    """What a file of one's own holds, and how trouble with it is told."""

    tables: str
    version: int
    error: type[ReftelError]
    told: Callable[[Path], AbstractContextManager[None]]  # turns what the disk refuses into words

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
