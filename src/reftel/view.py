"""Text with parts left out, that still knows where each character came from.

A `View` is what a rule reads: the subject without the page line in its middle, the body without
margin stamps.  Offsets in a view lead back to the file's text, so a value never loses its place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from reftel.model import Span


class View:
    """A text made of kept pieces of a larger one.

    >>> View.of("A page line B", [Span(0, 2), Span(12, 13)]).text
    'A B'
    """

    __slots__ = ("_begins", "_cuts", "_shifts", "text")

    def __init__(self, pieces: Iterable[tuple[int, str]]) -> None:
        """Lay pieces end to end; each is (its offset in the file's text, its characters)."""
        self._cuts: list[int] = []  # offsets of the view where a piece begins, but for the first
        self._shifts: list[int] = []  # what leads from an offset in a piece to its place in the file
        self._begins: list[int] | None = None  # where the pieces begin in the file, once it was asked
        texts: list[str] = []
        end = 0
        for start, text in pieces:
            if text:
                if end:
                    self._cuts.append(end)
                self._shifts.append(start - end)
                end += len(text)
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
        return offset + self._shifts[bisect_right(self._cuts, offset)] if self._shifts else 0

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the file's text that holds these characters of the view."""
        place = self.place(start)
        if end <= start:
            return Span(place, place)
        if not self._cuts:  # the view is one piece
            return Span(place, place + end - start)
        return Span(place, self.place(end - 1) + 1)

    def slice(self, start: int, end: int) -> View:
        """Return a part of the view as a view."""
        first, last = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        part = View(())
        part.text = self.text[start:end]
        if part.text and first == last:
            part._shifts = [self._shifts[first] + start]
        elif part.text:
            part._cuts = [cut - start for cut in self._cuts[first:last]]
            part._shifts = [shift + start for shift in self._shifts[first : last + 1]]
        return part

    def parts(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Return, piece by piece, where a part stands in the file's text, and its characters."""
        at = start
        for place, stop in self.places(start, end):
            yield place, self.text[at : at + stop - place]
            at += stop - place

    def spans(self, start: int, end: int) -> list[Span]:
        """Return the stretches of the file's text that a part of the view is made of."""
        return [Span(*place) for place in self.places(start, end)]

    def places(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the stretches that a part of the view is made of begin and end in the file's text."""
        end = min(end, len(self.text))
        if start >= end:
            return []
        first, last = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        if first == last:  # within one piece, as nearly always
            shift = self._shifts[first]
            return [(start + shift, end + shift)]
        bounds = [start, *self._cuts[first:last], end]
        shifts = self._shifts[first : last + 1]
        return [(a + s, b + s) for a, b, s in zip(bounds, bounds[1:], shifts, strict=False)]

    def strip(self) -> View:
        """Return the view without blanks at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.slice(left, max(left, len(self.text.rstrip())))

    def pieces(self) -> list[Span]:
        """Return the stretches of the file's text that the view is made of."""
        return self.spans(0, len(self.text))

    def offset(self, place: int) -> int:
        """Return the offset in the view of a place in the file's text, or of the next one that was kept."""
        if not self._shifts:
            return 0
        if self._begins is None:
            self._begins = [a + s for a, s in zip([0, *self._cuts], self._shifts, strict=True)]
        i = max(0, bisect_right(self._begins, place) - 1)
        begin = self._cuts[i - 1] if i else 0
        end = self._cuts[i] if i < len(self._cuts) else len(self.text)
        return min(max(begin, place - self._shifts[i]), end)

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether nothing was left out between two offsets."""
        return self.place(end) - self.place(start) == end - start
