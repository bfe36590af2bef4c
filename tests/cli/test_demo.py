"""`reftel demo`: built, toured, and over by itself where nobody sits at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

import reftel
from reftel.cli.progress import progress_bar
from reftel.collection.answers import Progress
from tests.cli.conftest import Run


def test_the_tour_shows_four_things_and_ends(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--folder", tmp_path / "demo")
    assert done.exit_code == 0
    output = " ".join(done.output.split())
    for part in (
        "1. What was read",
        "files seen =",
        "2. A search",
        "2008 VALLETTA 483",
        "3. One telegram explained",
        "From AMEMBASSY VALLETTA: the embassy in Valletta, Malta.",
        "4. Cited, and not held",
        "times and not held",
    ):
        assert part in output
    assert f" serve {tmp_path / 'demo'}" in output


def test_a_second_tour_adds_nothing_twice(run: Run, tmp_path: Path) -> None:
    run("demo", "--folder", tmp_path / "demo", "--no-serve")
    again = run("demo", "--folder", tmp_path / "demo", "--no-serve")
    assert again.exit_code == 0
    assert "= 0 added" in " ".join(again.output.split())


def test_without_a_folder_it_is_built_in_the_cache(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert run("demo").exit_code == 0
    assert (tmp_path / "reftel" / f"demo-{reftel.__version__}" / "reftel.toml").is_file()


def test_the_reading_room_is_opened_when_asked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr("reftel.web.serve.serve", lambda path, **how: opened.append((path, how["host"])))
    assert run("demo", "--folder", tmp_path / "demo", "--serve").exit_code == 0
    assert opened == [(str(tmp_path / "demo"), "127.0.0.1")]


def test_closing_the_reading_room_with_ctrl_c_is_fine(
    run: Run, sample_collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def served(path: str, **how: object) -> None:
        how["ready"]("http://127.0.0.1:8475/", True)  # type: ignore[operator]
        raise KeyboardInterrupt

    monkeypatch.setattr("reftel.web.serve.serve", served)
    done = run("serve", sample_collection)
    assert done.exit_code == 0
    assert "http://127.0.0.1:8475/ (the port asked for is taken)" in done.output


def test_no_bar_is_drawn_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as tell:
        tell(Progress("reading", 1, 2, "a.txt"))
    assert capsys.readouterr().err == ""


def test_the_bar_shows_stage_and_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as tell:
        for done in (1, 2):
            tell(Progress("reading", done, 2, "a.txt"))
    assert "2/2" in capsys.readouterr().err
