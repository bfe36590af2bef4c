"""A rebuild, a retry or a removal killed at any moment, and given again, leads to the same collection."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reftel.collection import Collection, build, rebuild, remove, retry
from tests.collection import contents
from tests.collection.exercise import ENVIRONMENT, parse, parse_anew, telegram, write

# Does one piece of work, and kills itself at the n-th step.
CHILD = """
import os, signal, sys
from tests.collection.test_collection_kill_later import WORK

work, folder, source, last = *sys.argv[1:4], int(sys.argv[4])
left = [last]

def step(name):
    print(name, flush=True)
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    WORK[work](folder, source, step)
"""

Step = Callable[[str], None]


def no_step(_: str) -> None:
    pass


def read_anew(folder: str | Path, _: str | Path, step: Step = no_step) -> None:
    rebuild(folder, parse=parse_anew, batch=2, read_by="2.0", on_step=step)


def read_all(folder: str | Path, _: str | Path, step: Step = no_step) -> None:
    rebuild(folder, parse=parse_anew, batch=2, everything=True, on_step=step)


def read_rejects(folder: str | Path, source: str | Path, step: Step = no_step) -> None:
    retry(folder, [source], parse=parse, batch=1, on_step=step)


def take_out(folder: str | Path, _: str | Path, step: Step = no_step) -> None:
    remove(folder, ["in", "other/b.txt"], parse=parse, batch=2, on_step=step)


WORK = {"rebuild": read_anew, "rebuild-all": read_all, "retry": read_rejects, "remove": take_out}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Files of every fate, mended where they were bad; what was built of them stands beside, unmended."""
    wheat = telegram("2008 VALLETTA 1", "1. Wheat, harbour.")
    parts = telegram("2008 VALLETTA 2") + "+++++\n" + telegram("2008 VALLETTA 3", "1. Survey vessel.")
    source = write(
        tmp_path / "in", a=wheat, b=parts, c=wheat, d=telegram("2008 TUNIS 7"), e="", f="Note.", g=""
    )
    (source / "a.ocr2").write_text("NVMBER VALLETTA harbour AMEMBASSY wheat")
    other = write(tmp_path / "other", a=wheat + "=====\n" + telegram("2008 TUNIS 9"), b=parts)
    build(tmp_path / "before", [source, other], parse=parse, name="killed", batch=3)
    missing = contents.originals(tmp_path / "before")
    (lost,) = (path for path, raw in missing.items() if b"TUNIS 7" in raw)
    (tmp_path / "before" / "originals" / lost).unlink()
    return write(source, e=telegram("2008 LISBON 5", "1. Wheat, vessel."), f=wheat)


def run(folder: Path, work: str, source: Path, last: int) -> tuple[int, list[str]]:
    script = folder.parent / "child.py"
    script.write_text(CHILD)
    done = subprocess.run(
        [sys.executable, str(script), work, str(folder), str(source), str(last)],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )
    return done.returncode, done.stdout.split()


def moments(steps: list[str]) -> list[int]:
    """Return where each kind of step comes for the second time, or the only time."""
    found: dict[str, list[int]] = {}
    for number, name in enumerate(steps, start=1):
        found.setdefault(name, []).append(number)
    return sorted(numbers[:2][-1] for numbers in found.values())


@pytest.mark.parametrize("work", WORK)
def test_killed_at_any_step_it_opens_and_comes_to_the_same(tmp_path: Path, source: Path, work: str) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(tmp_path / "before", whole)
    code, steps = run(whole, work, source, 0)
    assert (code, steps[-1]) == (0, "finished")
    assert {"file-stored", "rows-committed", "index-changed", "index-committed", "mark-moved"} <= set(steps)
    expected = contents.contents(whole)
    assert expected != contents.contents(tmp_path / "before")
    for last in moments(steps):
        folder = tmp_path / f"killed{last}"
        shutil.copytree(tmp_path / "before", folder)
        assert run(folder, work, source, last)[0] == -signal.SIGKILL
        with Collection.open(folder) as held:
            assert held.search("").total == held.overview().telegrams
            assert all(state.in_order for state in held.index_states())
        WORK[work](folder, source)
        assert contents.contents(folder) == expected, steps[:last]


def test_opening_deletes_the_originals_that_a_killed_removal_left(tmp_path: Path, source: Path) -> None:
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    _, steps = run(tmp_path / "whole", "remove", source, 0)
    folder = tmp_path / "killed"
    shutil.copytree(tmp_path / "before", folder)
    run(folder, "remove", source, steps.index("originals-deleted"))
    assert contents.originals(folder) != contents.originals(tmp_path / "whole")
    Collection.open(folder).close()
    assert contents.originals(folder) == contents.originals(tmp_path / "whole")
