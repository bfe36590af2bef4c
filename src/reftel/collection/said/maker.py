"""By what telegrams are annotated: the version of the program, its rules, and its models."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from reftel import __version__
from reftel.collection.layout import Layout, Settings, read_settings
from reftel.errors import CollectionError
from reftel.model import Record
from reftel.release.policy import EVERYTHING

# Counts up with each change of what the tables take from annotations.
RULES = 2

# Rules, tables and models lie in these rooms.
_ROOMS = ("reftel.extract", "reftel.terms")
_MODEL = ".crfsuite"
_PARTS = (_MODEL, ".gz", ".json", ".toml", ".csv", ".py")


class Maker(Record, frozen=True):
    """What annotates: a version, and a digest that is another whenever other annotations may come out."""

    version: str
    digest: str


@cache
def shipped() -> Maker:
    """Return what annotates by default: its rules, its tables and its models."""
    digest = hashlib.sha256(str(RULES).encode())
    for room in _ROOMS:
        spec = find_spec(room)
        assert spec is not None
        folder = Path(str(spec.origin)).parent
        for file in sorted(f for f in folder.rglob("*") if f.suffix in _PARTS):
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return Maker(__version__, digest.hexdigest()[:32])


def own(folder: Path) -> Maker:
    """Return what annotates with the models of a folder, and with reftel's own for what the folder lacks.

    Raises CollectionError where the folder holds no model.
    """
    models = sorted(folder.glob(f"*{_MODEL}*"))
    if not models:
        raise CollectionError(
            f"{folder}, named under [annotate] in reftel.toml, holds no models. 'reftel train' makes them; "
            "or take the line out to use reftel's own."
        )
    return _own(tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in models))


@lru_cache(maxsize=8)
def _own(models: tuple[tuple[Path, int, int], ...]) -> Maker:
    digest = hashlib.sha256(shipped().digest.encode())
    for file, _, _ in models:
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return Maker(__version__, digest.hexdigest()[:32])


def models_of(layout: Layout, settings: Settings) -> Path | None:
    """Return the folder of models that the settings of a collection name; null for reftel's own."""
    return None if settings.models is None else layout.folder.absolute() / settings.models


def maker_of(layout: Layout) -> Maker | None:
    """Return what annotates a collection now, and its editions.

    Null where that cannot be told: of an edition that was handed on, or of models that are gone.
    """
    from reftel.collection import editions

    settings = read_settings(layout)
    if settings.policy != EVERYTHING:
        whole = editions.whole_of(layout)
        if whole is None:
            return None
        layout = whole[0]
        settings = read_settings(layout)
    models = models_of(layout, settings)
    try:
        return shipped() if models is None else own(models)
    except (CollectionError, OSError):
        return None


def number_of(db: sqlite3.Connection, maker: Maker, clock: Callable[[], str]) -> int:
    """Return the number of a maker in the table, where it is put if it is new."""
    db.execute(
        "INSERT OR IGNORE INTO makers (version, digest, since) VALUES (?, ?, ?)",
        (maker.version, maker.digest, clock()),
    )
    (number,) = db.execute("SELECT id FROM makers WHERE digest = ?", (maker.digest,)).fetchone()
    return int(number)


def known(db: sqlite3.Connection, maker: Maker) -> int | None:
    """Return the number of a maker that was at work before."""
    row = db.execute("SELECT id FROM makers WHERE digest = ?", (maker.digest,)).fetchone()
    return None if row is None else int(row[0])


def last_known(db: sqlite3.Connection) -> int | None:
    """Return the number of the last maker that annotated what is held; null where nothing is annotated."""
    (number,) = db.execute("SELECT max(maker_id) FROM annotated").fetchone()
    return None if number is None else int(number)
