"""What a source's words rest on: the places that name the source's own sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from reftel.extract.attributions.assembly import Draft
from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.words import Word
from reftel.model import Span

_FOR = (
    r"(?:\s+(?:FOR|OF)\s+(?:THIS|THESE|THAT|THE|HIS|HER|THEIR|MUCH|MOST)\b"
    r"(?:\s+(?:INFORMATION|REPORTS?|CLAIMS?))?)"
)
_IT = (
    r"(?:(?:ALL|MOST|MUCH)\s+(?:OF\s+)?(?:IT|THIS|THAT|THESE)\b"
    r"|(?:THIS|THESE|THE)\s+(?:INFORMATION|STORY|STORIES|DETAILS)\b)"
)
_TOLD = r"(?:TOLD|SAID|REPORTED|WROTE)"
_GROUNDS = re.compile(
    # Y AND Z WERE HIS SOURCES FOR THIS
    rf"(?P<were>\b(?:WERE|WAS|ARE|IS)\s+(?P<whose>(?:[\w-]+['’]?S?\s+){{0,5}}?)(?:SOURCES?|INFORMANTS?){_FOR})"
    # Y AND Z HAD SUPPLIED X WITH ALL OF IT, HAD GIVEN X THIS INFORMATION
    rf"|(?P<supplied>\b(?:HAD|HAS|HAVE)\s+(?:SUPPLIED|FURNISHED|PROVIDED|GIVEN|TOLD)\s+"
    rf"(?P<whom>(?:[\w.-]+\s+){{1,5}}?)(?:WITH\s+)?{_IT})"
    # HIS SOURCES (FOR THIS) WERE Y AND Z
    rf"|(?P<named>\b(?P<owner>HIS|HER|THEIR|THE|\w+['’]S)\s+(?:SOURCES?|INFORMANTS?){_FOR}?\s+(?:WERE|WAS|ARE|IS)\s+)"
    # ON THE BASIS OF WHAT Y TOLD HIM
    r"|(?P<what>\b(?:ON\s+(?:THE\s+)?BASIS\s+OF|BASED\s+ON|JUDGING\s+BY|FROM|ACCORDING\s+TO)\s+WHAT\s+)"
    # HEARD THIS FROM Y
    r"|(?P<heard>\b(?:HEARD|LEARNED|LEARNT|OBTAINED|GOT)\s+(?:THIS|IT|THIS\s+INFORMATION)\s+FROM\s+)"
    r"|(?P<cited>\b(?:CITING|QUOTING|RELYING\s+ON|HAVING\s+HEARD\s+FROM"
    r"|(?:(?:BASED\s+)?(?:UP)?ON|ON\s+(?:THE\s+)?BASIS\s+OF)\s+(?:(?:A|THE|SOME|RECENT)\s+){0,2}"
    r"(?:INFORMATION|REPORTS?|ACCOUNTS?)\s+(?:FROM|BY|OF)"
    r"|HEARD\s+FROM)\s+)",
    re.IGNORECASE,
)
# A sentence without any of these has none of the forms.
_KEYS = frozenset((
    "SOURCE", "SOURCES", "INFORMANT", "INFORMANTS", "WHAT", "HEARD", "LEARNED", "LEARNT", "OBTAINED", "GOT",
    "CITING", "QUOTING", "RELYING", "INFORMATION", "REPORT", "REPORTS", "ACCOUNT", "ACCOUNTS",
    "SUPPLIED", "FURNISHED", "PROVIDED", "GIVEN", "TOLD",
))  # fmt: skip
_END = re.compile(r"[,;:.(]|\s(?:SAID|SAYS|TOLD|THAT|WHO|WHICH|HAD|HAS|WHEN|WHILE)\b", re.IGNORECASE)
_SPOKE = re.compile(rf"\s(?:HAD\s+|HAS\s+|HAVE\s+)?{_TOLD}\b", re.IGNORECASE)
_PRONOUNS = frozenset(("HIS", "HER", "THEIR", "THE", "HIM", "THEM", "OUR", "US", "ITS", "IT"))
_NAMING = frozenset((
    "name", "unknown", "person", "group", "office", "title", "officer", "body", "government", "country",
    "city", "nouns", "noun", "post",
))  # fmt: skip


def grounds_of(
    layout: Layout,
    drafts: Sequence[Draft],
    speakers: Sequence[int | None],
    named: Callable[[Span], int | None],
) -> dict[int, list[Span]]:
    """Return, by attribution, the places that name the source's own sources.

    `X AND Y WERE HIS SOURCES FOR THIS` and `X HAD SUPPLIED HIM WITH ALL OF IT` ground all that he has been
    reported to say so far, `HE HAD HEARD THIS FROM X` what was said last before; `HE SAID, CITING X, …` what
    is said in the same sentence.  `speakers` are the entities that the drafts go back to, `named` finds that
    of a place.  A sentence that only names sources goes on for the one whose they are.
    """
    found: dict[int, list[Span]] = {}
    for number, sentence in enumerate(layout.sentences if drafts else ()):
        if _KEYS.isdisjoint(w.form for w in layout.words[sentence.body : sentence.last]):
            continue
        for m in _GROUNDS.finditer(layout.page.text, *layout.span(sentence.first, sentence.last)):
            span = _named(layout, m, sentence)
            if span is None:
                continue
            for about in _about(layout, drafts, number, m, span, speakers, named):
                found.setdefault(about.n, []).append(span)
    return found


def _about(
    layout: Layout, drafts: Sequence[Draft], number: int, m: re.Match[str], span: Span,
    speakers: Sequence[int | None], named: Callable[[Span], int | None],
) -> list[Draft]:  # fmt: skip
    """Return the attributions that are grounded; none whose speaker the place itself names."""
    earlier = bool(m["were"] or m["named"] or m["heard"] or m["supplied"])
    told = [
        (d, speaker)
        for d, speaker in zip(drafts, speakers, strict=True)
        if d.within is None and (d.sentence < number if earlier else d.sentence == number)
    ]
    whose = _entity_of_whose(m, named)
    if whose is None:
        whose = next((s for d, s in told if s is not None and _bears_the_name(layout, d, _whose(m))), None)
    theirs = [d for d, speaker in told if whose is not None and speaker == whose and not d.own]
    if theirs:
        for d in drafts:
            if d.sentence == number and d.continues is not None and not d.frame.cue:
                d.continues = theirs[-1]
        return theirs
    others = [d for d, _ in told if not _is_source(layout, d, span)]
    return others[-1:] if m["cited"] or len(others) == len(told) else []


def _is_source(layout: Layout, draft: Draft, span: Span) -> bool:
    """Tell whether a place stands in the words for a source: CITING X taken for a report of X."""
    if not draft.frame.source:
        return False
    begin, end = layout.span(*draft.frame.source[0])
    return begin < span.end and span.start < end


def _entity_of_whose(m: re.Match[str], named: Callable[[Span], int | None]) -> int | None:
    """Return whose sources are named: of HIS SOURCES, ROE'S SOURCES, SUPPLIED ROE WITH IT."""
    place = _whose(m)
    return named(place) if place is not None else None


