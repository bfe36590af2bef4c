"""A build killed at any moment, and run again, leads to the collection of an undisturbed build."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from tests.collection import contents
from tests.collection.exercise import ENVIRONMENT, parse, telegram, write

# Builds, and kills itself at the n-th step; steps are the points at which something has become lasting.
CHILD = """
import os, signal, sys
from reftel.collection import build
from tests.collection.exercise import parse

folder, source, (last, workers, batch) = sys.argv[1], sys.argv[2], map(int, sys.argv[3:])
left = [last]

def step(name):
    print(name, flush=True)
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    build(folder, [source], parse=parse, name="killed", batch=batch, workers=workers, on_step=step)
"""


def run(tmp_path: Path, folder: Path, source: Path, last: int) -> tuple[int, list[str]]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(source), str(last), "1", "3"],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )
    return done.returncode, done.stdout.split()


def sources(folder: Path) -> Path:
    """Return files of every fate: new, copies, second readings, rejects."""
    texts = {f"t{n}": telegram(f"2008 VALLETTA {n}", f"1. Harbour {n}, survey vessel.") for n in range(1, 6)}
    source = write(folder, **texts, again=texts["t1"], empty="", note="A note.")
    (source / "t2.ocr2").write_text("Harbour survey vesse1 AMEMBASSY VALLETTA")
    return source


def change(source: Path) -> None:
    """Change some files, so that telegrams are replaced and a copy takes over."""
    write(
        source,
        t1=telegram("2008 VALLETTA 1", "1. Barley."),
        t2=telegram("2008 VALLETTA 2", "1. Wheat vessel."),
    )
    write(source, new=telegram("2008 TUNIS 7", "1. New in the harbour."))


def test_killed_at_every_step_it_comes_to_the_same(tmp_path: Path) -> None:
    source = sources(tmp_path / "in")
    whole = tmp_path / "whole"
    code, steps = run(tmp_path, whole, source, 0)
    assert (code, steps[-1]) == (0, "finished")
    expected = contents.contents(whole)
    assert {"rows-committed", "index-changed", "index-committed", "mark-moved"} <= set(steps)
    for last in range(1, len(steps) + 1):
        folder = tmp_path / f"killed{last}"
        code, _ = run(tmp_path, folder, source, last)
        assert code == -signal.SIGKILL
        build(folder, [source], parse=parse, name="killed", batch=3)
        assert contents.contents(folder) == expected, steps[:last]


def test_killed_at_every_step_of_a_second_build_it_comes_to_the_same(tmp_path: Path) -> None:
    source = sources(tmp_path / "in")
    firsts = [tmp_path / f"mine{n}" for n in range(20)]
    for folder in firsts:
        build(folder, [source], parse=parse, name="killed", batch=3)
    change(source)
    code, steps = run(tmp_path, firsts[0], source, 0)
    assert code == 0
    assert len(steps) < len(firsts) * 2
    expected = contents.contents(firsts[0])
    lasting = [n for n, name in enumerate(steps, start=1) if name != "file-stored"]
    for last, folder in zip(lasting, firsts[1:], strict=False):
        assert run(tmp_path, folder, source, last)[0] == -signal.SIGKILL
        build(folder, [source], parse=parse, name="killed", batch=3)
        assert contents.contents(folder) == expected, steps[:last]


@pytest.mark.parametrize("step", ["rows-committed", "index-committed"])
def test_opening_after_a_kill_mends_the_index(tmp_path: Path, step: str) -> None:
    source = sources(tmp_path / "in")
    _, steps = run(tmp_path, tmp_path / "whole", source, 0)
    run(tmp_path, tmp_path / "mine", source, steps.index(step) + 1)
    with Collection.open(tmp_path / "mine") as held:
        assert held.search("harbour").total == held.overview().telegrams > 0


@pytest.mark.parametrize("files_stored", [1, 60, 190])
def test_killed_from_outside_with_its_workers_it_comes_to_the_same(tmp_path: Path, files_stored: int) -> None:
    texts = {f"t{n:03d}": telegram(f"2008 VALLETTA {n}", f"1. Harbour {n}.") for n in range(1, 210)}
    source = write(tmp_path / "in", **texts)
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    child = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "mine"), str(source), "0", "2", "50"],
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert child.stdout is not None
    with child, child.stdout as told:
        stored = 0
        while stored < files_stored:
            stored += next(told).strip() == "file-stored"
        child.kill()
    build(tmp_path / "mine", [source], parse=parse, name="killed", workers=1)
    build(tmp_path / "whole", [source], parse=parse, name="killed", workers=1)
    assert contents.contents(tmp_path / "mine") == contents.contents(tmp_path / "whole")
