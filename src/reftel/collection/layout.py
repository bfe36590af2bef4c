"""The folder of a collection: what lies where, and the settings in `reftel.toml`.

Every path is relative to the folder, so a copy of it is a collection too.
"""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reftel import __version__
from reftel.errors import CollectionError, PolicyError
from reftel.model import Record
from reftel.release.policy import EVERYTHING, ReaderClass, read_class, told_class

SETTINGS = "reftel.toml"
DATABASE = "telegrams.sqlite"
INDEX = "index"
ORIGINALS = "originals"
INCOMING = "originals/.incoming"
LOCK = "build.lock"
PROFILES = "profiles.sqlite"
REQUESTS = "requests.sqlite"
JUDGEMENTS = "judgements.sqlite"

EDITIONS = "editions"

FORMAT = 1

_OURS = (DATABASE, INDEX, ORIGINALS, EDITIONS, LOCK, SETTINGS, PROFILES, REQUESTS, JUDGEMENTS)


class Settings(Record, frozen=True):
    """What `reftel.toml` says: the collection's name, who may read what, and who wrote it.

    `policy` is the class of readers that the folder itself is for: everything, or in the folder of an
    edition that class; `classes` are those for which editions are made of it.  `models` is a folder of models
    of one's own to annotate with, seen from the collection's folder.
    """

    name: str
    policy: str = EVERYTHING
    format: int = FORMAT
    made_by: str = __version__
    classes: tuple[ReaderClass, ...] = ()
    models: str | None = None

    def reader(self, name: str) -> ReaderClass:
        """Return the class of this name; raises `CollectionError` where there is none."""
        for reader in self.classes:
            if reader.name == name:
                return reader
        known = ", ".join([EVERYTHING, *(c.name for c in self.classes)])
        raise CollectionError(
            f"There is no class of readers {name} in this collection. There are: {known}. "
            f"Classes are described in {SETTINGS}."
        )


class Layout:
    """The places in a collection's folder."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Take the folder as it is; nothing is read or made yet."""
        self.folder = Path(folder)
        self.settings = self.folder / SETTINGS
        self.database = self.folder / DATABASE
        self.index = self.folder / INDEX / EVERYTHING
        self.originals = self.folder / ORIGINALS
        self.incoming = self.folder / INCOMING
        self.lock = self.folder / LOCK
        self.profiles = self.folder / PROFILES
        self.requests = self.folder / REQUESTS
        self.judgements = self.folder / JUDGEMENTS

    def edition(self, reader: str) -> Layout:
        """Return the folder of the edition that a class of readers gets: a collection by itself."""
        return Layout(self.folder / EDITIONS / reader)

    def original(self, sha256: str) -> Path:
        """Return where the bytes with this hash are kept."""
        return self.originals / sha256[:2] / sha256

    def exists(self) -> bool:
        """Tell whether there is a finished collection here."""
        return self.settings.is_file()


def read_settings(layout: Layout) -> Settings:
    """Return the settings of a collection; raises `CollectionError` where there is none to open."""
    if not layout.exists():
        raise CollectionError(_why_none(layout))
    try:
        read = tomllib.loads(layout.settings.read_text(encoding="utf-8"))
        collection, versions = read["collection"], read["versions"]
        settings = Settings(
            collection["name"],
            collection["policy"],
            int(versions["format"]),
            str(versions["reftel"]),
            _classes(read.get("class", []), str(layout.settings)),
            _models(read.get("annotate", {})),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise CollectionError(
            f"{layout.settings} cannot be read ({error}). Put back a copy of it, or build anew."
        ) from error
    if settings.format > FORMAT:
        raise CollectionError(
            f"{layout.folder} was made by reftel {settings.made_by}, which is newer than this one "
            f"({__version__}). Upgrade reftel, or build the collection anew."
        )
    return settings


def _models(told: dict[str, Any]) -> str | None:
    """Return the folder that `[annotate] models` names."""
    models = told.get("models")
    return None if models is None else str(models)


def _classes(told: object, where: str) -> tuple[ReaderClass, ...]:
    if not isinstance(told, list):
        raise PolicyError(f"{where}: a class of readers is written as [[class]], with a name and its rules.")
    classes = tuple(read_class(each, where) for each in told)
    names = [c.name for c in classes]
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice is not None:
        raise PolicyError(f"{where}: there are two classes {twice}. Give one of them another name.")
    return classes


def write_settings(layout: Layout, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    import tomli_w

    told: dict[str, Any] = {
        "collection": {"name": settings.name, "policy": settings.policy},
        "versions": {"format": settings.format, "reftel": settings.made_by},
    }
    if settings.models:
        told["annotate"] = {"models": settings.models}
    if settings.classes:
        told["class"] = [told_class(c) for c in settings.classes]
    beside = layout.settings.with_suffix(".toml.new")
    with beside.open("wb") as file:
        tomli_w.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(layout.settings)


def check_whole(layout: Layout, settings: Settings) -> None:
    """Raise `CollectionError` for the folder of an edition: it follows, and is not built in."""
    if settings.policy != EVERYTHING:
        raise CollectionError(
            f"{layout.folder} is what readers of the class {settings.policy} see of a collection. Build in "
            "the collection itself; the edition follows."
        )


def check_free(layout: Layout) -> None:
    """Raise `CollectionError` where a new collection would fall among other files."""
    if not layout.folder.exists():
        return
    if not layout.folder.is_dir():
        raise CollectionError(f"{layout.folder} is a file. Name a folder for the collection.")
    with told_as_collection_error(layout):
        strangers = sorted(p.name for p in layout.folder.iterdir() if not p.name.startswith(_OURS))
    if strangers:
        raise CollectionError(
            f"{layout.folder} is not a collection and not empty (it holds {strangers[0]}). "
            "Name a new or empty folder."
        )


@contextmanager
def told_as_collection_error(layout: Layout) -> Iterator[None]:
    """Turn what the disk refuses into words about the collection."""
    try:
        yield
    except PermissionError as error:
        raise CollectionError(
            f"{layout.folder} may not be written or read ({error.strerror}). "
            "Give yourself the right to it, or copy it to a folder of yours."
        ) from error
    except OSError as error:
        if error.errno == errno.EROFS:
            raise read_only(layout) from error
        raise CollectionError(
            f"The disk refused to read or write {layout.folder} ({error.strerror or error}). Free space or "
            "check the disk, then give the same command again: what was finished is kept."
        ) from error


def lies_read_only(place: Path) -> bool:
    """Tell whether a place, or the nearest folder above it that is there, is on a read-only disk."""
    place = place.absolute()
    near = next(p for p in (place, *place.parents) if p.exists())
    return bool(os.statvfs(near).f_flag & os.ST_RDONLY)


def read_only(layout: Layout) -> CollectionError:
    """Return what to say where something has to be written to a disk that is mounted for reading."""
    if layout.exists():
        remedy = "copy the collection to a disk that can be written"
    else:
        remedy = "name a folder on a disk that can be written"
    return CollectionError(f"{layout.folder} is read-only: {remedy}.")


def _why_none(layout: Layout) -> str:
    if not layout.folder.exists():
        return (
            f"There is no collection at {layout.folder}. Make one with 'reftel build {layout.folder} SOURCE'."
        )
    if layout.database.exists():
        return f"{layout.folder} was begun and not finished. Give its 'reftel build' command again."
    return f"{layout.folder} is not a collection: it has no {SETTINGS}. Make one with 'reftel build'."
