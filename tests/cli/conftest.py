"""Running the command line inside the test process, and a telegram to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reftel.cli.app import group

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run `reftel` with these words; anything but an orderly end is a failure of ours."""

    def with_words(*words: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(group, [str(word) for word in words], input=stdin, catch_exceptions=False)

    return with_words


@pytest.fixture
def telegram(sample_folder: Path) -> Path:
    """One telegram of the sample."""
    return next(sample_folder.rglob("08VALLETTA483.txt"))
