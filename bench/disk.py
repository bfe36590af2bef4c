"""A disk that fills up while a collection is built, and a folder that may not be written: `make bench-disk`.

Each time the command has to end with a clear error and exit code 3, what was there before has to be
readable, and with room again the same command has to lead to the answers of an undisturbed build.  The
full disk is a file system in memory, which takes the rights of root; without these only the largest
size of a file is limited, which stops the database and the index in the same way.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.collection.building import size
from bench.collection.work import ROOT
from bench.corpus import telegrams
from bench.kill.answers import digest, disagreements
from bench.page import put
from reftel.errors import ReftelError

FILES = 400
SHARES = (0.02, 0.1, 0.35, 0.65, 0.9)  # of the room that the collection needs
NAME = "exercise"
_START = "import sys; from reftel.cli import main; sys.exit(main())"


class Case(NamedTuple):
    """What was tried, what the command said, and what was wrong; `skipped` says why it was not tried."""

    title: str
    said: str = ""
    wrong: tuple[str, ...] = ()
    skipped: str = ""


def main(words: Sequence[str] | None = None) -> int:
    """Try every case; 1 where something was not as it should be."""
    ask = argparse.ArgumentParser(
        prog="make bench-disk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--files", type=int, default=FILES, help=f"files of the collection ({FILES})")
    ask.add_argument("--write", type=Path, metavar="PAGE", help="put the outcome into a page")
    args = ask.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="reftel-disk-") as folder:
        cases = []
        for case in trials(Path(folder), args.files):
            print(f"{case.title}: {'; '.join(case.wrong) or 'ok'}", file=sys.stderr, flush=True)
            cases.append(case)
    made = report(cases).replace(folder, "…")
    print(made)
    if args.write:
        put(args.write, "disk", made)
    return int(any(case.wrong for case in cases))


def trials(folder: Path, files: int) -> Iterator[Case]:
    """Try a full disk at several moments, and a folder that may not be written."""
    source = folder / "corpus"
    for name, raw in telegrams(files):
        (source / Path(name).parent).mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(raw)
    whole = folder / "whole" / NAME
    _reftel("build", whole, source)
    wanted, needed = digest(whole), size(whole)
    for share in SHARES:
        yield _too_large(folder / f"limit{share}", source, wanted, int(_largest(whole) * share), share)
    if trouble := _cannot_mount(folder):
        yield Case("a full disk, a folder that may not be written", skipped=trouble)
        return
    for share in SHARES:
        yield _full(folder / f"full{share}", source, wanted, int(needed * share), share)
    yield _read_only(folder / "sealed", source, wanted)


def _too_large(folder: Path, source: Path, wanted: str, limit: int, share: float) -> Case:
    collection = folder / NAME
    folder.mkdir()
    done = _reftel("build", collection, source, limit=limit)
    return _judged(f"files up to {share:.0%} of the largest", done, collection, source, wanted)


def _full(folder: Path, source: Path, wanted: str, room: int, share: float) -> Case:
    with _mounted(folder, room):
        done = _reftel("build", folder / NAME, source)
        subprocess.run(["mount", "-o", "remount,size=4g", str(folder)], check=True)
        return _judged(f"a disk with {share:.0%} of the room needed", done, folder / NAME, source, wanted)


def _judged(title: str, done: Done, collection: Path, source: Path, wanted: str) -> Case:
    """Judge a build that was stopped, then finish it with room enough."""
    wrong = _unclear(done)
    held = (collection / "reftel.toml").exists()
    if held and (found := _reftel("search", collection, "exercise")).returncode:
        wrong.append(f"it could not be searched after that: {_last(found)}")
    again = _reftel("build", collection, source)
    if again.returncode:
        wrong.append(f"with room again: {_last(again)}")
    else:
        wrong += [*disagreements(collection), *_other_answers(collection, wanted)]
    return Case(title, _last(done), tuple(wrong))


def _read_only(folder: Path, source: Path, wanted: str) -> Case:
    collection = folder / NAME
    with _mounted(folder, 1 << 30):
        _reftel("build", collection, source)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        done = _reftel("build", collection, source)
        new = _reftel("build", folder / "new", source)
        wrong = [*_unclear(done), *_unclear(new)]
        if (found := _reftel("search", collection, "exercise")).returncode:
            wrong.append(f"it could not be searched: {_last(found)}")
        wrong += _other_answers(collection, wanted)
        return Case("a folder that may not be written", _last(done), tuple(wrong))


def _other_answers(collection: Path, wanted: str) -> list[str]:
    try:
        return [] if digest(collection) == wanted else ["other answers than an undisturbed build"]
    except ReftelError as error:
        return [f"no answers: {error}"]


Done = subprocess.CompletedProcess[str]


def _reftel(command: str, *words: Path | str, limit: int | None = None) -> Done:
    return subprocess.run(
        [sys.executable, "-c", _START, command, *map(str, words)],
        capture_output=True, text=True, cwd=ROOT,
        preexec_fn=None if limit is None else partial(_limit_files, limit),
    )  # fmt: skip


def _limit_files(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _unclear(done: Done) -> list[str]:
    if done.returncode == 3 and "Traceback" not in done.stderr and done.stderr.strip():
        return []
    return [f"exit code {done.returncode}, said: {_last(done)}"]


def _last(done: Done) -> str:
    lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return lines[-1] if lines else "nothing"


def _largest(folder: Path) -> int:
    return max(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _cannot_mount(folder: Path) -> str:
    try:
        with _mounted(folder / "try", 1 << 20):
            return ""
    except (OSError, subprocess.CalledProcessError):
        return "a file system in memory cannot be mounted here: run it as root"


@contextmanager
def _mounted(folder: Path, room: int) -> Iterator[None]:
    folder.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(folder)], check=True, capture_output=True
    )
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def report(cases: Sequence[Case]) -> str:
    """Return the outcome as a page's section."""
    rows = ["| tried | what the command said | outcome |", "| --- | --- | --- |"]
    for case in cases:
        outcome = f"left out: {case.skipped}" if case.skipped else "; ".join(case.wrong) or "as it should be"
        said = case.said.replace("|", "\\|")
        rows.append(f"| {case.title} | {said} | {outcome} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
