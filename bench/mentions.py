"""How well mentions are found, cross-validated by document, and why they are missed; also trains the models.

    python -m bench.mentions DATA...                        cross-validate over annotated texts
    python -m bench.mentions DATA... --models FOLDER        measure models as they are
    python -m bench.mentions DATA... --train FOLDER         train models and write them

Exact spans, trimmed of punctuation; names and nominals (`names`, `typed`) and with pronouns (`all`); types
person and group count as one.  Intervals: 95 of 100 when documents are drawn anew with replacement.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reftel.extract.lexicon import word_classes
from reftel.extract.mentions import find_mentions
from reftel.extract.mentions.features import is_mixed
from reftel.extract.mentions.models import FOLDER
from reftel.extract.page import Page
from reftel.extract.training import documents, train_mentions

EDGE = " \t\r\n.,;:\"'()-"
COARSE = {"person": "PER", "group": "PER", "organization": "ORG", "gpe": "GPE", "location": "LOC"}
PRONOUNS = {"personal pronoun", "plural pronoun", "neuter pronoun"}
MEASURES = ("names", "typed", "all")
DRAWS = 1000
Row = dict[str, Any]
Spans = dict[tuple[int, int], str]


def main() -> None:
    """Run what the command line asks for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", nargs="+", type=Path)
    ask.add_argument("--models", type=Path)
    ask.add_argument("--train", type=Path)
    ask.add_argument("--folds", type=int, default=5)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--without", nargs="*", type=Path, default=[], help="leave out the texts of these files")
    args = ask.parse_args()
    if args.train:
        train_mentions(args.data, args.train, args.seed)
        return
    left_out = {row["id"] for row in documents(args.without)}
    rows = [row for row in documents(args.data) if row["id"] not in left_out]
    results = measured(rows, args.models) if args.models else cross_validated(rows, args.folds, args.seed)
    report(results)


def cross_validated(rows: list[Row], folds: int, seed: int) -> list[tuple[Row, Spans]]:
    """Return each text with what models found in it that were trained on the other documents."""
    names = sorted({row["id"] for row in rows})
    random.Random(seed).shuffle(names)
    results = []
    for fold in range(folds):
        held = set(names[fold::folds])
        with TemporaryDirectory() as scratch:
            kept = Path(scratch) / "kept.jsonl"
            kept.write_text("\n".join(json.dumps(r) for r in rows if r["id"] not in held), encoding="utf-8")
            train_mentions([kept], Path(scratch), seed)
            results += measured([r for r in rows if r["id"] in held], Path(scratch))
    return results


def measured(rows: list[Row], models: Path = FOLDER) -> list[tuple[Row, Spans]]:
    """Return each text with what was found in it."""
    found = []
    for row in rows:
        mentions = find_mentions(Page.of(row["text"]), models)
        spans = {trimmed(row["text"], m.span.start, m.span.end): COARSE[m.type] for m in mentions}
        found.append((row, spans))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without white space and punctuation at its ends."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def wanted(row: Row) -> Spans:
    """Return the annotated spans of a text and their coarse types; of GPE.NATION the first part counts."""
    found = {}
    for m in row["mentions"]:
        kind = m["type"] or ""
        found[trimmed(row["text"], m["start"], m["end"])] = COARSE.get(kind, kind.split(".")[0])
    return found


def counts(row: Row, got: Spans) -> Counter[str]:
    """Return hits, answers and annotated mentions of a text for each measure."""
    text, tally = row["text"], Counter[str]()
    sides = got, wanted(row)
    for measure in MEASURES:
        a, b = (_counted(side, measure, text) for side in sides)
        tally[f"{measure} hit"] += len(a & b)
        tally[f"{measure} got"] += len(a)
        tally[f"{measure} wanted"] += len(b)
    return tally


def _counted(spans: Spans, measure: str, text: str) -> set[tuple[object, ...]]:
    """Return the spans that a measure counts, with the type where it asks for it."""
    kept = {s: t for s, t in spans.items() if measure == "all" or not _is_pronoun(text[slice(*s)])}
    return {(*s, t if measure == "typed" else "") for s, t in kept.items()}


def _is_pronoun(words: str) -> bool:
    return bool(PRONOUNS & set(word_classes(words)))


def f1(tally: Counter[str], measure: str) -> float:
    """Return the harmonic mean of precision and recall."""
    both = tally[f"{measure} got"] + tally[f"{measure} wanted"]
    return 2 * tally[f"{measure} hit"] / both if both else 0.0


def interval(tallies: list[Counter[str]], measure: str) -> tuple[float, float]:
    """Return the bounds of 95 of 100 draws of as many documents."""
    draw = random.Random(1)
    values = sorted(
        f1(_sum(draw.choices(tallies, k=len(tallies))), measure) for _ in range(DRAWS if tallies else 0)
    )
    return (values[DRAWS // 40], values[-DRAWS // 40]) if values else (0.0, 0.0)


def _sum(tallies: list[Counter[str]]) -> Counter[str]:
    total = Counter[str]()
    for tally in tallies:
        total.update(tally)
    return total


def report(results: list[tuple[Row, Spans]]) -> None:
    """Print the measures of all texts, of capitals and of mixed case, and the causes of errors."""
    kinds: list[tuple[str, Callable[[str], bool]]] = [
        ("all texts", lambda _: True), ("capitals", lambda t: not is_mixed(t)), ("mixed case", is_mixed),
    ]  # fmt: skip
    for name, belongs in kinds:
        tallies = [counts(row, got) for row, got in results if belongs(row["text"])]
        if not tallies:
            continue
        print(f"{name}: {len(tallies)} texts")
        total = _sum(tallies)
        for measure in MEASURES:
            low, high = interval(tallies, measure)
            hit, got, true = (total[f"{measure} {side}"] for side in ("hit", "got", "wanted"))
            print(
                f"  {measure:6} F1 {f1(total, measure):.3f} [{low:.3f}, {high:.3f}]"
                f"  precision {hit / max(got, 1):.3f}  recall {hit / max(true, 1):.3f}  of {true}"
            )
    print("errors, names and nominals:")
    for cause, count in causes(results).most_common():
        print(f"  {count:5} {cause}")


def causes(results: list[tuple[Row, Spans]]) -> Counter[str]:
    """Return how often each thing went wrong."""
    found = Counter[str]()
    for row, all_got in results:
        text = row["text"]
        got = {s: t for s, t in all_got.items() if not _is_pronoun(text[slice(*s)])}
        true = {s: t for s, t in wanted(row).items() if not _is_pronoun(text[slice(*s)])}
        for span, kind in true.items():
            found[_cause(span, kind, got, true, text)] += 1
        found.update(
            f"found, not annotated: {kind}" for span, kind in got.items()
            if span not in true and not any(_meet(span, t) and t not in got for t in true)
        )  # fmt: skip
    found.pop("right", None)
    return found


def _cause(span: tuple[int, int], kind: str, got: Spans, true: Spans, text: str) -> str:
    """Return what became of an annotated mention."""
    if span in got:
        return "right" if got[span] == kind else f"type: {kind} taken for {got[span]}"
    others = [g for g in got if g not in true and _meet(span, g)]
    if not others:
        inside = any(g[0] <= span[0] and span[1] <= g[1] for g in got)
        return f"missed{' inside another' if inside else ''}: {kind}"
    other = others[0]
    if other[1] == span[1]:
        first = text[min(span[0], other[0]) : max(span[0], other[0])].strip().upper()
        return "begin: the article" if first in ("THE", "A", "AN") else "begin: another word"
    return "end" if other[0] == span[0] else "begin and end"


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
