"""Reading rejects again, and only them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.collection import Collection, build, retry
from tests.collection.exercise import parse, telegram, write


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in", good=telegram(), empty="", note="A note.", other="")


@pytest.fixture
def mine(tmp_path: Path, source: Path) -> Path:
    build(tmp_path / "mine", [source], parse=parse)
    return tmp_path / "mine"


def rejected(folder: Path) -> list[str]:
    with Collection.open(folder) as held:
        return [reject.path for reject in held.rejects()]


def test_only_rejects_are_read_again(mine: Path, source: Path) -> None:
    write(source, empty=telegram("2008 TUNIS 3"), new=telegram("2008 TUNIS 4"))
    report = retry(mine, [source], parse=parse)
    assert (report.seen, report.added, report.rejected) == (3, 1, 2)
    assert report.telegrams == 2
    assert rejected(mine) == ["in/note.txt", "in/other.txt"]


def test_some_of_them_may_be_chosen(mine: Path, source: Path) -> None:
    assert retry(mine, [source], parse=parse, code="empty").seen == 2
    assert retry(mine, [source], parse=parse, names=["in/note.txt"]).seen == 1
    assert retry(mine, [source], parse=parse, names=["in"]).seen == 3
    assert retry(mine, [source], parse=parse, names=["in/[en]*"], code="empty").seen == 1


def test_those_that_are_not_there_any_more_are_told_and_stay_on_the_list(mine: Path, source: Path) -> None:
    (source / "empty.txt").unlink()
    report = retry(mine, [source], parse=parse)
    assert (report.seen, report.absent) == (2, ("in/empty.txt",))
    assert len(rejected(mine)) == 3


def test_the_history_tells_it_from_a_build(mine: Path, source: Path) -> None:
    retry(mine, [source], parse=parse)
    with Collection.open(mine) as held:
        assert [(b.kind, b.seen, b.rejected) for b in held.builds()] == [("retry", 3, 3), ("build", 4, 3)]
