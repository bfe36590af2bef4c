"""The telegrams that only the database can name: those that cite or are cited, those of a file or licence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from reftel.collection import citations, lookup
from reftel.collection.cards import chunks, marks
from reftel.collection.search.tree import Value

# Where the name of a source may be told: its path as taken in, who released it, where it was fetched.
_NAMES = ("name", "released_by", "retrieved_from")
_LICENCE = ("licence",)


def ids_of(db: sqlite3.Connection, value: Value) -> list[int]:
    """Return the keys of the telegrams that a value of the query stands for."""
    return sorted(_WAYS[value.field](db, value.value))


def _cites(db: sqlite3.Connection, written: str) -> set[int]:
    number = lookup.number_of(db, written)
    return set() if number is None else citations.citing(db, lookup.numbers_cited(db, number))


def _cited_by(db: sqlite3.Connection, written: str) -> set[int]:
    keys = [card.key for card in lookup.find(db, written)]
    return citations.cited_in(db, _ids_of_keys(db, keys))


def _ids_of_keys(db: sqlite3.Connection, keys: list[str]) -> list[int]:
    return [
        number
        for some in chunks(keys)
        for (number,) in db.execute(f"SELECT id FROM telegrams WHERE key IN ({marks(some)})", some)
    ]


def _has(db: sqlite3.Connection, name: str) -> set[int]:
    if name == "missing-refs":
        return citations.citing_missing(db)
    if name == "citations":
        return citations.cited(db)
    return _all(db.execute("SELECT telegram_id FROM copies UNION SELECT telegram_id FROM groups"))


def _source(db: sqlite3.Connection, written: str) -> set[int]:
    return _of_sources(db, _NAMES, written)


def _licence(db: sqlite3.Connection, written: str) -> set[int]:
    return _of_sources(db, _LICENCE, written)


def _of_sources(db: sqlite3.Connection, columns: Iterable[str], written: str) -> set[int]:
    """Return what came, first or as a copy, from sources that have these words in one of their columns."""
    bare = written.strip()
    for sign in "\\%_":
        bare = bare.replace(sign, "\\" + sign)
    pattern = bare.replace("*", "%") if "*" in bare else f"%{bare}%"
    told = " OR ".join(f"{column} LIKE ?1 ESCAPE '\\'" for column in columns)
    return _all(
        db.execute(
            f"""WITH meant AS MATERIALIZED (SELECT id FROM sources WHERE {told})
                SELECT id FROM telegrams WHERE source_id IN meant
                UNION SELECT telegram_id FROM copies WHERE source_id IN meant""",
            (pattern,),
        )
    )


def _all(rows: Iterable[tuple[int]]) -> set[int]:
    return {number for (number,) in rows}


_WAYS: dict[str, Callable[[sqlite3.Connection, str], set[int]]] = {
    "cites": _cites,
    "citedby": _cited_by,
    "has": _has,
    "source": _source,
    "licence": _licence,
}
