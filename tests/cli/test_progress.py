"""The bar of a build: on the error stream of a terminal, with stage, counts, rate and time."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from reftel.cli.progress import clock, rate
from reftel.collection.contrasts import kept, table
from tests.collection.exercise import ENVIRONMENT


def test_a_terminal_sees_the_stage_and_the_count(tmp_path: Path, telegram: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", "from reftel.cli import main; main()", "build", tmp_path / "mine", telegram],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**ENVIRONMENT, "TERM": "xterm", "COLUMNS": "120", "XDG_STATE_HOME": str(tmp_path)},
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert b"1 file seen = 1 added" in done.stdout
    for words in ("reading", "1/1", "0:00:0", "left"):
        assert words in shown


@pytest.mark.parametrize(
    ("stage", "speed", "words"),
    [("reading", 1234.5, "1,234 files/s"), ("indexing", 2.0, "2 telegrams/s"), ("reading", None, "")],
)
def test_the_rate_says_what_is_counted(stage: str, speed: float | None, words: str) -> None:
    assert rate(stage, speed) == words


def test_a_stretch_of_time_reads_as_a_clock_does() -> None:
    assert [clock(s) for s in (0, 61, 3725.9)] == ["0:00:00", "0:01:01", "1:02:05"]


def test_each_stage_of_holding_claims_against_each_other_counts_what_it_works_on() -> None:
    assert [rate(stage, 5.0) for stage in (kept.STAGE, table.STAGE)] == ["5 telegrams/s", "5 claims/s"]
