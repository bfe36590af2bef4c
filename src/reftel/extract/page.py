"""The words that are annotated: a telegram's paragraphs without furniture, or a text as it is."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from reftel.model import Span, Telegram
from reftel.terms import levels
from reftel.view import View

# A word with its possessive (IRAN'S) and the Arabic article before it (al-Sadr, AS-SAFIR would be two words),
# an abbreviation (U.S.), a figure (2,500), or one other character.
_ARTICLE = r"(?:[AEUaeu][Ll]-(?=[^\W\d_])|[Aa](?:[dnrstz]|sh)-(?=[A-Z][a-z]))"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|(?:\b{_ARTICLE})?[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|\S")
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
        """The sentences, each from one word's place in `tokens` to another's, the last not included.

        A heading (`3. COMMENT:`) belongs to the sentence that follows it; every point of a list is one.
        """
        forms, starts, ends = self.tokens
        bounds, first = [], 0
        for i in range(len(forms) - 1):
            gap = self.text[ends[i] : starts[i + 1]]
            if _closes(self, i, first) if forms[i] in _STOPS else "\n" in gap and _breaks(self, gap, i + 1):
                last = i + 1
                while last < len(forms) and forms[last] in _CLOSERS and starts[last] == ends[last - 1]:
                    last += 1
                if last > first:
                    bounds.append((first, last))
                    first = last
        return [*bounds, (first, len(forms))] if first < len(forms) else bounds

    def place(self, start: int, end: int) -> Span:
        """Return where a stretch of the page stands in the annotated text."""
        return self.view.span(start, end) if self.view is not None else Span(start, end)


_STOPS = frozenset(".?!")
_CLOSERS = frozenset(['"', "”", "’", "'", ")", "]"])
_SHORT = frozenset({
    "AMB", "APR", "AUG", "CAPT", "CF", "CO", "COL", "CORP", "DEC", "DEPT", "DR", "FEB", "GEN", "GOV", "HON",
    "INC", "JAN", "JR", "LT", "LTD", "MAJ", "MESSRS", "MR", "MRS", "MS", "MT", "NO", "NOS", "NOV", "OCT",
    "PARA", "PP", "PROF", "REF", "REP", "REV", "SEN", "SEP", "SEPT", "SGT", "SR", "ST", "VS",
})  # fmt: skip
_LETTERED = frozenset(
    {"REF", "REFS", "REFTEL", "PARA", "ANNEX", "TAB", "OPTION", "CATEGORY", "PART", "GROUP"}
)
_MARKS = frozenset("-–—•*¶")
_LONGEST_MARK = 24  # words of a portion mark in its brackets: (S//REL TO USA, GBR)
_SHORT_MARK = 3  # letters of what may be the letter or number of a point


def _closes(page: Page, i: int, first: int) -> bool:
    """Tell whether the stop at this place ends a sentence that began at `first`."""
    forms, starts, ends = page.tokens
    after = forms[i + 1]
    if forms[i] != ".":
        return not (after[0].islower() or after in _STOPS)
    gap = starts[i + 1] - ends[i]
    before = forms[i - 1].upper() if i else ""
    if after in _STOPS or (after[0].isdigit() and not gap) or (after in ",;" and gap < 2):
        return False
    if after[0].islower() and "\n" not in page.text[ends[i] : starts[i + 1]]:
        return False
    if i - first <= 2 and _begins_line(page, i - 1, first) and (before.isdigit() or len(before) == 1):
        return False  # the number of a paragraph or point
    if before in _SHORT and not (after in _CLOSERS and not gap):
        return "\n\n" in page.text[ends[i] : starts[i + 1]]
    if len(before) == 1 and before.isalpha():
        return i > 1 and forms[i - 2].upper().strip("(") in _LETTERED
    return True


def _begins_line(page: Page, i: int, first: int) -> bool:
    """Tell whether nothing but a bracket stands before this word in its line or sentence."""
    return i <= first + 1 or "\n" in page.text[page.tokens.ends[i - 1] : page.tokens.starts[i]]


def _breaks(page: Page, gap: str, i: int) -> bool:
    """Tell whether a new paragraph or point begins with this word, the first of its line."""
    if gap.count("\n") > 1:
        return True
    forms = page.tokens.forms
    after = forms[i + 1] if i + 1 < len(forms) else ""
    numbered = forms[i].isdigit() or len(forms[i]) == 1
    if forms[i] in _MARKS:
        return True
    if forms[i] == "(":
        return (after.isdigit() or len(after) == 1) and i + 2 < len(forms) and forms[i + 2] == ")"
    return numbered and (after in (".", ")"))


def opens_line(page: Page, first: int) -> bool:
    """Tell whether a sentence begins a line."""
    return first == 0 or "\n" in page.text[page.tokens.ends[first - 1] : page.tokens.starts[first]]


def after_number(page: Page, first: int, last: int) -> int:
    """Return the word after `1.`, `(A)`, `B)`, `--`, `(S/NF)` at the head of a paragraph or point."""
    forms, i = page.tokens.forms, first
    while i < last - 1:
        if forms[i] in _MARKS:
            i += 1
        elif forms[i] == "(" and (after := _after_mark(page, i, last)):
            i = after
        elif forms[i + 1] in ".)" and (len(forms[i]) == 1 or (forms[i].isdigit() and len(forms[i]) < 5)):
            i += 2
        else:
            break
    return i if i < last else first


def _after_mark(page: Page, i: int, last: int) -> int:
    """Return the word after a number, letter or portion mark in brackets, (1) or (S/NF); 0 if it is none."""
    forms, starts, ends = page.tokens
    for stop in range(i + 2, min(i + _LONGEST_MARK, last)):
        if forms[stop] == ")":
            short = stop == i + 2 and len(forms[i + 1]) <= _SHORT_MARK
            marked = short or levels.portion(page.text[ends[i] : starts[stop]]) is not None
            return stop + 1 if marked else 0
    return 0


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
