"""Where the sources of a collection lie on this machine, so that `reftel retry` need not be told.

A collection is handed over and says nothing of the machine it was built on; so this stands outside
it, in the folder where this user's programs keep what they have to remember (XDG_STATE_HOME).
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import msgspec

_MOST = 1000


def remember_sources(collection: str | os.PathLike[str], sources: tuple[str, ...]) -> None:
    """Keep the names of sources; where nothing can be kept, `retry` will have to be told."""
    paths = [str(Path(source).absolute()) for source in sources]
    known = [path for path in remembered_sources(collection) if path not in paths]
    place = _place(collection)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(f".{os.getpid()}")
        beside.write_bytes(msgspec.json.encode([*known, *paths][-_MOST:]))
        beside.replace(place)


def remembered_sources(collection: str | os.PathLike[str]) -> tuple[str, ...]:
    """Return the sources that a collection was built from on this machine, by this user."""
    try:
        return msgspec.json.decode(_place(collection).read_bytes(), type=tuple[str, ...])
    except (OSError, msgspec.DecodeError):
        return ()


def _place(collection: str | os.PathLike[str]) -> Path:
    states = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    name = hashlib.sha256(os.fsencode(os.path.realpath(collection))).hexdigest()
    return states / "reftel" / "sources" / f"{name[:32]}.json"
