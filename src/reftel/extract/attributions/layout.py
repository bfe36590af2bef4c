"""The page as the models see it: its words, its sentences without headings, where paragraphs begin."""

from __future__ import annotations

from typing import NamedTuple

from reftel.extract.attributions.words import Word, word
from reftel.extract.page import Page, after_number, opens_line

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
    opens = opens_line(page, first)
    body = after_number(page, first, last) if opens else first
    numbered = body > first
    headed = _after_heading(layout, body, last)
    heading = " ".join(w.form for w in words[body:headed] if w.form[0].isalnum())
    return Sentence(first, headed, last, heading, opens or numbered)


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
