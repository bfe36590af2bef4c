"""A collection where nothing may be written is searched all the same; what has to write says why not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection, build, rebuild, remove
from reftel.collection.search import index
from reftel.collection.search.mirror import Mirror
from reftel.errors import CollectionError, ReftelError
from tests.collection.exercise import ENVIRONMENT, parse, telegram, write

FOUND = 3
UMASK = os.umask(0o022)
os.umask(UMASK)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    texts = {f"t{n}": telegram(f"2008 VALLETTA {n + 1}", f"1. Harbour {n}.") for n in range(FOUND)}
    return write(tmp_path / "in", **texts)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for temporary files, to see that none stays."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def mount(*words: str | Path) -> None:
    subprocess.run(["mount", *map(str, words)], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path, source: Path) -> Iterator[Path]:
    """A disk mounted for reading with two collections: `mine`, and `empty` of no telegram."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", folder)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounts a disk for reading only, which takes the rights of root")
    try:
        build(folder / "mine", [source], parse=parse)
        Collection.create(folder / "empty").close()
        mount("-o", "remount,ro", folder)
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_disk_is_searched_and_nothing_stays_behind(disk: Path, temporary: Path) -> None:
    with Collection.open(disk / "mine") as held:
        assert held.search("harbour").total == FOUND
        assert held.search("harbour").total == FOUND
        assert len(list(temporary.iterdir())) == 1
    with Collection.open(disk / "empty") as held:
        assert held.search("harbour").total == 0
    assert not list(temporary.iterdir())


def test_nothing_stays_behind_of_who_does_not_close(disk: Path, temporary: Path) -> None:
    script = (
        "import os, sys\nfrom reftel import Collection\nheld = Collection.open(sys.argv[1])\n"
        "print(held.search('harbour').total, len(os.listdir(sys.argv[2])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, disk / "mine", temporary],
        capture_output=True,
        text=True,
        check=True,
        env={**ENVIRONMENT, "TMPDIR": str(temporary)},
    )
    assert done.stdout == f"{FOUND} 1\n"
    assert not list(temporary.iterdir())


def test_without_a_temporary_folder_it_is_told(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    with pytest.raises(CollectionError, match="TMPDIR"):
        Collection.open(disk / "mine")


def test_what_has_to_write_says_that_the_disk_is_read_only(disk: Path, source: Path) -> None:
    mine = disk / "mine"
    write(source, more=telegram("2008 VALLETTA 9"))
    with Collection.open(mine) as held:
        for work in (
            lambda: build(mine, [source], parse=parse),
            lambda: rebuild(mine, parse=parse, everything=True),
            lambda: remove(mine, ["in"], parse=parse),
            lambda: held.profiles().add("ships", "harbour"),
        ):
            with pytest.raises(ReftelError, match="is read-only: copy the collection to a disk that"):
                work()
        assert held.search("harbour").total == FOUND
    for make in (lambda: Collection.create(disk / "new"), lambda: build(disk / "new", [source], parse=parse)):
        with pytest.raises(CollectionError, match="new is read-only: name a folder on a disk that"):
            make()


@pytest.fixture
def locked(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection of somebody else, whose index we may not lock; they go on building it."""
    build(tmp_path / "mine", [source], parse=parse)
    monkeypatch.setattr(index, "may_lock", lambda _: False)
    return tmp_path / "mine"


def build_elsewhere(folder: Path, source: Path) -> None:
    script = (
        "import sys\nfrom reftel.collection import build\nfrom tests.collection.exercise import parse\n"
        "if __name__ == '__main__':\n    build(sys.argv[1], [sys.argv[2]], parse=parse, workers=1)"
    )
    subprocess.run([sys.executable, "-c", script, folder, source], check=True, env=dict(ENVIRONMENT))


def test_what_somebody_else_builds_meanwhile_is_seen(locked: Path, source: Path) -> None:
    with Collection.open(locked) as held:
        for n in range(5):
            write(source, **{f"m{n}": telegram(f"2008 VALLETTA {50 + n}", "1. Harbour again.")})
            build_elsewhere(locked, source)
            assert held.search("harbour").total == FOUND + n + 1


def test_nothing_is_written_through_the_links(locked: Path, source: Path) -> None:
    write(source, more=telegram("2008 VALLETTA 9", "1. Harbour."))
    with pytest.raises(CollectionError, match="may not be written"):
        build(locked, [source], parse=parse)


def test_who_may_read_the_folder_may_read_every_file_of_the_index(tmp_path: Path, source: Path) -> None:
    build(tmp_path / "mine", [source], parse=parse, batch=1)
    files = [path for path in (tmp_path / "mine" / "index").rglob("*") if path.is_file()]
    assert len(files) > FOUND
    assert {path.stat().st_mode & 0o444 for path in files} == {0o444 & ~UMASK}


def test_links_follow_the_files(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for name in ("meta.json", ".managed.json", "a.idx", ".tantivy-meta.lock"):
        (place / name).write_text(name)
    mirror = Mirror(place)
    assert {p.name for p in mirror.folder.iterdir()} == {"meta.json", "a.idx"}
    (mirror.folder / ".tantivy-meta.lock").touch()
    shutil.move(place / "a.idx", place / "b.idx")
    mirror.refresh()
    assert {p.name for p in mirror.folder.iterdir()} == {"meta.json", "b.idx", ".tantivy-meta.lock"}
    mirror.close()
    assert not mirror.folder.exists()
    assert (place / "b.idx").read_text() == "a.idx"
