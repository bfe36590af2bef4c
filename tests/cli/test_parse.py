"""`reftel parse`: shown, as JSON, explained; and files that are no telegrams."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import reftel
from reftel.cli.screen import level_style, plain
from reftel.record import to_json
from tests.cli.conftest import Run


def test_a_telegram_is_shown_readably(run: Run, telegram: Path) -> None:
    done = run("parse", telegram)
    assert done.exit_code == 0
    assert done.output.startswith("2008 VALLETTA 483  CONFIDENTIAL")
    assert "AMEMBASSY VALLETTA" in done.output
    assert "1. (C) Summary: The Malta-flag survey vessel" in done.output


def test_json_is_the_record_and_nothing_else(run: Run, telegram: Path) -> None:
    done = run("parse", "--json", telegram, telegram)
    [read] = reftel.parse(telegram.read_bytes())
    assert done.stdout_bytes == (to_json(read) + b"\n") * 2
    assert done.stderr == ""


def test_a_dash_reads_standard_input(run: Run, telegram: Path) -> None:
    done = run("parse", "--json", "-", stdin=telegram.read_bytes())
    assert json.loads(done.output)["mrn"] == "2008 VALLETTA 483"


def test_every_header_line_is_explained(run: Run, telegram: Path) -> None:
    done = run("parse", "--explain", telegram)
    assert done.exit_code == 0
    assert "P 221030Z DEC 08" in done.output
    explained = json.loads(run("parse", "--explain", "--json", telegram).output)
    assert explained["mrn"] == "2008 VALLETTA 483"
    assert all(line["says"] for line in explained["said"])


def test_a_fragment_is_helped_by_year_and_number(run: Run) -> None:
    fragment = b"REF: TUNIS 12\n"
    done = run("parse", "--json", "--year", "2011", "--mrn", "11 valletta 045", "-", stdin=fragment)
    record = json.loads(done.output)
    assert record["references"][0]["mrn"] == "2011 TUNIS 12"


def test_a_number_without_a_year_is_wrong_usage(run: Run, telegram: Path) -> None:
    done = run("parse", "--mrn", "VALLETTA", telegram)
    assert done.exit_code == 2
    assert "2011 VALLETTA 45" in done.output


def test_what_is_not_a_telegram_is_said_plainly(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "recipe.txt"
    file.write_text("Two eggs, some flour, and patience.\n")
    done = run("parse", file)
    assert done.exit_code == 0
    assert "not a telegram" in " ".join(done.output.split())


def test_files_that_cannot_be_read_are_told_after_the_others_are_done(
    run: Run, telegram: Path, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 ...")
    done = run("parse", "--json", tmp_path / "none.txt", tmp_path, tmp_path / "scan.pdf", telegram)
    assert done.exit_code == 3
    assert json.loads(done.stdout)["mrn"] == "2008 VALLETTA 483"
    missing, folder, scan, sums = done.stderr.splitlines()
    assert "none.txt" in missing
    assert "reftel build" in folder
    assert "PDF" in scan
    assert "3 of 4" in sums
    assert "Traceback" not in done.output


def test_what_would_steer_the_terminal_is_shown_as_a_picture(run: Run, telegram: Path) -> None:
    hostile = telegram.read_bytes().replace(b"Meridian Tern", b"Meridian \x1b]0;gotcha\x07Tern")
    done = run("parse", "-", stdin=hostile)
    assert "\x1b" not in done.output
    assert "␛" in done.output


@pytest.mark.parametrize(
    ("marking", "style"),
    [
        ("TOP SECRET", "level.top"),
        ("SECRET", "level.secret"),
        ("S/NF", "level.secret"),
        ("SENSITIVE BUT UNCLASSIFIED", "level.unclassified"),
        ("SBU", "level.unclassified"),
        ("CONFIDENTIAL", "level.confidential"),
        ("U", "level.unclassified"),
        (None, "level.unclassified"),
    ],
)
def test_each_level_has_its_colour(marking: str | None, style: str) -> None:
    assert level_style(marking) == style


def test_plain_keeps_lines_and_letters() -> None:
    assert plain("¶1. É\n\tB") == "¶1. É\n\tB"
    assert plain("\x00\x7f\x9b") == "␀␡�"
