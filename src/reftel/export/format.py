"""What a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reftel.collection.selection import Selection


class Format(NamedTuple):
    """A way to write a result set: its name is the ending of its files.

    `written` yields the file in pieces of at most one telegram, and holds no more than some
    hundreds of telegrams at once, so that a result set of any size can be written.
    """

    name: str
    about: str
    media_type: str
    written: Callable[[Selection], Iterator[bytes]]
