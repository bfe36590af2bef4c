"""The TAGS line: codes, program and organisation TAGS, persons, in whatever state they arrive.

Rules: TAGS handbook of 1974 and 5 FAH-3 (order, separators, persons in brackets); damage as listed
in telegram-format 9.1: run-together codes, web-link artefacts, captions in the list, free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from reftel.model import Found, Span
from reftel.reading.defects import Defects
from reftel.terms import captions, tags
from reftel.view import View

_LINK = re.compile(r"\[([^\[\]\n]{0,60})\]\(#?[^()\n]{0,200}\)")
_PERSON = re.compile(r"\(([^()]{3,60})\)?")
_WORD = re.compile(r"[^\s,;:()\[\]#]+")
_BREAK = re.compile(r"[,;:()\[\]]")
_PART = re.compile(r"[^./&+]+")
_CODE_SHAPE = re.compile(r"(?=.*[A-Z])[A-Z0-9]{2,4}")
_LABEL = re.compile(r"\bTAGS?\b[ \t]*[:;,]", re.I)
_BODY = re.compile(r"(?<=\s)\W?1 ?\. ?\([A-Z/]{1,6}\)", re.I)
_PREVIOUS_PERSON = ("OVIP", "OREP", "OTRA", "OEXC", "OCON", "CASC", "CVIS")
_JOINERS = ("AND", "&", "+")


class _Token(NamedTuple):
    text: str
    start: int
    stop: int
    breaks: bool  # a comma, bracket or colon stands before it


def read_tags(view: View, defects: Defects) -> tuple[Found[str], ...]:
    """Read a TAGS list without its label; no repeats, unknown words kept and noted."""
    text = _LABEL.sub(lambda m: "," + " " * (len(m[0]) - 1), _unlink(view, defects))
    reader = _Reader(view, defects)
    if body := _BODY.search(text):
        here = _Token(body[0], body.start(), body.end(), True)
        reader.note("tags-unknown", "the first paragraph begins here: no codes follow", here, None)
        text = text[: body.start()]
    at = 0
    for m in _PERSON.finditer(text):
        reader.words(text, at, m.start())
        reader.person(m)
        at = m.end()
    reader.words(text, at, len(text))
    reader.flush(ended=True)
    return tuple(reader.founds.values())


def _unlink(view: View, defects: Defects) -> str:
    """Blot out the marks of web links around codes, length unchanged."""
    first = True

    def plain(m: re.Match[str]) -> str:
        nonlocal first
        if first:
            why = "the marks of a web link around the codes are not part of them"
            defects.note(
                "link-artefact",
                why,
                field="tags",
                written=m[0],
                taken_as=m[1],
                span=view.span(m.start(), m.end()),
            )
            first = False
        return " " + m[1] + " " * (len(m[0]) - len(m[1]) - 1)

    return _LINK.sub(plain, view.text)


class _Reader:
    """One reading of one list: codes as they come, words without a code gathered into free text."""

    def __init__(self, view: View, defects: Defects) -> None:
        self.view, self.defects = view, defects
        self.founds: dict[str, Found[str]] = {}
        self.loose: list[_Token] = []

    def words(self, text: str, start: int, stop: int) -> None:
        tokens = list(_tokens(text, start, stop))
        for token, following in zip_longest(tokens, tokens[1:]):
            if following and self.joins(token, following):
                self.note("tags-unknown", "joins two codes and is none: left out", token, None)
            else:
                self.word(token)

    def joins(self, token: _Token, following: _Token) -> bool:
        """Tell whether this is an AND between two codes, not between words."""
        if token.text.upper() not in _JOINERS or self.loose or not self.founds:
            return False
        return tags.is_known(following.text) or not tags.is_plain_word(following.text)

    def word(self, token: _Token) -> None:
        if token.breaks:
            self.flush(ended=True)
        code = token.text.upper()
        if tags.is_known(code):
            if self.loose and code in tags.SMALL_WORDS:
                self.loose.append(token)  # TIP IN TURKEY: a word within free text
                return
            self.flush()
            self.add(code, token.start, token.stop, "stated")
        elif captions.read_caption_line(code):
            self.flush()
            self.note("caption-in-tags", "a caption among the TAGS is no code", token, None)
        elif parts := _separated(token):
            self.note_run(token, [p.text.upper() for p in parts])
            for part in parts:
                self.word(part)
        elif (cut := tags.split_run_together(code)) and sum(len(c) == 2 for c in cut) < 2:
            self.flush()
            self.note_run(token, cut)
            at = token.start
            for piece in cut:
                self.add(piece, at, at + len(piece), "run-together")
                at += len(piece)
        elif letters := tags.with_letters(code):
            self.flush()
            self.note("tags-misspelt", f"a digit stands for a letter of {letters}", token, letters)
            self.add(letters, token.start, token.stop, "misspelt")
        else:
            self.loose.append(token)

    def person(self, m: re.Match[str]) -> None:
        self.flush(ended=True)
        name = " ".join(m[1].split()).strip(" ,.").upper()
        if not name:
            return
        if "," in name or " " in name or not tags.is_known(name):
            self.add(re.sub(r"\s*,\s*", ", ", name), m.start(1), m.end(1), "person")
        else:
            self.add(name, m.start(1), m.end(1), "stated")

    def flush(self, *, ended: bool = False) -> None:
        """Close a run of words that are no codes: a person, free text, or unknown codes.

        Between two commas (`ended` by one) even short words belong together.
        """
        if not self.loose:
            return
        loose, self.loose = self.loose, []
        first, last = 0, len(loose)
        while last > 1 and tags.is_known(loose[last - 1].text):
            last -= 1
        if self.is_person(loose[:last]):
            words = [t.text.upper() for t in loose[:last]]
            name = f"{words[0]}, {' '.join(words[1:])}"
            self.add(name, loose[0].start, loose[last - 1].stop, "person")
            first = last
        elif _is_free_text(loose[:last], ended):
            while tags.looks_like_code(loose[first].text):
                self.one(loose[first])
                first += 1
            self.unknown(loose[first:last])
            first = last
        for token in loose[first:]:
            self.one(token)

    def is_person(self, run: list[_Token]) -> bool:
        """Tell whether two or three words name the visitor or traveller of the code before them."""
        if len(run) not in (2, 3) or not self.founds or next(reversed(self.founds)) not in _PREVIOUS_PERSON:
            return False
        return not all(tags.looks_like_code(t.text) for t in run)

    def one(self, token: _Token) -> None:
        """Add a word of its own: a code, one slip from a code, or unknown."""
        code = token.text.upper()
        if tags.is_known(code):
            self.add(code, token.start, token.stop, "stated")
        elif near := tags.nearest(code):
            self.note("tags-misspelt", f"one slip from the known {near}", token, near)
            self.add(near, token.start, token.stop, "misspelt")
        else:
            self.unknown([token])

    def unknown(self, run: list[_Token]) -> None:
        value = " ".join(t.text.upper() for t in run)
        span = self.view.span(run[0].start, run[-1].stop)
        why = "no code of the TAGS tables"
        self.defects.note("tags-unknown", why, field="tags", written=value, span=span)
        self.add(value, run[0].start, run[-1].stop, "unknown")

    def add(self, value: str, start: int, stop: int, by: str) -> None:
        self.founds.setdefault(value, Found(value, self.view.span(start, stop), by))

    def note_run(self, token: _Token, parts: Sequence[str]) -> None:
        why = f"read as {len(parts)} codes without blanks between"
        self.note("tags-run-together", why, token, " ".join(parts))

    def note(self, code: str, why: str, token: _Token, taken_as: str | None) -> None:
        span: Span = self.view.span(token.start, token.stop)
        self.defects.note(code, why, field="tags", written=token.text, taken_as=taken_as, span=span)


def _is_free_text(run: list[_Token], ended: bool) -> bool:
    """Tell whether a run has a plain word, or stands between commas and could be words throughout."""
    words = [t.text for t in run]
    if any(tags.is_plain_word(w) for w in words):
        return True
    return ended and len(run) > 1 and run[0].breaks and all(tags.can_be_spoken(w) for w in words)


def _tokens(text: str, start: int, stop: int) -> Iterator[_Token]:
    at = start
    for m in _WORD.finditer(text, start, stop):
        word = m[0].rstrip(".*-\\•").lstrip("-*¶.•·")
        begin = m.start() + (m[0].index(word) if word else 0)
        if word:
            breaks = _BREAK.search(text, at, m.start()) is not None
            yield _Token(word, begin, begin + len(word), breaks)
        at = m.end()


def _separated(token: _Token) -> list[_Token]:
    """Cut PREL.PGOV.MT at its dots or slashes, where all parts are made like codes and one is in full."""
    parts = list(_PART.finditer(token.text))
    words = [m[0].upper() for m in parts]
    known = [w for w in words if tags.is_known(w)]
    if len(words) < 2 or not all(w in known or _CODE_SHAPE.fullmatch(w) for w in words):
        return []
    if not any(tags.kind(w) in ("subject", "program") for w in known) and len(known) < len(words):
        return []
    at = token.start
    return [_Token(m[0], at + m.start(), at + m.end(), token.breaks or n > 0) for n, m in enumerate(parts)]
