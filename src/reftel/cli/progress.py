"""The progress bar of a build, on standard error so that the answer on standard output stays clean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.collection.answers import Progress

Tell = Callable[["Progress"], None]


@contextmanager
def progress_bar(*, shown: bool = True) -> Iterator[Tell]:
    """Give a function to tell progress to; it moves a bar in a terminal, gone when done."""
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
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=screen(stderr=True), transient=True) as bar:
        task = bar.add_task("listing", total=None, rate="")
        stage = "listing"

        def tell(progress: Progress) -> None:
            nonlocal stage
            if progress.stage != stage:
                stage = progress.stage
                bar.reset(task, description=stage, rate="")
            speed = bar.tasks[0].speed
            rate = f"{speed:,.0f} a second" if speed else ""
            bar.update(task, completed=progress.done, total=progress.total or None, rate=rate)

        yield tell
