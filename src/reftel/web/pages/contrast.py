"""Claims that stand against each other, as cards side by side."""

from __future__ import annotations

import re
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request

from reftel.collection.contrasts import Against, Found
from reftel.errors import CollectionError
from reftel.extract.contrast.records import CardType
from reftel.web import asking, links
from reftel.web.needs import Holdings
from reftel.web.views import ContrastPage

SHOWN = 50

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def against(request: Request) -> Against:
    """Return which cards are asked for; nonsense is left out."""
    kind = asking.text(request, "kind")
    return Against(
        about=asking.text(request, "about"),
        speaker=asking.text(request, "speaker"),
        kind=kind if kind in get_args(CardType) else None,  # type: ignore[arg-type]
        first=_day(request, "from"),
        last=_day(request, "to"),
        telegram=asking.text(request, "telegram"),
        weak=asking.text(request, "all") is not None,
    )


def _day(request: Request, name: str) -> str | None:
    written = asking.text(request, name)
    return written if written and _DAY.fullmatch(written) else None


def found(holdings: Holdings, asked: Against, limit: int) -> Found:
    """Return the cards asked for; those of a telegram that is not held are not found."""
    try:
        return holdings.contrasts(asked, limit=limit)
    except CollectionError as error:
        raise HTTPException(404, str(error)) from error


def contrast(holdings: Holdings, asked: Against) -> ContrastPage:
    """Return the page of claims held against each other."""
    return ContrastPage(
        title="Claims held against each other",
        here="/contrast",
        json_url=links.contrast(asked, form=".json"),
        found=found(holdings, asked, SHOWN),
        asked=asked,
    )
