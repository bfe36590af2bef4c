"""Annotated texts to learn from: lines of JSON as in the shared sets, the roles as words of the page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reftel.extract.attributions.layout import Layout
from reftel.extract.page import Page

Words = tuple[int, int]
ROLES = ("source", "cue", "addressee", "content")


@dataclass(frozen=True)
class Wanted:
    """One attribution as annotated; each role as stretches of words."""

    n: int
    manner: str
    own: bool
    continues: int | None
    source: tuple[Words, ...]
    cue: tuple[Words, ...]
    addressee: tuple[Words, ...]
    content: tuple[Words, ...]


@dataclass
class Lesson:
    """A text with its annotations."""

    name: str
    layout: Layout
    wanted: list[Wanted]
    raw: dict[str, Any] = field(repr=False)


def lessons(paths: Iterable[Path]) -> list[Lesson]:
    """Return every annotated text of the files, and of the `*.jsonl` of the folders, in order of name."""
    found: list[Lesson] = []
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    found.append(_lesson(json.loads(line)))
    return found


def _lesson(raw: dict[str, Any]) -> Lesson:
    layout = Layout(Page(raw["text"]))
    wanted = []
    for a in raw["attributions"]:
        roles = {r: tuple(w for s, e in a[r] if (w := words_of(layout, s, e))) for r in ROLES}
        wanted.append(Wanted(a["n"], a["manner"] or "state", bool(a["own"]), a["continues"], **roles))
    return Lesson(raw["id"], layout, wanted, raw)


def words_of(layout: Layout, start: int, end: int) -> Words | None:
    """Return the words that a stretch of text touches."""
    starts, ends = layout.page.tokens.starts, layout.page.tokens.ends
    first = next((i for i, e in enumerate(ends) if e > start), len(ends))
    last = next((i for i in range(first, len(starts)) if starts[i] >= end), len(starts))
    return (first, last) if last > first else None
