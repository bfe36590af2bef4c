"""The file that profiles are kept in: one beside the collection's database, so that telling what is new
never waits for a build nor a build for it, and that can be left out when a collection is handed on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reftel.collection.cards import chunks, marks
from reftel.collection.own_file import OwnFile
from reftel.collection.profiles.answers import Profile, ProfileError

VERSION = 1

_COLUMNS = "id, name, query, added, issue, told, mark, witness, origin"

_TABLES = """
CREATE TABLE profiles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    query TEXT NOT NULL,
    added TEXT NOT NULL,
    issue INTEGER NOT NULL DEFAULT 0,
    told TEXT,
    mark INTEGER NOT NULL DEFAULT 0,
    witness TEXT,
    origin TEXT
);
CREATE TABLE told (
    profile_id INTEGER NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
    key BLOB NOT NULL,
    issue INTEGER NOT NULL,
    arrived TEXT NOT NULL,
    PRIMARY KEY (profile_id, key)
) WITHOUT ROWID;
CREATE INDEX told_arrived ON told (profile_id, arrived) WHERE issue > 0;
"""


class Mark(NamedTuple):
    """Up to which telegram was looked, and how to tell whether it still is the same database."""

    id: int
    witness: str | None  # the key of the telegram with that id
    origin: str | None  # when the collection was first built


class Saved(NamedTuple):
    """A profile with its bookkeeping."""

    id: int
    profile: Profile
    mark: Mark


def known(db: sqlite3.Connection, profile: int, keys: Iterable[str]) -> set[str]:
    """Return those of these keys that the profile has told, or knew from the beginning."""
    found: set[str] = set()
    for some in chunks([bytes.fromhex(key) for key in keys]):
        rows = db.execute(
            f"SELECT key FROM told WHERE profile_id = ? AND key IN ({marks(some)})", (profile, *some)
        )
        found.update(bytes(key).hex() for (key,) in rows)
    return found


def note(db: sqlite3.Connection, profile: int, issue: int, keys: Iterable[tuple[str, str]]) -> None:
    """Note (key, when it came) as told in this issue; in issue 0 what is never to be told."""
    db.executemany(
        "INSERT OR IGNORE INTO told (profile_id, key, issue, arrived) VALUES (?, ?, ?, ?)",
        ((profile, bytes.fromhex(key), issue, arrived) for key, arrived in keys),
    )


def count_issue(db: sqlite3.Connection, profile: int, issue: int, when: str) -> None:
    """Say that the profile told something, for the so-manieth time."""
    db.execute("UPDATE profiles SET issue = ?, told = ? WHERE id = ?", (issue, when, profile))


def move_mark(db: sqlite3.Connection, profile: int, mark: Mark) -> None:
    """Say how far was looked."""
    db.execute("UPDATE profiles SET mark = ?, witness = ?, origin = ? WHERE id = ?", (*mark, profile))


def saved(db: sqlite3.Connection | None) -> list[Saved]:
    """Return all profiles, by name."""
    if db is None:
        return []
    rows = db.execute(f"SELECT {_COLUMNS} FROM profiles ORDER BY name").fetchall()
    return [Saved(row[0], Profile(*row[1:6]), Mark(*row[6:])) for row in rows]


def named(db: sqlite3.Connection | None, names: Sequence[str]) -> list[Saved]:
    """Return the profiles of these names, all where none is given; raises `ProfileError`."""
    held = saved(db)
    by_name = {each.profile.name.lower(): each for each in held}
    for name in names:
        if name.lower() not in by_name:
            known = ", ".join(each.profile.name for each in held) or "none"
            raise ProfileError(f"There is no profile {name}. There are: {known}.")
    wanted = {name.lower() for name in names}
    return [each for name, each in by_name.items() if not wanted or name in wanted]


def last_told(db: sqlite3.Connection, profiles: Sequence[Saved], limit: int) -> list[tuple[str, str, str]]:
    """Return (when it came, key, profile) of what was told last."""
    found: list[tuple[str, str, str]] = []
    for each in profiles:
        rows = db.execute(
            """SELECT arrived, key FROM told WHERE profile_id = ? AND issue > 0
               ORDER BY arrived DESC, key LIMIT ?""",
            (each.id, limit),
        )
        found += [(arrived, bytes(key).hex(), each.profile.name) for arrived, key in rows]
    return found


_FILE = OwnFile(
    _TABLES, VERSION, ProfileError, "The profiles", "is telling what is new", "save the profiles anew"
)
writing, reading = _FILE.writing, _FILE.reading
