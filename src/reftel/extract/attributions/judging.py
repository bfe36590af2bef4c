"""Sixth step: the chance that an attribution is right, from what the other steps' models gave it.

Right is as the shared scorer counts it: half of the content is shared, and the speaker is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

from reftel.extract.attributions.layout import Layout
from reftel.extract.attributions.voices import Chances

if TYPE_CHECKING:
    from reftel.extract.attributions.assembly import Draft
    from reftel.extract.attributions.gold import Wanted

RIGHT = "right"
_MOST = 5.0  # nothing is surer than e^5 to 1


def signs(layout: Layout, draft: Draft) -> dict[str, float]:
    """Return what speaks for and against a draft, as features with weights."""
    found = {"bias": 1.0}
    root, steps = draft, 0
    while root.continues is not None and not root.frame.source:
        root, steps = root.continues, steps + 1
    if draft.frame.cue:
        found |= _of_frame("f", draft.frame.chances, bool(draft.frame.source)) | _of_cue(layout, draft)
    else:
        found |= _of_sentence(layout, draft)
    if steps:
        found[f"steps {min(steps, 4)}"] = 1.0
        found |= _of_frame("root", root.frame.chances, bool(root.frame.source)) if root.frame.cue else {}
    found["root " + (layout.words[root.frame.source[0][1] - 1].role if root.frame.source else "none")] = 1.0
    found[f"own {draft.own}|{bool(draft.frame.cue)}"] = 1.0
    return found


def _of_frame(name: str, chances: Chances, sourced: bool) -> dict[str, float]:
    return {
        name + " cue": odds(chances.cue),
        name + " content": odds(chances.content),
        name + (" source" if sourced else " no source"): odds(chances.source) if sourced else 1.0,
        name + " tags": max(log(max(chances.tags, 1e-6)), -10.0),
    }


def _of_cue(layout: Layout, draft: Draft) -> dict[str, float]:
    f = draft.frame
    words = [w for a, b in f.cue for w in layout.words[a:b]]
    head = next((w for w in words if w.lemma), words[-1])
    long = sum(b - a for a, b in f.content)
    named = [
        f"manner {draft.manner}", f"nested {draft.within is not None}", f"kind {head.kind}",
        f"lemma {head.lemma}|{head.kind[:4]}", f"long {min(long, 4) if long < 8 else 8 if long < 16 else 16}",
        f"parts {len(f.content)}", f"cue {len(words)}", f"hearer {bool(f.addressee)}", "v" + draft.voice,
    ]  # fmt: skip
    return dict.fromkeys(named, 1.0) | {"v chance " + draft.voice: odds(draft.chance)}


def _of_sentence(layout: Layout, draft: Draft) -> dict[str, float]:
    (first, last), voice = draft.frame.content[0], draft.voice
    verb = any(w.role in ("be", "modal", "have", "verb:ed", "past") for w in layout.words[first:last])
    return {
        f"voice {voice}": 1.0,
        f"chance {voice}": odds(draft.chance),
        f"{voice} long {min((last - first) // 4, 4)}": 1.0,
        f"{voice} verb {verb}": 1.0,
    }


def odds(chance: float) -> float:
    """Return the logarithm of the odds of a chance, kept within bounds."""
    return max(-_MOST, min(_MOST, log((chance + 1e-9) / (1 - chance + 1e-9))))


def verdicts(drafts: Sequence[Draft], wanted: Sequence[Wanted]) -> list[bool]:
    """Return of each draft whether it is right: each annotated attribution takes the nearest that fits."""
    free = set(range(len(drafts)))
    by_number = {a.n: a for a in wanted}
    for a in wanted:
        content, who = _places(a.content), _places(_root(a, by_number).source)
        near = [(_shared(content, _places(drafts[i].frame.content)), -i) for i in free
                if _same(drafts[i], who, a.own)]  # fmt: skip
        best, at = max(near, default=(0.0, 0))
        if best >= 0.5:
            free.discard(-at)
    return [i not in free for i in range(len(drafts))]


def _same(draft: Draft, who: set[int], own: bool) -> bool:
    if not who:
        return draft.own == own
    while not draft.frame.source and draft.continues is not None:
        draft = draft.continues
    return bool(who & _places(draft.frame.source))


def _root(a: Wanted, by_number: dict[int, Wanted]) -> Wanted:
    for _ in by_number:
        if a.source or a.continues not in by_number:
            break
        a = by_number[a.continues]
    return a


def _places(runs: Sequence[tuple[int, int]]) -> set[int]:
    return {i for a, b in runs for i in range(a, b)}


def _shared(one: set[int], other: set[int]) -> float:
    return len(one & other) / (len(one | other) or 1)
