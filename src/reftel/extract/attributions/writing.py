"""From drafts to records: places in the page, who speaks and who hears, what the source rests on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reftel.extract.annotations import Attribution, Mention
from reftel.extract.attributions.assembly import Draft
from reftel.extract.attributions.layout import Layout
from reftel.model import Span

_EDGE = " \t\r\n.,;:"
_OWNER = re.compile(r"(?<=\w)\s?['’][Ss]?$")
_GROUNDS = re.compile(
    r"(?P<said>\b(?:WERE|WAS|ARE|IS)\s+(?:[\w-]+['’]?S?\s+){0,5}?(?:SOURCES?|INFORMANTS?)\s+"
    r"(?:FOR|OF)\s+(?:THIS|THESE|THAT|THE|HIS|HER|THEIR|MUCH|MOST)\b)"
    r"|(?P<cited>\b(?:CITING|QUOTING|RELYING\s+ON|ON\s+THE\s+BASIS\s+OF\s+INFORMATION\s+FROM)\s+)",
    re.IGNORECASE,
)
_END = re.compile(r"[,;:.(]|\s(?:SAID|SAYS|TOLD|THAT|WHO|WHICH)\b", re.IGNORECASE)


def written(layout: Layout, drafts: Sequence[Draft], mentions: Sequence[Mention] = ()) -> list[Attribution]:
    """Return the drafts as records, with places in the page."""
    persons = _People(mentions)
    grounds = _grounds(layout, drafts)
    found = []
    for d in drafts:
        source, hearer = _spans(layout, d.frame.source), _spans(layout, d.frame.addressee)
        speaking = _spans(layout, _speaker(d).frame.source)
        found.append(
            Attribution(
                n=d.n,
                manner=d.manner,  # type: ignore[arg-type]
                own=d.own,
                continues=d.continues.n if d.continues else None,
                source=source,
                cue=_spans(layout, d.frame.cue),
                addressee=hearer,
                content=_spans(layout, d.frame.content),
                within=d.within.n if d.within else None,
                grounds=tuple(grounds.get(d.n, ())),
                speaker=persons.named(speaking),
                hearer=persons.named(hearer),
                sure=round(d.frame.chance, 2) if d.frame.cue else None,
            )
        )
    return found


def _speaker(draft: Draft) -> Draft:
    """Return the draft that names who speaks, following continuations back."""
    while not draft.frame.source and draft.continues is not None:
        draft = draft.continues
    return draft


def _spans(layout: Layout, role: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    """Return the places of a role's words, without end punctuation and the possessive."""
    found = []
    for first, last in role:
        start, end = layout.span(first, last)
        said = layout.page.text[start:end].rstrip(_EDGE)
        said = _OWNER.sub("", said) if last - first < 9 else said
        found.append(Span(start, start + len(said)))
    return tuple(found)


class _People:
    """The mentions whose entity is known, by place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.known = sorted((m for m in mentions if m.entity >= 0), key=lambda m: (m.span.start, -m.span.end))
        self.starts = [m.span.start for m in self.known]

    def named(self, spans: Sequence[Span]) -> int | None:
        """Return the entity of the mention that covers most of these words and little else."""
        best, entity = 0.0, None
        for span in spans[:1]:
            for m in self.known[max(0, bisect_left(self.starts, span.start - 80)) :]:
                if m.span.start >= span.end:
                    break
                both = min(m.span.end, span.end) - max(m.span.start, span.start)
                share = both / (max(m.span.end, span.end) - min(m.span.start, span.start))
                if share > best:
                    best, entity = share, m.entity
        return entity


def _grounds(layout: Layout, drafts: Sequence[Draft]) -> dict[int, list[Span]]:
    """Return, by attribution, the places that name the source's own sources.

    `X AND Y WERE HIS SOURCES FOR THIS` grounds what was said last before it; `HE SAID, CITING Y, …` what is
    said in the same sentence.
    """
    found: dict[int, list[Span]] = {}
    text, starts = layout.page.text, layout.page.tokens.starts
    for m in _GROUNDS.finditer(text):
        at = bisect_left(starts, m.start())
        number = next((i for i, s in enumerate(layout.sentences) if at < s.last), None)
        if number is None:
            continue
        sentence = layout.sentences[number]
        if m["said"]:
            begin = _subject(layout, sentence.body, at)
            span = Span(starts[begin], starts[begin] + len(text[starts[begin] : m.start()].rstrip()))
            about = [d for d in drafts if d.sentence < number and d.within is None]
        else:
            stop = _END.search(text, m.end())
            span = Span(m.end(), stop.start() if stop else len(text.rstrip()))
            about = [d for d in drafts if d.sentence == number and d.within is None]
        if about and span.end > span.start:
            found.setdefault(about[-1].n, []).append(span)
    return found


def _subject(layout: Layout, body: int, at: int) -> int:
    """Return where the subject before the verb at this word begins: after the comma that opens the clause."""
    words = layout.words
    for i in range(at - 1, body, -1):
        if words[i].form in ",;:" and words[body].role in ("preposition", "subordinate", "adverb"):
            return i + 1
    return body
