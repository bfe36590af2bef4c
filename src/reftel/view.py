"""Text with parts left out, that still knows where each character came from.

A `View` is what a rule reads: the subject without the page line in its middle, the body without
margin stamps.  Offsets in a view lead back to the file's text, so a value never loses its place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from reftel.model import Span


class View:
    """A text made of kept pieces of a larger one.

    >>> View.of("A page line B", [Span(0, 2), Span(12, 13)]).text
    'A B'
    """

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, pieces: Iterable[tuple[int, str]]) -> None:
        """Lay pieces end to end; each is (its offset in the file's text, its characters)."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        texts: list[str] = []
        end = 0
        for start, text in pieces:
            if text:
                self._starts.append(start)
                end += len(text)
                self._ends.append(end)
                texts.append(text)
        self.text = "".join(texts)

    @classmethod
    def of(cls, text: str, spans: Iterable[Span], *, base: int = 0) -> View:
        """Keep these spans of a text whose first character has the offset `base`."""
        return cls((s.start, text[s.start - base : s.end - base]) for s in spans)

    def __len__(self) -> int:
        return len(self.text)

    def place(self, offset: int) -> int:
        """Return where the character at this offset of the view stands in the file's text."""
        if not self._ends:
            return 0
        i = min(bisect_right(self._ends, offset), len(self._ends) - 1)
        begin = self._ends[i - 1] if i else 0
        return self._starts[i] + offset - begin

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the file's text that holds these characters of the view."""
        if end <= start:
            place = self.place(start)
            return Span(place, place)
        return Span(self.place(start), self.place(end - 1) + 1)

    def slice(self, start: int, end: int) -> View:
        """Return a part of the view as a view."""
        return View(self.parts(start, end))

    def parts(self, start: int, end: int) -> list[tuple[int, str]]:
        """Return, piece by piece, where a part stands in the file's text, and its characters."""
        return [(place, self.text[low:high]) for place, low, high in self._parts(start, end)]

    def spans(self, start: int, end: int) -> list[Span]:
        """Return the stretches of the file's text that a part of the view is made of."""
        i = bisect_right(self._ends, start)
        if i < len(self._ends) and end <= self._ends[i] and start < end:  # within one piece, as nearly always
            place = self._starts[i] + start - (self._ends[i - 1] if i else 0)
            return [Span(place, place + end - start)]
        return [Span(place, place + high - low) for place, low, high in self._parts(start, end)]

    def _parts(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return, piece by piece, where a part stands in the file's text, and its offsets in the view."""
        parts: list[tuple[int, int, int]] = []
        for i in range(bisect_right(self._ends, start), len(self._ends)):
            begin = self._ends[i - 1] if i else 0
            if begin >= end:
                break
            low, high = max(begin, start), min(self._ends[i], end)
            if low < high:
                parts.append((self._starts[i] + low - begin, low, high))
        return parts

    def strip(self) -> View:
        """Return the view without blanks at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.slice(left, max(left, len(self.text.rstrip())))

    def pieces(self) -> list[Span]:
        """Return the stretches of the file's text that the view is made of."""
        return self.spans(0, len(self.text))

    def offset(self, place: int) -> int:
        """Return the offset in the view of a place in the file's text, or of the next one that was kept."""
        i = max(0, bisect_right(self._starts, place) - 1)
        if not self._starts:
            return 0
        begin = self._ends[i - 1] if i else 0
        return min(max(begin, begin + place - self._starts[i]), self._ends[i])

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether nothing was left out between two offsets."""
        return self.place(end) - self.place(start) == end - start
