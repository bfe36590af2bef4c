"""Learning from annotated texts which description or pronoun goes to what, for `who_is_who`."""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from reftel.extract.annotations import Mention
from reftel.extract.page import Page
from reftel.extract.who.candidates import Scene, candidates
from reftel.extract.who.chains import Chain, Said, read_mentions
from reftel.extract.who.features import features, new_features
from reftel.extract.who.resolving import chains_of

Choice = tuple[list[list[str]], list[int]]  # the features of each answer, and which answers are right


def choices(page: Page, mentions: list[Mention]) -> list[Choice]:
    """Return every choice that the gold entities decide, reading on from the right answers."""
    all_said = read_mentions(page, mentions)
    found: list[Choice] = []

    def right(said: Said, scene: Scene) -> Chain | None:
        entity = said.mention.entity
        among = candidates(said, scene)
        answers = [new_features(said, len(among), scene)]
        answers += [features(said, chain, rank, scene) for rank, chain in enumerate(among)]
        good = [i + 1 for i, chain in enumerate(among) if _is_of(chain, entity)]
        if among:
            found.append((answers, good or [0]))
        if good:
            return among[good[0] - 1]
        return next((c for c in scene.recent if _is_of(c, entity)), None)

    chains_of(page, all_said, right)
    return found


def _is_of(chain: Chain, entity: int) -> bool:
    """Tell whether most mentions of a chain mean this entity."""
    same = sum(s.mention.entity == entity for s in chain.said)
    return same * 2 > len(chain.said)


def learn(
    made: Iterable[Choice], *, rounds: int = 12, rate: float = 0.1, decay: float = 3e-4, rare: int = 3
) -> dict[str, float]:
    """Return the weight of each feature: softmax over the answers of each choice, by stochastic gradient."""
    data = _without_rare(list(made), rare)
    order = random.Random(7)
    learnt: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    for _ in range(rounds):
        order.shuffle(data)
        for answers, good in data:
            _step(answers, good, learnt, squares, rate, decay)
    return {f: round(w, 3) for f, w in sorted(learnt.items()) if abs(w) >= 0.02}


def _without_rare(data: list[Choice], rare: int) -> list[Choice]:
    """Return the choices without features that fewer of them have: what stands once teaches nothing."""
    counts = Counter(f for answers, _ in data for f in {f for a in answers for f in a})
    return [([[f for f in a if counts[f] >= rare] for a in answers], good) for answers, good in data]


def _step(
    answers: list[list[str]],
    good: list[int],
    learnt: dict[str, float],
    squares: dict[str, float],
    rate: float,
    decay: float,
) -> None:
    """Move the weights towards the right answers of one choice (AdaGrad)."""
    scores = [sum(learnt[f] for f in a) for a in answers]
    top = max(scores)
    odds = [math.exp(s - top) for s in scores]
    total, right = sum(odds), sum(odds[i] for i in good) or 1e-12
    slope: dict[str, float] = defaultdict(float)
    for i, answer in enumerate(answers):
        wanted = odds[i] / right if i in good else 0.0
        push = wanted - odds[i] / total
        if abs(push) > 1e-4:
            for f in answer:
                slope[f] += push
    for f, g in slope.items():
        pull = g - decay * learnt[f]
        squares[f] += pull * pull
        learnt[f] += rate * pull / math.sqrt(squares[f])


def save(learnt: Mapping[str, float], path: Path, about: Mapping[str, object]) -> None:
    """Write the weights with what they were learnt from."""
    lines = json.dumps({"about": dict(about), "weights": dict(learnt)}, indent=0, sort_keys=True)
    path.write_text(lines + "\n", encoding="utf-8")
