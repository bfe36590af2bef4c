"""What the readers of formats hand out: the texts taken out of one file."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """One text of a file as UTF-8 (or a plain file's own bytes), its name in there, and what is odd about it."""

    raw: bytes
    name: str | None = None
    notes: tuple[str, ...] = ()
