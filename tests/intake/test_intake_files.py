"""Finding files: every one once, in order, and nothing skipped in silence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from reftel.intake import find_files


def names(*paths: Path, leave_out: tuple[str, ...] = ()) -> list[str]:
    return [seen.name for seen in find_files(paths, leave_out=leave_out)]


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/e.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    assert names(tmp_path / "in") == ["in/a.txt", "in/b/1.txt", "in/b/2.txt", "in/c/d/e.txt"]


def test_a_file_is_named_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "one.txt").touch()
    assert names(tmp_path / "one.txt") == ["one.txt"]


def test_dots_are_resolved_so_that_the_source_has_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cables").mkdir()
    (tmp_path / "cables" / "one.txt").touch()
    monkeypatch.chdir(tmp_path / "cables")
    assert names(Path()) == ["cables/one.txt"]


def test_a_link_in_a_circle_is_followed_once(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "one.txt").touch()
    (tmp_path / "in" / "deep" / "round").symlink_to(tmp_path / "in")
    assert names(tmp_path / "in") == ["in/deep/one.txt"]


def test_a_broken_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (seen,) = find_files([tmp_path / "gone.txt"])
    assert seen.reject is not None
    assert seen.reject.code == "broken-link"


def test_a_missing_source_is_reported(tmp_path: Path) -> None:
    (seen,) = find_files([tmp_path / "nothing"])
    assert seen.reject is not None
    assert seen.reject.code == "no-such-file"


def test_a_folder_without_rights_is_reported_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "locked").mkdir(parents=True)
    (tmp_path / "in" / "open.txt").touch()
    really = os.listdir

    def listdir(path: Any) -> list[str]:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "listdir", listdir)  # root may read every folder, so the refusal is played
    locked, found = find_files([tmp_path / "in"])
    assert found.name == "in/open.txt"
    assert locked.reject is not None
    assert (locked.reject.path, locked.reject.code) == ("in/locked", "no-rights")
    assert "chmod" in locked.reject.remedy


def test_a_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (seen,) = find_files([tmp_path / "pipe"])
    assert seen.reject is not None
    assert seen.reject.code == "not-a-file"


def test_a_second_reading_comes_after_the_first_and_names_it(tmp_path: Path) -> None:
    for name in ("x.ocr2", "x.txt", "w.ocr2", "y.txt"):
        (tmp_path / name).touch()
    seen = list(find_files([tmp_path]))
    assert [Path(s.name).name for s in seen] == ["w.ocr2", "x.txt", "x.ocr2", "y.txt"]
    assert [s.beside and Path(s.beside).name for s in seen] == [None, None, "x.txt", None]


def test_a_collection_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "mine" / "originals").mkdir(parents=True)
    (tmp_path / "mine" / "originals" / "abc").touch()
    (tmp_path / "one.txt").touch()
    assert names(tmp_path, leave_out=(str(tmp_path / "mine"),)) == [f"{tmp_path.name}/one.txt"]
    (tmp_path / "mine" / "reftel.toml").touch()
    (tmp_path / "mine" / "telegrams.sqlite").touch()
    assert names(tmp_path) == [f"{tmp_path.name}/one.txt"]
