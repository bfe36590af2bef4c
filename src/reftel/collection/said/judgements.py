"""What a curator said of names: the same, or different. Kept in a file of its own that no build touches.

Names are kept by what their spellings have in common, so a judgement holds for telegrams read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from reftel.collection.own_file import OwnFile
from reftel.collection.said.answers import Judgement, Known, Verdict
from reftel.errors import CollectionError

VERSION = 1

_TABLES = """
CREATE TABLE judgements (
    type TEXT NOT NULL,
    a_key TEXT NOT NULL,
    b_key TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    verdict TEXT NOT NULL,
    decided TEXT NOT NULL,
    PRIMARY KEY (type, a_key, b_key)
) WITHOUT ROWID;
"""
_COLUMNS = "a, b, type, a_key, b_key, verdict, decided"


_FILE = OwnFile(_TABLES, VERSION, CollectionError, "The judgements", "is noting one", "judge anew")


class Judgements:
    """The judgements of a collection; nothing is written before the first."""

    def __init__(self, path: Path | None) -> None:
        """Take the file; null in an edition, which has none: a judgement may rest on what is hidden."""
        self._path = path

    def all(self) -> tuple[Judgement, ...]:
        """Return the judgements by name."""
        if self._path is None:
            return ()
        with _FILE.reading(self._path) as db:
            if db is None:
                return ()
            rows = db.execute(f"SELECT {_COLUMNS} FROM judgements ORDER BY type, a, b").fetchall()
        return tuple(Judgement(*row) for row in rows)

    def judge(self, a: Known, b: Known, verdict: Verdict, *, on: str) -> Judgement:
        """Keep that two names are of the same one or of different ones; the last word holds."""
        if self._path is None:
            raise CollectionError(
                "An edition keeps no judgements: they are made in the whole collection. Leave out --reader."
            )
        if a.type != b.type:
            raise CollectionError(
                f"{a.name} is a {a.type} and {b.name} a {b.type}: only alike ones are judged."
            )
        if a.key == b.key:
            raise CollectionError(f"{a.name} and {b.name} are one name in two spellings already.")
        first, second = sorted((a, b), key=lambda known: known.key)
        row = (first.name, second.name, a.type, first.key, second.key, verdict, on)
        with _FILE.writing(self._path) as db:
            db.execute(f"INSERT OR REPLACE INTO judgements ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return Judgement(*row)


def joined(judgements: Sequence[Judgement], type_: str, key: str) -> frozenset[str]:
    """Return the keys that are the same as this one, itself included, over any number of steps."""
    same = [{j.a_key, j.b_key} for j in judgements if j.verdict == "same" and j.type == type_]
    found = {key}
    while more := _touching(same, found) - found:
        found |= more
    return frozenset(found)


def _touching(pairs: Iterable[set[str]], found: set[str]) -> set[str]:
    return {key for pair in pairs if pair & found for key in pair}


def verdict_on(judgements: Sequence[Judgement], type_: str, a: str, b: str) -> Verdict | None:
    """Return what was said of two names themselves."""
    pair = sorted((a, b))
    found = (j.verdict for j in judgements if j.type == type_ and [j.a_key, j.b_key] == pair)
    return next(found, None)
