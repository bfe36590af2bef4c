"""Reports without a verb of saying, by form: HIS COUNT WAS 1,200; PUT THE NUMBER AT 200; SPOKE OF 40 TO 50.

And who is asked in passing: THE DIRECTOR, ASKED ON MONDAY, SAID is no question of the director's.
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
_FIGURES = frozenset(("figure", "number"))
_SIGNS = frozenset((".", ";", "?", "!", ":"))
_FINITE = frozenset(("have", "be", "modal", "do", "verb:ed", "verb:s", "both:s", "past"))
_BETWEEN = frozenset(("have", "adverb", "modal"))
_WHO = frozenset((
    "name", "unknown", "title", "officer", "government", "body", "person", "office", "post", "subject",
    "group", "country",
))  # fmt: skip
_NEAR = 4  # words within which a figure stands
_REACH = 14  # words from PUT to its AT, from ASKED to the comma that ends its clause


def with_counts(layout: Layout, sentence: Sentence, frames: list[Frame]) -> list[Frame]:
    """Return the frames with those of figures given as somebody's, without questions asked in passing."""
    words = layout.words
    frames = [f for f in (_not_asking(words, sentence, one) for one in frames) if f is not None]
    frames = [f for f in frames if not _is_put_by_hand(words, sentence, f)]
    for drawn in _drawn(words, sentence):
        cue = drawn.cue[0]
        frames = [f for f in frames if not (f.cue[0][0] < cue[1] and cue[0] < f.cue[0][1])]
        frames = sorted([*frames, drawn], key=lambda f: f.cue)
    return frames


def _is_put_by_hand(words: Sequence[Word], s: Sentence, frame: Frame) -> bool:
    """Tell whether a crate is placed somewhere: no report, though a figure or somebody's place is one."""
    first, last = frame.cue[0]
    if last - first > 1 or words[first].form not in _words("counting", "puts"):
        return False
    return any(w.form == "AT" for w in words[last : s.last]) and _put(words, s, first) is None


def _drawn(words: Sequence[Word], s: Sentence) -> Iterator[Frame]:
    for i in range(s.body + 1, s.last - 1):
        form = words[i].form
        if form in _words("counting", "nouns"):
            frame = _counted(words, s, i) or _given_by(words, s, i)
        elif form in _words("counting", "puts"):
            frame = _put(words, s, i)
        elif form in _words("counting", "speaks"):
            frame = _spoke(words, s, i)
        elif form == "KNOW":
            frame = _let_know(words, s, i)
        elif form == "SAYING":
            frame = _quoted_as(words, s, i)
        else:
            continue
        if frame is not None:
            yield frame


def _counted(words: Sequence[Word], s: Sentence, noun: int) -> Frame | None:
    """Read [HIS] [COUNT WAS] [1,200 RECRUITS]."""
    verb = next((i for i in range(noun + 1, min(noun + 3, s.last)) if words[i].role == "be"), None)
    owner = next((i for i in range(noun - 1, max(noun - 4, s.body - 1), -1) if _owns(words[i])), None)
    if verb is None or owner is None or not _figure_at(words, verb + 1, s):
        return None
    first = owner if words[owner].role == "possessive" else begin_of_noun_phrase(words, owner + 1, s.body)
    return Frame(((noun, verb + 1),), ((first, owner + 1),), (), ((verb + 1, _end(words, verb + 1, s)),))


def _given_by(words: Sequence[Word], s: Sentence, noun: int) -> Frame | None:
    """Read THE [FIGURE] GIVEN BY [THE MINISTER] [WAS] [90]."""
    if noun + 4 >= s.last or (
        words[noun + 1].kind != "verb:ed" and words[noun + 1].form not in _words("counting", "given")
    ):
        return None
    if words[noun + 2].role != "by":
        return None
    end = end_of_noun_phrase(words, noun + 3, s.last)
    if end == noun + 3 or end >= s.last - 1 or words[end].role != "be" or not _figure_at(words, end + 1, s):
        return None
    return Frame(((noun, noun + 2),), ((noun + 3, end),), (), ((end + 1, _end(words, end + 1, s)),))


def _owns(w: Word) -> bool:
    return w.form in ("HIS", "HER", "THEIR") or w.role.endswith("'s") or w.form.endswith("'S")


def _put(words: Sequence[Word], s: Sentence, verb: int) -> Frame | None:
    """Read [HE] [PUT] [THE NUMBER AT 200]; of things: [HE] [PLACES] [THE YACHT AT THE QUAY]."""
    source = _subject(words, s, verb)
    at = next((i for i in range(verb + 2, min(verb + _REACH, s.last - 1)) if words[i].form == "AT"), None)
    if source is None or at is None or any(words[i].role in _FINITE for i in range(verb + 1, at)):
        return None
    measured = any(words[i].form in _words("counting", "measures") for i in range(verb + 1, at))
    named = (
        words[verb].form in _words("counting", "at_present")
        and end_of_noun_phrase(words, verb + 1, at) > verb + 1
    )
    if not named and not (measured and _figure_at(words, at + 1, s)):
        return None
    return Frame(((verb, verb + 1),), (source,), (), ((verb + 1, _end(words, at, s)),))


