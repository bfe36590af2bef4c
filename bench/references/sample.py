"""The years of the sample collection's references, every stated one taken away, against its truth.

The sample's truth says how a reference is read: one without a year as of the citing telegram's own.
Where the number is of another year, `labels/sample_years.json` says so; year 0 there cannot be told and is
not asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.references.known import Curve
from bench.references.years import Tried, tried
from reftel.reading import parse
from reftel.refs.periods import day_of
from reftel.sample import folder

RIGHT = Path(__file__).parents[1] / "labels" / "sample_years.json"


class OfSample(NamedTuple):
    """A reference of the sample, tried, and whether its text gives the year that was taken away."""

    tried: Tried
    stated: bool


def sample_tried() -> list[OfSample]:
    """Try every reference of the sample that names a number."""
    read = {path: parse(path.read_bytes()) for path in sorted(folder().rglob("*.txt"))}
    curve = Curve(t for telegrams in read.values() for t in telegrams)
    undated = {
        (path.relative_to(folder()).as_posix(), str(r.value.mrn))
        for path, telegrams in read.items()
        for t in telegrams
        for r in t.references
        if r.value.year_inferred
    }
    right = json.loads(RIGHT.read_text("utf-8"))
    rows = map(json.loads, (folder().parent / "truth.jsonl").read_text("utf-8").splitlines())
    return [one for row in rows for one in _of(row, right.get(row["file"], ()), undated, curve)]


def _of(
    row: dict[str, Any], right: list[str], undated: set[tuple[str, str]], curve: Curve
) -> Iterator[OfSample]:
    day = day_of(row.get("dtg") or "")
    if day is None:
        return
    named = [r["mrn"] for r in row.get("references") or () if r["mrn"]]
    for mrn in named:
        year, rest = mrn.split(" ", 1)
        post, serial = rest.rsplit(" ", 1)
        meant = [
            m for m in (*right, *(m for m in row.get("resolved") or () if m)) if m.split(" ", 1)[1] == rest
        ]
        truth = int(meant[0].split(" ")[0]) if meant else int(year)
        if not truth:
            continue
        found = tried(curve.curves, post, int(serial), day, truth, int(row["dtg"][:4]))
        yield OfSample(found, (row["file"], mrn) not in undated)
