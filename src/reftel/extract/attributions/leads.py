"""Lead-ins that end in a colon (HE MADE FOLLOWING POINTS:) and the points that are told under them."""

from __future__ import annotations

from functools import cache

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.voices import Frame
from reftel.terms import tables

_REACH = 6  # words between the verb and the noun of a lead-in


def follow_leads(layout: Layout, frames: list[list[Frame]], voices: list[str]) -> None:
    """Give the first point under a lead-in the lead-in's source and cue, let the other points continue it."""
    for number, sentence in enumerate(layout.sentences[:-1]):
        points = _points(layout, number) if not frames[number] else []
        roles = _lead(layout, sentence) if points else None
        if roles is None:
            continue
        first = layout.sentences[points[0]]
        frames[points[0]].insert(0, Frame((roles[1],), (roles[0],), (), ((first.body, first.last),)))
        voices[points[0]] = "T"
        for each in points[1:]:
            voices[each] = "C"


def _points(layout: Layout, number: int) -> list[int]:
    """Return the sentences of the list that a sentence with a colon opens."""
    sentence = layout.sentences[number]
    if layout.words[sentence.last - 1].form != ":":
        return []
    found: list[int] = []
    for i, s in enumerate(layout.sentences[number + 1 :], number + 1):
        if s.opens and (s.body == s.first or s.heading or (found and layout.words[s.first].role == "figure")):
            break
        if s.last > s.body:
            found.append(i)
    return found


def _lead(layout: Layout, s: Sentence) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the words of source and cue of a lead-in: [MINISTER ORDUNA] [MADE THE FOLLOWING POINTS]:."""
    verbs, nouns = _lead_words()
    forms = [w.form for w in layout.words[s.body : s.last]]
    for i, form in enumerate(forms[1:], 1):
        noun = next((j for j in range(i + 1, min(i + _REACH, len(forms))) if forms[j] in nouns), 0)
        if form in verbs and noun:
            begin = max((j + 1 for j in range(i) if forms[j] in ",;"), default=0)
            if begin < i:
                return (s.body + begin, s.body + i), (s.body + i, s.body + noun + 1)
    return None


@cache
def _lead_words() -> tuple[frozenset[str], frozenset[str]]:
    table = tables.settings("plain_words")["lead_in"]
    return frozenset(table["verbs"].upper().split()), frozenset(table["nouns"].upper().split())
