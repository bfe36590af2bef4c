"""Building: counts add up, nothing twice, changes replace, copies are known, bad files are told."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.answers import BuildReport, Progress
from reftel.collection.layout import Layout
from reftel.collection.lock import writing
from reftel.errors import CollectionError
from tests.collection import contents, exercise
from tests.collection.exercise import parse, telegram, write


def counts(report: BuildReport) -> tuple[int, int, int, int, int]:
    assert report.seen == report.added + report.unchanged + report.duplicates + report.rejected
    assert len(report.rejects) == report.rejected
    return report.seen, report.added, report.unchanged, report.duplicates, report.rejected


def copies(folder: Path) -> list[tuple[str, str, str]]:
    db = sqlite3.connect(folder / "telegrams.sqlite")
    found = db.execute(
        """SELECT t.mrn, s.name, c.reason FROM copies c JOIN telegrams t ON t.id = c.telegram_id
           JOIN sources s ON s.id = c.source_id ORDER BY 1, 2"""
    ).fetchall()
    db.close()
    return found


def test_building_twice_adds_nothing_twice(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram("2008 VALLETTA 1"), b=telegram("2008 VALLETTA 2"))
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 2, 0, 0, 0)
    before = contents.contents(tmp_path / "mine")
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 0, 2, 0, 0)
    assert contents.contents(tmp_path / "mine") == before


def test_a_collection_grows(tmp_path: Path) -> None:
    first = write(tmp_path / "first", a=telegram("2008 VALLETTA 1"))
    second = write(tmp_path / "second", a=telegram("2008 VALLETTA 2"))
    build(tmp_path / "mine", [first], parse=parse)
    report = build(tmp_path / "mine", [second], parse=parse)
    assert (report.telegrams_added, report.telegrams) == (1, 2)


def test_folders_of_one_name_are_two_sources(tmp_path: Path) -> None:
    one = write(tmp_path / "2007" / "cables", a=telegram("2007 VALLETTA 1"))
    other = write(tmp_path / "2008" / "cables", a=telegram("2008 VALLETTA 1"))
    report = build(tmp_path / "mine", [one, other], parse=parse)
    assert (counts(report), report.telegrams) == ((2, 2, 0, 0, 0), 2)


def test_copies_are_duplicates_with_a_reason(tmp_path: Path) -> None:
    text = telegram("2008 VALLETTA 1")
    source = write(tmp_path / "in", a=text, b=text)
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 1, 0, 1, 0)
    assert copies(tmp_path / "mine") == [("2008 VALLETTA 1", "in/b.txt", "same-bytes")]


def test_the_same_text_in_another_file_is_one_telegram(tmp_path: Path) -> None:
    text = telegram("2008 VALLETTA 1")
    other = "=====\n" + telegram("2008 VALLETTA 2")
    write(tmp_path / "in", a=text, b=text + other)
    report = build(tmp_path / "mine", [tmp_path / "in"], parse=parse)
    assert (counts(report), report.telegrams) == ((2, 2, 0, 0, 0), 2)
    assert copies(tmp_path / "mine") == [("2008 VALLETTA 1", "in/b.txt", "same-text")]


def test_a_file_met_twice_in_one_build_is_unchanged_the_second_time(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram())
    assert counts(build(tmp_path / "mine", [source, source / "a.txt"], parse=parse)) == (2, 1, 1, 0, 0)


def test_a_second_reading_is_a_copy_and_no_telegram(tmp_path: Path) -> None:
    source = write(
        tmp_path / "in", a=telegram("2008 VALLETTA 1", "1. The survey vessel left harbour on Monday.")
    )
    (source / "a.ocr2").write_text("NVMBER 2OO8 VALLETTA survey vesse1 left harbour Monday AMEMBASSY")
    (source / "a.csv").write_text("price,wheat,northern,importers\n1,2,3,4\n")
    report = build(tmp_path / "mine", [source], parse=parse)
    assert counts(report) == (3, 1, 0, 1, 1)
    assert copies(tmp_path / "mine") == [("2008 VALLETTA 1", "in/a.ocr2", "other-reading")]
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (3, 0, 2, 0, 1)


def test_a_second_reading_stands_for_itself_where_the_first_is_no_telegram(tmp_path: Path) -> None:
    text = telegram("2008 VALLETTA 1")
    source = write(tmp_path / "in", a=text.replace("NUMBER:", "NVM8ER").replace("DATE:", "DALE"))
    (source / "a.ocr2").write_text(text)
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 1, 0, 0, 1)


def test_a_changed_file_replaces_its_telegrams_and_the_old_original_stays(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram("2008 VALLETTA 1", "1. Wheat."), b=telegram("2008 VALLETTA 2"))
    build(tmp_path / "mine", [source], parse=parse)
    write(source, a=telegram("2008 VALLETTA 1", "1. Barley."))
    report = build(tmp_path / "mine", [source], parse=parse)
    assert (counts(report), report.telegrams) == ((2, 1, 1, 0, 0), 2)
    with Collection.open(tmp_path / "mine") as held:
        assert held.search("wheat").total == 0
        assert held.search("barley").total == 1
        assert held.search("").total == 2
    assert len(contents.originals(tmp_path / "mine")) == 3


def test_a_copy_takes_over_when_the_file_it_copies_changes(tmp_path: Path) -> None:
    text = telegram("2008 VALLETTA 1", "1. Wheat.")
    source = write(tmp_path / "in", a=text, b=text)
    build(tmp_path / "mine", [source], parse=parse)
    write(source, a=telegram("2008 VALLETTA 9", "1. Barley."))
    build(tmp_path / "mine", [source], parse=parse)
    with Collection.open(tmp_path / "mine") as held:
        (hit,) = held.search("wheat").hits
        assert hit.card.source_name == "in/b.txt"
        assert held.telegram(hit.card.key).text == text
        assert held.search("barley").total == 1


def test_a_second_reading_follows_the_first_when_that_changes(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram("2008 VALLETTA 1"))
    (source / "a.ocr2").write_text("AMEMBASSY VALLETTA harbour master NVMBER")
    build(tmp_path / "mine", [source], parse=parse)
    write(source, a=telegram("2008 VALLETTA 2"))
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 1, 1, 0, 0)
    assert copies(tmp_path / "mine") == [("2008 VALLETTA 2", "in/a.ocr2", "other-reading")]


def test_a_file_that_went_bad_is_told_and_its_telegrams_stay(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram("2008 VALLETTA 1"))
    build(tmp_path / "mine", [source], parse=parse)
    write(source, a="")
    report = build(tmp_path / "mine", [source], parse=parse)
    assert (counts(report), report.telegrams) == ((1, 0, 0, 0, 1), 1)
    assert "stay" in report.rejects[0].reason
    write(source, a=telegram("2008 VALLETTA 1"))
    build(tmp_path / "mine", [source], parse=parse)
    with Collection.open(tmp_path / "mine") as held:
        assert held.rejects() == ()


def test_bad_files_are_told_and_the_rest_is_built(tmp_path: Path) -> None:
    source = write(tmp_path / "in", good=telegram(), note="Just a note.", empty="", fails="FAIL")
    (source / "binary").write_bytes(bytes(range(32)) * 20)
    (source / "nul.txt").write_bytes(telegram("2008 TUNIS 5").encode().replace(b" was ", b"\0was\0"))
    with (source / "big.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    report = build(tmp_path / "mine", [source], parse=parse)
    assert counts(report) == (7, 2, 0, 0, 5)
    codes = {Path(r.path).name: r.code for r in report.rejects}
    assert codes == {
        "note.txt": "not-a-telegram",
        "empty.txt": "empty",
        "fails.txt": "failed",
        "binary": "binary",
        "big.txt": "too-big",
    }
    assert [(n.path, n.text) for n in report.notes] == [
        ("in/nul.txt", "It holds 2 NUL bytes, kept as they are.")
    ]
    with Collection.open(tmp_path / "mine") as held:
        assert set(held.rejects()) == set(report.rejects)
        last = held.build_report()
        assert last is not None
        assert (last.seen, last.rejected, last.notes) == (7, 5, report.notes)
        (card,) = held.find("2008 TUNIS 5")
        assert "\0was\0" in held.telegram(card.key).text
        assert held.original(card.key) == (source / "nul.txt").read_bytes()


def test_a_folder_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "in", a=telegram())
    really = os.listdir

    def listdir(path: str) -> list[str]:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return really(path)

    (source / "locked").mkdir()
    monkeypatch.setattr(os, "listdir", listdir)
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 1, 0, 0, 1)


def test_many_files_go_through_processes_and_one_that_crashes_is_found_out(tmp_path: Path) -> None:
    texts = {f"t{n:03d}": telegram(f"2008 VALLETTA {n + 1}") for n in range(230)}
    source = write(tmp_path / "in", **texts, bad="CRASH")
    report = build(tmp_path / "mine", [source], parse=parse, workers=2)
    assert counts(report) == (231, 230, 0, 0, 1)
    assert [(r.path, r.code) for r in report.rejects] == [("in/bad.txt", "crashed")]
    (source / "bad.txt").unlink()
    build(tmp_path / "alone", [source], parse=parse, workers=1)
    with Collection.open(tmp_path / "mine") as pooled, Collection.open(tmp_path / "alone") as alone:
        assert pooled.cards(limit=500) == alone.cards(limit=500)
        assert pooled.search("harbour") == alone.search("harbour")


def test_a_reader_that_cannot_be_sent_is_used_in_this_process(tmp_path: Path) -> None:
    source = write(tmp_path / "in", **{f"t{n}": telegram(f"2008 VALLETTA {n + 1}") for n in range(201)})
    report = build(tmp_path / "mine", [source], parse=lambda raw: parse(raw), workers=2)
    assert counts(report) == (201, 201, 0, 0, 0)


def test_progress_tells_of_every_file(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram(), b="")
    told: list[Progress] = []
    build(tmp_path / "mine", [source], parse=parse, progress=told.append)
    assert [(p.stage, p.done, p.total, p.name) for p in told] == [
        ("reading", 1, 2, "in/a.txt"),
        ("reading", 2, 2, "in/b.txt"),
    ]


def test_batches_make_no_difference(tmp_path: Path) -> None:
    source = write(tmp_path / "in", **{f"t{n}": telegram(f"2008 VALLETTA {n + 1}") for n in range(9)})
    build(tmp_path / "one", [source], parse=parse)
    build(tmp_path / "many", [source], parse=parse, batch=2)
    one, many = contents.contents(tmp_path / "one"), contents.contents(tmp_path / "many")
    assert one[1:] == many[1:]
    assert one[0].replace(b'"name":"one"', b"") == many[0].replace(b'"name":"many"', b"")


def test_nothing_in_the_collection_says_where_it_or_its_sources_lie(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram(), b="")
    build(tmp_path / "mine", [source], parse=parse)
    here = str(tmp_path).encode()
    for path in (tmp_path / "mine").rglob("*"):
        assert not path.is_file() or here not in path.read_bytes(), path


def test_a_copied_folder_is_a_collection(tmp_path: Path) -> None:
    build(tmp_path / "mine", [write(tmp_path / "in", a=telegram())], parse=parse)
    shutil.copytree(tmp_path / "mine", tmp_path / "moved")
    shutil.rmtree(tmp_path / "mine")
    with Collection.open(tmp_path / "moved") as held:
        assert held.name == "mine"
        assert held.search("harbour").total == 1


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram())
    build(tmp_path / "mine", [source], parse=parse)
    with writing(Layout(tmp_path / "mine")), pytest.raises(CollectionError, match="being written by another"):
        build(tmp_path / "mine", [source], parse=parse)


def test_a_build_does_not_read_its_own_originals(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram())
    build(source / "mine", [source], parse=parse)
    assert counts(build(source / "mine", [source], parse=parse)) == (1, 0, 1, 0, 0)


def test_a_folder_of_other_things_is_not_made_a_collection(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=telegram())
    with pytest.raises(CollectionError, match="not empty"):
        build(source, [source], parse=parse)
    assert sorted(p.name for p in source.iterdir()) == ["a.txt"]


def test_a_full_disk_is_told_and_the_next_build_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "in", a=telegram("2008 VALLETTA 1"), b=telegram("2008 VALLETTA 2"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("reftel.collection.worker.keep", full)
        with pytest.raises(CollectionError, match="No space left"):
            build(tmp_path / "mine", [source], parse=parse)
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 2, 0, 0, 0)


def test_a_script_without_a_main_guard_builds_in_its_own_process(tmp_path: Path) -> None:
    import subprocess

    source = write(tmp_path / "in", **{f"t{n}": telegram(f"2008 VALLETTA {n + 1}") for n in range(201)})
    script = tmp_path / "script.py"
    script.write_text(
        "from reftel.collection import build\n"
        "from tests.collection.exercise import parse\n"
        f"print(build({str(tmp_path / 'mine')!r}, [{str(source)!r}], parse=parse, workers=2).added)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=True,
        env=exercise.ENVIRONMENT,
    )
    assert done.stdout.split() == ["201"]
