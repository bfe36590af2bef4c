"""How well attributions are found in texts not trained on: cross-validation, intervals, errors by cause.

    python -m bench.attributions DATA.jsonl [DATA.jsonl …] [--parts 4] [--train-only MORE.jsonl …]

Every text is read by models of the other parts. An interval is the middle 95 % of 1,000 drawings of texts
with replacement. `manner`, `own` and `continues` are shares right among the attributions found.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reftel.extract.annotations import Attribution
from reftel.extract.attributions.assembly import assemble
from reftel.extract.attributions.gold import Lesson, lessons
from reftel.extract.attributions.layout import Layout
from reftel.extract.attributions.models import Models
from reftel.extract.attributions.training import train_on
from reftel.extract.attributions.writing import written
from reftel.extract.page import Page

EDGE = " \t\r\n.,;:\"'()-"
ROLES = ("source", "cue", "addressee", "content")
Pairs = list[tuple[int, int]]


def main(argv: Sequence[str] | None = None) -> int:
    """Cross-validate, print scores with intervals, errors by cause and the pace."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", nargs="+", type=Path)
    ask.add_argument(
        "--train-only", nargs="*", default=[], type=Path, help="further texts that are only trained on"
    )
    ask.add_argument("--parts", type=int, default=4)
    ask.add_argument("--seed", type=int, default=0)
    args = ask.parse_args(argv)
    taught, more = lessons(args.data), lessons(args.train_only)
    counts, pace = cross_validate(taught, more, args.parts, args.seed)
    for name, value, low, high in with_intervals(counts, args.seed):
        print(f"{name:16} {value:.3f}  ({low:.3f} to {high:.3f})")
    causes = sum((Counter({k: n for k, n in c.items() if k[0] == "cause"}) for c in counts), Counter())
    for (_, cause), n in causes.most_common():
        print(f"{n:6} {cause}")
    print(f"{pace:,.0f} words a second of processor time")
    return 0


def cross_validate(
    taught: list[Lesson], more: list[Lesson], parts: int, seed: int
) -> tuple[list[Counter[tuple[str, str]]], float]:
    """Return the counts of each text, read by models that did not see it, and the words a second."""
    order = list(range(len(taught)))
    random.Random(seed).shuffle(order)
    counts: list[Counter[tuple[str, str]]] = [Counter() for _ in taught]
    words, spent = 0, 0.0
    for part in (order[i::parts] for i in range(parts)):
        with tempfile.TemporaryDirectory() as folder:
            held = set(part)
            models = train_on([t for i, t in enumerate(taught) if i not in held] + more, Path(folder), seed)
            for i in part:
                begun = time.process_time()
                found = _read(models, taught[i].layout.page.text)
                spent += time.process_time() - begun
                words += len(taught[i].layout.page.text.split())
                counts[i] = compare(taught[i].layout.page.text, found, taught[i].raw["attributions"])
    return counts, words / spent if spent else 0.0


def _read(models: Models, text: str) -> list[dict[str, Any]]:
    layout = Layout(Page(text))
    return [_plain(a) for a in written(layout, assemble(models, layout))]


def _plain(a: Attribution) -> dict[str, Any]:
    spans = {role: [(s.start, s.end) for s in getattr(a, role)] for role in ROLES}
    return {"n": a.n, "manner": a.manner, "own": a.own, "continues": a.continues, **spans}


def compare(text: str, ours: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """Return hits, answers and wanted items of every measure, and the causes of what was missed."""
    counts: Counter[tuple[str, str]] = Counter()
    for role in ROLES:
        got, wanted = ([_trimmed(text, *p) for a in side for p in a[role]] for side in (ours, gold))
        _count(counts, role + "_exact", sum((Counter(got) & Counter(wanted)).values()), len(got), len(wanted))
        mine, theirs = _characters(got), _characters(wanted)
        _count(counts, role + "_chars", len(mine & theirs), len(mine), len(theirs))
    _compare_whole(counts, ours, gold)
    return counts


def _compare_whole(
    counts: Counter[tuple[str, str]], ours: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> None:
    """Count whole attributions: half the content shared and the same speaker; and how each is told."""
    free, hits = set(range(len(ours))), 0
    by_us, by_them = {a["n"]: a for a in ours}, {a["n"]: a for a in gold}
    for a in gold:
        who = _speaker(a, by_them)
        near = [(_overlap(ours[i], a), i) for i in free if _same(who, a, ours[i], by_us)]
        best, at = max(near, default=(0.0, -1))
        if best < 0.5:
            counts["cause", _cause(a, who, ours, by_us)] += 1
            continue
        free.discard(at)
        hits += 1
        _count(counts, "own", ours[at]["own"] == a["own"], 1, 1)
        _count(counts, "continues", (ours[at]["continues"] is None) == (a["continues"] is None), 1, 1)
        if a["cue"] and ours[at]["cue"]:
            _count(counts, "manner", ours[at]["manner"] == a["manner"], 1, 1)
    counts["cause", "found where none was annotated"] += len(free)
    _count(counts, "whole", hits, len(ours), len(gold))


def _cause(a: dict[str, Any], who: set[int], ours: list[dict[str, Any]], by_us: dict[int, Any]) -> str:
    if not a["cue"]:
        kind = "the post's judgement" if a["continues"] is None else "continuation"
        covered = any(_overlap(o, a) >= 0.5 for o in ours)
        return f"{kind}: {'another speaker' if covered else 'sentence not taken up'}"
    cue = _characters(a["cue"])
    met = [o for o in ours if cue & _characters(o["cue"])]
    if not met:
        return "cue missed"
    if not any(_overlap(o, a) >= 0.5 for o in met):
        return "cue found, content differs by more than half"
    return (
        "cue and content found, source missed"
        if not any(who & _speaker(o, by_us) for o in met)
        else "taken twice"
    )


def _same(who: set[int], a: dict[str, Any], ours: dict[str, Any], by_us: dict[int, Any]) -> bool:
    return bool(who & _speaker(ours, by_us)) if who else bool(a["own"]) == bool(ours["own"])


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> float:
    mine, theirs = _characters(a["content"]), _characters(b["content"])
    return len(mine & theirs) / (len(mine | theirs) or 1)


def _speaker(a: dict[str, Any], by_number: dict[int, Any]) -> set[int]:
    seen: set[int] = set()
    while not a["source"] and a["continues"] in by_number and a["continues"] not in seen:
        seen.add(a["continues"])
        a = by_number[a["continues"]]
    return _characters(a["source"])


def _characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {i for s, e in spans for i in range(s, e)}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def _count(counts: Counter[tuple[str, str]], name: str, hit: int, got: int, wanted: int) -> None:
    counts[name, "hit"] += hit
    counts[name, "got"] += got
    counts[name, "wanted"] += wanted


def with_intervals(
    counts: list[Counter[tuple[str, str]]], seed: int
) -> Iterator[tuple[str, float, float, float]]:
    """Return every measure's F1 (or share right) over all texts, and the ends of its interval."""
    draw = random.Random(seed)
    names = sorted({name for c in counts for name, part in c if part == "wanted"})
    draws = [sum(draw.choices(counts, k=len(counts)), Counter()) for _ in range(1000)]
    total = sum(counts, Counter())
    for name in names:
        values = sorted(_f1(d, name) for d in draws)
        yield name, _f1(total, name), values[25], values[974]


def _f1(counts: Counter[tuple[str, str]], name: str) -> float:
    both = counts[name, "got"] + counts[name, "wanted"]
    return 2 * counts[name, "hit"] / both if both else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
