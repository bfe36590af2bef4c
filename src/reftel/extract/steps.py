"""From a text to its annotations: the page, the mentions, who they are, dates, figures, attributions."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from reftel.extract.annotations import Annotations, Attribution, Figure, Mention, When
from reftel.extract.opening import SHIPPED
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
    from reftel.extract.attributions import find_attributions
    from reftel.extract.dates import find_dates
    from reftel.extract.figures import find_figures
    from reftel.extract.mentions import find_mentions
    from reftel.extract.speakers import running_speakers
    from reftel.extract.who import who_is_who

    found = find_mentions(page, folder_of("mentions", models))
    mentions, entities = who_is_who(page, found)
    attributions = find_attributions(page, mentions, folder_of("attributions", models))
    mentions, entities, attributions = running_speakers(page, mentions, entities, attributions)
    dates = find_dates(page)
    figures = find_figures(page, dates)
    return Annotations(
        mentions=tuple(_mention(page, one) for one in mentions),
        entities=tuple(entities),
        dates=tuple(_date(page, one) for one in dates),
        figures=tuple(_figure(page, one) for one in figures),
        attributions=tuple(_attribution(page, one) for one in attributions),
    )


def folder_of(what: str, models: Path | None) -> Path:
    """Return where the models lie of mentions or attributions: in one's own folder if it has such."""
    return models if models is not None and any(models.glob(f"{what}_*.crfsuite*")) else SHIPPED


def _mention(page: Page, one: Mention) -> Mention:
    return replace(one, span=_placed(page, one.span))


def _date(page: Page, one: When) -> When:
    return replace(one, span=_placed(page, one.span))


def _figure(page: Page, one: Figure) -> Figure:
    counted = _placed(page, one.counted) if one.counted else None
    of = _placed(page, one.of) if one.of else None
    return replace(one, span=_placed(page, one.span), counted=counted, of=of)


def _attribution(page: Page, one: Attribution) -> Attribution:
    def placed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(_placed(page, span) for span in spans)

    return replace(
        one,
        source=placed(one.source),
        cue=placed(one.cue),
        addressee=placed(one.addressee),
        content=placed(one.content),
        grounds=placed(one.grounds),
    )


def _placed(page: Page, span: Span) -> Span:
    return page.place(span.start, span.end)
