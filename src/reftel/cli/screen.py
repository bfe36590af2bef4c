"""What the commands write on: one console, one table of styles, and text made safe to show.

Import this inside the function that shows something: rich takes a while to load, and `--json` does without.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from reftel.collection.answers import Card

STYLES = {
    "mrn": "bold cyan",
    "subject": "bold",
    "label": "dim",
    "heading": "bold underline",
    "mark": "bold black on yellow",
    "repair": "yellow",
    "unread": "red",
    "good": "green",
    "missing": "magenta",
    "opened": "bold green",
    "withheld": "bold red",
    "changed": "yellow",
    # As the cover sheets are coloured.
    "level.unclassified": "green",
    "level.confidential": "bold blue",
    "level.secret": "bold red",
    "level.top": "bold orange1",
}

# A portion mark or an overall classification, by how it begins; the longer beginnings first.
_LEVELS = (
    ("TOP SECRET", "level.top"),
    ("TS", "level.top"),
    ("SENSITIVE", "level.unclassified"),
    ("SBU", "level.unclassified"),
    ("S", "level.secret"),
    ("C", "level.confidential"),
)

# A telegram's text is somebody else's: what would steer the terminal is shown as a picture instead.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


class Screen(Console):
    """A console that leaves a reader who went away to the command line."""

    def on_broken_pipe(self) -> None:
        """Say that nobody reads any more; `app` ends the process."""
        raise BrokenPipeError


def screen(*, stderr: bool = False) -> Screen:
    """Return the console to write on."""
    return Screen(
        theme=Theme(STYLES, inherit=True), highlight=False, markup=False, emoji=False, stderr=stderr
    )


def plain(text: str) -> str:
    """Return a text without characters that steer a terminal.

    >>> plain("A\\x1b[31m")
    'A␛[31m'
    """
    return text.translate(_PICTURES)


def level_style(marking: str | None) -> str:
    """Return the style for a classification or a portion mark."""
    return next(
        (style for start, style in _LEVELS if (marking or "").startswith(start)), "level.unclassified"
    )


def cards_table(cards: Iterable[Card]) -> Table:
    """Lay out telegrams one to a line: number, date, level, subject."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for card in cards:
        table.add_row(Text(number_of(card), "mrn"), day_of(card.date), card_line(card))
    return table


def card_line(card: Card) -> Text:
    """Return subject and classification on one line."""
    line = Text(plain(card.subject or "(no subject)"), "subject")
    if card.classification:
        line.append(f"  {card.classification}", level_style(card.classification))
    return line


def number_of(card: Card) -> str:
    """Return the number a telegram goes by; without one, the beginning of its key."""
    return card.mrn or f"({card.key[:12]})"


def day_of(date: str | None) -> str:
    """Return the day of a date-time group, as exact as it is."""
    return (date or "no date")[:10]
