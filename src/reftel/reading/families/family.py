"""What a family is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Paper(NamedTuple):
    """The telegram inside its wrapper: where it begins and ends, and what the wrapper's parts are.

    `marks` are (start, stop, kind) outside the telegram; `archive` holds the wrapper's values as printed.
    """

    start: int
    stop: int
    marks: tuple[tuple[int, int, str], ...] = ()
    archive: tuple[tuple[str, str], ...] = ()


class Family(NamedTuple):
    """A layout: its name, how it is recognised, how its wrapper comes off, and how it signs."""

    name: str
    knows: Callable[[str], bool]
    unwrap: Callable[[str], Paper]
    mixed_signature: bool = False


def unwrapped(text: str) -> Paper:
    """Return a text that nothing wraps."""
    return Paper(0, len(text))
