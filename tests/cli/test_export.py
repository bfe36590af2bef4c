"""`reftel export`: a whole result set, from the command line."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reftel.cli.export import command
from tests.cli.conftest import Run

MAIN = "from reftel.cli import main; main()"


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_all_that_answers_is_written(run: Run, sample_collection: Path) -> None:
    total = json.loads(run("search", sample_collection, "vessel", "--json").stdout)["total"]
    done = run("export", "csv", sample_collection, "vessel")
    assert done.exit_code == 0
    assert len(rows(done.stdout_bytes)) == total > 3
    lines = run("export", "jsonl", sample_collection, "vessel").stdout.splitlines()
    assert {json.loads(line)["key"] for line in lines} == {row["key"] for row in rows(done.stdout_bytes)}


def test_without_a_query_everything_is_written(run: Run, sample_collection: Path, tmp_path: Path) -> None:
    held = json.loads(run("status", sample_collection, "--json").stdout)["overview"]["telegrams"]
    done = run("export", "csv", sample_collection, "--out", tmp_path / "all.csv", "--json")
    told = json.loads(done.stdout)
    data = (tmp_path / "all.csv").read_bytes()
    assert (told["telegrams"], told["bytes"]) == (held, len(data))
    assert len(rows(data)) == held


def test_the_order_can_be_chosen(run: Run, sample_collection: Path) -> None:
    newest = rows(run("export", "csv", sample_collection, "date:2008", "--order", "newest").stdout_bytes)
    dates = [row["date"][:10] for row in newest]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) > 1


def test_a_file_is_said_to_be_written(run: Run, sample_collection: Path, tmp_path: Path) -> None:
    done = run("export", "jsonl", sample_collection, "vessel", "-o", tmp_path / "vessel.jsonl")
    assert done.stdout == ""
    assert "telegrams written to" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["vessel.jsonl"]


def test_a_query_that_cannot_be_read_writes_nothing(
    run: Run, sample_collection: Path, tmp_path: Path
) -> None:
    done = run("export", "csv", sample_collection, '"vessel', "-o", tmp_path / "vessel.csv")
    assert done.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_format_is_wrong_usage(run: Run, sample_collection: Path) -> None:
    assert run("export", "docx", sample_collection).exit_code == 2
    assert run("export", "csv", sample_collection, "--json").exit_code == 2


def test_a_file_in_no_folder_is_one_line(run: Run, sample_collection: Path, tmp_path: Path) -> None:
    done = run("export", "csv", sample_collection, "-o", tmp_path / "nowhere" / "x.csv")
    assert done.exit_code == 3
    assert done.stderr.startswith("reftel: ")
    assert "nowhere" in done.stderr


def test_a_class_of_readers_gets_what_it_may_see(run: Run, tmp_path: Path, telegram: Path) -> None:
    run("build", tmp_path / "mine", telegram.parent)
    with (tmp_path / "mine" / "reftel.toml").open("a") as settings:
        settings.write('[[class]]\nname = "public"\nceiling = "UNCLASSIFIED"\n')
    done = run("export", "csv", tmp_path / "mine", "--reader", "public")
    levels = {row["classification"] for row in rows(done.stdout_bytes)}
    assert levels == {"UNCLASSIFIED"}
    assert run("watch", "add", tmp_path / "mine", "all", "", "--reader", "public").exit_code == 0
    assert run("watch", "list", tmp_path / "mine").stdout.startswith("There is no profile")


def test_the_help_names_every_format() -> None:
    from reftel.export import FORMATS

    assert command.help is not None
    assert all(name in command.help for name in FORMATS)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_reader_who_has_enough_ends_it_quietly(sample_collection: Path, form: str) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "export", form, str(sample_collection)],
        stdout=write,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")
