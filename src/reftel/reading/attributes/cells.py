r"""A record of a structured file: its values, what each says, and which characters of the file say so.

A value may be written with escapes (`""`, `\n`, `&amp;`); its rules read what the escapes mean, and
`Cell.span` leads from there back to the characters of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import msgspec

from reftel.model import Span

T = TypeVar("T")


class Piece(NamedTuple):
    """A stretch of the file and the characters it stands for."""

    start: int
    stop: int
    words: str


class Cell:
    """A value under its column's name."""

    __slots__ = ("_ends", "column", "pieces", "words")

    def __init__(self, column: str, pieces: Iterable[Piece]) -> None:
        """Lay the pieces of the value end to end."""
        self.column = column
        self.pieces = tuple(p for p in pieces if p.words)
        self.words = "".join(p.words for p in self.pieces)
        self._ends = list(accumulate(len(p.words) for p in self.pieces))

    @property
    def whole(self) -> Span:
        """Where the value stands; it has to say something."""
        return Span(self.pieces[0].start, self.pieces[-1].stop)

    @property
    def escaped(self) -> tuple[Piece, ...]:
        """The pieces that are written otherwise than they read."""
        return tuple(p for p in self.pieces if p.stop > p.start and p.stop - p.start != len(p.words))

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the file that says these characters, whole escapes included."""
        if not self.pieces:
            return Span(0, 0)
        begin = self._place(start, last=False)
        return Span(begin, begin if end <= start else max(begin, self._place(end - 1, last=True)))

    def _place(self, offset: int, *, last: bool) -> int:
        """Return where a character begins, or ends."""
        i = bisect_right(self._ends, offset)
        if i == len(self.pieces):
            return self.pieces[-1].stop
        piece = self.pieces[i]
        if piece.stop - piece.start == len(piece.words):
            return piece.start + offset - (self._ends[i] - len(piece.words)) + last
        return piece.stop if last else piece.start


class Sheet(NamedTuple):
    """A record: its stretch of the file, as far as its form was understood, and its values in order.

    `notes` are (code, why, place) of what is odd about its form.
    """

    start: int
    stop: int
    understood: int
    cells: tuple[Cell, ...]
    notes: tuple[tuple[str, str, Span], ...] = ()


class Rough(NamedTuple):
    """A record as met: where it begins, its values, what is odd about it."""

    start: int
    cells: tuple[Cell, ...]
    notes: tuple[tuple[str, str, Span], ...] = ()


def tile(found: list[Rough], understood: int, length: int) -> list[Sheet]:
    """Lay the records end to end over the file: what stands between two belongs to the one before."""
    found.sort(key=lambda r: r.start)
    starts = [0, *(r.start for r in found[1:]), length]
    return [
        Sheet(a, b, min(b, understood), r.cells, r.notes)
        for r, a, b in zip(found, starts, starts[1:], strict=False)
    ]


def cut(text: str, start: int, stop: int, escapes: Iterable[Any], means: Callable[[Any], str]) -> list[Piece]:
    """Cut a value at its escapes; `escapes` are their matches in order."""
    pieces: list[Piece] = []
    at = start
    for m in escapes:
        if m.start() > at:
            pieces.append(Piece(at, m.start(), text[at : m.start()]))
        pieces.append(Piece(m.start(), m.end(), means(m)))
        at = m.end()
    if at < stop:
        pieces.append(Piece(at, stop, text[at:stop]))
    return pieces


def moved(value: T, place: Callable[[int, int], Span]) -> T:
    """Return a part of a record with every span in it moved to its place in the file."""
    result: Any = value
    if isinstance(value, Span):
        result = place(value.start, value.end)
    elif isinstance(value, tuple):
        result = tuple([moved(v, place) for v in value])
    elif isinstance(value, msgspec.Struct) and _has_places(type(value)):
        result = type(value)(*[moved(getattr(value, name), place) for name in value.__struct_fields__])
    return result  # type: ignore[no-any-return]


@cache
def _has_places(kind: type[msgspec.Struct]) -> bool:
    """Tell whether a kind of record holds spans, or a value of any kind."""
    return any("Span" in str(said) or str(said) in ("T", "~T") for said in kind.__annotations__.values())
