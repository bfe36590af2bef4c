"""Work that is begun on a collection and killed: at any time, or just after a step became lasting."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.collection.work import begin

AFTER_STEP = 0.02  # seconds within which it is killed when a step was told
BATCH = 50


class Deed(NamedTuple):
    """Something done to a collection: what the library calls it, on a copy of which collection, with what."""

    title: str
    name: str
    base: Path | None
    given: tuple[str, ...]


class Killed(NamedTuple):
    """What was killed: the last step it told, and whether its workers were killed with it."""

    step: str
    with_workers: bool


def undisturbed(deed: Deed, folder: Path) -> tuple[float, list[str]]:
    """Do it to its end; return the seconds it took and the steps it told."""
    with _begun(deed, folder) as child:
        assert child.stdout is not None
        told = [json.loads(line) for line in child.stdout]
    if child.returncode:
        raise AssertionError(f"{deed.title} ended with {child.returncode} without being killed")
    return told[-1]["seconds"], [t["step"] for t in told if "step" in t][1:-1]


def kill(deed: Deed, folder: Path, random: Random, seconds: float, steps: int) -> Killed | None:
    """Begin it and kill it; None where it ended before."""
    by_time = random.random() < 0.5
    wanted = 1 if by_time else random.randint(2, steps + 1)
    delay = random.uniform(0, seconds) if by_time else random.uniform(0, AFTER_STEP)
    with_workers = random.random() < 0.5
    with _begun(deed, folder) as child:
        assert child.stdout is not None
        last = ""
        timer: threading.Timer | None = None
        for count, line in enumerate(child.stdout, start=1):
            last = json.loads(line).get("step", last)
            if count == wanted:
                timer = threading.Timer(delay, _kill, (child, with_workers))
                timer.start()
        child.wait()
        if timer is not None:
            timer.join()
    in_time = child.returncode == -signal.SIGKILL and last != "done"
    return Killed(last, with_workers) if in_time else None


def _begun(deed: Deed, folder: Path) -> subprocess.Popen[str]:
    return begin(deed.name, folder, *deed.given, workers=2, batch=BATCH)


def _kill(child: subprocess.Popen[str], with_workers: bool) -> None:
    if child.poll() is None:
        if with_workers:
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
