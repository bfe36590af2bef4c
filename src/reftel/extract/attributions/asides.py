"""Asides: THE PORT, HE SAID, WOULD BE CLOSED; "WE AGREE," SAID THE MINISTER; … , ACCORDING TO THE PAPER.

What is reported stands before the aside, and after it where it goes on.  The form is plain, so it is read by
rule; the models see too few of them in telegrams to learn it, while news prose is full of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reftel.extract.attributions.citing import cited
from reftel.extract.attributions.hearers import begin_of_noun_phrase, end_of_noun_phrase, is_heard
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
_FAR_VIEW = 8  # words from IN to its VIEW
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
    viewed = (
        _as_told(words, s, last)
        or _as_told_last(words, s, last)
        or _viewed(words, s, last)
        or cited(words, s, last)
    )
    if viewed is not None:
        yield viewed
        return
    for i in range(s.body + 2, last):
        w = words[i]
        if w.lemma in verbs and w.kind in ("verb:ed", "verb:s", "both:s"):
            frame = _said(words, s, i, last) or _inverted(words, s, i, last)
        elif w.kind == "verb:ed" and is_heard(words, i, last):
            frame = _said(words, s, i, last)
        elif w.form == "ACCORDING" and i + 1 < last and words[i + 1].role == "to":
            frame = _according(words, s, i, last)
        else:
            continue
        if frame is not None:
            yield frame
            return


def _as_told(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    """Read AS [NP] [EXPLAINED] IT TO [NP] ON MONDAY, … and AS [NP] [PUT] IT, … at the head of a sentence."""
    if words[s.body].form != "AS":
        return None
    reach = range(s.body + 2, min(s.body + _FAR_VIEW + 1, last - 2))
    verb = next((i for i in reach if _tells_as(words, i)), None)
    if verb is None or begin_of_noun_phrase(words, verb, s.body + 1) != s.body + 1:
        return None
    end = verb + 1
    while end < min(last, verb + _TAIL + 2) and (
        words[end].role in _LATER or words[end].form in ("IT", "MAY")
    ):
        end += 1
    if end + 2 >= last or words[end].form != "," or not _clause(words, (end + 1, last)):
        return None
    return Frame(((verb, verb + 1),), ((s.body + 1, verb),), _to_whom(words, verb, end), ((end + 1, last),))


def _as_told_last(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    """Read …, AS [NP] [POINTED OUT] TO [NP] at the end of a sentence."""
    comma = next(
        (i for i in range(last - 3, s.body + 2, -1) if words[i].form == "," and words[i + 1].form == "AS"),
        None,
    )
    if comma is None or not _clause(words, (s.body, comma)):
        return None
    verb = next((i for i in range(comma + 3, min(comma + _FAR_VIEW + 2, last)) if _tells_as(words, i)), None)
    if verb is None or begin_of_noun_phrase(words, verb, comma + 2) != comma + 2:
        return None
    end = verb + 1
    while end < last and (words[end].role in _LATER or words[end].form in ("IT", "OUT")):
        end += 1
    if end < last:
        return None
    return Frame(((verb, verb + 1),), ((comma + 2, verb),), _to_whom(words, verb, end), ((s.body, comma),))


def _to_whom(words: Sequence[Word], verb: int, end: int) -> tuple[Words, ...]:
    """Return who hears, between a verb and the end of its phrase: EXPLAINED IT TO [EMBOFF] ON MONDAY."""
    to = next((i for i in range(verb + 1, end) if words[i].role == "to"), end)
    hearer = end_of_noun_phrase(words, to + 1, end)
    return ((to + 1, hearer),) if hearer > to + 1 else ()


def _tells_as(words: Sequence[Word], i: int) -> bool:
    """Tell whether a verb behind AS tells: EXPLAINED, PUT IT, POINTED OUT."""
    if i + 1 >= len(words):
        return False
    if words[i].form in _with_it():
        return words[i + 1].form == "IT"
    if words[i].form in ("POINTED", "POINTS"):
        return words[i + 1].form == "OUT"
    return words[i].kind in ("verb:ed", "verb:s", "both:s") and words[i].manner in (
        "state",
        "believe",
        "confirm",
    )


def _viewed(words: Sequence[Word], s: Sentence, last: int) -> Frame | None:
    """Read IN THE VIEW OF [NP], … and IN [NP]'S VIEW, … at the head of a sentence, or at its end."""
    for i in range(s.body, last - 2):
        if words[i].form not in ("IN", "BY") or not (i == s.body or words[i - 1].form == ","):
            continue
        found = _viewer(words, i, last)
        if found is None:
            continue
        cue, source, end = found
        if i == s.body and end + 2 < last and words[end].form == ",":
            return Frame(((cue, cue + 1),), (source,), (), ((end + 1, last),))
        if i > s.body + 2 and end == last and _clause(words, (s.body, i - 1)):
            return Frame(((cue, cue + 1),), (source,), (), ((s.body, i - 1),))
    return None


