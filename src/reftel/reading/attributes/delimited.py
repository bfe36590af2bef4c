"""Records in rows of values parted by commas, semicolons, tabs or bars, the columns named in the first row.

Values may stand in quotes, and hold line ends and doubled quotes there (RFC 4180).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reftel.model import Span
from reftel.reading.attributes.cells import Cell, Piece, Rough, Sheet, cut, tile

DELIMITERS = ",;\t|"
MOST_VALUES = 2000  # values of a row; the rest of a longer line is one
LONGEST_HEAD = 20_000  # characters of the row that names the columns
BEYOND = "beyond the columns"
_DOUBLED = re.compile('""')


class _Value(NamedTuple):
    start: int
    stop: int
    quoted: bool


class _Row(NamedTuple):
    start: int
    stop: int
    values: list[_Value]


def read(text: str, knows: Callable[[Iterable[str]], bool]) -> list[Sheet] | None:
    """Return the records of a file of rows, None where its first row does not name known columns."""
    begin = len(text) - len(text.lstrip("\ufeff \n"))
    end = text.find("\n", begin, begin + LONGEST_HEAD)
    if end < 0:
        return None
    for delimiter in DELIMITERS:
        if text.count(delimiter, begin, end) < 2:
            continue
        rows = _rows(text, begin, delimiter)
        names = [_words(text, v).strip() for v in next(rows).values]
        if knows(names):
            found = [_record(text, names, row) for row in rows if any(v.stop > v.start for v in row.values)]
            return tile(found, len(text), len(text)) or None
    return None


def _rows(text: str, at: int, delimiter: str) -> Iterator[_Row]:
    """Find the rows; from a quote that nothing closes on, quotes are ordinary characters."""
    d = re.escape(delimiter)
    quoted = re.compile(rf'[ ]*+"(?P<q>[^"]*+(?:""[^"]*+)*+)"[ ]*+(?P<end>{d}|\n|\Z)')
    plain = re.compile(rf"(?P<p>[^{d}\n]*+)(?P<end>{d}|\n|\Z)")
    rest = re.compile(r"(?P<p>[^\n]*+)(?P<end>\n|\Z)")
    start, quotes = at, True
    values: list[_Value] = []
    while at < len(text):
        m = quoted.match(text, at) if quotes and text.startswith(('"', " "), at) else None
        if m is None and quotes and text.startswith('"', at):
            quotes = '"' in text[at + 1 : at + 2] or text.find('"', at + 1) >= 0
        if len(values) >= MOST_VALUES:
            m = rest.match(text, at)
        m = m or plain.match(text, at)
        if m is None:
            break
        group = "q" if m.re is quoted else "p"
        values.append(_Value(m.start(group), m.end(group), m.re is quoted))
        at = m.end()
        if m["end"] != delimiter:
            yield _Row(start, at, values)
            start, values = at, []
    if values:
        yield _Row(start, at, values)


def _words(text: str, value: _Value) -> str:
    words = text[value.start : value.stop]
    return words.replace('""', '"') if value.quoted else words


def _record(text: str, names: list[str], row: _Row) -> Rough:
    """Give each value its column; what is beyond the last column is kept as one value."""
    cells = [Cell(name, _pieces(text, value)) for name, value in zip(names, row.values, strict=False)]
    if len(row.values) == len(names):
        return Rough(row.start, tuple(cells))
    if beyond := row.values[len(names) :]:
        start, stop = beyond[0].start, beyond[-1].stop
        cells.append(Cell(BEYOND, [Piece(start, stop, text[start:stop])]))
    why = f"the row has {len(row.values)} values where the first row names {len(names)} columns"
    return Rough(row.start, tuple(cells), (("row-length", why, Span(row.start, row.stop)),))


def _pieces(text: str, value: _Value) -> list[Piece]:
    escapes = _DOUBLED.finditer(text, value.start, value.stop) if value.quoted else ()
    return cut(text, value.start, value.stop, escapes, lambda m: '"')
