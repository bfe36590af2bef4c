"""The worker processes: results in the order of the tasks, and a task that ends its worker is found out."""

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
from typing import Any, Generic, TypeVar

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

T = TypeVar("T")
R = TypeVar("R")


def outcomes(
    tasks: Iterable[Task], read: Read, *, files: int, workers: int | None = None
) -> Iterator[tuple[Task, Outcome]]:
    """Yield each task with its outcome, in order; in this process where there are few files."""
    yield from results(tasks, read, count=files, crashed=_crashed, size=_size, workers=workers)


def results(
    tasks: Iterable[T],
    work: Callable[[T], R],
    *,
    count: int,
    crashed: Callable[[T], R],
    size: Callable[[T], int],
    workers: int | None = None,
) -> Iterator[tuple[T, R]]:
    """Yield each task with its result, in order; in this process where there are few.

    `crashed` gives the result of a task that ended its worker, `size` how many bytes it has.
    """
    wanted = workers or os.cpu_count() or 1
    pooled = count > WORTH_A_POOL and wanted > 1 and _can_be_sent(work)
    pool = _started(wanted) if pooled else None
    if pool is None:
        for task in tasks:
            yield task, work(task)
    else:
        yield from _Line(pool, work, wanted, crashed, size).run(tasks)


def _crashed(task: Task) -> Outcome:
    return rejected(task.seen.name, "crashed")


def _size(task: Task) -> int:
    return len(task.raw or b"") + len(task.beside or b"")


class _Line(Generic[T, R]):
    """Chunks of tasks on their way through the pool."""

    def __init__(
        self,
        pool: ProcessPoolExecutor,
        work: Callable[[T], R],
        workers: int,
        crashed: Callable[[T], R],
        size: Callable[[T], int],
    ) -> None:
        self.pool = pool
        self.work = work
        self.workers = workers
        self.crashed = crashed
        self.size = size
        self.waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        self.bytes = 0  # of the tasks that wait

    def run(self, tasks: Iterable[T]) -> Iterator[tuple[T, R]]:
        source = iter(tasks)
        try:
            while chunk := self.chunk(source):
                self.submit(chunk)
                while len(self.waiting) >= self.workers * _AHEAD or self.bytes > _AHEAD_BYTES:
                    yield from self.first()
            while self.waiting:
                yield from self.first()
        finally:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, chunk: list[T]) -> None:
        try:
            future = self.pool.submit(_work_all, self.work, chunk)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self.waiting.append((chunk, future))
        self.bytes += sum(map(self.size, chunk))

    def first(self) -> Iterator[tuple[T, R]]:
        chunk, future = self.waiting.popleft()
        self.bytes -= sum(map(self.size, chunk))
        try:
            done = future.result()
        except BrokenProcessPool:
            done = self.one_by_one(chunk)
            self.restart()
        yield from zip(chunk, done, strict=True)

    def one_by_one(self, chunk: list[T]) -> list[R]:
        """Do the tasks of a chunk that ended its worker one at a time, and see which of them it was."""
        done: list[R] = []
        pool = _pool(1)
        for task in chunk:
            try:
                done.append(pool.submit(self.work, task).result())
            except BrokenProcessPool:
                done.append(self.crashed(task))
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

    def chunk(self, source: Iterator[T]) -> list[T]:
        """Take the next tasks, none at the end."""
        chunk: list[T] = []
        size = 0
        while len(chunk) < _CHUNK and size < _CHUNK_BYTES:
            for task in source:
                chunk.append(task)
                size += self.size(task)
                break
            else:
                break
        return chunk


def _work_all(work: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [work(task) for task in chunk]


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


def _can_be_sent(work: Callable[..., Any]) -> bool:
    try:
        pickle.dumps(work)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True
