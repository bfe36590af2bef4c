"""Two reports in one sentence that the models of frames run together.

HE GAVE 3,000, WHILE POLICE CHIEF ROE HAD TOLD US 300: the second is no part of what the first reports.
HE CONFIRMED REPORTS THAT THE PORT WAS CLOSED: that is one report, not two.
"""

from __future__ import annotations

from collections.abc import Sequence

from reftel.extract.attributions.layout import Layout
from reftel.extract.attributions.voices import Frame

_BESIDE = 4  # words after a cue within which another doubles it
_AGAINST = frozenset(("WHILE", "WHEREAS"))
_PRONOUNS = frozenset(("subject", "object", "first", "first_object", "it", "second", "they", "possessive"))


def parted(layout: Layout, frames: list[Frame]) -> list[Frame]:
    """Return the frames of a sentence, none of which runs on past WHILE into another one's report."""
    stops = [found for f in frames if (found := _stop(layout, f, frames)) is not None]
    for stop, cue in stops:
        frames = [f if f.cue[0][0] >= stop else _ended(f, stop, cue) for f in frames]
    return frames


def without_doubles(frames: list[Frame]) -> list[Frame]:
    """Return the frames without those of a word between another's cue and what both report."""
    return [f for f in frames if not any(_doubles(f, g) for g in frames if g is not f)]


def _doubles(frame: Frame, other: Frame) -> bool:
    first, last = other.cue[0][1], frame.cue[0][0]
    if not frame.content or frame.content != other.content or not first <= last < first + _BESIDE:
        return False
    return last < frame.content[0][0] and (not frame.source or frame.source == other.source)


def _stop(layout: Layout, frame: Frame, frames: Sequence[Frame]) -> tuple[int, int] | None:
    """Return the place of WHILE before a report whose source follows it, and that of its cue."""
    if not frame.source or not frame.cue or frame.source[0][0] > frame.cue[0][0]:
        return None
    first = frame.source[0][0]
    word = layout.words[first - 1] if first else None
    if word is None or word.form not in _AGAINST or layout.words[first].role in _PRONOUNS:
        return None
    around = [f for f in frames if f is not frame and any(a < first - 1 < b for a, b in f.content)]
    whole = all(b <= frame.content[-1][1] for f in around for a, b in f.content if a < first < b)
    return (first - 1, frame.cue[0][0]) if around and whole else None


def _ended(frame: Frame, stop: int, cue: int) -> Frame:
    """Return a frame whose content ends before a word, if it runs past it and over the cue."""
    if not any(a < stop and cue < b for a, b in frame.content):
        return frame
    return frame._replace(content=tuple((a, min(b, stop)) for a, b in frame.content if a < stop))
