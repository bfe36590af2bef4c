"""Opening a trained model, with an error that says how to get it where it cannot be read."""

from __future__ import annotations

import gzip
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from reftel.errors import ReftelError

SHIPPED = Path(__file__).parent / "models"
PACKED = ".gz"  # behind the name of a model that is kept compressed, as reftel's own are


def open_model(path: Path) -> Any:
    """Return a tagger with the model of a file, or of its compressed twin beside it.

    Raises `ReftelError` if both are missing or it is no model.
    """
    import pycrfsuite

    twin = path.with_name(path.name + PACKED)
    if not path.is_file() and not twin.is_file():
        raise ReftelError(f"{path.parent} has no model {path.name}. {_remedy(path)}")
    tagger = pycrfsuite.Tagger()
    try:
        if path.is_file():
            tagger.open(str(path))
        else:
            tagger.open_inmemory(_unpacked(twin, twin.stat().st_mtime_ns))
    except (OSError, EOFError, ValueError) as error:
        raise ReftelError(f"{path} is no model that can be read. {_remedy(path)}") from error
    return tagger


@lru_cache(maxsize=32)  # the taggers of several threads read the same bytes
def _unpacked(packed: Path, _: int) -> bytes:
    return gzip.decompress(packed.read_bytes())


def check_fitting(folder: Path, what: str, version: int) -> None:
    """Raise `ReftelError` where a folder's note says that its models were taught to see other features.

    Such models open, but know next to nothing of what they are shown.
    """
    note = folder / f"{what}.toml"
    try:
        taught = tomllib.loads(note.read_text(encoding="utf-8")).get("features", version)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise ReftelError(f"{note} cannot be read: {error}. {_remedy(folder / what)}") from error
    if taught != version:
        raise ReftelError(
            f"The models of {what} in {folder} were trained by another version of reftel. "
            f"{_remedy(folder / what)}"
        )


def pack(folder: Path) -> None:
    """Compress the models of a folder; the same models give the same bytes."""
    for path in sorted(folder.glob("*.crfsuite")):
        path.with_name(path.name + PACKED).write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        path.unlink()


def _remedy(path: Path) -> str:
    """Return what to do: a folder of one's own may come from a version that had fewer models."""
    if path.parent == SHIPPED:
        return "It is a part of reftel: install reftel again."
    what = path.name.partition("_")[0]
    return (
        f"Train the models again with 'reftel train {what}', or move {what}_*.crfsuite* out of the folder "
        "to use reftel's own."
    )
