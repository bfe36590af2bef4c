"""Reading the originals again: only what changed is written anew, and what cannot be read stays."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from reftel.collection import Collection, build, rebuild, retry
from reftel.collection.answers import RebuildReport
from reftel.errors import CollectionError
from tests.collection import contents
from tests.collection.exercise import parse, parse_anew, telegram, write

OLD, NEW = "1.0", "2.0"


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(folder / "telegrams.sqlite")
    found = db.execute(query).fetchall()
    db.close()
    return found


def files(report: RebuildReport) -> tuple[int, int, int, int]:
    assert report.seen == report.changed + report.unchanged + report.rejected
    return report.seen, report.changed, report.unchanged, report.rejected


def telegrams(report: RebuildReport) -> tuple[int, int, int, int]:
    return (
        report.telegrams_unchanged,
        report.telegrams_changed,
        report.telegrams_new,
        report.telegrams_gone,
    )


def original(folder: Path, name: str) -> Path:
    ((sha256,),) = rows(folder, f"SELECT sha256 FROM sources WHERE name = '{name}'")
    return folder / "originals" / sha256[:2] / sha256


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A collection built by an older version, its sources gone."""
    wheat = telegram("2008 VALLETTA 1", "1. Wheat for the harbour.")
    two = telegram("2008 VALLETTA 2") + "+++++\n" + telegram("2008 VALLETTA 3", "1. Pilots.")
    source = write(
        tmp_path / "in",
        a=wheat,
        b=telegram("2008 TUNIS 7"),
        c=two,
        d=wheat,
        e=wheat + "=====\n" + telegram("2008 TUNIS 9"),
    )
    (source / "a.ocr2").write_text("NVMBER VALLETTA whaet harbour AMEMBASSY wheat")
    build(tmp_path / "mine", [source], parse=parse, read_by=OLD)
    shutil.rmtree(source)
    return tmp_path / "mine"


def test_only_what_changed_is_written_anew(mine: Path) -> None:
    before = {key: i for i, key in rows(mine, "SELECT id, key FROM telegrams")}
    report = rebuild(mine, parse=parse_anew, read_by=NEW)
    assert files(report) == (6, 2, 4, 0)
    assert telegrams(report) == (2, 1, 2, 1)
    assert report.telegrams == 5
    after = {key: (i, batch) for i, key, batch in rows(mine, "SELECT id, key, batch FROM telegrams")}
    stayed = {key for key in after if before.get(key) == after[key][0]}
    assert len(stayed) == 2
    assert {after[key][1] for key in stayed} == {1}
    assert min(i for key, (i, _) in after.items() if key not in stayed) > max(before.values())
    assert min(batch for key, (_, batch) in after.items() if key not in stayed) > 1


def test_the_index_follows(mine: Path) -> None:
    with Collection.open(mine) as held:
        assert (held.search("tags:EAGR").total, held.search("pilots").total) == (0, 1)
    rebuild(mine, parse=parse_anew, read_by=NEW)
    with Collection.open(mine) as held:
        assert held.search("tags:EAGR").total == 1
        assert [hit.card.mrn for hit in held.search("pilots").hits] == ["2008 VALLETTA 3"]
        assert held.search("").total == held.overview().telegrams == 5


def test_who_else_holds_a_changed_telegram_stays_known(mine: Path) -> None:
    held = """SELECT t.mrn, s.name, c.reason FROM copies c JOIN telegrams t ON t.id = c.telegram_id
              JOIN sources s ON s.id = c.source_id ORDER BY 1, 2"""
    before = rows(mine, held)
    assert {reason for _, _, reason in before} == {"same-bytes", "same-text", "other-reading"}
    rebuild(mine, parse=parse_anew, read_by=NEW)
    assert rows(mine, held) == before


def test_what_this_version_has_read_is_not_read_again(mine: Path) -> None:
    rebuild(mine, parse=parse_anew, read_by=NEW)
    before = contents.contents(mine)
    again = rebuild(mine, parse=parse_anew, read_by=NEW)
    assert (files(again), again.current) == ((0, 0, 0, 0), 6)
    everything = rebuild(mine, parse=parse_anew, read_by=NEW, everything=True)
    assert (files(everything), everything.current) == ((6, 0, 6, 0), 0)
    assert contents.contents(mine) == before


