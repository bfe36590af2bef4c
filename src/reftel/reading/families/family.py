"""What a family is."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, NamedTuple

from reftel.reading.defects import Defects
from reftel.reading.header import Walk, walk
from reftel.view import View


class Paper(NamedTuple):
    """The telegram inside its wrapper: where it begins and ends, and what the wrapper's parts are.

    `marks` are (start, stop, kind) outside the telegram; `archive` holds the wrapper's values as printed.
    """

    start: int
    stop: int
    marks: tuple[tuple[int, int, str], ...] = ()
    archive: tuple[tuple[str, str], ...] = ()
    pages: int | None = None  # where the pages end, if the archive's own record stands behind them


class Family(NamedTuple):
    """A layout: its name, how it is recognised, how its wrapper comes off, how its header is walked."""

    name: str
    knows: Callable[[str], bool]
    unwrap: Callable[[str], Paper]
    walk: Callable[[str], Walk] = walk
    values: Callable[[View, View, Container[str], Defects], dict[str, Any]] | None = (
        None  # what its wrapper says, where the text does not
    )
    mixed_signature: bool = False


def unwrapped(text: str) -> Paper:
    """Return a text that nothing wraps."""
    return Paper(0, len(text))
