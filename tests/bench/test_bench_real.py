"""The scores on real telegrams hold, too, where a folder of them is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import evaluate

pytestmark = pytest.mark.real


def test_the_scores_of_real_telegrams_hold(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--data", str(real_data)]) == 0, capsys.readouterr().out
