"""Floors rise when told to, sink only by name and with a reason, and a score below one fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from bench import floors
from bench.evaluate import judge
from bench.floors import FloorError, Kept
from bench.score import CaseSet, Score

QUIET = Console(quiet=True)


def scored(right: int, name: str = "own", digest: str = "d") -> CaseSet:
    return CaseSet(name, "Cases", digest, {"all": {"tags": Score(right, 10)}})


def test_a_score_below_its_floor_is_told() -> None:
    kept = floors.raised(scored(9), {})
    assert judge(scored(9), kept, QUIET) == []
    assert judge(scored(8), kept, QUIET) == ["own/all/tags: 0.8000 is below its floor 0.9000"]


def test_a_score_that_is_gone_is_below_its_floor() -> None:
    kept = floors.raised(scored(9), {})
    assert floors.below(CaseSet("own", "Cases", "d", {}), kept) == [
        "own/all/tags: 0.0000 is below its floor 0.9000"
    ]


def test_raising_never_lowers() -> None:
    kept = floors.raised(scored(9), {})
    assert floors.raised(scored(7), kept)["own"].floors == {"all/tags": 0.9}
    assert floors.raised(scored(10), kept)["own"].floors == {"all/tags": 1.0}


def test_real_telegrams_have_one_case_of_slack() -> None:
    assert floors.raised(scored(9, "labels"), {})["labels"].floors == {"all/tags": 0.8}


def test_a_floor_sinks_by_name_and_with_a_reason() -> None:
    kept = floors.raised(scored(9), {})
    after, line = floors.lowered("own/all/tags", "two rows were disputed", [scored(7)], kept)
    assert after["own"].floors == {"all/tags": 0.7}
    assert line == "- Accuracy floor `own/all/tags` from 0.9000 to 0.7000: two rows were disputed"


@pytest.mark.parametrize(
    ("name", "because"), [("own/all/tags", " "), ("own/all/dtg", "so"), ("other/x", "so")]
)
def test_a_floor_does_not_sink_otherwise(name: str, because: str) -> None:
    with pytest.raises(FloorError):
        floors.lowered(name, because, [scored(7)], floors.raised(scored(9), {}))


def test_cases_in_the_repository_do_not_change_unnoticed() -> None:
    kept = floors.raised(scored(9), {})
    assert "the cases changed" in judge(scored(9, digest="e"), kept, QUIET)[0]


def test_other_real_cases_are_not_held_to_the_floors() -> None:
    kept = floors.raised(scored(9, "telegrams"), {})
    assert judge(scored(1, "telegrams", "e"), kept, QUIET) == []


def test_floors_are_kept_as_written(tmp_path: Path) -> None:
    kept = {"own": Kept("d", {"all/tags": 0.9})}
    floors.save(kept, tmp_path / "floors.json")
    assert floors.load(tmp_path / "floors.json") == kept
    assert floors.load(tmp_path / "none.json") == {}


def test_the_changelog_gets_the_line_under_what_is_not_released(tmp_path: Path) -> None:
    page = tmp_path / "CHANGELOG.md"
    page.write_text("# Changelog\n\n## Unreleased\n\n- New.\n\n## 1.0.0\n\n- Old.\n")
    floors.note_in_changelog("- Lower.", page)
    assert page.read_text() == "# Changelog\n\n## Unreleased\n\n- New.\n- Lower.\n\n## 1.0.0\n\n- Old.\n"