def _viewer(words: Sequence[Word], at: int, last: int) -> tuple[int, Words, int] | None:
    """Return the place of VIEW after an IN, whose it is, and where the phrase ends."""
    views = _views()
    of = at + 3 < last and words[at + 1].role == "article" and words[at + 3].role == "of"
    if of and words[at + 2].form in views:
        end = end_of_noun_phrase(words, at + 4, last)
        return (at + 2, (at + 4, end), end) if end > at + 4 else None
    cue = next((i for i in range(at + 2, min(at + _FAR_VIEW, last)) if words[i].form in views), None)
    if cue is None:
        return None
    owner = words[cue - 1 - (words[cue - 1].form == "OWN")]
    begin = cue - (words[cue - 1].form == "OWN")
    if owner.role != "possessive" and not owner.form.endswith(("'S", "S'")):
        return None
    if begin_of_noun_phrase(words, begin, at + 1) != at + 1:
        return None
    return cue, (at + 1, begin), cue + 1


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
    while end < min(last, at + _TAIL) and (words[end].role in _LATER or words[end].form == "MAY"):
        end += 1
    cue = ((verb, verb + 1),)
    hearer = ((at, end_of_noun_phrase(words, at, end)),) if is_heard(words, verb, last) else ()
    quoted = words[before[1]].role == "quote" or words[before[1] + 1].role == "quote"
    if end == last:
        whole = quoted or _clause(words, before)
        return Frame(cue, (source,), hearer, (_unquoted(words, before),)) if whole else None
    if words[end].form == ";" and _clause(words, before) and _clause(words, (end + 1, last)):
        return Frame(cue, (source,), hearer, (_unquoted(words, before), (end + 1, last)))
    if words[end].form != ",":
        return None
    rest = end + 1 + (words[end + 1].role == "quote") if end + 1 < last else last
    goes_on = rest < last and (
        words[rest - 1].role == "quote" or words[rest].role in _FINITE or _goes_on(words, before, rest, last)
    )
    if goes_on:
        return Frame(cue, (source,), hearer, (_unquoted(words, before), _unquoted(words, (rest, last))))
    return Frame(cue, (source,), hearer, (_unquoted(words, before),)) if quoted else None


def _goes_on(words: Sequence[Word], before: Words, rest: int, last: int) -> bool:
    """Tell whether a report goes on behind an aside: …, HE SAID, AND THE MEN WERE TIRED."""
    if not _clause(words, before):
        return False
    if words[rest].form in ("AND", "BUT", "OR", "YET"):
        return rest + 2 < last and words[rest + 1].role not in _FINITE and _clause(words, (rest, last))
    return words[rest].role in ("preposition", "of", "subordinate")


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
def _with_it() -> frozenset[str]:
    return frozenset(tables.settings("plain_words")["aside"]["with_it"].upper().split())


@cache
def _views() -> frozenset[str]:
    return frozenset(tables.settings("plain_words")["aside"]["views"].upper().split())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(tables.settings("plain_words")["aside"]["verbs"].split())
