"""Copies of telegrams: a profile that told one does not tell the others."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from reftel.collection.cards import chunks, marks


def kin_of(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return, by id, the keys of the other telegrams of the same group that bear the same number."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'groups'").fetchone() is None:
        return {}  # only files of the same text are known to be copies: they have one key
    found: dict[int, list[str]] = defaultdict(list)
    for some in chunks(ids):
        rows = db.execute(
            f"""SELECT t.id, other.key FROM groups g
                JOIN groups beside ON beside.first_id = g.first_id AND beside.telegram_id <> g.telegram_id
                JOIN telegrams t ON t.id = g.telegram_id
                JOIN telegrams other ON other.id = beside.telegram_id AND other.mrn IS t.mrn
                WHERE g.telegram_id IN ({marks(some)})""",
            some,
        )
        for number, key in rows:
            found[number].append(key)
    return {number: tuple(keys) for number, keys in found.items()}
