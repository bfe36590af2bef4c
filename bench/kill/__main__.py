"""Kill -9 at random moments of builds, rebuilds and removals: `make bench-kill COUNT=200`.

After each kill: the next command opens the collection; database and index agree and are whole; the same
work done again leads to the same answers, byte for byte, as work that nobody disturbed.  Half of the
kills come at any time of the work, half within 20 ms of a step that has just become lasting; half hit
the process and its workers, half the process alone.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.collection.work import ROOT, known, run
from bench.corpus import telegrams
from bench.kill import victims
from bench.kill.answers import digest, disagreements, ranked
from bench.kill.victims import Deed
from bench.page import put
from reftel.collection.layout import Layout

COUNT = 200
FILES = 320  # so many that worker processes read them
NAME = "exercise"  # of every collection: it is part of what they answer
TRIES = 3  # a kill may come too late; then it is tried again


class Expected(NamedTuple):
    """What undisturbed work leads to, and how long it takes."""

    answers: str
    ranked: str
    seconds: float
    steps: list[str]


def main(words: Sequence[str] | None = None) -> int:
    """Kill so many times; 1 where something was not as it should be."""
    ask = argparse.ArgumentParser(
        prog="make bench-kill", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--count", type=int, default=COUNT, help=f"how many kills ({COUNT})")
    ask.add_argument("--files", type=int, default=FILES, help=f"files of the collection ({FILES})")
    ask.add_argument("--seed", type=int, default=1, help="another seed kills at other moments")
    ask.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into a page")
    args = ask.parse_args(words)
    folder = Path(tempfile.mkdtemp(prefix="reftel-kill-"))
    made, wrong = _trials(folder, args.count, args.files, Random(args.seed))
    print(made)
    if args.write:
        put(args.write, "kill", made)
    if wrong:
        print(f"what went wrong is left in {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


def deeds(folder: Path, files: int) -> list[Deed]:
    """Write the files, and return what can be done with them here."""
    source = folder / "corpus"
    for i, (name, raw) in enumerate(telegrams(files)):
        _write(source / ("first" if i < files // 2 else "second") / Path(name).name, raw)
        if i % 10 == 0:  # copies: a removal has to keep what another file holds
            _write(source / "copies" / Path(name).name, raw)
    _write(source / "first" / "note.txt", b"No telegram.\n")
    half, whole, unchecked = folder / "half", folder / "whole", folder / "unchecked"
    run("build", half, source / "first")
    run("build", whole, source)
    run("build-unchecked", unchecked, source)
    every = [
        Deed("a new collection", "build", None, (str(source),)),
        Deed("a collection that grows", "build", half, (str(source),)),
        Deed("all read again", "rebuild", unchecked, ()),
        Deed("a folder removed", "remove", whole, ("corpus/second",)),
    ]
    for deed in every:
        if not known(deed.name):
            print(f"left out: {deed.title}, as there is no reftel.collection.{deed.name}", file=sys.stderr)
    return [deed for deed in every if known(deed.name)]


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def _trials(folder: Path, count: int, files: int, random: Random) -> tuple[str, list[str]]:
    every = deeds(folder, files)
    expected = [_expected(deed, folder / f"undisturbed{n}" / NAME) for n, deed in enumerate(every)]
    counts: dict[str, Counter[str]] = {deed.title: Counter() for deed in every}
    wrong: list[str] = []
    for number in range(count):
        deed, wanted = every[number % len(every)], expected[number % len(every)]
        found = _trial(deed, wanted, folder / f"killed{number}" / NAME, random, counts[deed.title])
        wrong += [f"{number}, {deed.title}: {f}" for f in found]
        for line in found:
            print(f"wrong: {number}, {deed.title}: {line}", file=sys.stderr, flush=True)
    return _report(counts, wrong), wrong


def _expected(deed: Deed, folder: Path) -> Expected:
    _copy(deed.base, folder)
    seconds, steps = victims.undisturbed(deed, folder)
    return Expected(digest(folder), ranked(folder), seconds, steps)


def _copy(base: Path | None, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if base is not None:
        shutil.copytree(base, folder)


def _trial(deed: Deed, wanted: Expected, folder: Path, random: Random, count: Counter[str]) -> list[str]:
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        _copy(deed.base, folder)
        killed = victims.kill(deed, folder, random, wanted.seconds, len(wanted.steps))
        if killed is not None:
            break
        count["too late"] += 1
    else:
        return []
    count["killed"] += 1
    count[f"after {killed.step}"] += 1
    found = _opened(folder)
    run(deed.name, folder, *deed.given, batch=victims.BATCH)
    found += disagreements(folder)
    if digest(folder) != wanted.answers:
        found.append(f"other answers; it was killed after {killed.step}")
    count["same ranking"] += ranked(folder) == wanted.ranked
    count["wrong"] += bool(found)
    if not found:
        shutil.rmtree(folder.parent)
    return found


def _opened(folder: Path) -> list[str]:
    """Say what is wrong when the next command opens it; a collection that was never made says so."""
    start = "import sys; from reftel.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", start, "search", str(folder), "exercise", "--json"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    if not Layout(folder).exists():
        clear = done.returncode == 3 and "Traceback" not in done.stderr
        return [] if clear else [f"no collection yet, and the command said {done.stderr}"]
    if done.returncode:
        return [f"the next command ended with {done.returncode}: {done.stderr}"]
    return disagreements(folder)


def _report(counts: dict[str, Counter[str]], wrong: list[str]) -> str:
    rows = [
        "| killed | times | opened, agreed and finished to the same | ranking the same to the last digit"
        " | last steps before |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for title, count in counts.items():
        steps = ", ".join(f"{name[6:]} {n}" for name, n in sorted(count.items()) if name.startswith("after "))
        rows.append(
            f"| {title} | {count['killed']} | {count['killed'] - count['wrong']} | {count['same ranking']}"
            f" | {steps} |"
        )
    killed = sum(count["killed"] for count in counts.values())
    late = sum(count["too late"] for count in counts.values())
    told = "; ".join(wrong[:10]) if wrong else "nothing was lost, and nothing differed"
    return "\n".join([*rows, "", f"{killed} kills ({late} more came too late): {told}."])


if __name__ == "__main__":
    sys.exit(main())
