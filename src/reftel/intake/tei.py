"""The texts of an edition in TEI: each document of a volume for itself, laid out as the volume prints it.

A document is a heading, a dateline, paragraphs; notes are marked where they stand, as `[2]`, and
follow at the end.  An edition without documents in it is one text.
"""

from __future__ import annotations

import html.entities
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from reftel.intake.layout import Lines
from reftel.intake.parts import Part
from reftel.intake.rejected import Rejected, rejected

# The `type` or `subtype` of a division that is a document of its own.
_DOCUMENT = frozenset((
    "document", "historical-document", "telegram", "cable", "airgram", "letter", "despatch", "dispatch",
    "message",
))  # fmt: skip

_APART = frozenset((
    "head", "dateline", "p", "ab", "lg", "list", "table", "opener", "closer", "signed", "salute", "quote",
    "epigraph", "postscript", "argument", "address", "byline", "trailer", "div", "body",
))  # fmt: skip
_LINES = frozenset(("item", "l", "lb", "addrLine", "label", "listBibl", "bibl", "docDate"))
_DROPPED = frozenset(("figDesc", "graphic", "fw", "teiHeader", "index"))
_EDITED = frozenset(("corr", "expan", "reg"))  # what editors put in the place of what was written

# An entity may stand for a character that was hard to type; one that stands for more may be a bomb.
_LONGEST_ENTITY = 16

_FOOTNOTES, _SOURCE = "Footnotes", "Source note"
_ID = "http://www.w3.org/XML/1998/namespace"


class _Refused(Exception):
    """The document declares what is not read."""


class _Document:
    """One text being put together: its lines, and its notes apart."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.body = Lines()
        self.notes: list[tuple[str, Lines]] = []
        self.sources: list[Lines] = []

    def text(self) -> str:
        """Return the text, the notes behind it."""
        pieces = [self.body.text()]
        notes = [f"[{mark}] {lines.text().strip()}\n" for mark, lines in self.notes]
        if notes:
            pieces += ["\n", _FOOTNOTES, "\n\n", *notes]
        for source in self.sources:
            pieces += ["\n", _SOURCE, "\n\n", source.text()]
        return "".join(pieces)


def parts(raw: bytes, name: str) -> tuple[Part, ...] | Rejected:
    """Return the texts of an edition, each under its `xml:id` or number; or why it cannot be read."""
    reading = _Reading()
    try:
        reading.parse(raw)
    except _Refused as refused:
        return rejected(name, "markup", str(refused))
    except expat.ExpatError as error:
        return rejected(
            name, "broken-markup", f"{expat.errors.messages.get(error.code, 'XML')}, line {error.lineno}"
        )
    except LookupError as error:
        return rejected(name, "broken-markup", str(error))
    documents = list(reading.documents())
    if len(documents) == 1:
        documents[0].name = None
    return tuple(Part(d.text().encode("utf-8", "replace"), d.name) for d in documents)


class _Reading:
    """The parser's events put into documents."""

    def __init__(self) -> None:
        self.open: list[str] = []  # elements, the innermost last
        self.whole = _Document(None)  # all there is outside the documents
        self.found: list[_Document] = []
        self.document = self.whole
        self.ends_at = 0  # how deep the document's own division is
        self.dropped_at = 0
        self.in_notes: list[tuple[int, Lines]] = []
        self.head = Lines()  # what the header says of the edition
        self.in_title = False
        self.has_title = False

    def parse(self, raw: bytes) -> None:
        """Read the whole file."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.EntityDeclHandler = _check_entity
        parser.SkippedEntityHandler = self.skipped
        parser.Parse(raw, True)

    def skipped(self, name: str, is_parameter: bool) -> None:
        """Take an entity in that is declared elsewhere: a character by its usual name."""
        if not is_parameter:
            self.characters(html.entities.html5.get(f"{name};", f"&{name};"))

    def documents(self) -> Iterator[_Document]:
        """Yield the documents, or all there is where none is marked."""
        if self.found:
            yield from self.found
            return
        text = self.head.text()
        if text and self.whole.body.pieces:
            self.whole.body.pieces[:0] = [text, "\n"]
        yield self.whole

    @property
    def lines(self) -> Lines:
        """Where words go now."""
        return self.in_notes[-1][1] if self.in_notes else self.document.body

    def begin(self, qualified: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        tag = qualified.rpartition(" ")[2]
        self.open.append(tag)
        depth = len(self.open)
        if self.dropped_at:
            self.begin_in_header(tag)
            return
        if tag in _DROPPED or (tag in _EDITED and depth > 1 and self.open[-2] == "choice"):
            self.dropped_at = depth
        elif tag == "note":
            self.begin_note(attributes)
        elif tag == "gap":
            self.lines.words("[...]")
        elif self.document is self.whole and _is_document(tag, attributes):
            self.begin_document(attributes)
        else:
            self.part(tag)

    def begin_in_header(self, tag: str) -> None:
        """Take the title and the letter's data out of the header; the rest of it is the edition's."""
        self.in_title = self.in_title or (tag == "title" and not self.has_title)
        if tag in ("correspAction", "title"):
            self.head.line()

    def begin_document(self, attributes: dict[str, str]) -> None:
        """Begin a document of its own."""
        name = attributes.get(f"{_ID} id") or attributes.get("n") or str(len(self.found) + 1)
        self.document = _Document(name)
        self.found.append(self.document)
        self.ends_at = len(self.open)

    def begin_note(self, attributes: dict[str, str]) -> None:
        """Begin a note; that of the source bears no mark."""
        lines = Lines()
        if attributes.get("type") == "source":
            self.document.sources.append(lines)
        else:
            mark = attributes.get("n") or str(len(self.document.notes) + 1)
            self.lines.joined(f"[{mark}]")
            self.document.notes.append((mark, lines))
        self.in_notes.append((len(self.open), lines))

    def part(self, tag: str) -> None:
        """Take the beginning or end of an element that parts lines, or not."""
        if tag == "cell":
            return
        if tag in ("row", "table"):
            self.lines.row()
        if tag in _APART:
            self.lines.line(2)
        elif tag in _LINES:
            self.lines.line()

    def end(self, qualified: str) -> None:
        """Take the end of an element."""
        tag, depth = qualified.rpartition(" ")[2], len(self.open)
        self.open.pop()
        if self.dropped_at:
            self.end_in_header(tag, depth)
        elif self.in_notes and self.in_notes[-1][0] == depth:
            self.in_notes.pop()
        elif self.ends_at == depth:
            self.document, self.ends_at = self.whole, 0
        elif tag == "cell":
            self.lines.cell()
        else:
            self.part(tag)

    def end_in_header(self, tag: str, depth: int) -> None:
        """Take the end of an element of the header, or of what is dropped."""
        if self.in_title and tag == "title":
            self.in_title, self.has_title = False, True
        if self.dropped_at == depth:
            self.dropped_at = 0

    def characters(self, text: str) -> None:
        """Take words in."""
        if not self.dropped_at:
            self.lines.words(text)
        elif self.in_title or "correspAction" in self.open:
            self.head.words(text)


def _is_document(tag: str, attributes: dict[str, str]) -> bool:
    kinds = {attributes.get("type", "").lower(), attributes.get("subtype", "").lower()}
    return tag.startswith("div") and bool(kinds & _DOCUMENT)


def _check_entity(name: str, is_parameter: bool, value: str | None, *_: Any) -> None:
    if value is not None and (is_parameter or len(value) > _LONGEST_ENTITY or "&" in value):
        raise _Refused(f"XML that declares an entity, {name[:40]}, which may unpack to anything")
