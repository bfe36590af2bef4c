"""The page as the models see it: its words, its sentences without headings, where paragraphs begin."""

from __future__ import annotations

from typing import NamedTuple

from reftel.extract.attributions.words import Word, word
from reftel.extract.page import Page

_HEADED = frozenset({"comment", "summary"})
_ENDS = frozenset(":.-–—()")


class Sentence(NamedTuple):
    """Words first to last (not included); `body` is the first word after number and heading.

    `heading` is the heading's words in capitals ("" if none), `opens` whether a paragraph or point begins.
    """

    first: int
    body: int
    last: int
    heading: str
    opens: bool


class Layout:
    """The words of a page with what is known of each, and its sentences."""

    def __init__(self, page: Page) -> None:
        """Look up every word of the page once."""
        self.page = page
        self.words: list[Word] = [word(form) for form in page.tokens.forms]
        self.sentences = [_sentence(self, first, last) for first, last in page.sentences]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the stretch of text of words first to last, not included."""
        return self.page.tokens.starts[first], self.page.tokens.ends[last - 1]


def _sentence(layout: Layout, first: int, last: int) -> Sentence:
    page, words = layout.page, layout.words
    _, starts, ends = page.tokens
    opens = first == 0 or "\n" in page.text[ends[first - 1] : starts[first]]
    body = _after_number(page, first, last) if opens else first
    numbered = body > first
    headed = _after_heading(layout, body, last)
    heading = " ".join(w.form for w in words[body:headed] if w.form[0].isalnum())
    return Sentence(first, headed, last, heading, opens or numbered)


def _after_number(page: Page, first: int, last: int) -> int:
    """Return the word after `1.`, `(A)`, `B)`, `--` at the head of a paragraph or point."""
    forms, i = page.tokens.forms, first
    while i < last - 1:
        if forms[i] in "-–—•*":
            i += 1
        elif forms[i] == "(" and i + 2 < last and forms[i + 2] == ")" and len(forms[i + 1]) <= 3:
            i += 3
        elif forms[i + 1] in ".)" and (len(forms[i]) == 1 or (forms[i].isdigit() and len(forms[i]) < 5)):
            i += 2
        else:
            break
    return i if i < last else first


def _after_heading(layout: Layout, i: int, last: int) -> int:
    """Return the word after `COMMENT:`, `BEGIN SUMMARY.`, `(COMMENT:` or another short heading."""
    words = layout.words
    for stop in range(i + 1, min(i + 7, last - 1)):
        form, said = words[stop].form, words[i:stop]
        if form in _ENDS:
            known = any(w.role in _HEADED for w in said)
            plain = not any(w.kind.startswith(("verb", "both")) and w.role not in _HEADED for w in said)
            short = len(said) <= (5 if form == ":" else 3)
            if short and plain and (known or (form == ":" and len(said) <= 4)):
                return _past_signs(layout, stop, last)
            if form not in "()":
                return i
    return i


def _past_signs(layout: Layout, stop: int, last: int) -> int:
    while stop < last - 1 and layout.words[stop].form in _ENDS:
        stop += 1
    return stop
