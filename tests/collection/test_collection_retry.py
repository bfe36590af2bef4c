"""Reading rejects again, and only them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reftel.collection import Collection, build, retry
from reftel.errors import CollectionError
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


def test_a_name_that_no_reject_has_is_told(mine: Path, source: Path) -> None:
    for chosen in ({"names": ["in/nothing.txt"]}, {"code": "office"}, {"names": ["in"], "code": "office"}):
        with pytest.raises(CollectionError, match=r"None of the files .* 'reftel status"):
            retry(mine, [source], parse=parse, **chosen)  # type: ignore[arg-type]
    with Collection.open(mine) as held:
        assert [b.kind for b in held.builds()] == ["build"]


def packed(path: Path, **texts: str) -> Path:
    """Write a zip archive of files named by the keywords, `.txt` added."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.txt", text)
    return path


def test_of_an_archive_only_rejects_are_read_again(tmp_path: Path) -> None:
    source = tmp_path / "in"
    packed(source / "r.zip", a=telegram("2008 TUNIS 1"), b="", c="")
    packed(source / "other.zip", d=telegram("2008 TUNIS 2"))
    assert build(tmp_path / "mine", [source], parse=parse).rejected == 2
    packed(
        source / "r.zip", a=telegram("2008 TUNIS 7"), b=telegram("2008 TUNIS 3"), new=telegram("2008 TUNIS 4")
    )
    packed(source / "other.zip", d=telegram("2008 TUNIS 8"))
    report = retry(tmp_path / "mine", [source], parse=parse)
    assert (report.seen, report.added, report.absent) == (1, 1, ("in/r.zip/c.txt",))
    with Collection.open(tmp_path / "mine") as held:
        assert sorted(str(card.mrn) for card in held.cards()) == [
            "2008 TUNIS 1",
            "2008 TUNIS 2",
            "2008 TUNIS 3",
        ]


def test_an_archive_that_was_rejected_is_read_whole(tmp_path: Path) -> None:
    source = tmp_path / "in"
    packed(source / "r.zip", a=telegram("2008 TUNIS 1"), b=telegram("2008 TUNIS 2"))
    whole = (source / "r.zip").read_bytes()
    (source / "r.zip").write_bytes(whole[:40])
    build(tmp_path / "mine", [source], parse=parse)
    assert len(rejected(tmp_path / "mine")) > 0
    (source / "r.zip").write_bytes(whole)
    report = retry(tmp_path / "mine", [source], parse=parse)
    assert (report.added, report.rejected) == (2, 0)
    assert rejected(tmp_path / "mine") == []
