"""The database of a collection: opening it, and bringing an older one up to date."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

from reftel.collection.layout import Layout, lies_read_only, read_only
from reftel.errors import CollectionError

MIGRATIONS = Path(__file__).parent / "migrations"

_PATIENCE = 30.0  # seconds to wait for another process's short transaction
_CACHE_KIB = 128 * 1024


@cache
def migrations() -> tuple[Path, ...]:
    """Return the steps that make the tables, in order; the number of each is the version it leads to."""
    steps = tuple(sorted(MIGRATIONS.glob("[0-9]*.sql")))
    assert [int(s.name[:4]) for s in steps] == list(range(1, len(steps) + 1))
    return steps


def open_to_write(layout: Layout) -> sqlite3.Connection:
    """Open the database for the one writer; transactions are begun and ended by hand."""
    db = sqlite3.connect(layout.database, timeout=_PATIENCE, isolation_level=None)
    with told(layout):
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return db


class Reading(sqlite3.Connection):
    """A connection that one can refer to weakly, to keep beside it what was read by it."""


def open_to_read(layout: Layout) -> sqlite3.Connection:
    """Open the database for reading only; also on a medium that cannot be written.

    There, what a writer left unfinished beside the database could not be seen: that is refused.
    """
    address = f"file:{quote(str(layout.database.absolute()))}"
    for mode in ("?mode=ro", "?mode=ro&immutable=1"):
        db = sqlite3.connect(
            address + mode, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False,
            factory=Reading,
        )  # fmt: skip
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            db.close()
            trouble = error
            if (error.sqlite_errorcode & 0xFF) not in _CANNOT_WRITE or _is_unfinished(layout):
                break
        except sqlite3.DatabaseError as error:
            db.close()
            raise damaged(layout, error) from error
        else:
            return db
    raise damaged(layout, trouble)


# The kinds of trouble where SQLite would have to write to read; others have another cause.
_CANNOT_WRITE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR)


def _is_unfinished(layout: Layout) -> bool:
    """Tell whether changes wait in the journal beside the database."""
    journal = layout.database.with_name(f"{layout.database.name}-wal")
    return journal.is_file() and journal.stat().st_size > 0


def version(db: sqlite3.Connection) -> int:
    """Return the version of the tables in the database."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check_version(db: sqlite3.Connection, layout: Layout) -> bool:
    """Tell whether the tables are up to date; raises `CollectionError` where they are newer than we are."""
    found = version(db)
    if found > len(migrations()):
        raise CollectionError(
            f"{layout.folder} has tables of version {found}; this reftel knows up to {len(migrations())}. "
            "Upgrade reftel, or build the collection anew."
        )
    return found == len(migrations())


def migrate(db: sqlite3.Connection, layout: Layout) -> None:
    """Bring the tables up to date, each step whole or not at all."""
    check_version(db, layout)
    for number, step in enumerate(migrations(), start=1):
        if number > version(db):
            with transaction(db):
                for statement in statements(step.read_text(encoding="utf-8")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number}")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: `executescript` would end the transaction."""
    held = ""
    for line in re.sub(r"^\s*--.*$", "", script, flags=re.MULTILINE).splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held.strip()
            held = ""


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or none."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@contextmanager
def told(layout: Layout) -> Iterator[None]:
    """Turn what the database refuses into words about the collection."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if lies_read_only(layout.folder):
            raise read_only(layout) from error
        raise CollectionError(
            f"{layout.database} cannot be written ({error}). Check the rights to the folder and the space "
            "on the disk, then give the same command again: what was finished is kept."
        ) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)):
            raise
        raise damaged(layout, error) from error


def damaged(layout: Layout, error: Exception) -> CollectionError:
    """Return what to say of a database that cannot be opened."""
    return CollectionError(
        f"{layout.database} cannot be opened ({error}). If there is a copy of it, use that; the texts "
        f"in {layout.originals} are whole and can be built from."
    )
