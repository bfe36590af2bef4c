"""From a text to its annotations: the page, the mentions, who they are, dates, figures, attributions."""

from __future__ import annotations

import msgspec

from reftel.extract.annotations import Annotations, Attribution
from reftel.extract.attributions import find_attributions
from reftel.extract.page import Page
from reftel.model import Telegram


def annotate(text: str | Telegram) -> Annotations:
    """Return what a telegram's body says; a string that holds no telegram is annotated as it is.

    Never raises on content.  Offsets are those of the string, or of the file's text of a `Telegram`.
    """
    return annotate_page(Page.of(text))


def annotate_page(page: Page) -> Annotations:
    """Return what a page says, every span as a place in the annotated text."""
    return Annotations(attributions=tuple(_placed(page, a) for a in find_attributions(page, ())))


def _placed(page: Page, a: Attribution) -> Attribution:
    roles = {
        role: tuple(page.place(span.start, span.end) for span in getattr(a, role))
        for role in ("source", "cue", "addressee", "content", "grounds")
    }
    return msgspec.structs.replace(a, **roles)
