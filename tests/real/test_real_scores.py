"""The scores on real telegrams do not sink below their floors (`floors.json`)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.real

FLOORS: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("floors.json").read_text("utf-8"))
SLOWEST = 600  # seconds a scorer may take before it is given up


def scores(real_data: Path, tool: str, of: str) -> dict[str, Any]:
    """What a scorer beside the real data says of reftel."""
    program, data = real_data.parent / "tools" / tool, real_data / of
    for path in (program, data):
        if not path.exists():
            pytest.skip(f"{path} is missing: no scores without it")
    command = [sys.executable, str(program), str(data), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SLOWEST, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def below(floors: dict[str, float], shares: dict[str, float]) -> dict[str, str]:
    """The scores that lie below their floor, or are missing."""
    return {
        name: f"{shares.get(name, 0.0):.3f} is below {floor:.3f}"
        for name, floor in floors.items()
        if shares.get(name, 0.0) < floor
    }


def share(score: dict[str, int]) -> float:
    """How much of what was asked is right."""
    return score["right"] / score["total"]


def test_header_scores_hold(real_data: Path) -> None:
    found = scores(real_data, "score_headers.py", "header_cases/cases.json")
    assert below(FLOORS["headers"], {field: share(score) for field, score in found.items()}) == {}


def test_telegram_scores_hold(real_data: Path) -> None:
    families = scores(real_data, "score_telegrams.py", "telegrams")["families"]
    shares = {
        f"{family}/{field}": share(s) for family, fields in families.items() for field, s in fields.items()
    }
    assert below(FLOORS["telegrams"], shares) == {}


def test_a_score_that_is_missing_is_below_its_floor() -> None:
    assert below({"a": 0.5, "b": 0.5}, {"a": 0.5}) == {"b": "0.000 is below 0.500"}
