"""Words that stand by a mark in one clause: an apposition, a union that the hidden one is secretary of.

Who reads them as the speaker gives what a hidden person said to somebody else.  The rules err towards
taking words for those of the hidden one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.extract.annotations import Attribution, Mention
from reftel.model import Span, Telegram
from reftel.terms.offices import is_part
from reftel.terms.titles import is_office

# A clause of its own begins here.  `who` and `which` go on about the one before, `and` may join two offices.
_CLAUSE = re.compile(
    r"[;:!?]\s|\n\s*\n|\b(?:that|whether|but|because|although|though|while|whereas|unless|until)\b", re.I
)
_STOP = re.compile(r"(\S*)\.[\"'”’)\]]*\s")
_WORDS_ONLY = re.compile(r"[^,()]*")
_LONGEST_SHORT = 4  # letters of a word of an office cut short
_MOST_BEFORE = 5  # words that may lead from a source to the hidden name: UNION secretary general NAME

_DEFINITE = frozenset(["the", "this", "that", "his", "her", "its", "their", "said", "same"])
_INDEFINITE = frozenset(["a", "an", "another", "any", "each", "every", "no", "one", "some"])
_AFTER_HEAD = re.compile(r",|\s(?:of|for|in|at|from|with|who|which|that|to)\s", re.I)
_LETTERS = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)*")


def beside_mark(a: Attribution, marks: Sequence[Span], telegram: Telegram) -> bool:
    """Tell whether somebody in an attribution is named in one clause with a mark, before or after it.

    `marks` are those that stand for somebody, as places in the file's text.
    """
    return any(
        _follows(span, mark, a, telegram) or _leads(span, mark, a, telegram)
        for span in (*a.source, *a.addressee, *a.grounds)
        for mark in marks
    )


def _follows(span: Span, mark: Span, a: Attribution, telegram: Telegram) -> bool:
    """Tell whether words go on after a mark: `MARK of the union`, `MARK, secretary of the union, told`."""
    if span.start < mark.end or (a.cue and all(mark.end <= c.start and c.end <= span.start for c in a.cue)):
        return False
    return _is_one_clause(_between(telegram, mark.end, span.start))


def _leads(span: Span, mark: Span, a: Attribution, telegram: Telegram) -> bool:
    """Tell whether words lead up to a mark: `the union's secretary MARK`, `the head of the union, MARK`."""
    if mark.start < span.end or any(span.end <= c.start and c.end <= mark.start for c in a.cue):
        return False
    between = _between(telegram, span.end, mark.start)
    if not _LETTERS.search(between):
        return _is_one_clause(between)
    few = len(between.split()) <= _MOST_BEFORE and _WORDS_ONLY.fullmatch(between)
    return bool(few) and _is_one_clause(between)


def _between(telegram: Telegram, start: int, end: int) -> str:
    base = telegram.source.span.start
    return telegram.text[start - base : end - base]


def _is_one_clause(between: str) -> bool:
    if _CLAUSE.search(between):
        return False
    return all(_is_shortened(stop[1]) for stop in _STOP.finditer(between))


def _is_shortened(word: str) -> bool:
    """Tell whether a stop after a word shortens an office (`Sec. Gen. of the union`) and ends nothing."""
    return len(word) <= _LONGEST_SHORT and (is_office(word) or is_part(word.upper()))


def is_description(span: Span, mentions: Sequence[Mention], telegram: Telegram) -> bool:
    """Tell whether a source says with a pronoun or a description of one person who is meant.

    A name of a person within it says who it is; `two farmers` and `the ministers` are others.
    """
    within = [
        m for m in mentions if m.type == "person" and m.span.start < span.end and span.start < m.span.end
    ]
    if any(m.kind == "name" for m in within):
        return False
    if any(m.kind == "pronoun" and m.span == span for m in within):
        return True
    return any(m.kind == "nominal" for m in within) and _is_of_one(telegram.words(span))


def _is_of_one(words: str) -> bool:
    head = _LETTERS.findall(_AFTER_HEAD.split(words, maxsplit=1)[0])
    if not head or head[0].lower() in _INDEFINITE:
        return False
    last = head[-1].lower()
    if last.endswith("s") and not last.endswith("ss"):
        return False
    return head[0].lower() in _DEFINITE or any(is_office(word) for word in head)
