"""The killing of builds finds what is wrong, and finds nothing where nothing is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bench.collection.work import run
from bench.corpus.files import write
from bench.disk import Case, report
from bench.kill.__main__ import main
from bench.kill.answers import digest, disagreements


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    write(tmp_path / "corpus", 12)
    run("build", tmp_path / "one" / "mine", tmp_path / "corpus", batch=3)
    return tmp_path / "one" / "mine"


def test_the_digest_is_that_of_the_answers_and_not_of_how_they_were_come_by(
    collection: Path, tmp_path: Path
) -> None:
    run("build", tmp_path / "two" / "mine", tmp_path / "corpus", batch=5)
    assert digest(tmp_path / "two" / "mine") == digest(collection)
    write(tmp_path / "more", 13)
    run("build", collection, tmp_path / "more")
    assert digest(tmp_path / "two" / "mine") != digest(collection)


def test_a_database_that_lost_a_text_is_noticed(collection: Path) -> None:
    assert disagreements(collection) == []
    with sqlite3.connect(collection / "telegrams.sqlite") as db:
        db.execute("DELETE FROM texts WHERE telegram_id = 5")
    db.close()
    assert disagreements(collection) == ["12 telegrams and 11 texts"]


def test_killed_builds_come_to_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "2", "--files", "30"]) == 0
    assert "nothing was lost, and nothing differed" in capsys.readouterr().out


def test_the_page_says_what_was_left_out_and_what_was_wrong() -> None:
    text = report([Case("a full disk", skipped="not root"), Case("a limit", "error: | no", ("exit code 1",))])
    assert "| a full disk |  | left out: not root |" in text
    assert "| a limit | error: \\| no | exit code 1 |" in text
