"""A whole collection as a value, to compare two: what the tables and the index hold and answer."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import msgspec

from reftel.collection import Collection

# Bookkeeping of how the work was cut up: builds, batches and times differ, what is held must not.
LEFT_OUT = {"builds", "indexes", "sqlite_sequence"}
COLUMNS_LEFT_OUT = {"batch", "added", "build_id"}

QUERIES = (
    "",
    "harbour",
    "vessel",
    "survey OR harbour",
    "post:TUNIS",
    "date:2008-12",
    "vess*",
    '"survey vessel"',
)


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table, in order."""
    with sqlite3.connect(folder / "telegrams.sqlite") as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: rows(db, name) for name in names if name not in LEFT_OUT}
    db.close()
    return found


def rows(db: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})") if c[1] not in COLUMNS_LEFT_OUT]
    return sorted(db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall(), key=repr)


def answers(folder: Path) -> bytes:
    """Return what the collection answers, byte for byte."""
    with Collection.open(folder) as held:
        found = [held.search(q, order=o) for q in QUERIES for o in ("relevance", "date", "number")]
        return msgspec.json.encode([*found, held.overview(), held.missing(), held.cards(), held.rejects()])


def originals(folder: Path) -> dict[str, bytes]:
    """Return the originals by their path."""
    at = folder / "originals"
    return {str(p.relative_to(at)): p.read_bytes() for p in sorted(at.rglob("*")) if p.is_file()}


def contents(folder: Path) -> tuple[Any, ...]:
    """Return all of a collection that must not depend on how it was built."""
    return answers(folder), tables(folder), originals(folder)
