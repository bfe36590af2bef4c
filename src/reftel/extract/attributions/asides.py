"""Asides: THE PORT, HE SAID, WOULD BE CLOSED; "WE AGREE," SAID THE MINISTER; … , ACCORDING TO THE PAPER.

What is reported stands before the aside, and after it where it goes on.  The form is plain, so it is read by
rule; the models see too few of them in telegrams to learn it, while news prose is full of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reftel.extract.attributions.hearers import begin_of_noun_phrase, end_of_noun_phrase
from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.voices import Frame
from reftel.extract.attributions.words import Word
from reftel.terms import tables

Words = tuple[int, int]
_FINITE = frozenset(("modal", "be", "have", "do", "verb:ed", "verb:s", "both:s", "past", "both", "verb"))
_BETWEEN = frozenset(("have", "adverb"))
_LATER = frozenset((
    "time", "adverb", "preposition", "article", "noun", "figure", "determiner", "possessive", "to", "number",
    "adjective", "nouns", "title", "person", "group", "government", "body", "officer", "object",
    "first_object", "unknown", "city", "country", "office",
))  # fmt: skip
_TAIL = 7  # words after the verb that say to whom, when or where


def with_asides(layout: Layout, sentence: Sentence, frames: list[Frame]) -> list[Frame]:
    """Return the frames with those of asides drawn by rule, the others kept to their side of an aside."""
    for aside in _asides(layout.words, sentence):
        cue = aside.cue[0]
        same = next((f for f in frames if f.cue[0][0] < cue[1] and cue[0] < f.cue[0][1]), None)
        if same is not None:
            aside = aside._replace(cue=same.cue, addressee=same.addressee)
        others = [_kept_before(f, aside) for f in frames if f is not same]
        frames = sorted([*(f for f in others if f is not None), aside], key=lambda f: f.cue)
    return frames


def _kept_before(frame: Frame, aside: Frame) -> Frame | None:
    """Return a frame whose cue stands before an aside without what it took beyond the aside's content."""
    stop = aside.content[0][1]
    if frame.cue[0][0] >= min(stop, aside.cue[0][0]) or not frame.content:
        return frame
    content = tuple((a, min(b, stop)) for a, b in frame.content if a < stop)
    return frame._replace(content=content) if content else None


def _asides(words: Sequence[Word], s: Sentence) -> Iterator[Frame]:
    verbs = _verbs()
    last = s.last - 1 if words[s.last - 1].form in ".?!" else s.last
    if words[s.body].form == "ACCORDING" and s.body + 2 < last and words[s.body + 1].role == "to":
        comma = next((i for i in range(s.body + 3, min(s.body + 16, last - 2)) if words[i].form == ","), None)
        if comma is not None:
            yield Frame(((s.body, s.body + 2),), ((s.body + 2, comma),), (), ((comma + 1, last),))
        return
    for i in range(s.body + 2, last):
        w = words[i]
        if w.lemma in verbs and w.kind in ("verb:ed", "verb:s", "both:s"):
            frame = _said(words, s, i, last) or _inverted(words, s, i, last)
        elif w.form == "ACCORDING" and i + 1 < last and words[i + 1].role == "to":
            frame = _according(words, s, i, last)
        else:
            continue
        if frame is not None:
            yield frame
            return


def _said(words: Sequence[Word], s: Sentence, verb: int, last: int) -> Frame | None:
    """Read …, THE MINISTER SAID TUESDAY. or …, THE MINISTER SAID, … ."""
    begin = verb
    while begin > s.body and words[begin - 1].role in _BETWEEN:
        begin -= 1
    first = begin_of_noun_phrase(words, begin, s.body)
    if first < begin and words[first - 1].role in ("preposition", "of", "from"):
        first = begin_of_noun_phrase(words, first - 1, s.body)
    before = _before(words, s, first)
    return (
        None
        if first == begin or before is None
        else _drawn(words, s, before, (first, begin), verb, verb + 1, last)
    )


def _inverted(words: Sequence[Word], s: Sentence, verb: int, last: int) -> Frame | None:
    """Read "…," SAID THE MINISTER and …, SAID THE MINISTER."""
    before = _before(words, s, verb)
    end = end_of_noun_phrase(words, verb + 1, last)
    if before is None or end == verb + 1:
        return None
    quoted = words[verb - 1].role == "quote" or words[verb - 2].role == "quote"
    if end < last and not (quoted and words[end].form == ","):
        return None
    return _drawn(words, s, before, (verb + 1, end), verb, end, last)


def _according(words: Sequence[Word], s: Sentence, at: int, last: int) -> Frame | None:
    before = _before(words, s, at)
    end = end_of_noun_phrase(words, at + 2, last)
    if before is None or end not in (last,) or end == at + 2 or not _clause(words, before):
        return None
    return Frame(((at, at + 2),), ((at + 2, end),), (), (before,))


def _before(words: Sequence[Word], s: Sentence, at: int) -> Words | None:
    """Return what stands before the comma or closing quotation mark that ends at this word."""
    end = at
    while end > s.body and (words[end - 1].form in ",-–—" or words[end - 1].role == "quote"):
        end -= 1
    return (s.body, end) if s.body < end < at else None


def _drawn(
    words: Sequence[Word], s: Sentence, before: Words, source: Words, verb: int, at: int, last: int
) -> Frame | None:
    end = at
    while end < min(last, at + _TAIL) and words[end].role in _LATER:
        end += 1
    cue = ((verb, verb + 1),)
    quoted = words[before[1]].role == "quote" or words[before[1] + 1].role == "quote"
    if end == last:
        whole = quoted or _clause(words, before)
        return Frame(cue, (source,), (), (_unquoted(words, before),)) if whole else None
    if words[end].form != ",":
        return None
    rest = end + 1 + (words[end + 1].role == "quote") if end + 1 < last else last
    goes_on = rest < last and (words[rest - 1].role == "quote" or words[rest].role in _FINITE)
    if goes_on:
        return Frame(cue, (source,), (), (_unquoted(words, before), _unquoted(words, (rest, last))))
    return Frame(cue, (source,), (), (_unquoted(words, before),)) if quoted else None


def _unquoted(words: Sequence[Word], span: Words) -> Words:
    first, last = span
    first += words[first].role == "quote" and last - first > 1
    last -= words[last - 1].role == "quote" and last - first > 1
    return first, last


def _clause(words: Sequence[Word], span: Words) -> bool:
    """Tell whether a stretch is a clause of its own: a finite verb, and not only a subordinate one."""
    first, last = span
    commas = sum(w.form == "," for w in words[first:last])
    opens = words[first].role in ("subordinate", "that", "which") and not commas
    return not opens and any(w.role in _FINITE for w in words[first + 1 : last])


@cache
def _verbs() -> frozenset[str]:
    return frozenset(tables.settings("plain_words")["aside"]["verbs"].split())
