"""A telegram as words to compare: its header by parts, its text, and the marks of what was taken out.

What a page or a later hand put there is left out: page lines, banners, stamps, transmission lines, the
archive's record.  An exemption code in the margin is kept: it says that words beside it were withheld.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reftel.model import Segment, Telegram
from reftel.release.redaction import redactions, stamped_codes
from reftel.view import View

# The parts of a header that are compared, in the order in which they are shown.
HEAD = (
    "dtg", "originator", "to", "info", "exempt", "classification_line", "caption", "passing",
    "executive_order", "tags", "subject", "references", "classified_by",
)  # fmt: skip
TEXT = "text"
NOT_COMPARED = frozenset({
    "transmission_id", "routing", "station", "security", "separator", "distribution", "section_header",
    "page", "banner", "stamp", "number", "form", "archive", "wrapper", "footnote", "end", "blank",
})  # fmt: skip

MARK = "\0"  # the key of a mark of redaction: all are alike

_WORD = re.compile(r"(?:(?<![^\s(])[A-Z] {1,2}){3,30}[A-Z](?!\S)|\S+")
_BROKEN = re.compile(r"[^\W\d_]{2,}-$")
_EDGES = " \t.,;:!?\"'`()[]{}<>¶*|~•·_^\\/-"
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None})
_LABELS = {"subj": "subject", "refs": "ref", "reftel": "ref", "from": "fm", "reference": "ref"}
_ROUTED = re.compile(r"^[a-z]{5,8}/(?=[a-z]{3})")
_NEAR = 1  # lines between a code in the margin and the brackets it belongs to
_BLANKED = re.compile(r"[ \t]{12,}|(?:\n[ \t\r]{0,200}){4,}")


class Word(NamedTuple):
    """A word or a mark of redaction: as printed, as compared, and what stands before it."""

    text: str
    key: str
    opens: bool = False  # begins a paragraph
    blank: bool = False  # in a release in part, stands behind white space in which words may have been
    codes: tuple[str, ...] = ()
    margin: bool = False  # a code in the margin with no brackets near it

    @property
    def is_mark(self) -> bool:
        """Tell whether this stands for words taken out."""
        return self.key == MARK


class Part(NamedTuple):
    """A part of a telegram: a kind of header line, or the text."""

    name: str
    words: tuple[Word, ...]


def parts(telegram: Telegram) -> tuple[Part, ...]:
    """Return what there is to compare of a telegram: the header's parts in a fixed order, then the text."""
    kinds: dict[str, list[Segment]] = {}
    for segment in telegram.segments:
        if segment.kind not in NOT_COMPARED:
            kinds.setdefault(segment.kind if segment.kind in HEAD else TEXT, []).append(segment)
    head = [Part(kind, tuple(_head(telegram, kinds[kind]))) for kind in HEAD if kind in kinds]
    return (*head, Part(TEXT, tuple(body(telegram, kinds.get(TEXT, ())))))


def key_of(word: str) -> str:
    """Return a word as it is compared: without case, hyphens and the stops around it; nothing of a mere dash.

    >>> key_of("Co-operation,"), key_of('"COOPERATION"'), key_of("--")
    ('cooperation', 'cooperation', '')
    """
    return word.translate(_PLAIN).casefold().strip(_EDGES).replace("-", "")


def _head(telegram: Telegram, segments: Sequence[Segment]) -> Iterator[Word]:
    """Return the words of a part of the header, alike whatever form printed it."""
    for segment in segments:
        text = telegram.words(segment.span)
        for number, word in enumerate(_words(text, _marks(text))):
            yield word._replace(key=word.key if word.is_mark else _head_key(word), opens=not number)


def _head_key(word: Word) -> str:
    key = _ROUTED.sub("", word.key)
    key = key.replace(" ", "") if " " in word.text else key
    return key.lstrip("0") or key if key.isdigit() else _LABELS.get(key, key)


def body(telegram: Telegram, segments: Sequence[Segment]) -> Iterator[Word]:
    """Return the words of the text, with the codes of the margin put to the marks they belong to."""
    view = View(_apart(telegram, segments))
    starts = {view.offset(p.span.start) for p in telegram.paragraphs}
    starts |= {view.offset(s.span.start) for s in segments if s.kind != "paragraph"}
    marks = _with_margin(_marks(view.text), telegram, view)
    in_part = bool(marks) or any("PART" in stamp.text.upper() for stamp in telegram.release)
    at = 0
    opens = sorted(starts)
    for word, start in _placed(view.text, marks):
        begins = at < len(opens) and opens[at] <= start
        while at < len(opens) and opens[at] <= start:
            at += 1
        yield word._replace(opens=begins, blank=word.blank and in_part)


