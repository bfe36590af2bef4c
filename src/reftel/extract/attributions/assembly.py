"""The steps together: frames of every sentence, whose voice each sentence is, then numbered attributions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reftel.extract.attributions.framing import find_frames
from reftel.extract.attributions.judging import RIGHT, signs
from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.leads import follow_leads
from reftel.extract.attributions.models import Models, chance_at
from reftel.extract.attributions.telling import manner_features, owner_features, plain_manner
from reftel.extract.attributions.voices import Frame, voice_features

_ASKED = 0.4  # the share of the least chance from which one is kept that only tells who was asked


@dataclass
class Draft:
    """An attribution in the making: a frame, or a whole sentence without one."""

    sentence: int
    frame: Frame
    voice: str = ""
    own: bool = False
    manner: str = "state"
    continues: Draft | None = None
    within: Draft | None = None
    n: int = field(default=0)
    chance: float = 1.0  # of the sentence's voice
    sure: float | None = None


def assemble(models: Models, layout: Layout) -> list[Draft]:
    """Return the attributions of a page that are sure enough, in order of appearance, numbered from 1."""
    drafts = drafted(models, layout)
    for draft in drafts:
        draft.sure = chance_of(models, layout, draft)
    drafts = kept(drafts, lambda d: (d.sure or 0.0) >= _least(models, d))
    for n, draft in enumerate(drafts, 1):
        draft.n = n
    return drafts


def _least(models: Models, draft: Draft) -> float:
    """Return the chance below which a draft is left out: who WAS ASKED has no source that could be right."""
    least = models.least(bool(draft.frame.cue))
    return least * _ASKED if draft.frame.cue and not draft.frame.source and _is_asked(draft.frame) else least


def chance_of(models: Models, layout: Layout, draft: Draft) -> float:
    """Return the chance that a draft is right: half its content, and its speaker."""
    models.sure.set([signs(layout, draft)])
    return chance_at(models.sure, RIGHT, 0)


def kept(drafts: list[Draft], wanted: Callable[[Draft], bool]) -> list[Draft]:
    """Return the drafts that are wanted, and those that name who speaks on in one of them."""
    stay = {id(d) for d in drafts if wanted(d)}
    for draft in [d for d in drafts if id(d) in stay]:
        while draft.continues is not None and id(draft.continues) not in stay:
            if draft.continues.frame.source or draft.continues.continues is None:
                stay.add(id(draft.continues))
            else:
                draft.continues = draft.continues.continues
        while draft.within is not None and id(draft.within) not in stay:
            draft.within = draft.within.within
    return [d for d in drafts if id(d) in stay]


def drafted(models: Models, layout: Layout) -> list[Draft]:
    """Return all that may be an attribution, in order of appearance."""
    frames = find_frames(models, layout)
    voices, chances = find_voices(models, layout, frames)
    follow_leads(layout, frames, voices)
    drafts: list[Draft] = []
    speaking: Draft | None = None
    for number, (sentence, framed, voice) in enumerate(zip(layout.sentences, frames, voices, strict=True)):
        mine = [Draft(number, f) for f in framed]
        outer = None
        if voice in "CW" and sentence.last > sentence.body:
            outer = Draft(number, Frame((), (), (), ((sentence.body, sentence.last),)))
            if voice == "C" or (speaking is not None and speaking.own and not sentence.opens):
                outer.continues = speaking
            mine.insert(0, outer)
        _nest(mine)
        for draft in mine:
            draft.voice, draft.chance = voice, chances[number]
            _tell(models, layout, draft, voice, speaking)
        mine.sort(key=_place)
        drafts += mine
        top = [d for d in mine if d.within is None]
        if voice != "C" and top:
            speaking = _goes_on(layout, sentence, mine, top[-1])
    return drafts


def _goes_on(layout: Layout, sentence: Sentence, mine: list[Draft], outer: Draft) -> Draft:
    """Return who speaks on: the inner one before a colon, or of an order to say something."""
    inner = [d for d in mine if d.within is not None and d.frame.cue and d.manner == "state"]
    colon = layout.words[sentence.last - 1].form == ":"
    if inner and (colon or (outer.own and outer.manner in ("ask", "order"))):
        return inner[-1]
    return outer


def find_voices(models: Models, layout: Layout, frames: list[list[Frame]]) -> tuple[list[str], list[float]]:
    """Return the voice of each sentence, the likeliest that fits whether a cue was found, and its chance.

    What is left out is lost to a reader, so that a sentence says nothing (O) counts for less: `silence`.
    """
    if not frames:
        return [], []
    tagger = models.voices
    tagger.set(voice_features(layout, frames))
    weight = {"O": models.silence, "T": models.hearsay, "P": models.hearsay}
    found, sure = [], []
    for i, framed in enumerate(frames):
        chances = [
            (tagger.marginal(voice, i) * weight.get(voice, 1.0), voice)
            for voice in tagger.labels()
            if framed or voice not in "TP"
        ]
        voice = max(chances)[1]
        found.append(voice)
        sure.append(tagger.marginal(voice, i))
    return found, sure


def _place(draft: Draft) -> int:
    f = draft.frame
    return min(a for role in (f.source, f.cue, f.content) for a, _ in role)


def _nest(drafts: list[Draft]) -> None:
    for d in drafts:
        if not d.frame.cue:
            continue
        at = d.frame.cue[0][0]
        around = [
            (b - a, i)
            for i, o in enumerate(drafts)
            if o is not d
            for a, b in o.frame.content
            if a <= at < b
            and not (o.frame.cue and any(x <= o.frame.cue[0][0] < y for x, y in d.frame.content))
        ]
        if around:
            d.within = drafts[min(around)[1]]


def _tell(models: Models, layout: Layout, draft: Draft, voice: str, speaking: Draft | None) -> None:
    """Fill in manner, own voice and what is continued."""
    if not draft.frame.cue:
        draft.own = voice == "W" or bool(draft.continues and draft.continues.own)
        draft.manner = "believe" if voice == "W" else draft.continues.manner if draft.continues else "state"
        return
    tagged = models.manners.tag([manner_features(layout, draft.frame)])[0]
    draft.manner = plain_manner(layout, draft.frame, tagged)
    nested = draft.within is not None
    draft.own = models.owners.tag([owner_features(layout, draft.sentence, draft.frame, nested)])[0] == "own"
    if _is_asked(draft.frame) and not draft.frame.source:
        draft.own = False
    elif not draft.frame.source and not draft.own and not nested:
        draft.continues = speaking


def _is_asked(frame: Frame) -> bool:
    """Tell whether who hears stands before the cue: WAS TOLD, ASKED ABOUT IT.  Who asked is not said then."""
    return bool(frame.addressee) and frame.addressee[0][0] < frame.cue[0][0]
