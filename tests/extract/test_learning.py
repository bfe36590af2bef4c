"""Training on annotations of one's own, from exercise traffic."""

from __future__ import annotations

import json
from pathlib import Path

from reftel.extract.learning import train
from reftel.extract.steps import annotate

_SPOKE = (
    "Ambassador Vella told DCM that the lanterns were late.",
    "Minister Galea said that the quay was closed.",
)


def _rows() -> list[dict[str, object]]:
    rows = []
    for number in range(8):
        text = f"{_SPOKE[number % 2]} He left on May {number + 1}."
        source, verb = (16, 21) if number % 2 == 0 else (14, 18)
        said = {
            "n": 1, "manner": "state", "own": False, "continues": None, "source": [[0, source]],
            "cue": [[source + 1, verb]], "addressee": [], "content": [[verb + 6, text.index(".")]],
        }  # fmt: skip
        rows.append({"id": str(number), "text": text, "attributions": [said]})
    return rows


def test_models_of_ones_own_are_scored_and_used(tmp_path: Path) -> None:
    file, out = tmp_path / "corrected.jsonl", tmp_path / "models"
    file.write_text("".join(json.dumps(row) + "\n" for row in _rows()), encoding="utf-8")
    done = train("attributions", [file], out, folds=2)
    assert (done.texts, done.marks, done.folds) == (8, 8, 2)
    assert all(s.low <= s.value <= s.high for s in done.scores)
    assert {s.name for s in done.scores} >= {"content_exact", "whole"}
    found = annotate("Ambassador Vella told DCM that the lanterns were late.", models=out).attributions
    assert found
