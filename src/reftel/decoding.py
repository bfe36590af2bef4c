"""Records from JSON and from tables: what reads a type is made once, by one thread.

Two threads that read a type of record for the first time at the same moment crash the process: msgspec fills
in what it knows of a type while others already use it.  The reading room answers in many threads.
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar, cast

import msgspec

Record = TypeVar("Record")
_MAKING = Lock()
_made: dict[object, msgspec.json.Decoder[Any]] = {}


def from_json(written: bytes | str, kind: type[Record]) -> Record:
    """Return a record from its JSON; raises `msgspec.DecodeError` where it is none of this type."""
    decoder = _made.get(kind)
    if decoder is None:
        with _MAKING:
            decoder = _made.setdefault(kind, msgspec.json.Decoder(kind))
    return cast(Record, decoder.decode(written))


def from_plain(plain: object, kind: type[Record]) -> Record:
    """Return a record from dictionaries and lists; raises `msgspec.ValidationError` where they do not fit."""
    with _MAKING:
        return msgspec.convert(plain, kind)
