"""The measure that reftel is held against: the same texts in SQLite's FTS5, loaded and asked.

    python -m bench.collection.fts DATABASE SOURCE FIRST COUNT

loads files into a table and an index over it; the process ends when it has done so.  What a facet needs
is put beside them from the corpus's own truth afterwards, and is not timed.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from bench.collection.work import ROOT
from bench.corpus.made import Truth

AT_ONCE = 5000  # rows of a transaction
TOP = 20
FACET_VALUES = 100

TABLES = """
CREATE TABLE IF NOT EXISTS telegrams (id INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    text, content='telegrams', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
"""
FACET_TABLES = """
CREATE TABLE facts (id INTEGER PRIMARY KEY, post TEXT, year INTEGER, day TEXT, classification TEXT);
CREATE TABLE tags (telegram_id INTEGER NOT NULL, code TEXT NOT NULL);
"""
FACET_INDEXES = """
CREATE INDEX facts_post ON facts (post, day);
CREATE INDEX facts_day ON facts (day);
CREATE INDEX tags_telegram ON tags (telegram_id, code);
ANALYZE;
"""


def open_database(path: Path) -> sqlite3.Connection:
    """Open it as reftel opens its own."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA cache_size = -65536")
    return db


def load(path: Path, source: Path, first: int, count: int, *, last: bool) -> dict[str, Any]:
    """Load a part of the files in another process; the last part puts the index in its best order too."""
    words = [str(path), str(source), str(first), str(count), *(["optimize"] if last else [])]
    done = subprocess.run(
        [sys.executable, "-m", "bench.collection.fts", *words], stdout=subprocess.PIPE, text=True, check=True,
        cwd=ROOT,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _load(path: Path, source: Path, first: int, count: int, *, optimize: bool) -> dict[str, Any]:
    begun = time.perf_counter()
    files = sorted(source.rglob("*.txt"))[first : first + count]
    with closing(open_database(path)) as db:
        db.executescript(TABLES)
        for at in range(0, len(files), AT_ONCE):
            db.execute("BEGIN")
            for number, file in enumerate(files[at : at + AT_ONCE], start=first + at + 1):
                text = file.read_bytes().decode("utf-8", "replace")
                db.execute("INSERT INTO telegrams VALUES (?, ?, ?)", (number, file.name, text))
                db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text))
            db.execute("COMMIT")
        if optimize:
            db.execute("INSERT INTO words (words) VALUES ('optimize')")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return {"seconds": time.perf_counter() - begun, "telegrams": len(files)}


def add_facts(path: Path, truths: Iterable[Truth]) -> None:
    """Put beside the texts what the facets count: post, year, classification, TAGS."""
    with closing(open_database(path)) as db:
        ids = dict(db.execute("SELECT name, id FROM telegrams"))
        db.executescript(FACET_TABLES)
        db.execute("BEGIN")
        for t in truths:
            number = ids[Path(t["name"]).name]
            year, _, rest = t["mrn"].partition(" ")
            post = rest.rpartition(" ")[0]
            db.execute(
                "INSERT INTO facts VALUES (?, ?, ?, ?, ?)",
                (number, post, int(year), t["date"], t["classification"]),
            )
            db.executemany("INSERT INTO tags VALUES (?, ?)", [(number, code) for code in t["tags"]])
        db.execute("COMMIT")
        db.executescript(FACET_INDEXES)


class Asked(NamedTuple):
    """A query as FTS5 takes it: what to match, and the conditions on the facts."""

    match: str
    where: str = ""
    values: tuple[str, ...] = ()


class Answer(NamedTuple):
    """How many in all, the best of them with a highlighted passage, and the counts of each facet."""

    total: int
    top: list[tuple[int, str]]
    facets: dict[str, list[tuple[Any, int]]]


_FACETS = {
    "posts": "SELECT post, count(*) FROM hits JOIN facts USING (id) GROUP BY post",
    "years": "SELECT year, count(*) FROM hits JOIN facts USING (id) GROUP BY year",
    "classification": "SELECT classification, count(*) FROM hits JOIN facts USING (id) GROUP BY 1",
    "tags": "SELECT code, count(*) FROM hits JOIN tags ON telegram_id = hits.id GROUP BY code",
}


def answer(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Answer a query: the matches are found once and kept, then counted and grouped."""
    from_ = "FROM words" if not asked.where else "FROM words JOIN facts ON facts.id = words.rowid"
    where = f"WHERE words MATCH ? {asked.where}"
    given = (asked.match, *asked.values)
    db.execute("CREATE TEMP TABLE hits AS " + f"SELECT words.rowid AS id {from_} {where}", given)
    try:
        (total,) = db.execute("SELECT count(*) FROM hits").fetchone()
        counts = {
            name: db.execute(f"{select} ORDER BY 2 DESC LIMIT {FACET_VALUES}").fetchall()
            for name, select in _FACETS.items()
        }
    finally:
        db.execute("DROP TABLE hits")
    top = db.execute(
        f"SELECT words.rowid, snippet(words, 0, '[', ']', ' … ', 40) {from_} {where}"
        f" ORDER BY rank LIMIT {TOP}",
        given,
    ).fetchall()
    return Answer(int(total), top, counts)


if __name__ == "__main__":
    database, source, first, count, *more = sys.argv[1:]
    made = _load(Path(database), Path(source), int(first), int(count), optimize=bool(more))
    sys.stdout.write(json.dumps(made) + "\n")
