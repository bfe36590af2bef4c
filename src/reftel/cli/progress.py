"""The progress bar of a build, on standard error so that the answer on standard output stays clean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.collection.answers import Progress

Tell = Callable[["Progress"], None]

# What is counted at each stage.
COUNTED = {
    "indexing": "telegrams",
    "references": "telegrams",
    "annotating": "telegrams",
    "claims": "telegrams",
    "contrasts": "claims",
}

_OFTEN = 0.1  # seconds between two looks at the bar


@contextmanager
def progress_bar(*, shown: bool = True) -> Iterator[Tell]:
    """Give a function to tell progress to; it moves a bar in a terminal, gone when done.

    The bar shows the stage, how many of how many, the rate, the time since the work began and the
    time that is left of the stage.
    """
    if not (shown and sys.stderr.isatty()):
        yield lambda progress: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from reftel.cli.screen import screen

    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[elapsed]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Bar(*columns, console=screen(stderr=True), transient=True) as bar:
        task = bar.add_task("listing", total=None, rate="", elapsed="")
        begun = shown_at = bar.get_time()
        stage = "listing"

        def tell(progress: Progress) -> None:
            nonlocal stage, shown_at
            moment = bar.get_time()
            if progress.stage != stage:
                stage = progress.stage
                bar.reset(task, description=stage)
            elif moment - shown_at < _OFTEN and progress.done != progress.total:
                return
            shown_at = moment
            bar.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                rate=rate(progress.stage, bar.tasks[0].speed),
                elapsed=clock(moment - begun),
            )

        yield tell


def rate(stage: str, speed: float | None) -> str:
    """Return how much is done in a second.

    >>> rate("reading", 1234.5)
    '1,234 files/s'
    """
    return f"{speed:,.0f} {COUNTED.get(stage, 'files')}/s" if speed else ""


def clock(seconds: float) -> str:
    """Return a stretch of time.

    >>> clock(3725)
    '1:02:05'
    """
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}"
