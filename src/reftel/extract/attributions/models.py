"""The trained models: opened once in each thread, when first needed."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reftel.extract.opening import check_fitting, open_model

_opened = threading.local()
HOME = Path(__file__).parent.parent / "models"
VERSION = 4  # of the features; models that were taught others are of no use
STEPS = ("roles", "frames", "voices", "manners", "owners", "sure")


@dataclass(frozen=True)
class Models:
    """One tagger (`tag(features) -> labels`, after it `marginal(label, place)`) for each step."""

    roles: Any
    frames: Any
    voices: Any
    manners: Any
    owners: Any
    sure: Any = None
    eager: float = 0.35
    eager_source: float = 0.35
    least_content: float = 0.12
    least_source: float = 0.12
    silence: float = 0.5
    hearsay: float = 1.0
    # Chosen by cross-validation: whole attributions gain up to 0.15, characters of contents lose from 0.1 on,
    # and at once where sentences without a cue are left out.
    least_sure: float = 0.1
    least_sure_without_cue: float = 0.0

    def least(self, cued: bool) -> float:
        """Return the chance below which an attribution is left out."""
        return self.least_sure if cued else self.least_sure_without_cue


def chance_at(tagger: Any, label: str, place: int) -> float:
    """Return the chance of a label at a place of what was tagged last; 0 for a label it was never taught."""
    return float(tagger.marginal(label, place)) if label in _labels(tagger) else 0.0


@lru_cache(maxsize=64)
def _labels(tagger: Any) -> frozenset[str]:
    return frozenset(tagger.labels())


def file_of(step: str, folder: Path) -> Path:
    """Return where a step's model lies."""
    return folder / f"attributions_{step}.crfsuite"


def opened(folder: Path) -> Models:
    """Open the models of a folder; raises `ReftelError` if a file is missing or is no model."""
    return Models(**{step: open_model(file_of(step, folder)) for step in STEPS})


def kept(folder: Path) -> Models:
    """Return the models of a folder, opened once in each thread: what was tagged last is a tagger's own."""
    found: dict[Path, Models] = _opened.__dict__.setdefault("folders", {})
    if folder not in found:
        check_fitting(folder, "attributions", VERSION)
        found[folder] = opened(folder)
    return found[folder]
