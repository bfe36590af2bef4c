"""Annotations with planted roles and names, and the dates and figures that are really found."""

from __future__ import annotations

import re

from bench.contrasts.exercise import Telegram
from reftel.extract.annotations import Annotations, Attribution, Entity, Mention
from reftel.extract.steps import annotate
from reftel.model import Span
from reftel.model import Telegram as Read


def with_planted_roles(made: Telegram, read: Read) -> Annotations:
    """Return what is found in a telegram, with the planted speakers, contents and places."""
    found = annotate(read)
    mentions: list[Mention] = []
    entities: dict[str, Entity] = {}
    attributions = []

    def mention(words: str, type_: str, span: Span) -> int:
        entity = entities.setdefault(words, Entity(len(entities), type_, words))  # type: ignore[arg-type]
        mentions.append(Mention(span, type_, "name", entity.number))  # type: ignore[arg-type]
        return entity.number

    for n, claim in enumerate(made.claims):
        quote = _place(read, claim.quote, None)
        content = quote and _place(read, claim.content, quote)
        if quote is None:
            continue
        speaker = _place(read, claim.speaker_name or "", quote)
        for name in claim.names:
            where = _place(read, name.words, content or quote)
            if where:
                mention(name.words, name.type, where)
        number = mention(claim.speaker_name or "", "person", speaker) if speaker else None
        content = content or Span(speaker.end if speaker else quote.start, quote.end)
        attributions.append(
            Attribution(
                n + 1,
                claim.manner,
                False,
                None,
                (speaker,) if speaker else (),
                (),
                (),
                (content,),
                speaker=number,
            )
        )
    return Annotations(
        tuple(mentions), tuple(entities.values()), found.dates, found.figures, tuple(attributions)
    )


def _place(read: Read, words: str, within: Span | None) -> Span | None:
    base = read.source.span.start
    start, end = (within.start - base, within.end - base) if within else (0, len(read.text))
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(pattern, re.IGNORECASE).search(read.text, start, end)
    return Span(base + found.start(), base + found.end()) if found else None
