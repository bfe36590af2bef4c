"""Two reports in one sentence that the models of frames run together.

HE GAVE 3,000, WHILE POLICE CHIEF ROE HAD TOLD US 300: the second is no part of what the first reports.
HE CONFIRMED REPORTS THAT THE PORT WAS CLOSED: that is one report, not two.
HE PLACES THE YACHT AT THE QUAY AND BELIEVES THAT IT WAITED: he believes, not the yacht.
"""

from __future__ import annotations

from collections.abc import Sequence

from reftel.extract.attributions.hearers import told_clause
from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.voices import Chances, Cue, Frame

_BESIDE = 4  # words after a cue within which another doubles it
_LIKELY = 0.6  # the chance of a cue from which a clause far behind it is taken for what it reports
_FAR = 24  # words from such a cue to its THAT
_FINITE = frozenset(("modal", "be", "have", "do", "verb:s", "both:s", "past"))
_AGAINST = frozenset(("WHILE", "WHEREAS"))
_PRONOUNS = frozenset(("subject", "object", "first", "first_object", "it", "second", "they", "possessive"))


def with_shared_subject(layout: Layout, frames: list[Frame]) -> list[Frame]:
    """Return the frames, those behind an AND that joins two verbs with the source of the first."""
    for i, frame in enumerate(frames):
        joined = _joined(layout, frame)
        first = next((f for f in frames if joined and _is_first_verb(layout, f, frame, joined)), None)
        if joined and first is not None:
            ended = first._replace(content=tuple((a, min(b, joined)) for a, b in first.content if a < joined))
            frames = [ended if f is first else f for f in frames]
            frames[i] = frame._replace(source=first.source)
    return frames


def _joined(layout: Layout, frame: Frame) -> int | None:
    """Return the place of the AND right before a cue."""
    at = frame.cue[0][0]
    while at > 0 and layout.words[at - 1].role in ("adverb", "have", "do", "be"):
        at -= 1
    return at - 1 if at > 1 and layout.words[at - 1].form in ("AND", "BUT") else None


def _is_first_verb(layout: Layout, first: Frame, frame: Frame, joined: int) -> bool:
    """Tell whether a frame's content runs over the AND with no other verb before it."""
    if not first.source or first.cue[0][0] >= joined or first is frame:
        return False
    over_cue = any(a <= first.cue[0][0] < b for a, b in frame.source)
    within = any(a <= frame.source[0][0] < b for a, b in first.content) if frame.source else True
    over = next(((a, b) for a, b in first.content if first.cue[0][1] <= a < joined <= b), None)
    if over is None or not (within or over_cue):
        return False
    between = layout.words[over[0] : joined]
    return not any(w.role in _FINITE - {"do"} or w.kind.startswith("verb") for w in between)  # Vila do Farol


def parted(layout: Layout, frames: list[Frame]) -> list[Frame]:
    """Return the frames of a sentence, none of which runs on past WHILE into another one's report."""
    stops = [found for f in frames if (found := _stop(layout, f, frames)) is not None]
    for stop, cue in stops:
        frames = [f if f.cue[0][0] >= stop else _ended(f, stop, cue) for f in frames]
    return frames


def far_clause(layout: Layout, sentence: Sentence, cue: Cue, tags: Sequence[str]) -> Frame | None:
    """Read CONFIRMED EARLIER REPORTS (REF A) TO EMBOFF MAY 3 THAT …: a clause far from its verb.

    Only of a likely cue with a source right before it, and nothing but nouns between it and THAT.
    """
    words, at = layout.words, sentence.first
    first, last = at + cue.first, at + cue.last
    if cue.chance < _LIKELY or not words[last - 1].kind.startswith(("verb", "both")):
        return None
    told = told_clause(words, sentence, (first, last))
    if told is not None:
        source = _source(tags, cue)
        spans = ((at + source[0], at + source[1]),) if source else ()
        return Frame(((first, last),), spans, (told[0],), (told[1],), Chances(cue.chance))
    that = next(
        (i for i in range(last, min(last + _FAR, sentence.last - 2)) if words[i].role == "that"), None
    )
    if that is None or any(w.role in _FINITE or w.form in ".;:?!" for w in words[last:that]):
        return None
    source = _source(tags, cue)
    if source is None:
        return None
    stop = sentence.last - (words[sentence.last - 1].form in ".?!")
    spans = ((at + source[0], at + source[1]),)
    return Frame(((first, last),), spans, (), ((that + 1, stop),), Chances(cue.chance))


