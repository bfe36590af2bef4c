"""Scores mentions, who is who and attributions in annotated telegrams that no model learnt from.

`historylab/dev.jsonl` for mentions and who is who, `attributions/dev.jsonl` for attributions, and for both
the exercise texts of `exercise/test`: news, telegrams of three decades and printed documents, written and
annotated by somebody who saw neither the program nor the texts that it learnt from.  The sets are small:
their floors lie at the lower end of the 95 % interval, the texts drawn again and again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from bench.markup import FOLDER, documents
from bench.score import ALL, CaseSet, Score
from reftel.extract.coreference import Counts as Links
from reftel.extract.coreference import coreference_counts, coreference_f1
from reftel.extract.scoring import Counts, added, attribution_counts, interval, mention_counts
from reftel.extract.steps import annotate

_FINE = 10_000  # an F1 that is no share of cases is written as so many in ten thousand
_DRAWS = 300


def score_mentions(data: Path) -> CaseSet | None:
    """Score mentions, and who they mean, in the archive's annotated texts; none, where there are none."""
    file = data / "historylab" / "dev.jsonl"
    if not file.is_file():
        return None
    return _named("mentions", "Mentions and who they mean", file, _documents(file))


def score_exercise_mentions() -> CaseSet:
    """Score mentions, and who they mean, in the exercise texts written for it."""
    file = FOLDER / "test" / "mentions" / "test.txt"
    docs = list(documents("mentions", [file]))
    return _named("exercise-mentions", "Mentions in exercise texts", file, docs)


def _named(name: str, title: str, file: Path, docs: Sequence[dict[str, Any]]) -> CaseSet:
    found = [annotate(doc["text"]).to_dict()["mentions"] for doc in docs]
    counts = [mention_counts(doc, mentions) for doc, mentions in zip(docs, found, strict=True)]
    links = [coreference_counts(doc, mentions) for doc, mentions in zip(docs, found, strict=True)]
    table, lows = _table(counts)
    table["coreference"] = Score(round(coreference_f1(links) * _FINE), _FINE)
    lows[f"{ALL}/coreference"] = _low(links)
    return _cases(name, title, file, table, lows, len(docs))


def score_attributions(data: Path) -> CaseSet | None:
    """Score who is said to have said what in the project's annotated texts; none, where there are none."""
    file = data / "attributions" / "dev.jsonl"
    if not file.is_file():
        return None
    return _said("attributions", "Who is said to have said what", file, _documents(file))


def score_exercise_attributions() -> CaseSet:
    """Score who is said to have said what in the exercise texts written for it."""
    file = FOLDER / "test" / "attributions" / "test.txt"
    docs = list(documents("attributions", [file]))
    return _said("exercise-attributions", "Who said what in exercise texts", file, docs)


def _said(name: str, title: str, file: Path, docs: Sequence[dict[str, Any]]) -> CaseSet:
    counts = [attribution_counts(doc, annotate(doc["text"]).to_dict()["attributions"]) for doc in docs]
    return _cases(name, title, file, *_table(counts), len(docs))


def _documents(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _table(counts: Sequence[Counts]) -> tuple[dict[str, Score], dict[str, float]]:
    """Return the F1 of each part, each hit counted twice, and the lower end of its interval."""
    total = added(counts)
    table = {name: Score(round(2 * hit), round(given + asked)) for name, (hit, given, asked) in total.items()}
    lows = {f"{ALL}/{name}": interval(counts, name, draws=_DRAWS)[0] for name in total}
    return table, lows


def _low(links: Sequence[Links]) -> float:
    random = Random(1)
    scores = sorted(coreference_f1(random.choices(links, k=len(links))) for _ in range(_DRAWS))
    return scores[int(_DRAWS * 0.025)]


def _cases(
    name: str, title: str, file: Path, table: Mapping[str, Score], lows: dict[str, float], texts: int
) -> CaseSet:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return CaseSet(name, title, digest, {ALL: dict(table)}, notes=(f"{texts} texts",), lows=lows)
