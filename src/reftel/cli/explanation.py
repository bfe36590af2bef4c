"""What the lines of a telegram's header say, in a terminal or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

import click

from reftel.model import Telegram

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from reftel.explain import Explanation


_WORDS_WIDE = 24


def show_explanation(telegram: Telegram, *, most: int | None = None) -> None:
    """Write each header line, and below it what its words say; at most so many lines."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain, screen
    from reftel.explain import explain

    console = screen()
    said = explain(telegram)
    if not said:
        console.print("No header line was understood.")
    for line, parts in islice(_by_line(telegram, said), most):
        console.print(Text(plain(line), "subject"))
        console.print(Padding(_said(line, parts), (0, 0, 0, 2), expand=False))
    if most is not None and (rest := sum(1 for _ in _by_line(telegram, said)) - most) > 0:
        console.print(Text(f"... and {rest} more lines", "label"))


def _by_line(telegram: Telegram, said: Iterable[Explanation]) -> Iterator[tuple[str, list[Explanation]]]:
    """Put together what is said of each line of the text."""
    text, base = telegram.text, telegram.source.span.start

    def line_start(part: Explanation) -> int:
        return text.rfind("\n", 0, part.span.start - base) + 1

    for start, parts in groupby(said, key=line_start):
        end = text.find("\n", start)
        yield text[start : end if end >= 0 else len(text)].strip(), list(parts)


def _said(line: str, parts: list[Explanation]) -> Table | Text:
    """Lay out words and what they say side by side; words that are the whole line are not shown again."""
    from rich.table import Table
    from rich.text import Text

    from reftel.cli.screen import plain

    if [part.words.strip() for part in parts] == [line]:
        return Text(plain(parts[0].says))
    table = Table.grid(padding=(0, 0, 0, 2))
    table.add_column(max_width=_WORDS_WIDE)
    table.add_column()
    for part in parts:
        words = plain(" ".join(part.words.split()))
        table.add_row(Text(words, "mrn"), Text(plain(part.says)))
    return table


def print_explanation(telegram: Telegram) -> None:
    """Print the explanation as one line of JSON."""
    import msgspec

    from reftel.explain import explain

    number = str(telegram.mrn.value) if telegram.mrn else None
    click.echo(msgspec.json.encode({"key": telegram.key, "mrn": number, "said": explain(telegram)}))
