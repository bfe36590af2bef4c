"""Runs the scorers that lie beside a folder of real data, and takes over what they count.

The scorers are programs of their own: they are run, never imported, so that they judge the reader as
anyone else would.  A folder has `header_cases/cases.json`, `telegrams/manifest.csv`, or both; the
scorers are looked for in `tools` next to the folder.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.score import ALL, CaseSet, Score, Table
from reftel.errors import SourceError

SLOWEST = 600  # seconds a scorer may take before it is given up


def score_headers(data: Path) -> CaseSet | None:
    """Score header snippets; none, where the folder has no cases."""
    cases = data / "header_cases" / "cases.json"
    if not cases.is_file():
        return None
    found = _run(data, "score_headers.py", cases)
    table = {ALL: {field: _score(count) for field, count in found.items()}}
    return CaseSet("headers", "Header snippets", _digest([cases]), table)


def score_telegrams(data: Path) -> CaseSet | None:
    """Score whole telegrams against what their archives say of them; none, where there are none."""
    folder = data / "telegrams"
    if not (folder / "manifest.csv").is_file():
        return None
    found = _run(data, "score_telegrams.py", folder)
    table: Table = {
        family: {field: _score(count) for field, count in fields.items()}
        for family, fields in found["families"].items()
    }
    medians = ", ".join(f"{family} {share:.3f}" for family, share in sorted(found["unread_median"].items()))
    notes = [f"unread in the median telegram: {medians}"]
    notes += [f"crash: {crash}" for crash in found["crashes"]]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return CaseSet("telegrams", "Whole telegrams", _digest(files), table, notes=tuple(notes))


def _run(data: Path, name: str, of: Path) -> Any:
    program = data.resolve().parent / "tools" / name
    if not program.is_file():
        raise SourceError(f"{program} is missing: put the scorer of {of} there")
    command = [sys.executable, str(program), str(of), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SLOWEST, check=False)
    if done.returncode:
        raise SourceError(f"{program} failed on {of}: {done.stderr.strip()[-400:]}")
    return json.loads(done.stdout)


def _score(count: dict[str, int]) -> Score:
    return Score(count["right"], count["total"])


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
