"""From drafts to records: places in the page, who speaks and who hears, what the source rests on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reftel.extract.annotations import Attribution, Mention
from reftel.extract.attributions.assembly import Draft
from reftel.extract.attributions.grounds import grounds_of
from reftel.extract.attributions.layout import Layout
from reftel.model import Span

_EDGE = " \t\r\n.,;:"
_OWNER = re.compile(r"(?<=\w)\s?['’][Ss]?$")


def written(layout: Layout, drafts: Sequence[Draft], mentions: Sequence[Mention] = ()) -> list[Attribution]:
    """Return the drafts as records, with places in the page."""
    persons = _People(layout.page.text, mentions)
    speakers = [persons.named(_spans(layout, _speaker(d).frame.source)) for d in drafts]
    grounds = grounds_of(layout, drafts, speakers, lambda span: persons.named((span,)))
    speakers = [persons.named(_spans(layout, _speaker(d).frame.source)) for d in drafts]
    found = []
    for d, speaker in zip(drafts, speakers, strict=True):
        source, hearer = _spans(layout, d.frame.source), _spans(layout, d.frame.addressee)
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
                speaker=speaker,
                hearer=persons.named(hearer),
                sure=None if d.sure is None else round(d.sure, 2),
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
        if said:
            found.append(Span(start, start + len(said)))
    return tuple(found)


class _People:
    """The mentions whose entity is known, by place."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.known = sorted((m for m in mentions if m.entity >= 0), key=lambda m: (m.span.start, -m.span.end))
        self.starts = [m.span.start for m in self.known]
        self.surnames: dict[str, set[int]] = {}
        for m in self.known:
            if m.type == "person" and m.kind == "name":
                self.surnames.setdefault(_last_word(text[m.span.start : m.span.end]), set()).add(m.entity)

    def named(self, spans: Sequence[Span]) -> int | None:
        """Return the entity of the mention that covers most of these words and little else."""
        best, found = 0.0, None
        for span in spans[:1]:
            for m in self.known[max(0, bisect_left(self.starts, span.start - 80)) :]:
                if m.span.start >= span.end:
                    break
                both = min(m.span.end, span.end) - max(m.span.start, span.start)
                share = both / (max(m.span.end, span.end) - min(m.span.start, span.start))
                if share > best:
                    best, found = share, m
            if found is None or (found.type != "person" and found.span.end < span.end):
                person = self._surnamed(span)
                if person is not None:
                    return person
        return found.entity if found else None

    def _surnamed(self, span: Span) -> int | None:
        """Return the one person of the text whose surname ends these words: PORTS ADVISER [ROE]."""
        words = self.text[span.start : span.end]
        among = self.surnames.get(_last_word(words), set()) if " " in words else set()
        return next(iter(among)) if len(among) == 1 else None


def _last_word(words: str) -> str:
    """Return the last word in capitals, without possessive; nothing of signs alone."""
    return next(reversed(_OWNER.sub("", words.rstrip(_EDGE)).split()), "").upper()
