"""Building from archives: every file counts, is kept and known again; a kill loses nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.answers import Progress
from reftel.intake import Unpacking
from tests.collection import contents
from tests.collection.exercise import ENVIRONMENT, parse, telegram
from tests.collection.test_collection_build import copies, counts
from tests.collection.test_collection_kill import CHILD
from tests.intake.made import Files, mail_of, pdf_of, tar_of, zip_of

ONE, TWO, THREE = (telegram(f"2008 VALLETTA {n}").encode() for n in (1, 2, 3))
PAGE = f"<html><body><pre>{telegram('2008 TUNIS 4')}</pre></body></html>".encode()


def mixed(folder: Path) -> Path:
    """Return a folder with an archive of files of every fate, in one another."""
    inner = zip_of({"a.txt": ONE, "a.ocr2": b"AMEMBASSY VALLETTA harbour master NVMBER", "again.txt": ONE})
    files = {"deep/in.zip": inner, "page.html": PAGE, "empty.txt": b"", "note.txt": b"A note."}
    folder.mkdir(parents=True)
    (folder / "release.tar.gz").write_bytes(tar_of(files, "gz"))
    (folder / "b.txt").write_bytes(TWO)
    return folder


def many(folder: Path, files: int) -> Files:
    """Return exercise telegrams for an archive, every tenth with another reading, every fiftieth a reject."""
    found: Files = {}
    for n in range(1, files + 1):
        found[f"d{n % 7}/t{n:03d}.txt"] = telegram(f"2008 VALLETTA {n}", f"1. Harbour {n}.").encode()
        if n % 10 == 0:
            found[f"d{n % 7}/t{n:03d}.ocr2"] = b"Harbour AMEMBASSY VALLETTA NVMBER"
        if n % 50 == 0:
            found[f"d{n % 7}/e{n:03d}.txt"] = b""
    return found


def test_every_file_in_an_archive_in_an_archive_in_a_folder_counts(tmp_path: Path) -> None:
    source = mixed(tmp_path / "in")
    report = build(tmp_path / "mine", [source], parse=parse)
    assert counts(report) == (7, 3, 0, 2, 2)
    assert {r.path: r.code for r in report.rejects} == {
        "in/release.tar.gz/empty.txt": "empty",
        "in/release.tar.gz/note.txt": "not-a-telegram",
    }
    assert copies(tmp_path / "mine") == [
        ("2008 VALLETTA 1", "in/release.tar.gz/deep/in.zip/a.ocr2", "other-reading"),
        ("2008 VALLETTA 1", "in/release.tar.gz/deep/in.zip/again.txt", "same-bytes"),
    ]
    before = contents.contents(tmp_path / "mine")
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (7, 0, 5, 0, 2)
    assert contents.contents(tmp_path / "mine") == before


def test_the_bytes_of_each_file_are_kept_not_those_of_the_archive(tmp_path: Path) -> None:
    build(tmp_path / "mine", [mixed(tmp_path / "in")], parse=parse)
    with Collection.open(tmp_path / "mine") as held:
        (card,) = held.find("2008 TUNIS 4")
        assert card.source_name == "in/release.tar.gz/page.html"
        assert held.original(card.key) == PAGE
        source = held.telegram(card.key).source
        assert (source.sha256, source.media_type) == (hashlib.sha256(PAGE).hexdigest(), "text/html")
    kept = {Path(name).name for name in contents.originals(tmp_path / "mine")}
    assert hashlib.sha256((tmp_path / "in" / "release.tar.gz").read_bytes()).hexdigest() not in kept


@pytest.mark.parametrize("form", ["zip", "tar.gz"])
def test_an_archive_holds_what_its_folder_holds(tmp_path: Path, form: str) -> None:
    files = many(tmp_path, 60)
    for name, raw in files.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(raw)
    (tmp_path / f"in.{form}").write_bytes(zip_of(files) if form == "zip" else tar_of(files, "gz"))
    folder = build(tmp_path / "mine", [tmp_path / "in"], parse=parse)
    archive = build(tmp_path / "packed", [tmp_path / f"in.{form}"], parse=parse)
    assert counts(archive) == counts(folder)
    with Collection.open(tmp_path / "mine") as mine, Collection.open(tmp_path / "packed") as packed:
        assert {c.key for c in mine.cards(limit=500)} == {c.key for c in packed.cards(limit=500)}


def test_a_mailbox_is_its_messages_and_each_is_kept_whole(tmp_path: Path) -> None:
    mails = [
        mail_of("See attached.", {"a.txt": ONE, "b.pdf": pdf_of([TWO.decode()])}),
        mail_of(THREE.decode(), {"scan.pdf": pdf_of([""], scanned=[1])}),
        mail_of("Nothing for the file."),
    ]
    line = b"From desk@exercise.invalid Mon Dec 22 10:00:00 2008\n"
    (tmp_path / "box").write_bytes(b"".join(line + mail + b"\n\n" for mail in mails))
    report = build(tmp_path / "mine", [tmp_path / "box"], parse=parse)
    assert (counts(report), report.telegrams) == ((3, 2, 0, 0, 1), 3)
    assert [(n.path, n.text.split(".")[0]) for n in report.notes] == [("box/00002.eml", "scan")]
    with Collection.open(tmp_path / "mine") as held:
        (card,) = held.find("2008 VALLETTA 1")
        found = held.telegram(card.key)
        assert (found.source.part, found.source.media_type) == ("a.txt", "message/rfc822")
        assert held.original(card.key).strip() == mails[0].strip()
    assert counts(build(tmp_path / "mine", [tmp_path / "box"], parse=parse)) == (3, 0, 2, 0, 1)


def test_of_a_damaged_archive_the_rest_is_one_reject_that_goes_when_it_is_mended(tmp_path: Path) -> None:
    files = {
        f"t{n}.txt": telegram(f"2008 VALLETTA {n}", os.urandom(2000).hex()).encode() for n in range(1, 9)
    }
    whole = tar_of(files, "gz")
    archive = tmp_path / "release.tgz"
    archive.write_bytes(whole[: len(whole) // 2])
    report = build(tmp_path / "mine", [archive], parse=parse)
    assert report.added == report.seen - 1 > 1
    counts(report)
    assert [(r.path, r.code) for r in report.rejects] == [("release.tgz", "damaged")]
    archive.write_bytes(whole)
    mended = build(tmp_path / "mine", [archive], parse=parse)
    assert counts(mended) == (8, 8 - report.added, report.added, 0, 0)
    with Collection.open(tmp_path / "mine") as held:
        assert held.rejects() == ()


def test_a_bomb_is_refused_and_the_rest_of_the_folder_is_built(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bomb.tgz").write_bytes(tar_of({"a.txt": ONE, "z.txt": bytes(3_000_000)}, "gz"))
    (tmp_path / "in" / "c.txt").write_bytes(TWO)
    report = build(tmp_path / "mine", [tmp_path / "in"], parse=parse, unpacking=Unpacking(total=1_000_000))
    assert counts(report) == (3, 2, 0, 0, 1)
    assert [(r.path, r.code) for r in report.rejects] == [("in/bomb.tgz", "too-much")]


def test_a_copy_in_a_page_takes_over_when_the_first_file_changes(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text(telegram("2008 TUNIS 4"))
    (source / "b.html").write_bytes(PAGE)
    build(tmp_path / "mine", [source], parse=parse)
    assert copies(tmp_path / "mine") == [("2008 TUNIS 4", "in/b.html", "same-text")]
    (source / "a.txt").write_bytes(ONE)
    build(tmp_path / "mine", [source], parse=parse)
    with Collection.open(tmp_path / "mine") as held:
        (card,) = held.find("2008 TUNIS 4")
        assert (card.source_name, held.original(card.key)) == ("in/b.html", PAGE)
        assert held.telegram(card.key).source.media_type == "text/html"


def test_a_pdf_beside_its_text_is_another_reading_of_it(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_bytes(ONE)
    (source / "a.pdf").write_bytes(pdf_of([ONE.decode()]))
    assert counts(build(tmp_path / "mine", [source], parse=parse)) == (2, 1, 0, 1, 0)


def test_progress_counts_the_files_in_archives(tmp_path: Path) -> None:
    told: list[Progress] = []
    build(tmp_path / "mine", [mixed(tmp_path / "in")], parse=parse, progress=told.append)
    reading = [(p.done, p.total) for p in told if p.stage == "reading"]
    assert reading == [(n, 7) for n in range(1, 8)]


def test_many_files_of_an_archive_go_through_processes_and_one_that_crashes_is_found_out(
    tmp_path: Path,
) -> None:
    files = {**many(tmp_path, 210), "bad.txt": b"CRASH"}
    (tmp_path / "in.tar.gz").write_bytes(tar_of(files, "gz"))
    report = build(tmp_path / "mine", [tmp_path / "in.tar.gz"], parse=parse, workers=2)
    assert counts(report) == (236, 210, 0, 21, 5)
    assert ("in.tar.gz/bad.txt", "crashed") in {(r.path, r.code) for r in report.rejects}


@pytest.mark.parametrize("files_stored", [1, 60, 190])
def test_killed_with_its_workers_amid_an_archive_it_comes_to_the_same(
    tmp_path: Path, files_stored: int
) -> None:
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "all.tar.gz"
    source.write_bytes(tar_of(many(tmp_path, 210), "gz"))
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    child = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "mine"), str(source), "0", "2", "50"],
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert child.stdout is not None
    with child, child.stdout as told:
        stored = 0
        while stored < files_stored:
            stored += next(told).strip() == "file-stored"
        child.kill()
    assert child.returncode == -signal.SIGKILL
    build(tmp_path / "mine", [source], parse=parse, name="killed", workers=1)
    build(tmp_path / "whole", [source], parse=parse, name="killed", workers=1)
    assert contents.contents(tmp_path / "mine") == contents.contents(tmp_path / "whole")
