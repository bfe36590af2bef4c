"""How well reftel reads: scores against known values, and fails where one sinks below its floor.

make eval                  the project's own telegrams
make eval DATA=folder      and a folder of real ones: header_cases, telegrams, historylab, attributions,
                           and our labels of telegrams, dates and figures
make eval ARGS='--show references'
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import floors, scorers
from bench.annotated import (
    score_attributions,
    score_exercise_attributions,
    score_exercise_mentions,
    score_mentions,
)
from bench.labels import score_labels
from bench.page import put
from bench.quantities import score_dates, score_figures
from bench.references.reading import score_references
from bench.score import CaseSet
from bench.screen import page, show, show_wrong
from bench.truth import score_truth
from reftel.errors import ReftelError, SourceError

TRACKED = {
    "own",
    "exercise-mentions",
    "exercise-attributions",
    "labels",
    "references",
    "dates",
    "figures",
}  # sets whose cases lie in the repository: they do not change unnoticed


def main(words: Sequence[str] | None = None) -> int:
    """Score, show, and compare with the floors; 1 where one is missed, 3 where something is missing."""
    args = _arguments().parse_args(words)
    console = Console(width=max(Console().width, 90))
    try:
        return _run(args, console)
    except ReftelError as error:
        console.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        return 3


def _arguments() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(
        prog="make eval", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--data", type=Path, help="a folder with header_cases, telegrams or both")
    ask.add_argument(
        "--set",
        action="append",
        default=[],
        help="only this set: own, headers, telegrams, labels, references, dates, figures, mentions, "
        "attributions, exercise-mentions, exercise-attributions",
    )
    ask.add_argument(
        "--show", action="append", default=[], metavar="FIELD", help="print wrong answers (all: every field)"
    )
    ask.add_argument("--full", action="store_true", help="show perfect scores of single families too")
    ask.add_argument("--json", action="store_true", help="print the scores as JSON instead of tables")
    ask.add_argument(
        "--write", type=Path, metavar="PAGE", help="put the scores into a page, between its marks"
    )
    ask.add_argument("--raise-floors", action="store_true", help="raise the floors to what is reached now")
    ask.add_argument("--lower-floor", metavar="NAME", help="lower one floor, for example own/all/tags")
    ask.add_argument("--because", default="", help="why it sinks; goes into CHANGELOG.md")
    return ask


def _run(args: argparse.Namespace, console: Console) -> int:
    sets = gather(args.data, args.set)
    kept = floors.load()
    if args.json:
        console.file.write(json.dumps(_plain(sets), ensure_ascii=False) + "\n")
    else:
        for cases in sets:
            show(cases, kept, full=args.full, console=console)
    for cases in sets:
        for field in args.show:
            show_wrong(cases, field, console)
    if args.write:
        put(args.write, "accuracy", page(sets))
    if args.lower_floor:
        kept, line = floors.lowered(args.lower_floor, args.because, sets, kept)
        floors.note_in_changelog(line)
        floors.save(kept)
        console.print(line, markup=False)
    if args.raise_floors:
        for cases in sets:
            kept = floors.raised(cases, kept)
        floors.save(kept)
    problems = [problem for cases in sets for problem in judge(cases, kept, console)]
    for problem in problems:
        console.print(problem, style="red", markup=False, soft_wrap=True)
    return int(bool(problems))


def gather(data: Path | None, only: Sequence[str] = ()) -> list[CaseSet]:
    """Score every set that is at hand and asked for."""
    asked: dict[str, Callable[[], CaseSet | None]] = {
        "own": score_truth,
        "exercise-mentions": score_exercise_mentions,
        "exercise-attributions": score_exercise_attributions,
    }
    if data is not None:
        if not data.is_dir():
            raise SourceError(
                f"{data} is not a folder: DATA names one with header_cases, telegrams or annotated texts"
            )
        asked["headers"] = lambda: scorers.score_headers(data)
        asked["telegrams"] = lambda: scorers.score_telegrams(data)
        asked["labels"] = lambda: score_labels(data / "telegrams")
        asked["references"] = lambda: score_references(data / "telegrams")
        asked["dates"] = lambda: score_dates(data)
        asked["figures"] = lambda: score_figures(data)
        asked["mentions"] = lambda: score_mentions(data)
        asked["attributions"] = lambda: score_attributions(data)
    unknown = [name for name in only if name not in asked]
    if unknown:
        raise SourceError(
            f"no set {', '.join(unknown)} here; there are {', '.join(asked)} (DATA=folder gives more)"
        )
    found = [score() for name, score in asked.items() if not only or name in only]
    return [cases for cases in found if cases is not None]


def judge(cases: CaseSet, kept: dict[str, floors.Kept], console: Console) -> list[str]:
    """Compare a set with its floors; other cases than those the floors were set on are not held to them."""
    if cases.name not in kept:
        return [f"{cases.name}: no floors yet; set them with --raise-floors"] if cases.name in TRACKED else []
    if floors.same_cases(cases, kept):
        return floors.below(cases, kept)
    if cases.name in TRACKED and cases.whole:
        return [
            f"{cases.name}: the cases changed since the floors were set; take them over with --raise-floors"
        ]
    console.print(
        f"{cases.name}: other cases than the floors were set on; shown, not held to them", style="dim"
    )
    return []


def _plain(sets: list[CaseSet]) -> dict[str, Any]:
    return {
        cases.name: {
            "families": {
                family: {field: score._asdict() for field, score in fields.items()}
                for family, fields in cases.table.items()
            },
            "wrong": cases.wrong,
            "notes": cases.notes,
        }
        for cases in sets
    }


if __name__ == "__main__":
    sys.exit(main())
