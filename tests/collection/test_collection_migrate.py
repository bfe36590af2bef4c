"""Tables of an older version are brought up to date, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reftel.collection import Collection, build, database
from reftel.collection.layout import Layout
from reftel.errors import CollectionError
from tests.collection.exercise import parse, telegram, write


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    build(tmp_path / "mine", [write(tmp_path / "in", a=telegram())], parse=parse)
    return tmp_path / "mine"


def with_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    step = tmp_path / f"{len(database.migrations()) + 1:04d}_next.sql"
    step.write_text(script)
    steps = (*database.migrations(), step)
    monkeypatch.setattr(database, "migrations", lambda: steps)


def test_sources_of_the_first_version_know_what_read_them(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "old.sqlite", isolation_level=None)
    db.executescript(database.migrations()[0].read_text())
    db.execute("PRAGMA user_version = 1")
    db.execute("INSERT INTO builds (id, started, version) VALUES (1, 'then', '0.0.7')")
    db.execute(
        """INSERT INTO sources (name, place, sha256, size, encoding, media_type, added, build_id)
           VALUES ('in/a.txt', 'p', 's', 1, 'utf-8', 'text/plain', 'then', 1)"""
    )
    database.migrate(db, Layout(tmp_path))
    assert db.execute("SELECT read_by, licence, retrieved_on FROM sources").fetchall() == [
        ("0.0.7", None, None)
    ]
    assert db.execute("SELECT kind FROM builds").fetchall() == [("build",)]
    db.close()


def test_opening_takes_the_steps_that_are_new(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_step(
        monkeypatch,
        tmp_path,
        "-- one more\nCREATE TABLE extra (id INTEGER);\nINSERT INTO extra VALUES (1);\n",
    )
    with Collection.open(mine) as held:
        assert held.search("harbour").total == 1
    db = sqlite3.connect(mine / "telegrams.sqlite")
    assert db.execute("SELECT id FROM extra").fetchall() == [(1,)]
    assert database.version(db) == len(database.migrations())
    db.close()


def test_a_step_that_fails_leaves_the_tables_as_they_were(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(database.migrations())
    with_step(monkeypatch, tmp_path, "CREATE TABLE extra (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(CollectionError):
        Collection.open(mine)
    db = sqlite3.connect(mine / "telegrams.sqlite")
    assert database.version(db) == before
    assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
    db.close()
