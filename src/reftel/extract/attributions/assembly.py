"""The steps together: frames of every sentence, whose voice each sentence is, then numbered attributions."""

from __future__ import annotations

from dataclasses import dataclass, field

from reftel.extract.attributions.framing import find_frames
from reftel.extract.attributions.layout import Layout
from reftel.extract.attributions.leads import follow_leads
from reftel.extract.attributions.models import Models
from reftel.extract.attributions.telling import manner_features, owner_features
from reftel.extract.attributions.voices import Frame, voice_features


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


def assemble(models: Models, layout: Layout) -> list[Draft]:
    """Return the attributions of a page in order of appearance."""
    frames = [find_frames(models, layout, s) for s in layout.sentences]
    voices = find_voices(models, layout, frames)
    follow_leads(layout, frames, voices)
    drafts: list[Draft] = []
    speaking: Draft | None = None
    for number, (sentence, framed, voice) in enumerate(zip(layout.sentences, frames, voices, strict=True)):
        mine = [Draft(number, f) for f in framed]
        outer = None
        if voice in "CW" and sentence.last > sentence.body:
            outer = Draft(number, Frame((), (), (), ((sentence.body, sentence.last),)), voice)
            if voice == "C":
                outer.continues = speaking
            mine.insert(0, outer)
        _nest(mine)
        for draft in mine:
            _tell(models, layout, draft, voice, speaking)
        mine.sort(key=_place)
        drafts += mine
        top = [d for d in mine if d.within is None]
        if voice != "C" and top:
            speaking = top[-1]
    for n, draft in enumerate(drafts, 1):
        draft.n = n
    return drafts


def find_voices(models: Models, layout: Layout, frames: list[list[Frame]]) -> list[str]:
    """Return the voice of each sentence: the likeliest that fits whether a cue was found in it.

    What is left out is lost to a reader, so that a sentence says nothing (O) counts for less: `silence`.
    """
    if not frames:
        return []
    tagger = models.voices
    tagger.set(voice_features(layout, frames))
    weight = {"O": models.silence, "T": models.hearsay, "P": models.hearsay}
    found = []
    for i, framed in enumerate(frames):
        chances = [
            (tagger.marginal(voice, i) * weight.get(voice, 1.0), voice)
            for voice in tagger.labels()
            if framed or voice not in "TP"
        ]
        found.append(max(chances)[1])
    return found


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
        draft.own = draft.voice == "W" or bool(draft.continues and draft.continues.own)
        draft.manner = (
            "believe" if draft.voice == "W" else draft.continues.manner if draft.continues else "state"
        )
        return
    draft.manner = models.manners.tag([manner_features(layout, draft.frame)])[0]
    nested = draft.within is not None
    draft.own = models.owners.tag([owner_features(layout, draft.sentence, draft.frame, nested)])[0] == "own"
    if not draft.frame.source and not draft.own and not nested:
        draft.continues = speaking
