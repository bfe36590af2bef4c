"""Whoever has been speaking speaks on: HE, SHE, THEY as a source go to that speaker, not the nearest name."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from reftel.extract.annotations import Attribution, Entity, Mention
from reftel.extract.page import Page
from reftel.extract.who.wording import Wording, wording
from reftel.model import Span

Found = tuple[list[Mention], list[Entity], list[Attribution]]
_TYPES = {"HE": ("person",), "SHE": ("person",), "THEY": ("group", "organization", "gpe")}
_NUMBER = 8  # letters of what may stand before the first name of a paragraph: number and portion mark
_OFTEN = 3  # reports from which somebody can be the one who speaks all along
_OTHER = {"HE": ("SHE", "f"), "SHE": ("HE", "m")}


def running_speakers(
    page: Page, mentions: Sequence[Mention], entities: Sequence[Entity], attributions: Sequence[Attribution]
) -> Found:
    """Return all three with a pronoun that is a source given to whoever spoke before it in the telegram.

    Only where the pronoun was given to somebody who has not spoken yet and was not spoken to just before:
    in a report the one who speaks stays the same, while names inside what is said come and go.  Later
    pronouns that hang on the one moved go with it.
    """
    scene = _Scene(page, list(mentions), attributions)
    for said in attributions:
        _read(scene, said)
    if not scene.why:
        return list(mentions), list(entities), list(attributions)
    by_number = {a.n: a for a in attributions}
    followed = [_follow(scene, a, by_number) for a in attributions]
    return scene.mentions, [_explained(e, scene.why.get(e.number, [])) for e in entities], followed


@dataclass
class _Scene:
    """Who has spoken and been spoken to so far."""

    page: Page
    mentions: list[Mention]
    attributions: Sequence[Attribution]
    spoke: list[int] = field(default_factory=list)  # entities, the last speaker last
    heard: int | None = None
    why: dict[int, list[str]] = field(default_factory=dict)
    moved: dict[Span, int] = field(default_factory=dict)  # pronouns given to another

    def wording(self, mention: Mention) -> Wording:
        return wording(self.page.text[mention.span.start : mention.span.end], mention.type == "person")

    def of(self, entity: int) -> list[Mention]:
        return [m for m in self.mentions if m.entity == entity]


def _read(scene: _Scene, said: Attribution) -> None:
    if said.own or said.within is not None or not said.source:
        return
    at = _at(scene.mentions, said.source[0])
    speaker = said.speaker if at is None else scene.mentions[at].entity
    if at is not None and scene.mentions[at].kind == "pronoun":
        kind = scene.wording(scene.mentions[at]).pronoun or ""
        new = _who_opened(scene, kind, scene.mentions[at])
        if new is None and _belongs(scene, scene.mentions[at], said):
            new = _who_spoke(scene, kind)
        if new is not None and new != scene.mentions[at].entity:
            _move(scene, at, new)
            speaker = new
    scene.heard = said.hearer
    if speaker is not None:
        scene.spoke.append(speaker)


def _at(mentions: Sequence[Mention], span: Span) -> int | None:
    return next((i for i, m in enumerate(mentions) if m.span == span and m.entity >= 0), None)


def _is_subject(scene: _Scene, pronoun: Mention, said: Attribution) -> bool:
    """Tell whether what a pronoun was given to opened its sentence: a new subject, not a name on the way.

    What is said does not count: in `MEANWHILE KELEMEN, HE SAID, HAD PAID` the name is told of, not telling.
    """
    before = [m for m in scene.of(pronoun.entity) if m.span.start < pronoun.span.start]
    if not before:
        return False
    at = before[-1].span.start
    if any(c.start <= at < c.end for c in said.content):
        return False
    sentences = [scene.page.tokens.starts[first] for first, _ in scene.page.sentences]
    begin = sentences[bisect_right(sentences, at) - 1]
    return not any(begin <= m.span.start and m.span.end < at for m in scene.mentions)


def _who_opened(scene: _Scene, kind: str, pronoun: Mention) -> int | None:
    """Return who is named first in the paragraph, if the pronoun opens its second sentence.

    `PILOT CALHAU CAME BACK ON MONDAY. HE SAYS …` is Calhau, unless the other is named in between.
    """
    begins = [scene.page.tokens.starts[first] for first, _ in scene.page.sentences]
    number = bisect_right(begins, pronoun.span.start) - 1
    if (
        number < 1
        or not _opens_paragraph(scene, begins[number - 1])
        or _opens_paragraph(scene, begins[number])
    ):
        return None
    here = [
        m for m in scene.mentions
        if begins[number - 1] <= m.span.start < pronoun.span.start and not _is_mark(scene, m.span)
    ]  # fmt: skip
    if not here or any(m.span.start >= begins[number] or m.entity == pronoun.entity for m in here):
        return None
    first = here[0]
    before = scene.page.text[begins[number - 1] : first.span.start]
    opening = first.kind != "pronoun" and not any(w.islower() or len(w) > _NUMBER for w in before.split())
    return first.entity if opening and _can_mean(scene, kind, first.entity) else None


def _is_mark(scene: _Scene, span: Span) -> bool:
    """Tell whether words stand in brackets: a portion mark, an acronym."""
    text = scene.page.text
    return text[max(0, span.start - 1) : span.start] == "(" and text[span.end : span.end + 1] == ")"


def _opens_paragraph(scene: _Scene, at: int) -> bool:
    """Tell whether a line begins here that follows an empty one, or the text."""
    before = scene.page.text[:at].rstrip(" \t")
    return not before.strip() or before.endswith("\n\n")


def _who_spoke(scene: _Scene, kind: str) -> int | None:
    """Return who spoke last, or nearly always, if this pronoun can mean them."""
    among = scene.spoke[-1:]
    for entity, times in Counter(scene.spoke).most_common(1):
        if times >= _OFTEN and times * 2 > len(scene.spoke):
            among.append(entity)
    return next((entity for entity in among if _can_mean(scene, kind, entity)), None)


def _can_mean(scene: _Scene, kind: str, entity: int) -> bool:
    """Tell whether type, number and gender of an entity allow a pronoun."""
    them = scene.of(entity)
    if not them or them[0].type not in _TYPES.get(kind, ()):
        return False
    pronoun, gender = _OTHER.get(kind, ("", ""))
    known = [scene.wording(m) for m in them]
    return not any(w.pronoun == pronoun or w.gender == gender for w in known)


def _belongs(scene: _Scene, pronoun: Mention, said: Attribution) -> bool:
    """Tell whether nothing speaks for the one to whom a pronoun was given."""
    old = pronoun.entity
    return old not in scene.spoke and old != scene.heard and not _is_subject(scene, pronoun, said)


def _move(scene: _Scene, at: int, new: int) -> None:
    """Give a pronoun, and those that follow it until the next name, to the speaker."""
    old = scene.mentions[at].entity
    span = scene.mentions[at].span
    raw = scene.page.text[span.start : span.end]
    scene.why.setdefault(new, []).append(f"{raw}: speaks on")
    for i in range(at, len(scene.mentions)):
        mention = scene.mentions[i]
        if mention.entity == old:
            if mention.kind != "pronoun":
                break
            scene.mentions[i] = replace(mention, entity=new)
            scene.moved[mention.span] = new


def _follow(scene: _Scene, said: Attribution, by_number: dict[int, Attribution]) -> Attribution:
    """Return an attribution with speaker and hearer as the pronouns now are."""
    root = said
    while not root.source and root.continues is not None:
        root = by_number[root.continues]
    speaker = scene.moved.get(root.source[0], said.speaker) if root.source else said.speaker
    hearer = scene.moved.get(said.addressee[0], said.hearer) if said.addressee else said.hearer
    return replace(said, speaker=speaker, hearer=hearer)


def _explained(entity: Entity, why: Iterable[str]) -> Entity:
    return replace(entity, why=tuple(dict.fromkeys((*entity.why, *why))))
