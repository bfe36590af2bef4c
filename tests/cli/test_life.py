"""The life of a collection from the command line: provenance, retry, rebuild, remove, status."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def sources(tmp_path: Path, telegram: Path) -> Path:
    """Three telegrams, and an empty file."""
    folder = tmp_path / "telegrams"
    folder.mkdir()
    for name in ("08VALLETTA483.txt", "08VALLETTA486.txt", "08VALLETTA488.txt"):
        shutil.copy(telegram.with_name(name), folder / name)
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture
def mine(run: Run, tmp_path: Path, sources: Path) -> Path:
    run("build", tmp_path / "mine", sources, "--released-by", "The Exercise Archive", "--licence", "CC0")
    return tmp_path / "mine"


def test_a_mended_reject_is_retried(run: Run, mine: Path, sources: Path, telegram: Path) -> None:
    assert "reftel retry" in run("status", mine).output
    still = run("retry", mine)
    assert still.exit_code == 1
    assert "1 file seen = 0 added + 0 unchanged + 0 duplicates + 1 rejected" in flat(still.output)
    shutil.copy(telegram.with_name("08VALLETTA489.txt"), sources / "empty.txt")
    done = run("retry", mine, "telegrams/e*", "--code", "empty", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["added"] == 1
    status = run("status", mine)
    assert "Not taken in" not in status.output
    assert "retry: 1 file seen = 1 added" in flat(status.output)


def test_where_the_sources_lie_is_not_known_elsewhere(
    run: Run, mine: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another user"))
    done = run("retry", mine)
    assert done.exit_code == 3
    assert "--from SOURCE" in done.stderr
    assert json.loads(run("retry", mine, "--from", sources, "--json").stdout)["seen"] == 1
    assert json.loads(run("retry", mine, "--json").stdout)["seen"] == 1


def test_a_build_goes_on_where_nothing_can_be_remembered(
    run: Run, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert run("build", tmp_path / "mine", sources).exit_code == 1
    assert "--from SOURCE" in run("retry", tmp_path / "mine").stderr


def test_a_rebuild_reads_what_another_version_read(run: Run, mine: Path) -> None:
    assert "0 files read again" in run("rebuild", mine).output
    db = sqlite3.connect(mine / "telegrams.sqlite")
    db.execute("UPDATE sources SET read_by = '0.0.1' WHERE name LIKE '%486.txt'")
    db.commit()
    db.close()
    done = run("rebuild", mine)
    assert done.exit_code == 0
    assert "1 file read again = 0 changed + 1 unchanged + 0 rejected; 2 were up to date" in flat(done.output)
    everything = json.loads(run("rebuild", mine, "--all", "--json").stdout)
    assert (everything["seen"], everything["telegrams_unchanged"]) == (3, everything["telegrams"])


def test_a_lost_original_is_told(run: Run, mine: Path) -> None:
    shutil.rmtree(mine / "originals")
    done = run("rebuild", mine, "--all")
    assert done.exit_code == 1
    assert "Its original is missing. The telegrams read from it before stay." in flat(done.output)
    assert run("show", mine, "08VALLETTA483").exit_code == 0


def test_removing_tells_first_and_asks(run: Run, mine: Path, sources: Path) -> None:
    asked = run("remove", mine, "telegrams/08VALLETTA486.txt")
    assert asked.exit_code == 2
    assert "1 file with 1 telegram that no other file holds" in flat(asked.output)
    assert "--yes" in asked.output
    assert run("show", mine, "08VALLETTA486").exit_code == 0
    done = run("remove", mine, "telegrams/08VALLETTA486.txt", "--yes")
    assert done.exit_code == 0
    assert "Removed 1 file, 1 telegram, 0 rejects, 1 original; 2 telegrams held" in flat(done.output)
    assert run("show", mine, "08VALLETTA486").exit_code == 1
    report = json.loads(run("remove", mine, "telegrams", "--yes", "--json").stdout)
    assert (report["files"], report["rejects"], report["held"]) == (2, 1, 0)
    assert len(list(sources.iterdir())) == 4


def test_removing_what_is_not_there_is_told(run: Run, mine: Path) -> None:
    done = run("remove", mine, "telegrams", "telegrans", "--yes")
    assert done.exit_code == 3
    assert "telegrans" in done.stderr
    assert run("show", mine, "08VALLETTA486").exit_code == 0
    assert run("remove", mine, "telegrams", "--json").exit_code == 2


def test_where_a_file_comes_from_goes_with_every_answer(run: Run, mine: Path, sources: Path) -> None:
    said = {"released_by": "The Exercise Archive", "licence": "CC0"}
    hits = json.loads(run("search", mine, "vessel", "--json").stdout)["hits"]
    assert all(hit["card"]["provenance"] == said for hit in hits)
    assert json.loads(run("show", mine, "08VALLETTA483", "--json").stdout)["provenance"] == said
    line = "released by The Exercise Archive; licence CC0"
    assert flat(run("search", mine, "vessel").output).count(line) == 1
    assert line in flat(run("show", mine, "08VALLETTA483").output)
    assert line in flat(run("status", mine).output)
    again = run("build", mine, sources, "--released-on", "2014-03", "--licence", "")
    assert "3 files held already" in flat(again.output)
    (source,) = json.loads(run("status", mine, "--json").stdout)["sources"]
    assert source["provenance"] == {"released_by": "The Exercise Archive", "released_on": "2014-03"}


def test_a_date_that_is_none_is_wrong_usage(run: Run, mine: Path, sources: Path) -> None:
    done = run("build", mine, sources, "--released-on", "spring")
    assert done.exit_code == 2
    assert "'spring' is not a date" in done.output


def test_a_sidecar_that_cannot_be_understood_is_one_line(run: Run, mine: Path, sources: Path) -> None:
    (sources / "provenance.toml").write_text("licence: CC0\n")
    done = run("build", mine, sources)
    assert done.exit_code == 3
    assert done.stderr.startswith("reftel: ")
    assert "provenance.toml" in done.stderr


@pytest.mark.parametrize("words", [("retry", "--from", "."), ("rebuild",), ("remove", "x", "--yes")])
def test_what_is_no_collection_is_left_alone(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "notes").mkdir()
    done = run(words[0], tmp_path / "notes", *words[1:])
    assert done.exit_code == 3
    assert list((tmp_path / "notes").iterdir()) == []


def flat(output: str) -> str:
    return " ".join(output.split())
