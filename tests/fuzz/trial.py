"""One input read and checked, with a clock beside it."""

from __future__ import annotations

import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import NamedTuple

from reftel.reading import parse
from tests.fuzz.inputs import Corpus, made
from tests.properties.holds import (
    check_codes_stand_at_their_places,
    check_nothing_is_lost,
    check_places_lie_inside,
    check_record_comes_back,
    check_segments_tile,
    check_unread_is_what_no_rule_read,
)

LIMIT = 10.0  # seconds after which an input has failed
DEAR = 10  # every so many inputs the dearer checks are made too
WARM = b"R 241530Z SEP 08\nFM AMEMBASSY VALLETTA\nTO SECSTATE WASHDC\nBT\nUNCLAS VALLETTA 000123\n"


class TooSlow(BaseException):
    """The alarm rang.  No `Exception`, so that nothing on the way catches it."""


class Failure(NamedTuple):
    """What went wrong with an input: in one line, which says where, and in full."""

    number: int
    kind: str
    trace: str


@dataclass
class Outcome:
    """What some inputs came to."""

    inputs: int = 0
    dear: int = 0  # how many of them had the dearer checks too
    size: int = 0  # bytes
    kinds: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)  # milliseconds of processor time, and the input's number

    def add(self, other: Outcome) -> None:
        """Count the other's inputs as ours."""
        self.inputs += other.inputs
        self.dear += other.dear
        self.size += other.size
        self.kinds += other.kinds
        self.failures += other.failures
        self.slowest = max(self.slowest, other.slowest)


def check(data: bytes, *, dear: bool) -> None:
    """Assert what holds of every reading; the dearer checks are JSON and back, and reading twice."""
    telegrams = parse(data)
    check_nothing_is_lost(telegrams, data)
    check_segments_tile(telegrams)
    for telegram in telegrams:
        check_unread_is_what_no_rule_read(telegram)
        check_places_lie_inside(telegram)
        check_codes_stand_at_their_places(telegram)
    if dear:
        for telegram in telegrams:
            check_record_comes_back(telegram)
        assert parse(data) == telegrams, "read twice, it is not the same"


def attempt(data: bytes, index: int, *, dear: bool, limit: float = LIMIT) -> tuple[Failure | None, float]:
    """Check one input; return what failed, if anything, and the milliseconds of processor time."""
    failure, begin = None, time.process_time()
    try:
        with alarm(limit):
            check(data, dear=dear)
    except (Exception, TooSlow) as error:
        failure = Failure(index, kind_of(error), "".join(traceback.format_exception(error)))
    return failure, (time.process_time() - begin) * 1e3


def batch(corpus: Corpus, seed: int, indexes: Iterable[int], *, limit: float = LIMIT) -> Outcome:
    """Check the inputs of these numbers."""
    outcome = Outcome()
    for index in indexes:
        data, dear = made(corpus, seed, index), index % DEAR == 0
        failure, taken = attempt(data, index, dear=dear, limit=limit)
        outcome.inputs += 1
        outcome.dear += dear
        outcome.size += len(data)
        outcome.slowest = max(outcome.slowest, (taken, index))
        if failure is not None:
            outcome.kinds[failure.kind] += 1
            outcome.failures.append(failure)
    return outcome


def warm() -> None:
    """Read one telegram, so that the tables are loaded before the first input is timed."""
    check(WARM, dear=True)


def kind_of(error: BaseException) -> str:
    """Return one line for a failure: the check or the exception, and where in the code it arose."""
    if isinstance(error, TooSlow):
        return "too slow"
    place = "nowhere"
    for file, function, line in _frames(error.__traceback__):
        if file.parts[-3:-1] != ("tests", "fuzz") and {"reftel", "properties"} & set(file.parts):
            place = f"{file.parent.name}/{file.name}:{line} {function}"
    return f"{type(error).__name__} at {place}"


def _frames(trace: TracebackType | None) -> Iterator[tuple[Path, str, int]]:
    for summary in traceback.extract_tb(trace):
        yield Path(summary.filename), summary.name, summary.lineno or 0


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` when the block takes longer; regular expressions are interrupted too."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"not done after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
