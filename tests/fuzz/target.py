"""Read a great many damaged telegrams and check what holds of every reading.

make fuzz                                   100,000 inputs from the project's own telegrams
make fuzz DATA=folder ARGS='--count 1000000 --jobs 4 --keep findings'
make fuzz ARGS='--seed 7 --replay 4711'     one input once more, with all that is said of it

Every input is read, given back byte by byte, its segments joined and its places looked at; every tenth is
also written as JSON and back, and read twice.  The same DATA, seed and number give the same input.
1 where an input failed or the run was stopped, 3 where something is missing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from reftel.errors import ReftelError, SourceError
from tests.fuzz.inputs import Corpus, load, made
from tests.fuzz.trial import LIMIT, Failure, Outcome, attempt, batch, warm

BATCH = 500  # inputs handed to a process at a time
KEPT = 20  # inputs of one kind of failure that are kept

_corpus = Corpus(())  # of a working process, loaded once


def main(words: Sequence[str] | None = None) -> int:
    """Fuzz, show, keep what failed."""
    args = _arguments().parse_args(words)
    console = Console(width=max(Console().width, 110))
    try:
        if args.replay is not None:
            return _replay(args, console)
        return _run(args, console)
    except ReftelError as error:
        console.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        return 3


def _arguments() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(
        prog="make fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--data", type=Path, help="a folder with real telegrams below telegrams")
    ask.add_argument("--seed", type=int, default=1, help="another seed gives other inputs (1)")
    ask.add_argument("--count", type=int, default=100_000, help="how many inputs (100000)")
    ask.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (one for each core)")
    ask.add_argument("--limit", type=float, default=LIMIT, help=f"seconds an input may take ({LIMIT:g})")
    ask.add_argument("--keep", type=Path, metavar="FOLDER", help="write inputs that failed there")
    ask.add_argument("--replay", type=int, metavar="INDEX", help="only this input, with every check")
    return ask


def _run(args: argparse.Namespace, console: Console) -> int:
    if args.count < 1 or args.jobs < 1:
        raise SourceError("--count and --jobs begin at 1")
    corpus, total, begin = load(args.data), Outcome(), time.perf_counter()
    console.print(f"seed {args.seed}, {args.count:,} inputs from {corpus.size} texts, {args.jobs} processes")
    try:
        with _progress(console) as progress:
            task = progress.add_task("reading", total=args.count, failed=0)
            for outcome in _outcomes(args):
                total.add(outcome)
                progress.update(task, advance=outcome.inputs, failed=len(total.failures))
    except KeyboardInterrupt:
        console.print("stopped; so far:", style="yellow")
    show(total, time.perf_counter() - begin, console)
    if args.keep is not None and total.failures:
        kept = keep(args.keep, args.seed, corpus, total.failures)
        console.print(f"{kept} of {len(total.failures)} inputs that failed are in {args.keep}", markup=False)
    return int(bool(total.failures) or total.inputs < args.count)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, TextColumn("{task.fields[failed]} failed"), console=console)


def _outcomes(args: argparse.Namespace) -> Iterator[Outcome]:
    """Yield what each batch came to, as they end."""
    parts = [range(at, min(at + BATCH, args.count)) for at in range(0, args.count, BATCH)]
    pool = ProcessPoolExecutor(
        args.jobs, multiprocessing.get_context("spawn"), initializer=begin_work, initargs=(args.data,)
    )
    try:
        for done in as_completed([pool.submit(work, args.seed, part, args.limit) for part in parts]):
            yield done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def begin_work(data: Path | None) -> None:
    """Make a process ready: the texts loaded, an interrupt left to the process that shows."""
    global _corpus
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _corpus = load(data)
    warm()


def work(seed: int, indexes: range, limit: float) -> Outcome:
    """Check a batch in a working process."""
    return batch(_corpus, seed, indexes, limit=limit)


def show(total: Outcome, seconds: float, console: Console) -> None:
    """Print the counts; passed and failed are the inputs."""
    failed = len(total.failures)
    grid = Table(box=None, padding=(0, 1), show_header=False)
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_row("inputs", f"{total.inputs:,}")
    grid.add_row("  passed", f"{total.inputs - failed:,}")
    grid.add_row("  failed", f"{failed:,}")
    for kind, count in total.kinds.most_common():
        grid.add_row(f"    {kind}", f"{count:,}")
    grid.add_row("with every check", f"{total.dear:,}")
    grid.add_row("megabytes", f"{total.size / 1e6:,.1f}")
    grid.add_row("seconds", f"{seconds:,.0f}")
    milliseconds, index = total.slowest
    grid.add_row(f"slowest, in ms: input {index}", f"{milliseconds:,.1f}")
    console.print(grid)


def keep(folder: Path, seed: int, corpus: Corpus, failures: Sequence[Failure]) -> int:
    """Write the first inputs of each kind of failure beside what was said of them; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    seen: dict[str, int] = {}
    for failure in sorted(failures):
        seen[failure.kind] = seen.get(failure.kind, 0) + 1
        if seen[failure.kind] <= KEPT:
            name = f"{seed}-{failure.number:07}"
            (folder / f"{name}.txt").write_bytes(made(corpus, seed, failure.number))
            (folder / f"{name}.trace").write_text(f"{failure.kind}\n\n{failure.trace}", encoding="utf-8")
    return sum(min(count, KEPT) for count in seen.values())


def _replay(args: argparse.Namespace, console: Console) -> int:
    """Check one input with every check; print it and what is said of it."""
    corpus = load(args.data)
    warm()
    data = made(corpus, args.seed, args.replay)
    failure, taken = attempt(data, args.replay, dear=True, limit=args.limit)
    console.print(data.decode("utf-8", "backslashreplace"), markup=False, highlight=False, soft_wrap=True)
    verdict = "passed" if failure is None else f"{failure.kind}\n{failure.trace}"
    console.print(f"input {args.replay}: {len(data):,} bytes, {taken:.1f} ms, {verdict}", markup=False)
    if args.keep is not None and failure is not None:
        keep(args.keep, args.seed, corpus, [failure])
    return int(failure is not None)


if __name__ == "__main__":
    sys.exit(main())
