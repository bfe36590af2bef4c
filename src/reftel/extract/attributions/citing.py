"""Sources cited beside a statement, as notes do: PER [NP], …; …, PER [NP]; … (SOURCE: [NP]).

Also who is named as the one from whom it was learned."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reftel.extract.attributions.hearers import end_of_noun_phrase
from reftel.extract.attributions.layout import Sentence
from reftel.extract.attributions.voices import Frame
from reftel.extract.attributions.words import Word
from reftel.terms import tables

Words = tuple[int, int]
_LONGEST = 14  # words of a source before its comma
_LEAST = 3  # words that a statement has
_CITED = frozenset((
    "title", "office", "body", "government", "officer", "post", "country", "person", "group", "name",
    "unknown", "possessive", "article", "city", "object", "first_object",
))  # fmt: skip
_SOURCES = frozenset(("SOURCE", "SOURCES"))


def cited(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    """Return what a sentence states and the source cited for it; `last` is where its words end."""
    return (
        _per_first(words, s, last)
        or _per_last(words, s, last)
        or _in_brackets(words, s, last)
        or _learned(words, s, last)
    )


def _per_first(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    at = s.body + (words[s.body].form == "AS")
    if at + _LEAST >= last or words[at].form != "PER" or words[at + 1].form[0] in "0123456789":
        return None
    reach = range(at + 2, min(at + _LONGEST, last - _LEAST))
    comma = next((i for i in reach if words[i].form == ","), None)
    if comma is None:
        return None
    return Frame(((at, at + 1),), ((at + 1, comma),), (), ((comma + 1, last),))


def _per_last(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    stop = last - (words[last - 1].form == ")")
    reach = range(s.body + _LEAST, stop - 1)
    at = next((i for i in reach if words[i].form == "PER" and words[i - 1].form in ",("), None)
    if at is None or words[at + 1].role not in _CITED or end_of_noun_phrase(words, at + 1, stop) != stop:
        return None
    return Frame(((at, at + 1),), ((at + 1, stop),), (), ((s.body, at - 1),))


def _learned(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    """Read IT WAS LEARNED FROM [NP] THAT … and EMBOFF HEARD FROM [NP] THAT …: who is heard tells it."""
    for i in range(s.body + 1, min(s.body + _LONGEST, last - _LEAST)):
        if words[i].form in _hearing() and words[i + 1].form == "FROM":
            end = end_of_noun_phrase(words, i + 2, last)
            that = end < last and words[end].role == "that"
            return Frame(((i, i + 1),), ((i + 2, end),), (), ((end + 1, last),)) if that else None
    return None


@cache
def _hearing() -> frozenset[str]:
    return frozenset(tables.settings("plain_words")["hearsay"]["verbs"].upper().split())


def _in_brackets(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    if words[last - 1].form != ")":
        return None
    reach = range(max(s.body + _LEAST, last - _LONGEST), last - 3)
    at = next((i for i in reach if words[i].form == "(" and words[i + 1].form in _SOURCES), None)
    if at is None or words[at + 2].form != ":":
        return None
    return Frame(((at + 1, at + 2),), ((at + 3, last - 1),), (), ((s.body, at),))
