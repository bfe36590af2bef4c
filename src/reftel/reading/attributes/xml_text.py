"""Records as XML elements with one child element for each column, named by its tag or its `name`.

Read by expat; a document type, which could define entities, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from reftel.model import Span
from reftel.reading.attributes.cells import Cell, Piece, Rough, Sheet, tile

HEAD = 20_000  # characters within which the names of a first record stand
NAMED_BY = ("name", "column", "key")  # attributes that name the column of an element of any tag
_NAME = re.compile(
    r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?:[^<>]*?\b(?:name|column|key)=[\"']([^\"'<>]{1,60})[\"'])?"
)


class Refused(Exception):
    """A document type was met."""


class _Element:
    def __init__(self, name: str, start: int) -> None:
        self.name, self.start = name, start
        self.pieces: list[Piece] = []
        self.cells: list[Cell] = []
        self.has_children = self.holds_records = False


def read(text: str, knows: Callable[[Iterable[str]], bool]) -> list[Sheet] | None:
    """Return the records of an XML file, None where its first names are not known or it is refused."""
    if text.lstrip("\ufeff \n\t")[:1] != "<":
        return None
    if not knows(name for m in _NAME.finditer(text, 0, HEAD) for name in m.groups() if name):
        return None
    reader = _Reader(text, knows)
    try:
        reader.read()
    except Refused:
        return None
    return tile(reader.found, reader.understood, len(text)) or None


class _Reader:
    def __init__(self, text: str, knows: Callable[[Iterable[str]], bool]) -> None:
        self.text, self.knows = text, knows
        self.raw = text.encode("utf-8", "replace")
        self.bytes_read = self.understood = 0
        self.found: list[Rough] = []
        self.stack: list[_Element] = []
        self.waiting: tuple[int, str] | None = None  # characters met, up to where is not known yet
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse
        for other in ("Comment", "ProcessingInstruction", "StartCdataSection", "EndCdataSection"):
            setattr(self.parser, f"{other}Handler", lambda *_: self.here())

    def read(self) -> None:
        try:
            self.parser.Parse(self.raw, True)
            self.understood = len(self.text)
        except expat.ExpatError as error:
            self.waiting = None
            why = f"the file is no whole XML from here on: {expat.errors.messages[error.code]}"
            for element in self.stack:
                self.record(element, (("cut-off", why, Span(self.understood, self.understood)),))

    def here(self) -> int:
        """Return the place of what is met; characters that were waiting end there."""
        byte = self.parser.CurrentByteIndex
        if byte > self.bytes_read:
            self.understood += len(self.raw[self.bytes_read : byte].decode("utf-8", "replace"))
            self.bytes_read = byte
        if self.waiting and self.stack:
            start, words = self.waiting
            self.stack[-1].pieces.append(Piece(start, self.understood, words))
        self.waiting = None
        return self.understood

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        named = next((attributes[a] for a in NAMED_BY if a in attributes), None)
        start = self.here()
        if self.stack:
            self.stack[-1].has_children = True
        self.stack.append(_Element(named or tag.rpartition(":")[2], start))

    def characters(self, words: str) -> None:
        start = self.here()
        self.waiting = (start, words)

    def end(self, _: str) -> None:
        self.here()
        element = self.stack.pop()
        says = any(not p.words.isspace() for p in element.pieces)
        if self.record(element) or not self.stack or element.holds_records:
            return
        outer = self.stack[-1]
        if any(not p.words.isspace() for p in outer.pieces):
            outer.pieces += element.pieces  # an element within a value
        elif says or not element.has_children:
            outer.cells.append(Cell(element.name, element.pieces))

    def record(self, element: _Element, notes: tuple[tuple[str, str, Span], ...] = ()) -> bool:
        if not element.cells or element.holds_records or not self.knows(c.column for c in element.cells):
            return False
        self.found.append(Rough(element.start, tuple(element.cells), notes))
        for outer in self.stack:
            outer.holds_records = True
        return True

    def refuse(self, *_: object) -> None:
        raise Refused
