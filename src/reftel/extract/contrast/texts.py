"""A text as claims are read from it: its paragraphs, its sentences, its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.extract.contrast.retelling import Passage
from reftel.extract.lexicon import word_classes
from reftel.extract.page import _SHORT as SHORT
from reftel.extract.page import body_view
from reftel.model import Span, Telegram
from reftel.terms import contrast
from reftel.view import View

# The end of a sentence: what closes it, and a blank before what may begin another.
_ENDS = re.compile(r"([.?!][\"')\]]*)\s+(?=[\"'(\[]?[^\W_a-z])")
_SCANNED = ("foia_ocr",)  # families whose text was read from images by a machine
_BEGINNING = 12  # characters by which the beginning of a text is found
_BREAK = re.compile(r"\n[ \t]*\n")
_FEW = 7  # words of which a share tells something
_UNKNOWN = 0.3  # the share of words in no dictionary from which a passage looks misread
_WORD = re.compile(r"[^\W\d_]{3,}")


class Block(NamedTuple):
    """A paragraph: where it stands in the annotated text, and its number, portion and label."""

    span: Span
    place: int | None = None
    number: int | None = None
    portion: str | None = None
    label: str | None = None


class Text(NamedTuple):
    """A text that was annotated, `base` the offset of its first character; its paragraphs and its date."""

    key: str
    text: str
    blocks: tuple[Block, ...]
    base: int = 0
    mrn: str | None = None
    post: str | None = None
    date: str | None = None
    view: View | None = None
    scanned: bool = False

    def words(self, span: Span) -> str:
        """Return the words of a place, without page lines and stamps between them."""
        if self.view is None:
            return self.text[span.start - self.base : span.end - self.base]
        return self.view.text[self.view.offset(span.start) : self.view.offset(span.end - 1) + 1]


def text_of(what: str | Telegram, *, key: str = "") -> Text:
    """Return a telegram's text with its paragraphs, or a text as it is."""
    if isinstance(what, str):
        ends = [m.start() for m in _BREAK.finditer(what)] + [len(what)]
        starts = [0, *(m.end() for m in _BREAK.finditer(what))]
        blocks = tuple(Block(Span(a, b), i) for i, (a, b) in enumerate(zip(starts, ends, strict=True)))
        return Text(key, what, blocks)
    blocks = tuple(
        block_of(i, p.span, what.words(p.span), p.number, p.portion, p.label, p.text)
        for i, p in enumerate(what.paragraphs)
    )
    sent = what.dtg.value.iso[:10] if what.dtg and len(what.dtg.value.iso) >= 10 else None
    post = what.originator.value.post if what.originator else None
    mrn = str(what.mrn.value) if what.mrn else None
    return Text(
        what.key,
        what.text,
        blocks,
        what.source.span.start,
        mrn,
        post,
        sent,
        body_view(what),
        what.family in _SCANNED,
    )


def block_of(
    place: int, span: Span, words: str, number: int | None, portion: str | None, label: str | None, text: str
) -> Block:
    """Return a paragraph without the number and mark before its `text`; `words` are all of its span."""
    begin = max(0, words.find(text[:_BEGINNING])) if text else 0
    return Block(Span(span.start + begin, span.end), place, number, portion, _label(label))


def _label(written: str | None) -> str | None:
    return "summary" if written and "summary" in written.lower() else written


def sentences(text: Text, block: Block) -> Iterator[Span]:
    """Yield the sentences of a paragraph, as places in the annotated text."""
    words = text.words(block.span)
    start = 0
    for end in _ENDS.finditer(words):
        before = words[start : end.start()].rsplit(None, 1)
        last = before[-1].strip("(\"'").upper() if before else ""
        if last in SHORT or (len(last) == 1 and last.isalpha()) or (start == 0 and last.isdigit()):
            continue
        yield _sentence(text, block, start, end.end(1))
        start = end.end()
    if words[start:].strip():
        yield _sentence(text, block, start, len(words.rstrip()))


def _sentence(text: Text, block: Block, start: int, end: int) -> Span:
    if text.view is None:
        return Span(block.span.start + start, block.span.start + end)
    base = text.view.offset(block.span.start)
    return text.view.span(base + start, base + end)


def passages_of(text: Text) -> list[Passage]:
    """Return all sentences of a text, as `retellings` takes them."""
    return [
        Passage(
            text.key, text.mrn, i if block.place is None else block.place, block.number, block.portion,
            block.label, text.date, text.words(span), span,
        )
        for i, block in enumerate(text.blocks)
        for span in sentences(text, block)
    ]  # fmt: skip


def looks_misread(text: str) -> bool:
    """Tell whether a passage has a page line in it, or too many words that no dictionary has."""
    mixed = any(c.islower() for c in text)
    words = [w for w in _WORD.findall(text) if w[0].islower() or not mixed]
    unknown = sum(not word_classes(w) for w in words)
    return contrast.is_scan(text) or (len(words) >= _FEW and unknown > _UNKNOWN * len(words))
