"""What the readers of formats hand out: the texts taken out of one file."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """One text of a file as UTF-8 (of plain text the bytes themselves), its name in there, what is odd."""

    raw: bytes
    name: str | None = None
    notes: tuple[str, ...] = ()