def _whose(m: re.Match[str]) -> Span | None:
    """Return the place of the words that say whose sources are named."""
    for group in ("whose", "owner", "whom"):
        said = m[group]
        if said and said.strip():
            begin = m.start(group)
            words = said.strip()
            ending = next((e for e in ("'S", "’S", "'s", "’s") if words.endswith(e)), "")
            return Span(begin, begin + len(words) - len(ending))
    return None


def _bears_the_name(layout: Layout, draft: Draft, place: Span | None) -> bool:
    """Tell whether the last word of a place, no pronoun, ends a draft's source: a name that was not found."""
    if place is None or not draft.frame.source:
        return False
    text = layout.page.text
    name = text[place.start : place.end].rpartition(" ")[2].upper()
    begin, end = layout.span(*draft.frame.source[0])
    return name not in _PRONOUNS and text[begin:end].rpartition(" ")[2].upper() == name


def _named(layout: Layout, m: re.Match[str], sentence: Sentence) -> Span | None:
    """Return the place that names who is relied on."""
    text, starts = layout.page.text, layout.page.tokens.starts
    if m["were"] or m["supplied"]:
        begin = _subject(layout, sentence.body, bisect_left(starts, m.start()))
        return _no_pronoun(layout, _tight(text, starts[begin], m.start()))
    stop = (_SPOKE if m["what"] else _END).search(text, m.end(), m.end() + 200)
    if stop is None and m["what"]:
        return None
    span = _tight(text, m.end(), stop.start() if stop else min(len(text), m.end() + 200))
    return _no_pronoun(layout, span)


def _no_pronoun(layout: Layout, span: Span | None) -> Span | None:
    """Return a place that names somebody; HE or THEY alone is no source that one could ask."""
    return span if span and any(w.role in _NAMING for w in _words(layout, span)) else None


def _words(layout: Layout, span: Span) -> Iterator[Word]:
    starts = layout.page.tokens.starts
    yield from layout.words[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _tight(text: str, start: int, end: int) -> Span | None:
    end = start + len(text[start:end].rstrip(" \t\r\n,"))
    return Span(start, end) if end > start else None


def _subject(layout: Layout, body: int, at: int) -> int:
    """Return where the subject before the verb at this word begins: after the comma that opens the clause."""
    words = layout.words
    for i in range(at - 1, body, -1):
        if words[i].form in ",;:" and words[body].role in ("preposition", "subordinate", "adverb"):
            return i + 1
    return body
