"""Who hears and who speaks, by grammar, where the second step drew it otherwise: three constructions.

TOLD [EMBOFF] THAT, ASKED [EMBOFF] TO, SAID TO [EMBOFF] THAT; [EMBOFF] WAS TOLD BY [X]; X SAID THAT [Y] TOLD.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.voices import Frame
from reftel.extract.attributions.words import Word
from reftel.extract.lexicon import word_classes
from reftel.terms import tables

Words = tuple[int, int]
_OBJECTS = frozenset(("object", "first_object", "second"))
_HEARS = _OBJECTS | {"officer"}
_NOMINAL = frozenset((
    "officer", "title", "government", "post", "office", "body", "country", "city", "person", "group", "name",
    "unknown", "noun", "nouns", "adjective", "article", "possessive", "first_object", "of", "number",
    "figure", "government's", "title's", "country's", "name's", "unknown's", "body's", "person's", "sign /",
    "sign -",
))  # fmt: skip
_AUXILIARY = frozenset(("have", "be", "modal", "adverb", "negation", "do"))
_SUBJECTS = frozenset(("subject", "first", "second", "it"))
_TELLING = frozenset(("state", "deny", "believe", "confirm", "warn"))
_TITLES = frozenset(("office", "rank", "honorific"))
_LONGEST_DATE = 6
_LONGEST = 9  # words of who hears or speaks


def by_grammar(layout: Layout, sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with hearer and source as the construction has them, unchanged where none is met."""
    words = layout.words
    frame = _with_object(words, frame)
    told = _passive(words, sentence, frame.cue[0])
    if told is not None:
        return _told_by(words, sentence, frame, told)
    return _inner_subject(words, sentence, _told(words, sentence, frame))


def _with_object(words: Sequence[Word], frame: Frame) -> Frame:
    """Return the frame with HIM in what is said where it ends that: WOULD NOT SAY [WHO HAD TOLD HIM]."""
    if not frame.addressee or not frame.content:
        return frame
    (first, last), (begin, end) = frame.addressee[0], frame.content[-1]
    if first != end or last - first > 1 or words[first].role not in _OBJECTS or begin < frame.cue[0][1]:
        return frame
    return frame._replace(addressee=(), content=(*frame.content[:-1], (begin, last)))


def _told(words: Sequence[Word], sentence: Sentence, frame: Frame) -> Frame:
    """Take who hears from what follows an active cue."""
    at, head = frame.cue[0][1], _head(words, frame.cue[0])
    if not head.kind.startswith(("verb", "both")) or not frame.content:
        return frame
    if frame.addressee and frame.addressee[0][0] not in (at, at + 1):
        return frame
    told, moved = _hearing()
    named = words[at].role == "to" if at < sentence.last else False
    first = at + named
    last = end_of_noun_phrase(words, first, sentence.last)
    if last == first or last >= sentence.last - 1:
        return frame
    dated = _end_of_date(words, last, sentence.last - 1)
    if dated > last and named and words[dated].role in ("that", "article") and head.manner in _TELLING:
        return _with_hearer(frame, (first, last), dated + (words[dated].role == "that"))
    after = words[dated].role
    if named and after == "that" and head.manner in _TELLING:
        return _with_hearer(frame, (first, last), dated + 1)
    if not named and after == "that" and head.lemma in told:
        return _with_hearer(frame, (first, last), dated + 1)
    if not named and after == "to" and head.lemma in moved and _infinitive(words, dated + 1):
        return _with_hearer(frame, (first, last), dated)
    return frame


def _end_of_date(words: Sequence[Word], first: int, last: int) -> int:
    """Return the end of a day named here (DECEMBER 28, ON MONDAY, ON MAY 3, 1976,); `first` if none is."""
    i = first + (words[first].form in ("ON", "IN", ","))
    begin = i
    while i < min(last, first + _LONGEST_DATE) and (
        words[i].role in ("time", "figure") or (i > begin and words[i].form == ",")
    ):
        i += 1
    return i if any(w.role == "time" for w in words[begin:i]) else first


def _with_hearer(frame: Frame, hearer: Words, begin: int) -> Frame:
    """Return the frame with this hearer, the content beginning right after it."""
    content = tuple(
        (begin, b) if frame.cue[0][1] <= a <= begin + 1 and begin < b else (a, b) for a, b in frame.content
    )
    if any(a < hearer[1] and hearer[0] < b for a, b in (*content, *frame.source)):
        return frame
    return frame._replace(addressee=(hearer,), content=content)


def told_clause(words: Sequence[Word], sentence: Sentence, cue: Words) -> tuple[Words, Words] | None:
    """Return who hears and what, of TOLD [HIM] [THE ARMY WAS READY]; None of another construction."""
    if cue[1] >= sentence.last or _head(words, cue).lemma not in _hearing()[0]:
        return None
    last = cue[1] + 1
    stop = sentence.last - (words[sentence.last - 1].form in ".?!")
    if (
        words[cue[1]].role not in _HEARS
        or last >= stop - 2
        or words[last].role in ("to", "preposition", "of")
    ):
        return None
    return (cue[1], last), (last + (words[last].role == "that"), stop)


def is_heard(words: Sequence[Word], verb: int, last: int) -> bool:
    """Tell whether a verb is one that has who hears right behind it, and has: INFORMED EMBOFF."""
    if words[verb].lemma not in _hearing()[0] or verb + 1 >= last:
        return False
    return end_of_noun_phrase(words, verb + 1, last) > verb + 1


