"""The corpus as files in folders, a thousand in each."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.corpus.made import FOLDER, SEED, Truth, made

Part = tuple[int, int]  # the first telegram, and how many
Written = tuple[int, list[Truth]]  # bytes, and what is in the files


def write(folder: Path, count: int, *, seed: int = SEED, truth: Path | None = None, workers: int = 1) -> int:
    """Write the first telegrams of the corpus into a folder; return their bytes."""
    parts = [(start, min(FOLDER, count - start)) for start in range(0, count, FOLDER)]
    one = partial(_write_part, folder, seed)
    size = 0
    with truth.open("w", encoding="utf-8") if truth else Path(os.devnull).open("w") as told:
        for written, truths in _mapped(one, parts, workers):
            size += written
            told.writelines(json.dumps(t, ensure_ascii=False) + "\n" for t in truths)
    return size


def _mapped(one: Callable[[Part], Written], parts: list[Part], workers: int) -> Iterator[Written]:
    if workers == 1 or len(parts) == 1:
        yield from map(one, parts)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(one, parts)


def _write_part(folder: Path, seed: int, part: Part) -> Written:
    start, count = part
    size, truths = 0, []
    (folder / f"{start // FOLDER:04d}").mkdir(parents=True, exist_ok=True)
    for index in range(start, start + count):
        one = made(index, seed=seed)
        (folder / one.name).write_bytes(one.raw)
        size += len(one.raw)
        truths.append(one.truth)
    return size, truths
