"""Records as JSON objects: in an array, in a list inside an object, one on a line, or alone.

Read token by token, so that every value keeps its place; a file that breaks off gives what stands before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from reftel.model import Span
from reftel.reading.attributes.cells import Cell, Piece, Rough, Sheet, cut, tile

HEAD = 20_000  # characters within which the names of a first record stand
DEEPEST = 200  # lists and objects within each other; no file of records has so many
LONGEST_NESTED = 2000  # characters of a list or object kept as the value it is written as
_NAME = re.compile(r'"([A-Za-z][\w .-]{0,60})"\s*:')
_TOKEN = re.compile(
    r"[\s\ufeff]*+(?:(?P<string>\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\")|(?P<mark>[{}\[\]:,])"
    r"|(?P<plain>[^\s{}\[\]:,\"]++))",
    re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.S
)


class _Frame:
    """An object or array that is not closed yet."""

    def __init__(self, start: int, *, is_object: bool) -> None:
        self.start, self.is_object = start, is_object
        self.key: str | None = None
        self.cells: list[Cell] = []
        self.items: list[Piece] | None = []  # of an array of plain values
        self.holds_records = False


def read(text: str, knows: Callable[[Iterable[str]], bool]) -> list[Sheet] | None:
    """Return the records of a JSON file, None where its first names are not known."""
    if text.lstrip("\ufeff \n\t")[:1] not in ("{", "[") or not knows(_NAME.findall(text, 0, HEAD)):
        return None
    reader = _Reader(text, knows)
    reader.read()
    return tile(reader.found, reader.at, len(text)) or None


class _Reader:
    def __init__(self, text: str, knows: Callable[[Iterable[str]], bool]) -> None:
        self.text, self.knows = text, knows
        self.found: list[Rough] = []
        self.stack: list[_Frame] = []
        self.at = 0

    def read(self) -> None:
        while m := _TOKEN.match(self.text, self.at):
            start = m.start(str(m.lastgroup))
            if m["mark"]:
                if not self.mark(m["mark"], start):
                    break
            else:
                self.value(self.pieces(start, m.end(), m["plain"]))
            self.at = m.end()
        if not self.text[self.at :].strip():
            self.at = len(self.text)
        while self.stack:
            why = "the file breaks off within the record"
            self.record(self.stack.pop(), (("cut-off", why, Span(self.at, self.at)),))

    def mark(self, mark: str, start: int) -> bool:
        top = self.stack[-1] if self.stack else None
        if mark in "{[":
            if len(self.stack) == DEEPEST:
                return False
            self.stack.append(_Frame(start, is_object=mark == "{"))
        elif mark in "}]":
            if top is None or top.is_object != (mark == "}"):
                return False
            self.close(self.stack.pop(), start + 1)
        elif mark == "," and top:
            top.key = None
        return True

    def close(self, frame: _Frame, stop: int) -> None:
        """Take a closed object for a record, or else for a value of what it stands in."""
        if (frame.is_object and self.record(frame)) or not self.stack:
            return
        if frame.holds_records:
            self.stack[-1].holds_records = True
        elif not frame.is_object and frame.items is not None:
            self.value(frame.items)
        elif stop - frame.start <= LONGEST_NESTED:
            self.value([Piece(frame.start, stop, self.text[frame.start : stop])], nested=True)

    def record(self, frame: _Frame, notes: tuple[tuple[str, str, Span], ...] = ()) -> bool:
        """Take an object for a record, if it stands alone or in a list: our own records hold an archive's."""
        inside = bool(self.stack) and self.stack[-1].is_object
        if inside or not frame.cells or frame.holds_records or not self.knows(c.column for c in frame.cells):
            return False
        self.found.append(Rough(frame.start, tuple(frame.cells), notes))
        for outer in self.stack:
            outer.holds_records = True
        return True

    def value(self, pieces: list[Piece], *, nested: bool = False) -> None:
        """Give a value to its object or array; the first string of an object's pair is its name."""
        top = self.stack[-1] if self.stack else None
        if top is None:
            return
        if not top.is_object:
            self.item(top, pieces, nested=nested)
        elif top.key is None:
            top.key = "".join(p.words for p in pieces)
        else:
            top.cells.append(Cell(top.key, pieces))

    @staticmethod
    def item(array: _Frame, pieces: list[Piece], *, nested: bool) -> None:
        if nested or array.items is None:
            array.items = None
        elif pieces:
            between = [Piece(pieces[0].start, pieces[0].start, ", ")] if array.items else []
            array.items += [*between, *pieces]

    def pieces(self, start: int, stop: int, plain: str | None) -> list[Piece]:
        if plain is not None:
            return [] if plain == "null" else [Piece(start, stop, plain)]
        escapes = _ESCAPE.finditer(self.text, start + 1, stop - 1)
        return cut(self.text, start + 1, stop - 1, escapes, _meaning)


def _meaning(m: re.Match[str]) -> str:
    """Return what an escape stands for; one that JSON does not have stands for itself."""
    try:
        meant: str = json.loads(f'"{m[0]}"')
        meant.encode()
    except ValueError:
        return m[0]
    return meant
