from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_every_post_and_year_has_a_line(
    run: Run, sample_collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    done = run("gaps", sample_collection)
    assert done.exit_code == 0
    line = next(line for line in done.output.splitlines() if line.startswith("VALLETTA") and " 2008 " in line)
    assert "503" in line
    assert "bunched-high" in line


def test_json_has_one_object_for_each_post_and_period(run: Run, sample_collection: Path) -> None:
    def told(*of: str) -> list[dict[str, object]]:
        return [
            json.loads(line) for line in run("gaps", sample_collection, *of, "--json").output.splitlines()
        ]

    assert told("2008") == [each for each in told() if each["period"] == 2008] != []
    assert told("VALLETTA") == [each for each in told() if each["post"] == "VALLETTA"] != []


def test_a_post_and_year_are_told_in_full(run: Run, sample_collection: Path) -> None:
    done = run("gaps", sample_collection, "VALLETTA", "2008", "--plot")
    assert done.exit_code == 0
    for part in (
        "sent, by the numbers",
        "For a footnote",
        "Runs of numbers",
        "Serials to each",
        "dots: held",
        "2008-12",
    ):
        assert part in done.output
    told = json.loads(run("gaps", sample_collection, "VALLETTA", "2008", "--json").output)
    assert {"completeness", "footnote", "points", "cited", "runs"} <= set(told)


def test_the_plots_are_written_as_svg(run: Run, sample_collection: Path, tmp_path: Path) -> None:
    file = tmp_path / "valletta.svg"
    done = run("gaps", sample_collection, "VALLETTA", "2008", "--svg", file)
    assert done.exit_code == 0
    for written in (file, tmp_path / "valletta-months.svg"):
        assert ET.fromstring(written.read_text(encoding="utf-8")).tag.endswith("svg")


def test_what_cannot_be_done_is_said(run: Run, sample_collection: Path, tmp_path: Path) -> None:
    assert run("gaps", sample_collection, "VALLETTA", "1999").exit_code == 1
    assert run("gaps", sample_collection, "NOWHERE").exit_code == 1
    assert run("gaps", sample_collection, "--plot").exit_code == 2
    assert run("gaps", sample_collection, "VALLETTA", "12").exit_code == 2
    refused = run("gaps", sample_collection, "VALLETTA", "2008", "--svg", tmp_path / "no" / "a.svg")
    assert refused.exit_code == 3
    assert "cannot be written" in refused.output
