"""Work on a collection in a process of its own, so that it can be watched, timed and killed.

    python -m bench.collection.work build FOLDER SOURCE
    python -m bench.collection.work rebuild FOLDER
    python -m bench.collection.work remove FOLDER NAME

Each step that became lasting is told as a line of JSON when it comes, and the end with what it took.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import reftel.collection
from reftel.cli.reading import parse_and_check
from reftel.reading import parse

SLICE = 10_000  # files between two times that are told
QUIET = {"file-stored"}  # steps too frequent to tell

ROOT = Path(__file__).resolve().parents[2]
Told = dict[str, Any]

# What can be done to a collection: the function's name, and what it takes besides the folder.
WORK: dict[str, Callable[[list[str]], dict[str, Any]]] = {
    "build": lambda given: {"sources": given},
    "rebuild": lambda given: {"everything": True},
    "remove": lambda given: {"names": given},
    "build-unchecked": lambda given: {"sources": given, "parse": parse},  # so that reading again finds more
}


def known(name: str) -> bool:
    """Tell whether the library can do this."""
    return hasattr(reftel.collection, name)


def command(name: str, folder: Path, *given: Path | str, workers: int = 2, batch: int = 1000) -> list[str]:
    """Return the command that does it in another process."""
    options = ["--workers", str(workers), "--batch", str(batch)]
    return [sys.executable, "-m", "bench.collection.work", *options, name, str(folder), *map(str, given)]


def begin(*words: Any, **options: Any) -> subprocess.Popen[str]:
    """Begin work in another process, in a group of its own; what it tells comes through its output."""
    return subprocess.Popen(
        command(*words, **options), stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    )


def run(*words: Any, **options: Any) -> Told:
    """Do it in another process, and return what it told at its end."""
    done = subprocess.run(command(*words, **options), stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def main(words: Sequence[str] | None = None) -> int:
    """Do one thing to a collection."""
    ask = argparse.ArgumentParser(prog="python -m bench.collection.work", description=__doc__)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--batch", type=int, default=1000)
    ask.add_argument("name", choices=WORK)
    ask.add_argument("folder")
    ask.add_argument("given", nargs="*")
    args = ask.parse_args(words)
    do = getattr(reftel.collection, args.name.partition("-")[0])
    options = {
        "parse": parse_and_check,
        **WORK[args.name](args.given),
        **_taken(do, args.workers, args.batch),
    }
    begun = time.perf_counter()
    _tell(step="begun", seconds=0.0)

    def on_step(step: str) -> None:
        if step not in QUIET:
            _tell(step=step, seconds=time.perf_counter() - begun)

    def progress(at: Any) -> None:
        if at.stage == "reading" and at.done % SLICE == 0:
            _tell(files=at.done, seconds=time.perf_counter() - begun, computing=_computing())

    report = do(args.folder, on_step=on_step, progress=progress, **options)
    telegrams = getattr(report, "telegrams", None)
    _tell(step="done", seconds=time.perf_counter() - begun, telegrams=telegrams)
    return 0


def _taken(do: Callable[..., Any], workers: int, batch: int) -> dict[str, Any]:
    """Return those of the options that this function takes."""
    takes = inspect.signature(do).parameters
    return {name: value for name, value in (("workers", workers), ("batch", batch)) if name in takes}


def _computing() -> float:
    """Return the seconds that this process and those it began have computed; 0 where that is not told."""
    group, ticks = os.getpgrp(), 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:
            continue  # it ended meanwhile
        _, _, of_group, *others = fields.split()
        if int(of_group) == group:
            ticks += int(others[8]) + int(others[9])  # utime, stime: proc(5)
    return ticks / os.sysconf("SC_CLK_TCK")


def _tell(**values: Any) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
