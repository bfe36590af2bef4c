"""The page on the tables and the tables say the same."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from reftel.collection import database
from reftel.collection.layout import Layout
from reftel.collection.rows import LISTS, TELEGRAM_COLUMNS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "tables.md"


def documented() -> dict[str, list[str]]:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {s.split()[0]: re.findall(r"^\| `(\w+)` \| \S", s, re.MULTILINE) for s in sections}


@pytest.fixture
def db(exercise_folder: Path) -> sqlite3.Connection:
    return database.open_to_read(Layout(exercise_folder))


def test_every_table_and_column_is_documented(db: sqlite3.Connection) -> None:
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    tables = {n: [c[1] for c in db.execute(f"PRAGMA table_info({n})")] for (n,) in names.fetchall()}
    db.close()
    assert documented() == tables


def test_the_queries_of_the_page_run(db: sqlite3.Connection) -> None:
    (block,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    queries = list(database.statements(block))
    assert len(queries) == 2
    for query in queries:
        db.execute(query).fetchall()
    db.close()


def test_the_tables_are_sound_and_their_links_hold(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def test_rows_name_the_columns_of_the_tables() -> None:
    tables = documented()
    assert set(TELEGRAM_COLUMNS) <= set(tables["telegrams"])
    for table, columns in LISTS.items():
        assert set(columns) | {"telegram_id", "place"} == set(tables[table])


def test_lookups_use_an_index(db: sqlite3.Connection) -> None:
    """No question that is asked for each file or each page reads a whole table."""
    for query in (
        "SELECT sha256 FROM sources WHERE place = 'x'",
        "SELECT id FROM telegrams WHERE key = 'x'",
        "SELECT id FROM telegrams WHERE key >= 'x' AND key < 'y'",
        "SELECT id FROM telegrams WHERE mrn = 'x'",
        "SELECT id FROM telegrams WHERE mrn_serial = 1 AND mrn_post IN ('x')",
        "SELECT id FROM telegrams WHERE mrn_post = 'x' AND mrn_year = 1 AND mrn_serial < 2",
        "SELECT id FROM telegrams WHERE batch > 7",
        "SELECT telegram_id FROM refs WHERE mrn = 'x'",
        "SELECT telegram_id FROM refs WHERE mrn_serial = 1",
        "SELECT telegram_id FROM tags WHERE code = 'x'",
        "SELECT telegram_id FROM addressees WHERE post = 'x'",
    ):
        (plan,) = {row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}")}
        assert plan.startswith("SEARCH"), f"{query}: {plan}"
    db.close()
