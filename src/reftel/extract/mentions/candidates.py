"""Stretches of words that may be mentions: what the models of outermost and of innermost ones propose.

The outermost mentions are found over the whole text, then the mentions inside each of them, and inside those.
The innermost are found over the whole text as well; where one model misses a mention, the other often has it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from reftel.extract.mentions.features import Form

TYPES = ("person", "group", "organization", "gpe", "location")
LOOSE = (
    0.65  # the chance of standing outside under which a word is proposed though the best path leaves it out
)
Labels = list[str]


class Stretch(NamedTuple):
    """Words from `first` up to `end`, and the type that a model gives them."""

    first: int
    end: int
    type: str


class Candidate(NamedTuple):
    """A stretch of words and what each model says of it: `outer=person`, `inner=gpe`, and how surely."""

    first: int
    end: int
    says: tuple[str, ...]


def candidates(rows: list[list[str]], sequence: Any, taggers: Any) -> list[Candidate]:
    """Return the candidates of a text, by place, the longer first."""
    says: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for name, tagger in (("outer", taggers.outer), ("small", taggers.small)):
        labels = tagger.tag(sequence)
        surely = [tagger.marginal("O", i) for i in range(len(labels))]
        for s in stretches(labels):
            says[s.first, s.end].append(f"{name}={s.type}")
            if name == "outer":
                inside(rows, s, taggers.inner, says)
        for s in stretches(loosened(labels, surely, tagger)):
            if not any(said.startswith(name) for said in says.get((s.first, s.end), ())):
                says[s.first, s.end].append(f"{name}~{s.type}")
        for (first, end), said in says.items():
            said.append(f"{name}O{bin_of(max(surely[first:end]))}")
            said.append(f"{name}o{bin_of(min(surely[first:end]))}")
    return [Candidate(*place, tuple(said)) for place, said in sorted(says.items(), key=_by_place)]


def _by_place(item: tuple[tuple[int, int], list[str]]) -> tuple[int, int]:
    (first, end), _ = item
    return first, -end


def bin_of(chance: float) -> int:
    """Return the fifth-root-like bin of a chance, fine near nought and one."""
    for i, bound in enumerate((0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99)):
        if chance < bound:
            return i
    return 9


def inside(
    rows: list[list[str]], outer: Stretch, tagger: Any, says: dict[tuple[int, int], list[str]]
) -> None:
    """Add the mentions inside a mention, and those inside them."""
    waiting = [outer]
    while waiting:
        within = waiting.pop()
        if within.end - within.first < 2:
            continue
        for s in stretches(tagger.tag(inner_rows(rows, within)), within.first):
            if s.end - s.first < within.end - within.first:
                says[s.first, s.end].append(f"inner={s.type}")
                waiting.append(s)


def inner_rows(rows: list[list[str]], within: Stretch) -> list[list[str]]:
    """Return the features of the words of a mention, with its type and their place in it."""
    first, end, kind = within
    found = []
    for i in range(first, end):
        place = ("F" if i == first else "") + ("L" if i == end - 1 else "")
        found.append([*rows[i], f"O={kind}", f"pos={place}", f"O|{kind[:2]}|{rows[i][0]}"])
    return found


def stretches(labels: Labels, offset: int = 0) -> list[Stretch]:
    """Return the stretches that labels B-, I- and O mark; an I- of another type begins a stretch too."""
    found: list[Stretch] = []
    first, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            found.append(Stretch(first + offset, i + offset, kind))
            kind = ""
        if not kind and label != "O":
            first, kind = i, label[2:]
    return found


def loosened(labels: Labels, surely: list[float], tagger: Any) -> Labels:
    """Return labels in which words that may well belong to a mention are no longer left out."""
    found = list(labels)
    known = [label for label in tagger.labels() if label != "O"]
    for i, label in enumerate(labels):
        if label == "O" and surely[i] < LOOSE:
            found[i] = max(known, key=lambda one, at=i: tagger.marginal(one, at))  # type: ignore[misc]
    return found


def heads(forms: list[Form], first: int, end: int) -> int:
    """Return the place of the head: the last word before a preposition, a comma or a bracket."""
    for i in range(first + 1, end):
        if "preposition" in forms[i].classes or forms[i].upper in (",", "(", ""):
            return i - 1
    return end - 1
