"""The page's section on completeness: the tallies of bench.completeness as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.completeness import Tally

LEAST = 0.94  # of the intervals have to hold, at every share hidden
MOST = 0.97  # … and no more than this, where this much or more is hidden
TIGHT_FROM = 0.6
LARGE = 250  # telegrams sent: from there on the tests have something to go by

Case = tuple[str, float]


def report(
    outcome: Mapping[Case, Mapping[int, Tally]], trials: int, worlds: int, seconds: float
) -> tuple[str, list[str]]:
    """Return the section, and what is not as it should be."""
    sizes = sorted(next(iter(outcome.values())))
    ways = list(dict.fromkeys(way for way, _ in outcome))
    parts = [
        f"{trials:,} trials for each way of hiding and each share, on {worlds} generated collections of "
        f"{len(sizes)} complete series ({', '.join(f'{s:,}' for s in sizes)} telegrams); "
        f"{seconds / 60:.0f} min.",
        *(_way(way, outcome, sizes) for way in ways),
    ]
    return "\n\n".join(parts) + "\n", _wrong(outcome)


def _way(way: str, outcome: Mapping[Case, Mapping[int, Tally]], sizes: Sequence[int]) -> str:
    shares = [share for w, share in outcome if w == way]
    head = [
        "hidden", "covers", *(f"{s:,}" for s in sizes), "truth above", "width",
        "regression covers", "width", "given covers", "not random", f"… of {LARGE} and more",
    ]  # fmt: skip
    rows = [_row(share, outcome[way, share], sizes) for share in shares]
    codes = _codes(way, outcome, shares)
    return f"### Hidden {way}\n\n{_table(head, rows)}\n{codes}".rstrip()


def _row(share: float, tallies: Mapping[int, Tally], sizes: Sequence[int]) -> list[str]:
    all_ = _summed(tallies.values())
    return [
        f"{share:.0%}",
        _share(all_, "numbers covers", "numbers"),
        *(_share(tallies[s].sums, "numbers covers", "numbers") for s in sizes),
        _share(all_, "numbers below", "numbers"),
        _width(all_, "numbers"),
        _share(all_, "regression covers", "regression"),
        _width(all_, "regression"),
        _share(all_, "best covers", "best"),
        _share(all_, "says not random", "cases"),
        _share(_summed(t for s, t in tallies.items() if s >= LARGE), "says not random", "cases"),
    ]


def _codes(way: str, outcome: Mapping[Case, Mapping[int, Tally]], shares: Sequence[float]) -> str:
    names = Counter[str]()
    cases = 0
    for share in shares:
        for tally in outcome[way, share].values():
            names.update(tally.codes)
            cases += tally.sums["cases"]
    told = ", ".join(f"`{code}` {n / cases:.1%}" for code, n in names.most_common())
    return f"Cautions, of all {cases:,} series: {told or 'none'}.\n"


def _summed(tallies: Iterable[Tally]) -> Counter[str]:
    found: Counter[str] = Counter()
    for tally in tallies:
        found.update(tally.sums)
    return found


def _share(sums: Mapping[str, int], part: str, whole: str) -> str:
    return f"{100 * sums[part] / sums[whole]:.1f} %" if sums[whole] else "none"


def _width(sums: Mapping[str, int], name: str) -> str:
    return f"{sums[f'{name} width'] / sums[name] / 100:.1f} %" if sums[name] else "none"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _wrong(outcome: Mapping[Case, Mapping[int, Tally]]) -> list[str]:
    """Return where random hiding leads to intervals that hold too seldom, or too often to be of use."""
    found = []
    for (way, share), tallies in outcome.items():
        if way != "at random":
            continue
        sums = _summed(tallies.values())
        covers = sums["numbers covers"] / max(1, sums["numbers"])
        if covers < LEAST or (share >= TIGHT_FROM and covers > MOST):
            found.append(f"{share:.0%} hidden at random: the interval holds in {covers:.1%}")
    return found
