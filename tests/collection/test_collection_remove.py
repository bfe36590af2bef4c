"""Taking sources out: what only they hold goes, what others hold stays, originals last."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.collection import Collection, build, remove
from tests.collection import contents
from tests.collection.exercise import parse, telegram, write


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Two sources that share a telegram, one with a second reading, and a reject in each."""
    shared = telegram("2008 VALLETTA 1", "1. Wheat for the harbour.")
    first = write(tmp_path / "first", a=shared, b=telegram("2008 VALLETTA 2", "1. Pilots."), empty="")
    (first / "b.ocr2").write_text("NVMBER VALLETTA AMEMBASSY pilots")
    second = write(
        tmp_path / "second" / "more", a=shared, c=shared + "=====\n" + telegram("2008 TUNIS 9"), none=""
    )
    build(tmp_path / "mine", [first, second.parent], parse=parse)
    return tmp_path / "mine"


def numbers(folder: Path) -> dict[str | None, str]:
    with Collection.open(folder) as held:
        assert held.search("").total == held.overview().telegrams
        return {card.mrn: card.source_name for card in held.cards()}


def test_what_only_the_source_holds_goes_and_what_others_hold_stays(mine: Path) -> None:
    report = remove(mine, ["first"], parse=parse)
    assert (report.files, report.telegrams, report.rejects, report.originals) == (3, 1, 1, 2)
    assert report.held == 2
    assert numbers(mine) == {"2008 VALLETTA 1": "second/more/a.txt", "2008 TUNIS 9": "second/more/c.txt"}
    with Collection.open(mine) as held:
        assert held.search("pilots").total == 0
        assert [r.path for r in held.rejects()] == ["second/more/none.txt"]
    assert len(contents.originals(mine)) == 2


def test_what_goes_is_told_first(mine: Path) -> None:
    with Collection.open(mine) as held:
        told = held.removal(["first", "nobody"])
        assert (told.files, told.telegrams, told.staying, told.rejects) == (3, 1, 1, 1)
        assert sorted(told.names) == ["first/a.txt", "first/b.ocr2", "first/b.txt"]
        assert told.unmatched == ("nobody",)
        one = held.removal(["second/more/a.txt"])
        assert (one.files, one.telegrams, one.staying) == (1, 0, 0)
        assert held.removal(["second/mor"]).files == 0
        assert held.removal(["*.ocr2"]).files == 1
        assert held.removal(["first/*.txt", "second"]).files == 4


def test_all_of_it_goes(mine: Path) -> None:
    report = remove(mine, ["first/", "second"], parse=parse, batch=1)
    assert (report.files, report.held) == (5, 0)
    assert contents.originals(mine) == {}
    assert numbers(mine) == {}
    tables = contents.tables(mine)
    assert not any(tables[name] for name in ("sources", "rejects", "copies", "texts", "removals", "discards"))


def test_a_second_reading_left_alone_is_told(mine: Path) -> None:
    report = remove(mine, ["first/b.txt"], parse=parse)
    assert (report.files, report.telegrams) == (1, 1)
    with Collection.open(mine) as held:
        assert {r.path: r.code for r in held.rejects()}["first/b.ocr2"] == "not-a-telegram"
        assert held.overview().files == 3


def test_a_telegram_whose_other_original_is_damaged_stays(mine: Path) -> None:
    for path in (mine / "originals").rglob("*"):
        if path.is_file() and b"TUNIS 9" in path.read_bytes():
            path.write_bytes(b"damaged")
    remove(mine, ["first/a.txt", "second/more/a.txt"], parse=parse)
    assert numbers(mine)["2008 VALLETTA 1"] == "second/more/c.txt"
    with Collection.open(mine) as held:
        assert {r.path: r.code for r in held.rejects()}["second/more/c.txt"] == "original-damaged"
        assert len(held.search("wheat").hits) == 1


def test_what_was_removed_can_be_built_again(mine: Path, tmp_path: Path) -> None:
    before = numbers(mine)
    remove(mine, ["second"], parse=parse)
    build(mine, [tmp_path / "second"], parse=parse)
    assert numbers(mine) == before
