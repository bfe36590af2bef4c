"""A telegram as a file, and what a careful reader takes from it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from bench.corpus import roster
from bench.corpus.content import Content, content
from bench.corpus.layouts import layout_of

SEED = 1
FOLDER = 1000  # files in a folder

Truth = dict[str, Any]


class Made(NamedTuple):
    """A file of the corpus: its name in the folder, its bytes, and what it holds."""

    name: str
    raw: bytes
    truth: Truth


def telegrams(count: int, *, seed: int = SEED, start: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield the telegrams from one place on, as names and bytes."""
    for index in range(start, start + count):
        one = made(index, seed=seed)
        yield one.name, one.raw


def made(index: int, *, seed: int = SEED) -> Made:
    """Return the telegram of a place in the corpus."""
    said = content(seed, index)
    layout = layout_of(said.sent_at.year)
    text = layout.text(said, Random(~(seed * 1_000_003 + index)))
    name = f"{index // FOLDER:04d}/{said.sent_at:%y}{said.post.station}{said.serial}.txt"
    return Made(name, text.encode(), _truth(name, said, layout.family, seed))


def _truth(name: str, said: Content, family: str, seed: int) -> Truth:
    return {
        "name": name,
        "family": family,
        "mrn": f"{said.sent_at.year} {said.post.name} {said.serial}",
        "date": said.sent_at.date().isoformat(),
        "subject": said.subject,
        "classification": said.level,
        "tags": list(said.tags),
        "refs": [
            {"mrn": f"{c.sent.year} {roster.posts(seed)[c.sent.post].name} {c.sent.serial}", "held": c.held}
            for c in said.cited
        ],
        "paragraphs": len(said.paragraphs),
    }
