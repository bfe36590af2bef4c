"""The text of a paragraph for reading: lines rejoined, items apart, tables left as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from markupsafe import Markup

from reftel.model import Record, Span, Telegram
from reftel.web import tables
from reftel.web.apparatus import Apparatus, Note

BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
BULLET = re.compile(r"[ \t]*[-*•o]{1,2}[ \t]+(?![•*.\s])")
NUMBERED = re.compile(r"[ \t]*\(?([A-Za-z]|[0-9]{1,3}|[ivxIVX]{2,4})[.)][ \t]")
FIRST = frozenset("aA1iI")
STOPS = (".", ":", ";", ",", "?", "!", ")", '"')
COLUMNS = re.compile(r"\S[ \t]{3,}\S")
PASS_LABEL = re.compile(r"Pass Line:\s*")
NOTE_HEADS = frozenset({"footnotes", "source note", "* * *"})
# Lines of at least this length are taken to have been broken by the teletype, not by the drafter.
FULL_LINE = 45
NO_ROWS: Mapping[str, str] = MappingProxyType({})


class Block(Record, frozen=True):
    """A stretch of a paragraph: `prose` or an `item` for the browser to set, or a `table` kept in lines."""

    kind: str
    text: str
    marked: Markup | None = None  # the text with its claims marked, where there are any


class Para(Record, frozen=True):
    """A paragraph as the reading view shows it."""

    anchor: str
    number: int | None
    portion: str | None
    heading: str | None
    blocks: tuple[Block, ...]
    number_notes: tuple[Note, ...]
    notes: tuple[Note, ...]


def paragraphs(telegram: Telegram, apparatus: Apparatus) -> tuple[Para, ...]:
    """Return the paragraphs of a telegram for the reading view; a heading is shown where a section begins."""
    shown, label = [], None
    for i, paragraph in enumerate(telegram.paragraphs):
        heading = paragraph.label if paragraph.label != label else None
        label = paragraph.label
        anchor = f"p{i + 1}"
        shown.append(
            Para(
                anchor=anchor,
                number=paragraph.number,
                portion=paragraph.portion,
                heading=None if heading and _opens_with(paragraph.text, heading) else heading,
                blocks=tuple(blocks(paragraph.text, _rows(telegram, paragraph.span))),
                number_notes=apparatus.of(f"{anchor}.number"),
                notes=apparatus.of(anchor),
            )
        )
    return tuple(shown)


def _opens_with(text: str, heading: str) -> bool:
    return text.lstrip("( ").casefold().startswith(heading.casefold())


def _rows(telegram: Telegram, span: Span) -> dict[str, str]:
    """Return the rows of tables within a paragraph; in a scan, what stands far apart is mostly dirt."""
    return {} if telegram.family == "foia_ocr" else tables.rows_of(telegram.words(span))


def blocks(text: str, rows: Mapping[str, str] = NO_ROWS) -> Iterator[Block]:
    """Cut a paragraph's text at blank lines, and tell prose and items from what must keep its lines."""
    for part in BLANK_LINE.split(text.strip()):
        lines = [line.rstrip() for line in part.split("\n")]
        for is_table, run in tables.parted(lines, rows):
            if is_table or _keeps_lines(run):
                yield Block("table", "\n".join(run))
            elif part.strip():
                yield from _set(run)


def _set(lines: list[str]) -> Iterator[Block]:
    """Rejoin lines; where items are listed, each begins a block of its own."""
    kind, held = "prose", [lines[0].strip()]
    if len(lines) > 1 and all(_is_item(line, after="", listing=True) for line in lines[:2]):
        kind = "item"
    for line in lines[1:]:
        if _is_item(line, after=held[-1], listing=kind == "item"):
            yield Block(kind, " ".join(held))
            kind, held = "item", []
        held.append(line.strip())
    yield Block(kind, " ".join(held))


def _is_item(line: str, *, after: str, listing: bool) -> bool:
    """Tell whether a line begins an item; within a sentence, "45. " ends it rather than begins a list."""
    if BULLET.match(line):
        return True
    numbered = NUMBERED.match(line)
    return numbered is not None and (listing or after.endswith(STOPS) or numbered[1] in FIRST)


def _keeps_lines(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    columns = sum(1 for line in lines if COLUMNS.search(line))
    return columns * 2 >= len(lines) or all(len(line) < FULL_LINE for line in lines)


def passing(telegram: Telegram) -> tuple[str, ...]:
    """Return the lines that say for whom a telegram is meant or to whom to hand it on."""
    said = (telegram.words(s.span) for s in telegram.segments if s.kind == "passing")
    return tuple(PASS_LABEL.sub("", " ".join(words.split())) for words in said if words.strip())


def editors_notes(telegram: Telegram) -> tuple[str, ...]:
    """Return the notes of those who printed a telegram, a paragraph each, without the headings above them."""
    printed = (telegram.words(s.span) for s in telegram.segments if s.kind == "footnote")
    notes = (" ".join(note.split()) for words in printed for note in BLANK_LINE.split(words))
    return tuple(note for note in notes if note and note.casefold() not in NOTE_HEADS)
