"""What a format is, and what it is given to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from reftel.collection.answers import Provenance
from reftel.collection.entries import Entry
from reftel.model import Telegram


class ResultSet(Protocol):
    """All telegrams that answer a query; `reftel.collection.selection.Selection` is one."""

    def entries(self) -> Iterator[Entry]:
        """Yield each telegram as an entry of a table."""

    def telegrams(self) -> Iterator[tuple[Telegram, Provenance]]:
        """Yield each telegram whole, with its provenance."""


class Format(NamedTuple):
    """A way to write a result set: its name is the ending of its files.

    `written` yields the file in pieces of at most one telegram, and holds no more than some
    hundreds of telegrams at once, so that a result set of any size can be written.
    """

    name: str
    about: str
    media_type: str
    written: Callable[[ResultSet], Iterator[bytes]]