def _spoke(words: Sequence[Word], s: Sentence, verb: int) -> Frame | None:
    """Read [HE] HAD [SPOKEN OF] [40 TO 50], past , ASKED ON MONDAY, too."""
    source = _subject(words, s, verb)
    if words[verb + 1].role != "of" or source is None or not _figure_at(words, verb + 2, s):
        return None
    return Frame(((verb, verb + 2),), (source,), (), ((verb + 2, _end(words, verb + 2, s)),))


def _let_know(words: Sequence[Word], s: Sentence, know: int) -> Frame | None:
    """Read [HE] [LET] [EMBOFF] [KNOW] THAT [THE PORT WAS CLOSED]."""
    let = next(
        (i for i in range(know - 2, max(know - _NEAR - 3, s.body), -1) if words[i].form in ("LET", "LETS")),
        None,
    )
    if let is None or words[know + 1].role != "that" or know + 3 >= s.last:
        return None
    source = _subject(words, s, let)
    if source is None or end_of_noun_phrase(words, let + 1, know) != know:
        return None
    cue = ((let, let + 1), (know, know + 1))
    return Frame(cue, (source,), ((let + 1, know),), ((know + 2, _end(words, know + 2, s)),))


def _quoted_as(words: Sequence[Word], s: Sentence, saying: int) -> Frame | None:
    """Read QUOTED [NP] ON MONDAY AS [SAYING] THAT [THE PORT WAS CLOSED]: it is the one quoted who says it."""
    verb = next(
        (
            i
            for i in range(saying - 2, max(saying - _REACH, s.body), -1)
            if words[i].lemma.upper() in _words("counting", "quoting")
        ),
        None,
    )
    if words[saying - 1].form != "AS" or verb is None or saying + 2 >= s.last:
        return None
    end = end_of_noun_phrase(words, verb + 1, saying - 1)
    begin = saying + 1 + (words[saying + 1].role == "that")
    if end == verb + 1:
        return None
    return Frame(((saying, saying + 1),), ((verb + 1, end),), (), ((begin, _end(words, begin, s)),))


def _subject(words: Sequence[Word], s: Sentence, verb: int) -> Words | None:
    """Return the subject before a verb, also before a clause between commas."""
    end = verb
    while end > s.body and words[end - 1].role in _BETWEEN:
        end -= 1
    if end > s.body and words[end - 1].form == ",":
        end = next((i for i in range(end - 2, max(end - _REACH, s.body), -1) if words[i].form == ","), end)
    first = begin_of_noun_phrase(words, end, s.body)
    if first < end and words[first - 1].role == "of" and first - 1 > s.body:
        first = begin_of_noun_phrase(words, first - 1, s.body)
    return (first, end) if first < end and words[end - 1].role in _WHO else None


def _figure_at(words: Sequence[Word], first: int, s: Sentence) -> bool:
    return any(w.role in _FIGURES for w in words[first : min(first + _NEAR, s.last)])


def _end(words: Sequence[Word], first: int, s: Sentence) -> int:
    """Return where the clause ends: a full stop or semicolon, a comma before AND or BUT."""
    for i in range(first, s.last):
        joined = words[i].form == "," and i + 1 < s.last and words[i + 1].form in ("AND", "BUT")
        if words[i].form in _SIGNS or joined:
            return i
        if words[i].form == "AND" and i + 1 < s.last and words[i + 1].role in ("verb:s", "verb:ed", "both:s"):
            return i
    return s.last


def _not_asking(words: Sequence[Word], s: Sentence, frame: Frame) -> Frame | None:
    """Return the frame of , ASKED …, with who is asked as hearer; none where no question is told."""
    first, at = frame.cue[0]
    head = words[at - 1]
    if (
        head.kind != "verb:ed"
        or head.lemma not in ("ask", "question", "press")
        or words[first - 1].form != ","
    ):
        return frame
    comma = next((i for i in range(at, min(at + _REACH, s.last - 1)) if words[i].form == ","), None)
    if first - 1 <= s.body or comma is None or words[comma + 1].role not in _FINITE:
        return frame
    begin = begin_of_noun_phrase(words, first - 1, s.body)
    if begin == first - 1 or words[at].form not in _words("asked", "about"):
        return None
    return frame._replace(source=(), addressee=((begin, first - 1),), content=((at, comma),))


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(tables.settings("plain_words")[table][key].upper().split())