def _apart(telegram: Telegram, segments: Sequence[Segment]) -> Iterator[tuple[int, str]]:
    """Yield the stretches of the text, with a line end where something between two of them was left out."""
    end = None
    for segment in segments:
        if end is not None and segment.span.start > end:
            yield end, "\n"
        yield segment.span.start, telegram.words(segment.span)
        end = segment.span.end


class _Mark(NamedTuple):
    start: int
    end: int
    codes: tuple[str, ...]
    text: str
    margin: bool = False


def _marks(text: str) -> list[_Mark]:
    return [_Mark(start, end, codes, text[start:end]) for start, end, codes in redactions(text)]


def _with_margin(marks: list[_Mark], telegram: Telegram, view: View) -> list[_Mark]:
    """Put each code that stands in the margin to the nearest mark; where there is none, it is one itself."""
    stamps = [s.span for s in telegram.segments if s.kind == "stamp"]
    coded = [(span, codes) for span in stamps if (codes := stamped_codes(telegram.words(span)))]
    if not coded or not view.text:
        return marks
    first, last = view.place(0), view.place(len(view.text) - 1)
    lines = _line_ends(telegram)
    of_line = [bisect_left(lines, view.place(m.start)) for m in marks]
    laid = list(marks)
    lone: list[_Mark] = []
    for span, codes in coded:
        if not first <= span.start <= last:
            continue
        near = _nearest(of_line, bisect_left(lines, span.start))
        if near is None:
            at = view.offset(span.start)
            lone.append(_Mark(at, at, codes, " ".join(telegram.words(span).split()), margin=True))
        else:
            mark = laid[near]
            laid[near] = mark._replace(codes=tuple(dict.fromkeys((*mark.codes, *codes))))
    return sorted((*laid, *lone), key=lambda m: (m.start, m.end))


def _line_ends(telegram: Telegram) -> list[int]:
    base = telegram.source.span.start
    return [m.start() + base for m in re.finditer("\n", telegram.text)]


def _nearest(of_line: list[int], line: int) -> int | None:
    """Return the place of the mark on this line, else on the one above or below it."""
    for wanted in (line, line - _NEAR, line + _NEAR):
        at = bisect_right(of_line, wanted) - 1
        if at >= 0 and of_line[at] == wanted:
            return at
    return None


def _words(text: str, marks: Sequence[_Mark]) -> Iterator[Word]:
    return (word for word, _ in _placed(text, marks))


def _placed(text: str, marks: Sequence[_Mark]) -> Iterator[tuple[Word, int]]:
    """Yield words and marks with their offsets; a word broken at a line end is one, as are marks in a row."""
    held: Word | None = None
    begin = until = 0
    for word, start, end in _pieces(text, marks):
        joined = None if held is None else _joined(held, word, text[until:start])
        if held is not None and joined is None:
            yield held, begin
        if joined is None:
            begin = start
        held, until = joined or word, end
    if held is not None:
        yield held, begin


def _joined(held: Word, word: Word, between: str) -> Word | None:
    if held.is_mark and word.is_mark:  # brackets of several lines, with the codes beside them
        codes = tuple(dict.fromkeys((*held.codes, *word.codes)))
        margin = held.margin and word.margin
        return held._replace(text=f"{held.text} {word.text}", codes=codes, margin=margin)
    if not word.key:
        return held._replace(text=f"{held.text}{' ' if between else ''}{word.text}")
    if held.is_mark or word.is_mark or not _BROKEN.search(held.text) or "\n" not in between:
        return None
    return held._replace(text=f"{held.text} {word.text}", key=key_of(held.text + word.text))


def _pieces(text: str, marks: Sequence[_Mark]) -> Iterator[tuple[Word, int, int]]:
    at = 0
    for mark in marks:
        if mark.start < at:
            continue
        yield from _plain(text, at, mark.start)
        said = " ".join(mark.text.split())
        yield Word(said, MARK, codes=mark.codes, margin=mark.margin), mark.start, mark.end
        at = mark.end
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[tuple[Word, int, int]]:
    last = start
    for match in _WORD.finditer(text, start, end):
        gap = text[last : match.start()]
        blank = len(gap) > 3 and _BLANKED.search(gap) is not None
        yield Word(" ".join(match[0].split()), key_of(match[0]), blank=blank), match.start(), match.end()
        last = match.end()


def span_of(words: Sequence[Word]) -> int:
    """Count the words that can be read: no marks, no dashes."""
    return sum(word.key not in ("", MARK) for word in words)