def test_a_rebuild_comes_to_what_a_new_build_would_be(mine: Path, tmp_path: Path) -> None:
    rebuild(mine, parse=parse_anew, read_by=NEW)
    source = tmp_path / "again"
    source.mkdir()
    for name in ("a.txt", "a.ocr2", "b.txt", "c.txt", "d.txt", "e.txt"):
        shutil.copy(original(mine, f"in/{name}"), source / name)
    build(tmp_path / "new", [source], parse=parse_anew)
    with Collection.open(mine) as one, Collection.open(tmp_path / "new") as other:
        keys = {card.key for card in one.cards()}
        assert keys == {card.key for card in other.cards()}
        assert all(one.telegram(key) == other.telegram(key) for key in keys)


def test_an_original_that_is_missing_or_damaged_is_told_and_its_telegrams_stay(mine: Path) -> None:
    original(mine, "in/b.txt").unlink()
    original(mine, "in/c.txt").write_text("Something else.")
    report = rebuild(mine, parse=parse_anew, read_by=NEW)
    assert files(report) == (6, 1, 3, 2)
    told = {reject.path: reject for reject in report.rejects}
    assert {p: r.code for p, r in told.items()} == {
        "in/b.txt": "original-missing",
        "in/c.txt": "original-damaged",
    }
    assert all("stay" in r.reason and "originals/" in r.remedy for r in told.values())
    with Collection.open(mine) as held:
        assert set(held.rejects()) == set(report.rejects)
        assert held.search("").total == 4
        assert len(held.find("2008 TUNIS 7")) == 1


def test_an_original_is_kept_anew_when_its_source_is_read_again(mine: Path, tmp_path: Path) -> None:
    whole = original(mine, "in/b.txt").read_bytes()
    original(mine, "in/b.txt").write_text("Something else.")
    rebuild(mine, parse=parse, read_by=NEW)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_bytes(whole)
    report = retry(mine, [tmp_path / "in"], parse=parse)
    assert (report.seen, report.unchanged, report.absent) == (1, 1, ())
    assert original(mine, "in/b.txt").read_bytes() == whole
    with Collection.open(mine) as held:
        assert held.rejects() == ()
    assert files(rebuild(mine, parse=parse, read_by=NEW))[3] == 0


def test_a_file_in_which_no_telegram_is_seen_any_more_keeps_its_own(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram("2008 VALLETTA 1", "1. GARBLED."))
    build(tmp_path / "mine", [source], parse=parse, read_by=OLD)
    report = rebuild(tmp_path / "mine", parse=parse_anew, read_by=NEW)
    assert (files(report), report.telegrams) == ((1, 0, 0, 1), 1)
    assert "stay" in report.rejects[0].reason
    assert files(rebuild(tmp_path / "mine", parse=parse, read_by=NEW)) == (1, 0, 1, 0)
    with Collection.open(tmp_path / "mine") as held:
        assert held.rejects() == ()


def test_many_originals_go_through_processes(tmp_path: Path) -> None:
    texts = {f"t{n:03d}": telegram(f"2008 VALLETTA {n + 1}", f"1. Wheat {n}.") for n in range(230)}
    build(tmp_path / "mine", [write(tmp_path / "in", **texts)], parse=parse, workers=1, read_by=OLD)
    shutil.copytree(tmp_path / "mine", tmp_path / "alone")
    report = rebuild(tmp_path / "mine", parse=parse_anew, workers=2, read_by=NEW)
    assert (files(report), telegrams(report)) == ((230, 230, 0, 0), (0, 230, 0, 0))
    rebuild(tmp_path / "alone", parse=parse_anew, workers=1, read_by=NEW)
    assert contents.tables(tmp_path / "mine") == contents.tables(tmp_path / "alone")


def test_a_collection_from_before_there_were_digests_is_not_written_anew(mine: Path) -> None:
    db = sqlite3.connect(mine / "telegrams.sqlite")
    db.execute("UPDATE telegrams SET digest = NULL")
    db.commit()
    db.close()
    assert telegrams(rebuild(mine, parse=parse, read_by=NEW)) == (4, 0, 0, 0)
    assert rows(mine, "SELECT count(*) FROM telegrams WHERE digest IS NULL") == [(0,)]


def test_where_there_is_no_collection_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no collection"):
        rebuild(tmp_path / "nowhere", parse=parse)
    assert not (tmp_path / "nowhere").exists()
