"""Opening a trained model, with an error that says how to get it where it cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reftel.errors import ReftelError

SHIPPED = Path(__file__).parent / "models"


def open_model(path: Path) -> Any:
    """Return a tagger with the model of a file; raises `ReftelError` if it is missing or is no model."""
    import pycrfsuite

    if not path.is_file():
        raise ReftelError(f"{path.parent} has no model {path.name}. {_remedy(path)}")
    tagger = pycrfsuite.Tagger()
    try:
        tagger.open(str(path))
    except (OSError, ValueError) as error:
        raise ReftelError(f"{path} is no model that can be read. {_remedy(path)}") from error
    return tagger


def _remedy(path: Path) -> str:
    """Return what to do: a folder of one's own may come from a version that had fewer models."""
    if path.parent == SHIPPED:
        return "It is a part of reftel: install reftel again."
    what = path.name.partition("_")[0]
    return (
        f"Train the models again with 'reftel train {what}', or move {what}_*.crfsuite out of the folder "
        "to use reftel's own."
    )
