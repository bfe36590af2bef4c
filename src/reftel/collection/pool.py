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

from reftel.collection.worker import Outcome, Task
from reftel.intake.rejected import rejected

# Below this, starting the processes takes longer than they save.
WORTH_A_POOL = 200

_CHUNK = 16
_AHEAD = 16  # chunks that wait for each worker, so that none is idle while a batch is made lasting

# Files of archives travel with their bytes: a chunk ends at so many, and so many wait in all.
_CHUNK_BYTES = 4 * 1024 * 1024
_AHEAD_BYTES = 64 * 1024 * 1024

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
        self.bytes = 0  # of the tasks that wait

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        source = iter(tasks)
        try:
            while chunk := _chunk(source):
                self.submit(chunk)
                while len(self.waiting) >= self.workers * _AHEAD or self.bytes > _AHEAD_BYTES:
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
        self.bytes += _size(chunk)

    def first(self) -> Iterator[tuple[Task, Outcome]]:
        chunk, future = self.waiting.popleft()
        self.bytes -= _size(chunk)
        try:
            done = future.result()
        except BrokenProcessPool:
            done = self.one_by_one(chunk)
            self.restart()
        yield from zip(chunk, done, strict=True)

    def one_by_one(self, chunk: list[Task]) -> list[Outcome]:
        """Read the files of a chunk that ended its worker one at a time, and see which of them it was."""
        done: list[Outcome] = []
        pool = _pool(1)
        for task in chunk:
            try:
                done.append(pool.submit(self.read, task).result())
            except BrokenProcessPool:
                done.append(rejected(task.seen.name, "crashed"))
                pool.shutdown(wait=True)
                pool = _pool(1)
        pool.shutdown(wait=True)
        return done

    def restart(self) -> None:
        """Begin a new pool and hand it what the broken one still had."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = _pool(self.workers)
        left, self.waiting, self.bytes = self.waiting, deque(), 0
        for chunk, _ in left:
            self.submit(chunk)


def _chunk(source: Iterator[Task]) -> list[Task]:
    """Take the next tasks, none at the end."""
    chunk: list[Task] = []
    size = 0
    while len(chunk) < _CHUNK and size < _CHUNK_BYTES and (task := next(source, None)) is not None:
        chunk.append(task)
        size += _size([task])
    return chunk


def _size(tasks: Iterable[Task]) -> int:
    return sum(len(task.raw or b"") + len(task.beside or b"") for task in tasks)


def _read_all(read: Read, chunk: list[Task]) -> list[Outcome]:
    return [read(task) for task in chunk]


def _started(workers: int) -> ProcessPoolExecutor | None:
    """Return a pool that answers, or None: a script without a main guard cannot have one."""
    pool = _pool(workers)
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        pool.shutdown(wait=True)
        return None
    return pool


def _pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of fresh processes: a fork would copy the open database and the lock."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_begin)


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
