"""Choosing what a mention means, by the weights learnt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reftel.extract.who.candidates import Scene, candidates
from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.features import features, new_features

WEIGHTS = Path(__file__).parent.parent / "models" / "who.json"


@cache
def weights() -> Mapping[str, float]:
    """Return the weights learnt; without the file nothing but words joins."""
    read: dict[str, float] = (
        json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"] if WEIGHTS.exists() else {}
    )
    return read


def choose(said: Said, scene: Scene, learnt: Mapping[str, float]) -> Chain | None:
    """Return the chain that a description or pronoun belongs to, or None where it means something new."""
    among = candidates(said, scene)
    if not among:
        return None
    best, most = None, sum(learnt.get(f, 0.0) for f in new_features(said, len(among), scene))
    for rank, chain in enumerate(among):
        score = sum(learnt.get(f, 0.0) for f in features(said, chain, rank, scene))
        if score > most:
            best, most = chain, score
    return best
