"""A disk that is full and a folder that may not be written: told, nothing broken, and work goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection, build, lock, rebuild, remove, retry
from reftel.errors import CollectionError
from tests.collection import contents
from tests.collection.exercise import ENVIRONMENT, parse, parse_anew, telegram, write

# Does one piece of work while no file may grow beyond a limit, as if the disk were full then.
CHILD = """
import resource, sys
from reftel.errors import CollectionError
from tests.collection.test_collection_disk import WORK

work, folder, source, limit = *sys.argv[1:4], int(sys.argv[4])

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        WORK[work](folder, source)
    except CollectionError as error:
        sys.exit(f"told: {error}")
"""

Place = str | Path


def first(folder: Place, source: Place) -> None:
    build(folder, [source], parse=parse, name="mine", batch=20)


def anew(folder: Place, _: Place) -> None:
    rebuild(folder, parse=parse_anew, batch=20, everything=True)


def again(folder: Place, source: Place) -> None:
    retry(folder, [source], parse=parse, batch=20)


def out(folder: Place, _: Place) -> None:
    remove(folder, ["in"], parse=parse, batch=20)


WORK = {"build": first, "rebuild": anew, "retry": again, "remove": out}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    texts = {
        f"t{n:02d}": telegram(f"2008 VALLETTA {n + 1}", f"1. Wheat {n}. " + f"Harbour {n} vessel. " * 200)
        for n in range(60)
    }
    return write(tmp_path / "in", **texts, empty="")


def run(
    tmp_path: Path, work: str, folder: Path, source: Path, limit: int
) -> subprocess.CompletedProcess[str]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    return subprocess.run(
        [sys.executable, str(script), work, str(folder), str(source), str(limit)],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )


@pytest.mark.parametrize("limit", [2_000, 120_000, 400_000])
def test_a_full_disk_is_told_and_the_build_goes_on_later(tmp_path: Path, source: Path, limit: int) -> None:
    done = run(tmp_path, "build", tmp_path / "mine", source, limit)
    assert (done.returncode, done.stderr[:6]) == (1, "told: "), done.stderr
    assert "give the same command again" in done.stderr
    first(tmp_path / "mine", source)
    first(tmp_path / "whole", source)
    assert contents.contents(tmp_path / "mine") == contents.contents(tmp_path / "whole")


@pytest.mark.parametrize("work", ["rebuild", "retry", "remove"])
@pytest.mark.parametrize("limit", [2_000, 60_000])
def test_a_full_disk_is_told_and_later_work_goes_on(
    tmp_path: Path, source: Path, work: str, limit: int
) -> None:
    first(tmp_path / "mine", source)
    write(source, empty=telegram("2008 TUNIS 1", "1. Survey vessel. " * 5000))
    shutil.copytree(tmp_path / "mine", tmp_path / "whole")
    done = run(tmp_path, work, tmp_path / "mine", source, limit)
    assert (done.returncode, done.stderr[:6]) == (1, "told: "), done.stderr
    with Collection.open(tmp_path / "mine") as held:
        assert held.search("").total == held.overview().telegrams
    WORK[work](tmp_path / "mine", source)
    WORK[work](tmp_path / "whole", source)
    assert contents.contents(tmp_path / "mine") == contents.contents(tmp_path / "whole")


class Refusing:
    """The module `os`, for one who has no right to write."""

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        raise PermissionError(13, "Permission denied", path)


@pytest.fixture
def read_only(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A collection in a folder that may not be written; root may write everywhere, so that is played."""
    folder = tmp_path / "mine"
    first(folder, source)
    if os.geteuid() == 0:
        monkeypatch.setattr(lock, "os", Refusing())
        yield folder
        return
    places = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for place in places:
        place.chmod(0o555)
    yield folder
    for place in places:
        place.chmod(0o755)


@pytest.mark.parametrize("work", WORK)
def test_a_folder_that_may_not_be_written_is_told_and_can_be_read(
    read_only: Path, source: Path, work: str
) -> None:
    write(source, empty=telegram("2008 TUNIS 1"))
    before = contents.originals(read_only)
    with pytest.raises(CollectionError, match=r"may not be written.*the right"):
        WORK[work](read_only, source)
    with Collection.open(read_only) as held:
        assert held.search("harbour").total == 60
    assert contents.originals(read_only) == before
