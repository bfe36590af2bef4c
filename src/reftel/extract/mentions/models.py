"""The trained models: opened once in each thread, when first needed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, NamedTuple

from reftel.extract.mentions.features import VERSION
from reftel.extract.opening import check_fitting, open_model

FOLDER = Path(__file__).parent.parent / "models"
NAMES = ("outer", "small", "inner", "judge")
_opened = threading.local()


class Taggers(NamedTuple):
    """The models of the outermost mentions, the innermost, those within one, and the judge of candidates."""

    outer: Any
    small: Any
    inner: Any
    judge: Any


def taggers(folder: Path = FOLDER) -> Taggers:
    """Return the models of a folder.

    Raises ReftelError if a file is missing, is no model, or was trained to see other features.
    """
    kept: dict[Path, Taggers] = _opened.__dict__.setdefault("folders", {})
    if folder not in kept:
        check_fitting(folder, "mentions", VERSION)
        kept[folder] = Taggers(*(open_model(model_path(folder, name)) for name in NAMES))
    return kept[folder]


def model_path(folder: Path, name: str) -> Path:
    """Return the path of a model."""
    return folder / f"mentions_{name}.crfsuite"
