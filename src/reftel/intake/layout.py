"""Running text laid out as lines: what pages and editions mark up, and a telegram has as line ends."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Lines:
    """Text being laid out: blanks run together, blocks on lines of their own, cells parted by tabs."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.ends = 0  # line ends that stand last
        self.due = 0  # line ends that are due before the next word
        self.has_blank = False  # a blank is due
        self.has_tab = False  # a tab is due

    def words(self, text: str) -> None:
        """Add running text."""
        said = _BLANKS.sub(" ", text)
        if words := said.strip(" "):
            on = self.pieces and not (self.ends or self.due or self.has_tab)
            blank = " " if on and (self.has_blank or said[0] == " ") else ""
            self.kept(blank + words.replace("\xa0", " "))
        self.has_blank = said[-1:] == " " or (self.has_blank and not said)

    def joined(self, mark: str) -> None:
        """Add a mark right behind the last word."""
        had_blank, self.has_blank = self.has_blank, False
        self.words(mark)
        self.has_blank = had_blank

    def kept(self, text: str) -> None:
        """Add text as it is."""
        if not text:
            return
        if self.has_tab:
            self.pieces.append("\t")
        elif self.pieces:
            self.pieces.append("\n" * (self.due - self.ends))
        self.pieces.append(text)
        stripped = text.rstrip("\n")
        self.ends = len(text) - len(stripped) + (0 if stripped else self.ends)
        self.due = 0
        self.has_blank = self.has_tab = False

    def line(self, ends: int = 1) -> None:
        """End the line; with two, leave one blank."""
        self.due = max(self.due, ends)
        self.has_blank = False

    def row(self) -> None:
        """End the row."""
        self.has_tab = False
        self.line()

    def cell(self) -> None:
        """End a cell."""
        self.has_tab, self.due = True, 0

    def text(self) -> str:
        """Return all that was added."""
        return "".join(self.pieces) + ("" if self.ends or not self.pieces else "\n")
