"""The trained models, opened once when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent.parent / "models"
STEPS = ("roles", "frames", "voices", "manners", "owners")


@dataclass(frozen=True)
class Models:
    """One tagger (`tag(features) -> labels`, after it `marginal(label, place)`) for each step."""

    roles: Any
    frames: Any
    voices: Any
    manners: Any
    owners: Any
    eager: float = 0.22
    eager_source: float = 0.3
    least_content: float = 0.12
    least_source: float = 0.15
    silence: float = 0.7
    hearsay: float = 1.0


def file_of(step: str, folder: Path) -> Path:
    """Return where a step's model lies."""
    return folder / f"attributions_{step}.crfsuite"


def opened(folder: Path) -> Models:
    """Open the models of a folder."""
    import pycrfsuite

    taggers = {}
    for step in STEPS:
        taggers[step] = pycrfsuite.Tagger()
        taggers[step].open(str(file_of(step, folder)))
    return Models(**taggers)


@cache
def kept(folder: Path) -> Models:
    """Return the models of a folder, opened once."""
    return opened(folder)
