"""The time from the command to its first answer: program started, collection opened, query asked."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.collection.files import drop_from_memory
from bench.collection.work import ROOT

TIMES = 5
_START = "import sys; from reftel.cli import main; sys.exit(main())"


class First(NamedTuple):
    """Seconds of the whole process, the middle of five: files in memory, and not."""

    warm: float
    cold: float


def first_answer(collection: Path, query: str) -> First:
    """Time `reftel search`; cold means that the collection's own files were dropped from memory.

    The interpreter and its libraries stay in memory: whoever works with reftel has just used them.
    """
    search(collection, query)
    warm = [search(collection, query) for _ in range(TIMES)]
    cold = []
    for _ in range(TIMES):
        drop_from_memory(collection)
        cold.append(search(collection, query))
    return First(median(warm), median(cold))


def search(collection: Path, query: str) -> float:
    """Return the seconds that the command takes from start to end."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", _START, "search", str(collection), query],
        stdout=subprocess.DEVNULL, check=True, cwd=ROOT,
    )  # fmt: skip
    return time.perf_counter() - begun
