"""The lowest scores we accept, by set of cases, family and field (`floors.json`).

A floor rises by `--raise-floors` and never by itself.  It sinks only one at a time, by name and with a
reason, which goes into the changelog.  With the floors lies a digest of the cases they were set on: a
score cannot be mended by mending the cases.

Our own telegrams are held exactly.  Real ones are held one case below what is reached: one scan or one
label that careful readers dispute must not stop a change that is right.  Sets that are small samples are
held at the lower end of the 95 % interval.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import NamedTuple

from bench.score import CaseSet, Score, rows
from reftel.errors import ReftelError

FLOORS = Path(__file__).with_name("floors.json")
CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
EXACT = {"own"}  # sets without slack
SLACK = 1  # cases a floor lies below what is reached, in the other sets
STEP = 10_000  # floors are kept to four places, rounded down

Floors = dict[str, float]


class FloorError(ReftelError):
    """A floor that cannot be lowered as asked."""


class Kept(NamedTuple):
    """The floors of one set, and the digest of the cases they were set on."""

    digest: str
    floors: Floors


def load(path: Path = FLOORS) -> dict[str, Kept]:
    """Read the floors of every set."""
    if not path.is_file():
        return {}
    return {name: Kept(kept["digest"], kept["floors"]) for name, kept in json.loads(path.read_text()).items()}


def save(kept: dict[str, Kept], path: Path = FLOORS) -> None:
    """Write the floors, in an order that shows changes line by line."""
    ordered = {
        name: {"digest": k.digest, "floors": dict(sorted(k.floors.items()))}
        for name, k in sorted(kept.items())
    }
    path.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def shares(cases: CaseSet) -> dict[str, Score]:
    """Return the scores of a set by the name their floor has: `family/field`."""
    return {f"{family}/{field}": score for family, field, score in rows(cases.table)}


def same_cases(cases: CaseSet, kept: dict[str, Kept]) -> bool:
    """Tell whether the floors of a set were set on these cases."""
    return cases.name in kept and kept[cases.name].digest == cases.digest


def below(cases: CaseSet, kept: dict[str, Kept]) -> list[str]:
    """Say which scores lie below their floor, or are gone; where nothing was right, nothing can be lost."""
    reached = {name: score.share for name, score in shares(cases).items()}
    return [
        f"{cases.name}/{name}: {reached.get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for name, floor in kept[cases.name].floors.items()
        if floor and reached.get(name, -1.0) < floor
    ]


def floor_of(name: str, score: Score) -> float:
    """Return the floor that a score earns in a set."""
    held = score.right if name in EXACT else max(0, score.right - SLACK)
    return math.floor(held / score.total * STEP) / STEP


def _earned(cases: CaseSet, name: str, score: Score) -> float:
    """Return the floor a score earns: the lower end of its interval where the set has one."""
    if name in cases.lows:
        return math.floor(cases.lows[name] * STEP) / STEP
    return floor_of(cases.name, score)


def raised(cases: CaseSet, kept: dict[str, Kept]) -> dict[str, Kept]:
    """Return the floors with those of a set raised to what it reaches now; none of them sinks."""
    old = kept[cases.name].floors if cases.name in kept else {}
    new = {
        name: max(old.get(name, 0.0), _earned(cases, name, score)) for name, score in shares(cases).items()
    }
    return {**kept, cases.name: Kept(cases.digest, {**old, **new})}


def lowered(
    name: str, because: str, sets: list[CaseSet], kept: dict[str, Kept]
) -> tuple[dict[str, Kept], str]:
    """Return the floors with one lowered to what is reached now, and the line for the changelog."""
    set_name, _, floor_name = name.partition("/")
    cases = next((one for one in sets if one.name == set_name), None)
    if cases is None or set_name not in kept or floor_name not in kept[set_name].floors:
        raise FloorError(
            f"there is no floor {name} among the sets scored now; floors are named in {FLOORS.name}"
        )
    if not because.strip():
        raise FloorError(f'say why {name} sinks: --because "…"')
    scores = shares(cases)
    old = kept[set_name].floors[floor_name]
    floors = dict(kept[set_name].floors)
    if floor_name in scores:
        new = min(old, _earned(cases, floor_name, scores[floor_name]))
        floors[floor_name] = new
        said = f"from {old:.4f} to {new:.4f}"
    else:
        del floors[floor_name]
        said = f"of {old:.4f} taken away: nothing asks for it"
    line = f"- Accuracy floor `{name}` {said}: {because.strip()}"
    return {**kept, set_name: Kept(kept[set_name].digest, floors)}, line


def note_in_changelog(line: str, path: Path = CHANGELOG) -> None:
    """Put a line at the end of what is not released yet."""
    text = path.read_text("utf-8")
    head, mark, rest = text.partition("## Unreleased\n")
    if not mark:
        raise FloorError(f"{path.name} has no section Unreleased: add one, then lower the floor")
    body, next_mark, older = rest.partition("\n## ")
    path.write_text(f"{head}{mark}{body.rstrip()}\n{line}\n{next_mark}{older}", encoding="utf-8")
