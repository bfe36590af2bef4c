"""Two lists of words laid side by side, in time that no input makes quadratic.

What both have once only, three words long, are anchors; between anchors the longest common run of words
is found exactly.  Stretches too long for that are cut into pieces first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

SHINGLE = 3
EXACT = 1_000_000  # pairs of words compared exactly without looking for anchors
MOST = 36_000_000  # pairs compared exactly where there are no anchors: half a second, 5 MB
DEEPEST = 8
WEAK = 3  # so few words in common between two larger changes are there by chance


class Match(NamedTuple):
    """A run of words that both sides have: where it begins on each, and how long it is."""

    left: int
    right: int
    size: int


def align(left: Sequence[str], right: Sequence[str], *, mark: str | None = None) -> list[Match]:
    """Return the runs that two lists of words have in common, in order.

    A few words that stand by chance between two changes are counted to the change, unless both changes
    touch a `mark`: then they are what was left between two marks.
    """
    a, b = _numbered(left, right)
    found: list[Match] = []
    stack = [(0, len(a), 0, len(b), 0)]
    while stack:
        low, high, first, last, depth = stack.pop()
        while low < high and first < last and a[low] == b[first]:
            start = low
            while low < high and first < last and a[low] == b[first]:
                low, first = low + 1, first + 1
            found.append(Match(start, first - (low - start), low - start))
        size = 0
        while low < high - size and first < last - size and a[high - 1 - size] == b[last - 1 - size]:
            size += 1
        if size:
            found.append(Match(high - size, last - size, size))
        high, last = high - size, last - size
        if low < high and first < last:
            _inner(a, b, (low, high, first, last, depth), found, stack)
    return _without_chance(_run_together(sorted(found)), left, right, mark)


def _inner(
    a: list[int],
    b: list[int],
    window: tuple[int, int, int, int, int],
    found: list[Match],
    stack: list[tuple[int, int, int, int, int]],
) -> None:
    """Find what is common within a window, or cut it at anchors into windows to look at later."""
    low, high, first, last, depth = window
    if (high - low) * (last - first) <= EXACT:
        found += _exact(a[low:high], b[first:last], low, first)
        return
    anchors = _anchors(a, b, window) if depth < DEEPEST else []
    if anchors:
        for i, j in anchors:
            stack.append((low, i, first, j, depth + 1))
            low, first = i, j
        stack.append((low, high, first, last, depth + 1))
        return
    for piece in _cut(low, high, first, last):
        found += _exact(a[piece[0] : piece[1]], b[piece[2] : piece[3]], piece[0], piece[2])


def _numbered(left: Sequence[str], right: Sequence[str]) -> tuple[list[int], list[int]]:
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(word, len(numbers)) for word in left]
    return a, [numbers.setdefault(word, len(numbers)) for word in right]


def _exact(a: list[int], b: list[int], low: int, first: int) -> list[Match]:
    from rapidfuzz.distance import LCSseq

    return [
        Match(low + op.src_start, first + op.dest_start, op.src_end - op.src_start)
        for op in LCSseq.opcodes(a, b)
        if op.tag == "equal"
    ]


def _anchors(a: list[int], b: list[int], window: tuple[int, int, int, int, int]) -> list[tuple[int, int]]:
    """Return places, rising on both sides, where the same words begin that each side has once only."""
    low, high, first, last, _ = window
    here, there = _once(a, low, high), _once(b, first, last)
    pairs = sorted((here[s], there[s]) for s in here.keys() & there.keys())
    return [p for p in _rising(pairs) if p != (low, first)]


def _once(words: list[int], low: int, high: int) -> dict[tuple[int, ...], int]:
    """Return the runs of three words that a side has once, and where."""
    places: dict[tuple[int, ...], int] = {}
    for i in range(low, high - SHINGLE + 1):
        run = tuple(words[i : i + SHINGLE])
        places[run] = -1 if run in places else i
    return {run: i for run, i in places.items() if i >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest list of pairs that rises on both sides."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        k = bisect_left(tops, j)
        before.append(at[k - 1] if k else -1)
        tops[k : k + 1] = [j]
        at[k : k + 1] = [n]
    chain: list[tuple[int, int]] = []
    n = at[-1] if at else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _cut(low: int, high: int, first: int, last: int) -> list[tuple[int, int, int, int]]:
    """Cut a window without anchors into as many even pieces as keep each within the limit."""
    pieces = max(1, -(-int(((high - low) * (last - first)) ** 0.5) // int(MOST**0.5)))
    while ((high - low) // pieces + 1) * ((last - first) // pieces + 1) > MOST:
        pieces += 1
    return [
        (
            low + (high - low) * n // pieces,
            low + (high - low) * (n + 1) // pieces,
            first + (last - first) * n // pieces,
            first + (last - first) * (n + 1) // pieces,
        )
        for n in range(pieces)
    ]


def _run_together(found: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in found:
        last = joined[-1] if joined else None
        if last and (last.left + last.size, last.right + last.size) == (match.left, match.right):
            joined[-1] = Match(last.left, last.right, last.size + match.size)
        else:
            joined.append(match)
    return joined


def _without_chance(
    found: list[Match], left: Sequence[str], right: Sequence[str], mark: str | None
) -> list[Match]:
    """Leave out the few words that both sides happen to have between two changes larger than they."""
    kept: list[Match] = []
    for n, match in enumerate(found):
        before = _gap(kept[-1] if kept else Match(0, 0, 0), match)
        behind = _gap(match, found[n + 1] if n + 1 < len(found) else Match(len(left), len(right), 0))
        few = match.size <= min(WEAK, _larger(before), _larger(behind))
        if not few or (_touches(before, left, right, mark) and _touches(behind, left, right, mark)):
            kept.append(match)
    return _widened(kept, left, right)


Gap = tuple[int, int, int, int]


def _gap(before: Match, behind: Match) -> Gap:
    return before.left + before.size, behind.left, before.right + before.size, behind.right


def _larger(gap: Gap) -> int:
    return max(gap[1] - gap[0], gap[3] - gap[2])


def _touches(gap: Gap, left: Sequence[str], right: Sequence[str], mark: str | None) -> bool:
    return mark is not None and (mark in left[gap[0] : gap[1]] or mark in right[gap[2] : gap[3]])


def _widened(kept: list[Match], left: Sequence[str], right: Sequence[str]) -> list[Match]:
    """Let each run reach as far into the changes beside it as both sides agree."""
    wide: list[Match] = []
    for n, match in enumerate(kept):
        low, first, size = match
        behind = kept[n + 1] if n + 1 < len(kept) else Match(len(left), len(right), 0)
        while (
            low + size < behind.left
            and first + size < behind.right
            and left[low + size] == right[first + size]
        ):
            size += 1
        end = wide[-1] if wide else Match(0, 0, 0)
        while (
            low > end.left + end.size and first > end.right + end.size and left[low - 1] == right[first - 1]
        ):
            low, first, size = low - 1, first - 1, size + 1
        wide.append(Match(low, first, size))
    return _run_together(wide)
