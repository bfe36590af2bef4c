"""`reftel check` and `reftel parse --check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.collection import build
from reftel.marking import CHECKS, SERIES_CHECKS
from reftel.reading import parse
from tests.cli.conftest import Run


def test_the_list_has_every_check_with_its_source(run: Run) -> None:
    done = run("check", "--list")
    assert done.exit_code == 0
    for each in (*CHECKS, *SERIES_CHECKS):
        assert f"{each.code}  {each.severity}" in done.output
    assert done.output.count("Source: ") == len(CHECKS) + len(SERIES_CHECKS)


def test_the_list_as_json_is_the_table(run: Run) -> None:
    rows = [json.loads(line) for line in run("check", "--list", "--json").output.splitlines()]
    assert [row["code"] for row in rows] == [each.code for each in (*CHECKS, *SERIES_CHECKS)]
    assert all(row["rule"] and row["source"] for row in rows)


def test_findings_of_a_collection_stand_below_their_check(run: Run, sample_collection: Path) -> None:
    done = run("check", sample_collection)
    assert done.exit_code == 1
    assert "portion-above-overall  error, 1" in done.output
    assert "2009 TUNIS 3  Paragraph 3 is marked (S), the telegram CONFIDENTIAL." in done.output
    assert "3 errors, " in done.output.splitlines()[-1]


def test_findings_as_json_have_places_and_rules(run: Run, sample_collection: Path) -> None:
    done = run("check", sample_collection, "--json", "--code", "station-serial-differs")
    [finding] = [json.loads(line) for line in done.output.splitlines()]
    assert finding["mrn"] == "2008 VALLETTA 485"
    assert finding["severity"] == "error"
    assert len(finding["spans"]) == 2
    assert "[" in finding["rule"]


def test_information_alone_is_no_failure(run: Run, sample_collection: Path) -> None:
    done = run("check", sample_collection, "--severity", "information")
    assert done.exit_code == 0
    assert "sections-incomplete  information, 2" in done.output


def test_a_code_that_is_no_check_is_wrong_usage(run: Run, sample_collection: Path) -> None:
    done = run("check", sample_collection, "--code", "moon-phase")
    assert done.exit_code == 2
    assert "reftel check --list" in done.output


def test_without_a_collection_it_asks_which(run: Run) -> None:
    assert run("check").exit_code == 2


def test_a_collection_built_without_checks_says_so(run: Run, tmp_path: Path, telegram: Path) -> None:
    build(tmp_path / "plain", [telegram], parse=parse, workers=1)
    done = run("check", tmp_path / "plain")
    assert "was built without checks" in done.output
    assert done.exit_code == 0


def test_one_file_is_checked_with_lines_and_rules(run: Run, sample_folder: Path) -> None:
    done = run("parse", "--check", sample_folder / "2008-09" / "09TUNIS3.txt")
    assert done.exit_code == 1
    assert "error Paragraph 3 is marked (S), the telegram CONFIDENTIAL." in done.output
    assert "portion-above-overall" in done.output
    assert "1 error, 0 warnings, 0 for information." in done.output


@pytest.mark.parametrize("more", [(), ("--explain",)])
def test_a_file_in_order_leaves_the_exit_code_alone(run: Run, telegram: Path, more: tuple[str, ...]) -> None:
    done = run("parse", "--check", *more, telegram)
    assert done.exit_code == 0
    assert "The checks found nothing." in done.output


def test_the_record_has_findings_where_they_were_asked_for(run: Run, telegram: Path) -> None:
    assert json.loads(run("parse", "--json", "--check", telegram).output)["findings"] == []
    assert json.loads(run("parse", "--json", telegram).output)["findings"] is None
