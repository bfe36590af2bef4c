"""Attributions as claims need them: what is said reaches from the words that report it to the clause's end.

The finder of attributions sometimes takes a part of what is said: `the waters off Aldport` of `he had counted
40 boats in the waters off Aldport`.  What has no verb of its own is read on to the words that report it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec.structs import replace

from reftel.extract.annotations import Attribution
from reftel.extract.lexicon import word_classes
from reftel.model import Span
from reftel.terms import contrast

_VERBS = frozenset(("past", "participle", "modal", "verb", "verbs"))
_NOUNS = frozenset(("noun", "nouns", "adjective", "preposition"))
_AUXILIARIES = frozenset(
    ("is", "are", "was", "were", "has", "had", "have", "will", "be", "been", "did", "does", "do")
)
_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"[\s,;:-]*(?:that\b\s*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[\d.,]*\d")
_NAME = re.compile(r"\s*[A-Z]")
_LONGEST = 160  # characters that are read on at most
_MORE = 40  # characters, where what is said has a verb and only its denial is missing

Words = Callable[[Span], str]


def mended(
    attributions: Sequence[Attribution], words: Words, around: Callable[[Span], Span]
) -> list[Attribution]:
    """Return attributions read on to the words that report them; a title that was read as a verb gives none.

    `words` returns the words of a place and `around` the sentences that it stands in.
    """
    kept = [a for a in attributions if a.content and not _is_title(a, words)]
    read = [_read_on(a, words, around) for a in kept]
    moved = {a.n for a, b in zip(kept, read, strict=True) if a.content[0].start != b.content[0].start}
    sources = [s for a in read if a.n in moved for s in a.source]
    return [a for a in read if a.n in moved or not any(_is_in(s, c) for s in sources for c in a.content)]


def has_verb(text: str) -> bool:
    """Tell whether a text has a word that can only be a verb."""
    return any(_is_verb(word.lower()) for word in _WORD.findall(text))


@lru_cache(maxsize=1 << 14)
def _is_verb(word: str) -> bool:
    classes = frozenset(word_classes(word))
    return word in _AUXILIARIES or (bool(classes & _VERBS) and not classes & _NOUNS)


def _is_title(a: Attribution, words: Words) -> bool:
    """Tell whether the verb is the title of a name: `Judge Roe said` read as `I judge that Roe said`."""
    if not a.own or a.source or len(a.cue) != 1:
        return False
    cue = words(a.cue[0]).split()
    return bool(cue) and "office" in word_classes(cue[-1]) and _NAME.match(words(a.content[0])) is not None


def _read_on(a: Attribution, words: Words, around: Callable[[Span], Span]) -> Attribution:
    first, last = a.content[0], a.content[-1]
    sentence = around(first)
    roles = [s for s in (*a.source, *a.cue, *a.addressee) if _is_in(s, sentence)]
    begin = _begin(first, sentence, roles, words)
    tail = Span(last.end, sentence.end)
    end = last.end
    if tail.start < tail.end and (number := _NUMBER.match(words(tail))):
        rest = words(tail)[number.end() :]
        end += number.end() if not rest.strip(" .\n") and len(rest) < len(words(tail)) else 0
    if (begin, end) == (first.start, last.end):
        return a
    content = list(a.content)
    content[0] = Span(begin, content[0].end)
    content[-1] = Span(content[-1].start, end)
    return replace(a, content=tuple(content))


def _begin(first: Span, sentence: Span, roles: Sequence[Span], words: Words) -> int:
    """Return where what is said begins."""
    whole = has_verb(words(first))
    before = [s.end for s in roles if s.end <= first.start]
    if not before:
        named = [s for s in roles if s.start >= first.end]
        return first.start if whole or not named else max(sentence.start, first.start - _LONGEST)
    gap = Span(max(before), first.start)
    if gap.start >= gap.end or gap.end - gap.start > (_MORE if whole else _LONGEST):
        return first.start
    told = words(gap)
    if len(told) != gap.end - gap.start or (whole and not contrast.negations(told, plain=True)):
        return first.start
    opened = _OPENS.match(told)
    return gap.start + (opened.end() if opened else 0)


def _is_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