def _source(tags: Sequence[str], cue: Cue) -> tuple[int, int] | None:
    """Return the words right before a cue that are tagged as a source, as places in the sentence."""
    begin = cue.first
    while begin > 0 and tags[begin - 1] not in ("B-S", "I-S") and begin > cue.first - _BESIDE:
        begin -= 1
    end = begin
    while begin > 0 and tags[begin - 1].endswith("-S"):
        begin -= 1
    return (begin, end) if begin < end else None


def without_doubles(layout: Layout, frames: list[Frame]) -> list[Frame]:
    """Return the frames without those of a word between another's cue and what both report."""
    frames = [f for f in frames if not any(_doubles(f, g) for g in frames if g is not f)]
    taken = {f.cue[0] for f in frames}
    return [_by_its_verb(layout, f, taken) for f in frames]


def _by_its_verb(layout: Layout, frame: Frame, taken: set[tuple[int, int]]) -> Frame:
    """Return a frame of REPORTS in REFUTED ALL REPORTS THAT … with the verb that denies them as its cue."""
    first, last = frame.cue[0]
    if last - first > 1 or layout.words[first].kind not in ("both", "both:s", "noun", "noun:s") or first < 1:
        return frame
    verb = first - 1 - (layout.words[first - 1].role in ("article", "adjective", "determiner", "possessive"))
    before = layout.words[max(verb, 0)]
    denies = before.manner in ("deny", "refuse", "doubt") and before.kind.startswith("verb")
    if verb < 0 or not denies or (verb, verb + 1) in taken or not frame.content or frame.content[0][0] < last:
        return frame
    source = tuple(s for s in frame.source if s[1] <= verb)
    return frame._replace(cue=((verb, verb + 1),), source=source) if source else frame


def _doubles(frame: Frame, other: Frame) -> bool:
    first, last = other.cue[0][1], frame.cue[0][0]
    if not frame.content or frame.content != other.content or not first <= last < first + _BESIDE:
        return False
    if last >= frame.content[0][0]:
        return False
    swallows = any(a <= other.cue[0][0] < b for a, b in frame.source)  # the bishop refuted [claims that]
    return not frame.source or frame.source == other.source or swallows


def _stop(layout: Layout, frame: Frame, frames: Sequence[Frame]) -> tuple[int, int] | None:
    """Return the place of WHILE before a report whose source follows it, and that of its cue."""
    if not frame.source or not frame.cue or frame.source[0][0] > frame.cue[0][0]:
        return None
    first = frame.source[0][0]
    word = layout.words[first - 1] if first else None
    if word is None or word.form not in _AGAINST or layout.words[first].role in _PRONOUNS:
        return None
    around = [f for f in frames if f is not frame and any(a < first - 1 < b for a, b in f.content)]
    whole = all(b <= frame.content[-1][1] for f in around for a, b in f.content if a < first < b)
    return (first - 1, frame.cue[0][0]) if around and whole else None


def _ended(frame: Frame, stop: int, cue: int) -> Frame:
    """Return a frame whose content ends before a word, if it runs past it and over the cue."""
    if not any(a < stop and cue < b for a, b in frame.content):
        return frame
    return frame._replace(content=tuple((a, min(b, stop)) for a, b in frame.content if a < stop))
