"""One record of the archive: its text read as any telegram, its attributes where the text is silent.

What the text prints wins; every attribute stays in `archive` as printed.  Places are first counted in
the value that was read and then moved to the file, so escapes cost the rules nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from reftel.model import Defect, Source, Span, Telegram
from reftel.reading.attributes.cells import Cell, Sheet, moved
from reftel.reading.attributes.values import RULES, Known
from reftel.reading.decode import plain_lines
from reftel.reading.defects import Defects
from reftel.reading.families import sas
from reftel.reading.families.family import Family, unwrapped
from reftel.reading.families.plain import signs
from reftel.reading.header import walk
from reftel.reading.segments import lay
from reftel.reading.split import stretches
from reftel.reading.telegram import read_telegram
from reftel.record import LISTS, SINGLE
from reftel.terms.attributes import read_column, says_nothing, stand_in, tells_of_withdrawal
from reftel.view import View

NAME = "attribute_table"
LONGEST_STAND_IN = 600  # characters of words that stand where the text should be
PARTS = (*SINGLE.values(), *LISTS.values(), "addressees", "paragraphs", "protected", "release")

# How a text is laid out that is not the archive's printout: with address lines, or words alone.
_LINES = Family(NAME, lambda text: True, unwrapped)
_WORDS = Family(NAME, lambda text: True, unwrapped, partial(walk, in_text=True))


def read_record(text: str, sheet: Sheet, source: Source, *, year: int | None = None) -> Telegram:
    """Read one record of a file's text; `year` is given for records that have no date."""
    return _Record(text, sheet, year).read(source)


