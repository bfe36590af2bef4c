"""The sample collection: every fault planted in it is found, and nothing is found that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.marking import check
from reftel.reading import parse

# All that the checks say of the sample; `contents.csv` tells which of it is there on purpose.
FOUND = {
    ("08VALLETTA484-485.txt", "station-serial-differs"),
    ("08VALLETTA498.txt", "filed-before-dtg"),
    ("08VALLETTA498.txt", "reference-to-future"),
    ("08STATE134466.txt", "signal-differs"),
    ("08TUNIS1281.txt", "reason-out-of-force"),
    ("08TUNIS1281.txt", "schedule-out-of-force"),
    ("09TUNIS3.txt", "portion-above-overall"),
    ("09VALLETTA4.txt", "declassified-too-late"),
    ("09STATE811.txt", "stadis-outside-state"),
    ("09STATE811.txt", "reference-to-future"),
    ("76TUNIS3301.txt", "copies-do-not-add-up"),
    ("72LISBON2290.txt", "group-out-of-force"),
    ("08LISBON2811-section01.txt", "sections-incomplete"),
    ("08LISBON2811-section02.txt", "sections-incomplete"),
    ("09VALLETTA9.txt", "tags-unknown"),
    # Not planted, and right all the same.
    ("08STATE133871.txt", "classifier-missing"),
    ("08STATE134020.txt", "classifier-missing"),
    ("09VALLETTA5.txt", "control-not-at-the-head"),
    ("09VALLETTA5.txt", "subject-classified"),
    ("09VALLETTA12.txt", "summary-not-ended"),
    ("11VALLETTA88_smart.txt", "excluded-without-collective"),
}


@pytest.fixture(scope="module")
def found(sample_folder: Path) -> set[tuple[str, str]]:
    return {
        (path.name, finding.code)
        for path in sorted(sample_folder.rglob("*.txt"))
        for telegram in parse(path.read_bytes())
        for finding in check(telegram)
    }


def test_every_planted_fault_is_found(found: set[tuple[str, str]]) -> None:
    assert found >= FOUND


def test_nothing_else_is_found(found: set[tuple[str, str]]) -> None:
    assert found <= FOUND
