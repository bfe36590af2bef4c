"""How well mentions are joined to those they mean: the mean F1 of MUC, B-cubed and CEAF-e."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reftel.extract.scoring import trimmed

Cluster = frozenset[tuple[int, int]]
Counts = dict[str, tuple[float, float, float, float]]  # right and size of recall, right and size of precision
MEASURES = ("muc", "b_cubed", "ceaf_e")


def coreference_counts(doc: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> Counts:
    """Count the links of the mentions found in a text against those annotated."""
    text = doc["text"]
    asked = _clusters((trimmed(text, m["start"], m["end"]), m["entity_id"]) for m in doc["mentions"])
    given = _clusters((trimmed(text, m["start"], m["end"]), m["entity"]) for m in found)
    best = _ceaf(asked, given)
    return {
        "muc": (*_muc(asked, given), *_muc(given, asked)),
        "b_cubed": (*_b_cubed(asked, given), *_b_cubed(given, asked)),
        "ceaf_e": (best, len(asked), best, len(given)),
    }


def coreference_f1(counts: Iterable[Counts]) -> float:
    """Return the mean of the three measures' F1 over several texts."""
    total: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for one in counts:
        for name, parts in one.items():
            total[name] = [a + b for a, b in zip(total[name], parts, strict=True)]
    scores = []
    for right, asked, also_right, given in total.values():
        recall, precision = right / (asked or 1), also_right / (given or 1)
        scores.append(2 * recall * precision / (recall + precision) if recall + precision else 0.0)
    return sum(scores) / len(MEASURES)


def _clusters(mentions: Iterable[tuple[tuple[int, int], Any]]) -> list[Cluster]:
    by: defaultdict[Any, set[tuple[int, int]]] = defaultdict(set)
    for span, entity in mentions:
        by[entity].add(span)
    return [frozenset(c) for c in by.values()]


def _muc(asked: list[Cluster], given: list[Cluster]) -> tuple[float, float]:
    """Return links kept and links asked (Vilain et al. 1995)."""
    where = {m: i for i, c in enumerate(given) for m in c}
    kept = sum(len(c) - len({where.get(m, m) for m in c}) for c in asked)
    return kept, sum(len(c) - 1 for c in asked)


def _b_cubed(asked: list[Cluster], given: list[Cluster]) -> tuple[float, float]:
    """Return the share of each mention's cluster that is right, added up (Bagga and Baldwin 1998)."""
    where = {m: c for c in given for m in c}
    right = sum(len(c & where.get(m, frozenset())) / len(c) for c in asked for m in c)
    return right, sum(len(c) for c in asked)


def _ceaf(asked: list[Cluster], given: list[Cluster]) -> float:
    """Return how alike the clusters are, paired one to one (Luo 2005); pairs are taken best first."""
    pairs = sorted(
        (
            (2 * len(a & b) / (len(a) + len(b)), i, j)
            for i, a in enumerate(asked)
            for j, b in enumerate(given)
            if a & b
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    total = 0.0
    for score, i, j in pairs:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            total += score
    return total
