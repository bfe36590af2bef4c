"""The text of a paragraph for reading: hard-wrapped lines rejoined, tables and lists left as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.model import Paragraph, Record
from reftel.web.apparatus import Apparatus, Note

BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
LIST_ITEM = re.compile(r"[ \t]*(?:[-*•o]{1,2}[ \t]|\(?[A-Za-z0-9]{1,3}[.)][ \t])")
COLUMNS = re.compile(r"\S[ \t]{3,}\S")
# Lines of at least this length are taken to have been broken by the teletype, not by the drafter.
FULL_LINE = 45


class Block(Record, frozen=True):
    """A stretch of a paragraph: `prose` to be set by the browser, or `table` kept in its lines."""

    kind: str
    text: str


class Para(Record, frozen=True):
    """A paragraph as the reading view shows it."""

    anchor: str
    number: int | None
    portion: str | None
    heading: str | None
    blocks: tuple[Block, ...]
    number_notes: tuple[Note, ...]
    notes: tuple[Note, ...]


def paragraphs(read: tuple[Paragraph, ...], apparatus: Apparatus) -> tuple[Para, ...]:
    """Return the paragraphs of a telegram for the reading view; a heading is shown where a section begins."""
    shown, label = [], None
    for i, paragraph in enumerate(read):
        heading = paragraph.label if paragraph.label != label else None
        label = paragraph.label
        anchor = f"p{i + 1}"
        shown.append(
            Para(
                anchor=anchor,
                number=paragraph.number,
                portion=paragraph.portion,
                heading=None if heading and _opens_with(paragraph.text, heading) else heading,
                blocks=tuple(blocks(paragraph.text)),
                number_notes=apparatus.of(f"{anchor}.number"),
                notes=apparatus.of(anchor),
            )
        )
    return tuple(shown)


def _opens_with(text: str, heading: str) -> bool:
    return text.lstrip("( ").casefold().startswith(heading.casefold())


def blocks(text: str) -> Iterator[Block]:
    """Cut a paragraph's text at blank lines, and tell prose from what must keep its lines."""
    for part in BLANK_LINE.split(text.strip()):
        lines = [line.rstrip() for line in part.split("\n")]
        if _keeps_lines(lines):
            yield Block("table", "\n".join(lines))
        elif part.strip():
            yield Block("prose", " ".join(line.strip() for line in lines))


def _keeps_lines(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    listed = sum(1 for line in lines if LIST_ITEM.match(line) or COLUMNS.search(line))
    return listed * 2 >= len(lines) or all(len(line) < FULL_LINE for line in lines)
