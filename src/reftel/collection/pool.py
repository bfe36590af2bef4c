"""The worker processes: outcomes in the order of the files, and a file that ends its worker is found out."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from reftel.collection.worker import Outcome, Task
from reftel.intake.rejected import rejected

# Below this, starting the processes takes longer than they save.
WORTH_A_POOL = 200

_CHUNK = 16
_AHEAD = 4  # chunks that wait for each worker

Read = Callable[[Task], Outcome]


def outcomes(
    tasks: Iterable[Task], read: Read, *, files: int, workers: int | None = None
) -> Iterator[tuple[Task, Outcome]]:
    """Yield each task with its outcome, in order; in this process where there are few files."""
    wanted = workers or os.cpu_count() or 1
    pooled = files > WORTH_A_POOL and wanted > 1 and _can_be_sent(read)
    pool = _started(wanted) if pooled else None
    if pool is None:
        for task in tasks:
            yield task, read(task)
    else:
        yield from _Line(pool, read, wanted).run(tasks)


class _Line:
    """Chunks of tasks on their way through the pool."""

    def __init__(self, pool: ProcessPoolExecutor, read: Read, workers: int) -> None:
        self.pool = pool
        self.read = read
        self.workers = workers
        self.waiting: deque[tuple[list[Task], Future[list[Outcome]]]] = deque()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        source = iter(tasks)
        try:
            while chunk := list(islice(source, _CHUNK)):
                self.submit(chunk)
                if len(self.waiting) >= self.workers * _AHEAD:
                    yield from self.first()
            while self.waiting:
                yield from self.first()
        finally:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, chunk: list[Task]) -> None:
        try:
            future = self.pool.submit(_read_all, self.read, chunk)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self.waiting.append((chunk, future))

    def first(self) -> Iterator[tuple[Task, Outcome]]:
        chunk, future = self.waiting.popleft()
        try:
            done = future.result()
        except BrokenProcessPool:
            done = [self.alone(task) for task in chunk]
            self.restart()
        yield from zip(chunk, done, strict=True)

    def alone(self, task: Task) -> Outcome:
        """Read one file in a process of its own; if that ends too, this file is why."""
        with ProcessPoolExecutor(1, _spawn(), initializer=_begin) as pool:
            try:
                return pool.submit(self.read, task).result()
            except BrokenProcessPool:
                return rejected(task.seen.name, "crashed")

    def restart(self) -> None:
        """Begin a new pool and hand it what the broken one still had."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = ProcessPoolExecutor(self.workers, _spawn(), initializer=_begin)
        left, self.waiting = self.waiting, deque()
        for chunk, _ in left:
            self.submit(chunk)


def _read_all(read: Read, chunk: list[Task]) -> list[Outcome]:
    return [read(task) for task in chunk]


def _started(workers: int) -> ProcessPoolExecutor | None:
    """Return a pool that answers, or None: a script without a main guard cannot have one."""
    pool = ProcessPoolExecutor(workers, _spawn(), initializer=_begin)
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        pool.shutdown(wait=True)
        return None
    return pool


def _spawn() -> multiprocessing.context.SpawnContext:
    return multiprocessing.get_context("spawn")


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when it is gone: an orphan would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _can_be_sent(read: Read) -> bool:
    try:
        pickle.dumps(read)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True
