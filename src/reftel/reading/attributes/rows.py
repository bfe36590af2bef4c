"""Records as tables of two columns: name, tab, value; the text may take several lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reftel.reading.attributes.cells import Cell, Piece, Rough, Sheet, tile
from reftel.terms.attributes import read_column

HEAD = 6000  # characters within which the names of a first record stand
_NAME = re.compile(r"[ \ufeff]*[A-Za-z][A-Za-z_ /]{1,45}+[ ]*+\t")
_LATER_NAME = re.compile(rf"\n{_NAME.pattern}")  # quick to look for, unlike a whole row
_ROW = re.compile(r"^[ \ufeff]*(?P<key>[A-Za-z][A-Za-z_ /]{1,45}?)[ ]*\t(?P<value>[^\n]*)$", re.M)


def read(text: str, knows: Callable[[Iterable[str]], bool]) -> list[Sheet] | None:
    """Return the records of a table of two columns, None where its first names are not known."""
    if text.find("\t", 0, HEAD) < 0 or not (_NAME.match(text) or _LATER_NAME.search(text, 0, HEAD)):
        return None
    if not knows(m["key"] for m in _ROW.finditer(text, 0, HEAD)):
        return None
    found: list[Rough] = []
    cells: list[Cell] = []
    start, first = 0, None
    rows = list(_rows(text))
    for m, stop in zip(rows, [*(m.start() for m in rows[1:]), len(text)], strict=True):
        if m["key"] == first:
            found.append(Rough(start, tuple(cells)))
            start, cells = m.start(), []
        first = first or m["key"]
        cells.append(Cell(m["key"], [Piece(m.start("value"), stop, text[m.start("value") : stop])]))
    return tile([*found, Rough(start, tuple(cells))], len(text), len(text))


def _rows(text: str) -> Iterable[re.Match[str]]:
    """Find the rows from the first known name on; a text goes on until a known name stands there again."""
    in_text = begun = False
    for m in _ROW.finditer(text):
        attribute = read_column(m["key"])
        if attribute is None and (in_text or not begun):
            continue
        begun = True
        in_text = attribute is not None and attribute.field == "body"
        yield m
