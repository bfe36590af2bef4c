"""The TAGS line: codes, program and organisation TAGS, persons, in whatever state they arrive.

Rules: TAGS handbook of 1974 and 5 FAH-3 (order, separators, persons in brackets); damage as listed
in telegram-format 9.1: run-together codes, web-link artefacts, captions in the list, free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.model import Found, Span
from reftel.reading.defects import Defects
from reftel.terms import captions, tags
from reftel.view import View

_LINK = re.compile(r"\[([^\[\]\n]{0,60})\]\(#?[^()\n]{0,200}\)")
_PERSON = re.compile(r"\(([^()]{3,60})\)?")
_WORD = re.compile(r"[^\s,;:()\[\]#]+")
_LABEL = re.compile(r"\bTAGS?\b[ \t]*[:;,]", re.I)
_PREVIOUS_PERSON = ("OVIP", "OREP", "OTRA", "OEXC", "OCON", "CASC", "CVIS")


class _Token(NamedTuple):
    text: str
    start: int
    stop: int
    breaks: bool  # a comma, bracket or colon stands before it


def read_tags(view: View, year: int | None, defects: Defects) -> tuple[Found[str], ...]:
    """Read a TAGS list without its label; no repeats, unknown words kept and noted."""
    text = _LABEL.sub(lambda m: "," + " " * (len(m[0]) - 1), _unlink(view, defects))
    reader = _Reader(view, year, defects)
    at = 0
    for m in _PERSON.finditer(text):
        reader.words(text, at, m.start())
        reader.person(m)
        at = m.end()
    reader.words(text, at, len(text))
    reader.flush()
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

    def __init__(self, view: View, year: int | None, defects: Defects) -> None:
        self.view, self.year, self.defects = view, year, defects
        self.founds: dict[str, Found[str]] = {}
        self.loose: list[_Token] = []

    def words(self, text: str, start: int, stop: int) -> None:
        for token in _tokens(text, start, stop):
            self.word(token)

    def word(self, token: _Token) -> None:
        if token.breaks:
            self.flush()
        code = token.text.upper()
        if tags.is_known(code, year=self.year) or tags.is_known(code):
            if self.loose and len(code) == 2 and not token.breaks and tags.kind(code) != "subject":
                self.loose.append(token)  # TIP IN TURKEY: a word within free text
                return
            self.flush()
            self.add(code, token.start, token.stop, "stated")
        elif captions.read_caption_line(code):
            self.flush()
            self.note("caption-in-tags", "a caption among the TAGS is no code", token, None)
        elif (parts := tags.split_run_together(code)) and sum(len(p) == 2 for p in parts) < 2:
            self.flush()
            self.note(
                "tags-run-together",
                f"read as {len(parts)} codes without blanks between",
                token,
                " ".join(parts),
            )
            at = token.start
            for part in parts:
                self.add(part, at, at + len(part), "run-together")
                at += len(part)
        else:
            self.loose.append(token)

    def person(self, m: re.Match[str]) -> None:
        self.flush()
        name = " ".join(m[1].split()).strip(" ,.").upper()
        if "," in name or " " in name or not tags.is_known(name):
            self.add(re.sub(r"\s*,\s*", ", ", name), m.start(1), m.end(1), "person")
        else:
            self.add(name, m.start(1), m.end(1), "stated")

    def flush(self) -> None:
        """Close a run of words that are no codes: one slip from a code, a person, or free text."""
        loose, self.loose = self.loose, []
        while loose and len(loose) > 1 and len(loose[-1].text) == 2 and tags.is_known(loose[-1].text.upper()):
            self.add_after = loose.pop()
            self._close(loose)
            last = self.add_after
            self.add(last.text.upper(), last.start, last.stop, "stated")
            return
        self._close(loose)

    def _close(self, loose: list[_Token]) -> None:
        if not loose:
            return
        words = [t.text.upper() for t in loose]
        start, stop = loose[0].start, loose[-1].stop
        if len(words) == 1:
            if near := tags.nearest(words[0]):
                self.note("tags-misspelt", f"one slip from the known {near}", loose[0], near)
                self.add(near, start, stop, "misspelt")
                return
        elif len(words) in (2, 3) and self.founds and next(reversed(self.founds)) in _PREVIOUS_PERSON:
            self.add(f"{words[0]}, {' '.join(words[1:])}", start, stop, "person")
            return
        value = " ".join(words)
        why = "no code of the TAGS tables"
        self.defects.note("tags-unknown", why, field="tags", written=value, span=self.view.span(start, stop))
        self.add(value, start, stop, "unknown")

    def add(self, value: str, start: int, stop: int, by: str) -> None:
        self.founds.setdefault(value, Found(value, self.view.span(start, stop), by))

    def note(self, code: str, why: str, token: _Token, taken_as: str | None) -> None:
        span: Span = self.view.span(token.start, token.stop)
        self.defects.note(code, why, field="tags", written=token.text, taken_as=taken_as, span=span)


def _tokens(text: str, start: int, stop: int) -> Iterator[_Token]:
    at = start
    for m in _WORD.finditer(text, start, stop):
        word = m[0].rstrip(".*-\\•").lstrip("-*¶.•·")
        begin = m.start() + (m[0].index(word) if word else 0)
        if word:
            breaks = bool(re.search(r"[,;:()\[\]]", text[at : m.start()]))
            yield _Token(word, begin, begin + len(word), breaks)
        at = m.end()