class _Record:
    """One reading of one record."""

    def __init__(self, text: str, sheet: Sheet, year: int | None) -> None:
        self.text, self.sheet, self.given_year = text, sheet, year
        self.values: dict[str, Any] = {}
        self.archive: dict[str, str] = {}
        self.kinds: dict[Cell, str] = {}
        self.marks: list[tuple[int, int, str]] = []
        self.defects = [Defect(code, None, None, None, why, span) for code, why, span in sheet.notes]
        self.fields: dict[str, list[Cell]] = {}
        for cell in sheet.cells:
            attribute = read_column(cell.column)
            if attribute and not says_nothing(cell.words):
                self.fields.setdefault(attribute.field, []).append(cell)

    def read(self, source: Source) -> Telegram:
        dated = self.take("date")  # the text may need the year
        text = self.text_cell()
        own = self.read_text(text) if text else {}
        if "dtg" in own:
            dated = []
        self.values.update(own)
        self.from_archive(dated, own)
        self.keep(text)
        self.note_escapes()
        stretch = self.text[self.sheet.start : self.sheet.stop]
        key = hashlib.sha256(stretch.encode("utf-8", "surrogatepass")).hexdigest()
        segments = lay([*self.marks, *self.gaps()], stretch, self.sheet.start)
        defects = tuple(self.defects)
        return Telegram(
            key, NAME, source, stretch, segments, archive=self.archive, defects=defects, **self.values
        )

    # --- the text ---

    def text_cell(self) -> Cell | None:
        """Choose the value that is the text: the one that prints the most of a telegram, or none."""
        cells = self.fields.get("body", [])
        text = max(cells, key=lambda c: (signs(plain_lines(c.words)), len(c.words)), default=None)
        if text is None:
            self.note_no_text()
            return None
        said = stand_in(text.words)
        if said is None:
            return text
        whole = len(text.words) < LONGEST_STAND_IN and signs(plain_lines(text.words)) == 0
        words, place = (text.words, text.whole) if whole else (said[0], text.span(*said.span()))
        self.note_unavailable("these words stand where text of the telegram should be", words, place)
        return None if whole else text

    def note_no_text(self) -> None:
        """Say why the record has no text, if it tells."""
        for field, tells in (("locator", stand_in), ("review_action", tells_of_withdrawal)):
            for cell in self.fields.get(field, ()):
                if tells(cell.words):
                    why = f"the record has no text, and its {cell.column} says so"
                    self.note_unavailable(why, cell.words, cell.whole)
                    return
        self.note_unavailable("the record has no text, and does not say why", None, None)

    def note_unavailable(self, why: str, words: str | None, place: Span | None) -> None:
        written = " ".join(words.split()) if words else None
        self.defects.append(Defect("text-unavailable", "paragraphs", written, None, why, place))

    def read_text(self, cell: Cell) -> dict[str, Any]:
        """Read the text as a telegram, or as the body of one, and move what was read to its place."""
        words = cell.words
        plain = plain_lines(words)
        parts = stretches(plain)
        layout = sas.FAMILY if sas.knows(plain) else _LINES if signs(plain) else _WORDS
        telegram = read_telegram(
            words,
            Source("", "", "", Span(0, len(words))),
            plain=plain,
            seams=parts[0].seams if len(parts) == 1 else (),
            year=int(self.sent[:4]) if self.sent else None,
            family=layout,
        )
        self.archive.update(telegram.archive)
        self.defects += moved(telegram.defects, cell.span)
        for segment in telegram.segments:
            place = cell.span(segment.span.start, segment.span.end)
            self.marks.append((place.start, place.end, segment.kind))
        return {part: moved(value, cell.span) for part in PARTS if (value := getattr(telegram, part))}

    # --- the attributes ---

    @property
    def sent(self) -> str | None:
        """The telegram's date, as far as it is known."""
        if "dtg" in self.values:
            return str(self.values["dtg"].value.iso)
        return f"{self.given_year:04}" if self.given_year else None

    def from_archive(self, taken: list[str], own: dict[str, Any]) -> None:
        """Take from the attributes what the text does not give, and say so."""
        for field, rule in RULES.items():
            if field != "date" and not own.keys() & set(rule.parts):
                taken += self.take(field)
        if taken:
            why = "the archive's attributes give these, the text of the record does not print them"
            self.defects.append(Defect("from-archive", None, None, ", ".join(taken), why, None))

    def take(self, field: str) -> list[str]:
        """Take the first value of a field that can be read; return the parts of the record it gave."""
        rule = RULES[field]
        for cell in self.fields.get(field, ()):
            defects = Defects()
            view = View([(0, plain_lines(cell.words))]).strip()
            values = rule.read(view, Known(self.sent, defects))
            self.defects += moved(tuple(defects.all), cell.span)
            if values:
                self.values.update({part: moved(value, cell.span) for part, value in values.items()})
                self.kinds[cell] = rule.kind
                return list(values)
        return []

    # --- nothing is lost ---

    def keep(self, text: Cell | None) -> None:
        """Keep every value but the text in `archive`, and give each its segment."""
        said = " ".join(text.words.split()) if text else None
        for cell in self.sheet.cells:
            if cell is text or not cell.words.strip():
                continue
            self.marks.append((cell.whole.start, cell.whole.end, self.kinds.get(cell, "archive")))
            if said is None or " ".join(cell.words.split()) != said:
                self.archive[self.key(cell.column)] = cell.words.strip()

    def key(self, column: str) -> str:
        """Return a column's name, numbered where it comes again."""
        if column not in self.archive:
            return column
        number = 2
        while f"{column} ({number})" in self.archive:
            number += 1
        return f"{column} ({number})"

    def gaps(self) -> Iterator[tuple[int, int, str]]:
        """Return what stands between the values: the file's form, as far as it was understood."""
        at = self.sheet.start
        for start, stop, _ in sorted(self.marks):
            if at < start:
                yield at, start, "form"
            at = max(at, stop)
        if at < self.sheet.understood:
            yield at, self.sheet.understood, "form"

    def note_escapes(self) -> None:
        """Note once that values are written with escapes."""
        cells = [cell for cell in self.sheet.cells if cell.escaped]
        if cells:
            first = cells[0].escaped[0]
            why = f"values are written with escapes, first in {cells[0].column}: read as what they stand for"
            written, taken_as = self.text[first.start : first.stop], first.words
            place = Span(first.start, first.stop)
            self.defects.append(Defect("escaped", None, written, taken_as, why, place))
