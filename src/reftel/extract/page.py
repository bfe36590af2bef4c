"""The words that are annotated: a telegram's paragraphs without furniture, or a text as it is."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from reftel.model import Span, Telegram
from reftel.view import View

# A word with its possessive (IRAN'S), an abbreviation (U.S.), a figure (2,500), or one other character.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|\S")
_BODY = ("paragraph", "heading")
_JOINED = ("page", "banner", "blank", "stamp", "section_header", "distribution")


class Tokens(NamedTuple):
    """The words of a text: how each is written, where it begins and ends."""

    forms: list[str]
    starts: list[int]
    ends: list[int]


class Page:
    """A text to annotate, its words and sentences, and the telegram it belongs to, if any."""

    def __init__(self, text: str, *, view: View | None = None, telegram: Telegram | None = None) -> None:
        """Take a text; offsets in it lead back through the view where one is given."""
        self.text = text
        self.view = view
        self.telegram = telegram

    @classmethod
    def of(cls, what: str | Telegram) -> Page:
        """Return the page of a telegram's body, or of a text as it is."""
        if isinstance(what, str):
            return cls(what)
        view = body_view(what)
        return cls(view.text, view=view, telegram=what)

    @cached_property
    def tokens(self) -> Tokens:
        """The words of the page."""
        found = list(_TOKEN.finditer(self.text))
        return Tokens([m[0] for m in found], [m.start() for m in found], [m.end() for m in found])

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences, each from one word's place in `tokens` to another's, the last not included."""
        forms, starts, ends = self.tokens
        bounds, first = [], 0
        for i, form in enumerate(forms[:-1]):
            gap = self.text[ends[i] : starts[i + 1]]
            if (form in ".?!" and _closes(forms, i)) or gap.count("\n") > 1:
                bounds.append((first, i + 1))
                first = i + 1
        return [*bounds, (first, len(forms))] if first < len(forms) else bounds

    def place(self, start: int, end: int) -> Span:
        """Return where a stretch of the page stands in the annotated text."""
        return self.view.span(start, end) if self.view is not None else Span(start, end)


_SHORT = frozenset({
    "AMB", "CAPT", "COL", "DEPT", "DR", "GEN", "GOV", "HON", "JR", "LT", "MAJ", "MR", "MRS", "MS",
    "NO", "PROF", "REP", "REV", "SEN", "SGT", "SR", "ST",
})  # fmt: skip


def _closes(forms: list[str], i: int) -> bool:
    """Tell whether the full stop at this place ends a sentence."""
    if forms[i] != ".":
        return True
    before = forms[i - 1].upper() if i else ""
    return not (before in _SHORT or (len(before) == 1 and before.isalpha()) or before.isdigit())


def body_view(telegram: Telegram) -> View:
    """Return the telegram's paragraphs and headings, with what stands between them but no furniture."""
    kept: list[Span] = []
    waiting: list[Span] = []  # blanks between two pieces of the body: kept only where nothing was left out
    for segment in telegram.segments:
        if segment.kind in _BODY:
            kept += [*waiting, segment.span]
            waiting = []
        elif segment.kind == "blank" and kept and kept[-1].end == segment.span.start:
            waiting = [segment.span]
        elif segment.kind not in _JOINED:
            waiting = []
    return View.of(telegram.text, kept, base=telegram.source.span.start)