def _told_by(words: Sequence[Word], sentence: Sentence, frame: Frame, told: int) -> Frame:
    """Take who hears from before a passive cue, who speaks from BY after it; `told` is the participle."""
    cue = frame.cue[0]
    if words[told].lemma not in _hearing()[0] | _hearing()[1]:
        return frame
    begin = cue[0]
    while begin > sentence.body and words[begin - 1].role in _AUXILIARY:
        begin -= 1
    first = begin_of_noun_phrase(words, begin, sentence.body)
    source = frame.source
    by = cue[1] < sentence.last and words[cue[1]].role == "by"
    if by and words[cue[1] + 1].form not in _means():
        last = end_of_noun_phrase(words, cue[1] + 1, sentence.last)
        source = ((cue[1] + 1, last),) if last > cue[1] + 1 else source
    elif source and source[0][0] < cue[0]:
        source = ()
    taken = [*source, *frame.content]
    if first == begin or any(a < begin and first < b for a, b in taken):
        return frame._replace(source=source)
    return frame._replace(addressee=((first, begin),), source=source)


def _inner_subject(words: Sequence[Word], sentence: Sentence, frame: Frame) -> Frame:
    """Take the subject between THAT and the cue: in X SAID THAT Y HAD TOLD, Y told."""
    begin = frame.cue[0][0]
    while begin > sentence.body and words[begin - 1].role in _AUXILIARY:
        begin -= 1
    head = _head(words, frame.cue[0])
    if head.kind not in ("verb", "verb:ed", "verb:s", "both", "both:s") or (
        begin == frame.cue[0][0] and head.kind == "verb:ed" and words[begin - 1].role in ("of", "article")
    ):
        return frame
    first = begin_of_noun_phrase(words, begin, sentence.body)
    outer = words[first - 2] if first - 2 >= sentence.body else None
    if (
        first == begin
        or words[first - 1].role != "that"
        or outer is None
        or not _reports(words, first, sentence)
    ):
        return frame
    if frame.source and frame.source[0][1] > first - 1:
        return frame
    if any(a < begin and first < b for a, b in (*frame.addressee, *frame.content)):
        return frame
    return frame._replace(source=((first, begin),))


def _reports(words: Sequence[Word], first: int, sentence: Sentence) -> bool:
    """Tell whether a reporting word stands shortly before the THAT that ends at this word."""
    return any(w.lemma for w in words[max(sentence.body, first - 5) : first - 1])


def _passive(words: Sequence[Word], sentence: Sentence, cue: Words) -> int | None:
    """Return the place of a passive participle in a cue: the last that has WAS, HAS BEEN … before it."""
    for head in range(cue[1] - 1, cue[0] - 1, -1):
        before = words[max(sentence.body, head - 3) : head]
        be = next((i for i, w in enumerate(before) if w.role == "be"), None)
        if words[head].kind == "verb:ed" and be is not None:
            return head if all(w.role in _AUXILIARY for w in before[be:]) else None
    return None


def _place(words: Sequence[Word], cue: Words) -> int:
    return next((i for i in range(cue[1] - 1, cue[0] - 1, -1) if words[i].lemma), cue[1] - 1)


def _head(words: Sequence[Word], cue: Words) -> Word:
    return words[_place(words, cue)]


def _infinitive(words: Sequence[Word], i: int) -> bool:
    """Tell whether a verb stands here, also one that is more often another word: TO OPEN THE PORT."""
    if i >= len(words):
        return False
    w = words[i]
    if i + 1 < len(words) and words[i + 1].role in ("article", "possessive"):
        return True
    return w.kind in ("verb", "both") or "verb" in w.speech.split("+") or w.role in ("be", "have", "do")


def end_of_noun_phrase(words: Sequence[Word], first: int, last: int) -> int:
    """Return the end of the noun phrase that begins at a word; `first` if none does."""
    if first < last and words[first].role in _OBJECTS:
        return first + 1
    i = first
    while i < min(last, first + _LONGEST) and (
        words[i].role in _NOMINAL or _abbreviated(words, i, first) or _is_title(words, i)
    ):
        i += 1
    return i


def begin_of_noun_phrase(words: Sequence[Word], last: int, body: int) -> int:
    """Return the begin of the noun phrase that ends before a word; `last` if none does."""
    if last > body and words[last - 1].role in _SUBJECTS:
        return last - 1
    i = last
    while i > max(body, last - _LONGEST) and (
        words[i - 1].role in _NOMINAL or _abbreviated(words, i - 1, body) or _is_title(words, i - 1)
    ):
        i -= 1
    return i


def _is_title(words: Sequence[Word], i: int) -> bool:
    """Tell whether a word that may be a verb is a title here: JUDGE ROCA."""
    if i + 1 >= len(words) or words[i + 1].role not in ("name", "unknown"):
        return False
    return words[i].kind in ("verb", "both") and not _TITLES.isdisjoint(word_classes(words[i].form))


def _abbreviated(words: Sequence[Word], i: int, body: int) -> bool:
    """Tell whether a full stop ends a title or initial: MR. KELEMEN, J. ORDUNA."""
    return words[i].form == "." and i > body and len(words[i - 1].form) <= 4 and words[i - 1].role in _NOMINAL


@cache
def _means() -> frozenset[str]:
    return frozenset(tables.settings("plain_words")["hearing"]["means"].upper().split())


@cache
def _hearing() -> tuple[frozenset[str], frozenset[str]]:
    table = tables.settings("plain_words")["hearing"]
    return frozenset(table["verbs"].split()), frozenset(table["moved"].split())
