"""From a text to its annotations: the page, the mentions, who they are, dates, figures, attributions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from reftel.extract.annotations import Annotations, Figure, When
from reftel.extract.page import Page
from reftel.extract.recognised import telegram_in
from reftel.model import Span, Telegram


def annotate(text: str | Telegram, *, models: Path | None = None) -> Annotations:
    """Return what a telegram's body says; a string that holds no telegram is annotated as it is.

    Never raises on content.  Offsets are those of the string, or of the file's text of a `Telegram`.
    `models` is a folder of models of one's own (`reftel train`); reftel's own are used for what it lacks.
    """
    whole = telegram_in(text) if isinstance(text, str) else None
    return annotate_page(Page.of(whole or text), models=models)


def annotate_page(page: Page, *, models: Path | None = None) -> Annotations:
    """Return what a page says, every span as a place in the annotated text."""
    from reftel.extract.dates import find_dates
    from reftel.extract.figures import find_figures

    dates = find_dates(page)
    return Annotations(dates=_dates(page, dates), figures=_figures(page, find_figures(page, dates)))


def _dates(page: Page, found: Sequence[When]) -> tuple[When, ...]:
    return tuple(replace(date, span=_placed(page, date.span)) for date in found)


def _figures(page: Page, found: Sequence[Figure]) -> tuple[Figure, ...]:
    return tuple(
        replace(
            figure,
            span=_placed(page, figure.span),
            counted=_placed(page, figure.counted) if figure.counted else None,
            of=_placed(page, figure.of) if figure.of else None,
        )
        for figure in found
    )


def _placed(page: Page, span: Span) -> Span:
    return page.place(span.start, span.end)
