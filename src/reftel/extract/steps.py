"""From a text to its annotations: the page, the mentions, who they are, dates, figures, attributions."""

from __future__ import annotations

import msgspec

from reftel.extract.annotations import Annotations, Mention
from reftel.extract.mentions import find_mentions
from reftel.extract.page import Page
from reftel.extract.who import who_is_who
from reftel.model import Telegram


def annotate(text: str | Telegram) -> Annotations:
    """Return what a telegram's body says; a string that holds no telegram is annotated as it is.

    Never raises on content.  Offsets are those of the string, or of the file's text of a `Telegram`.
    """
    return annotate_page(Page.of(text))


def annotate_page(page: Page) -> Annotations:
    """Return what a page says, every span as a place in the annotated text."""
    mentions, entities = who_is_who(page, find_mentions(page))
    return Annotations(mentions=tuple(_placed(m, page) for m in mentions), entities=tuple(entities))


def _placed(mention: Mention, page: Page) -> Mention:
    """Return a mention where it stands in the annotated text."""
    return msgspec.structs.replace(mention, span=page.place(mention.span.start, mention.span.end))
