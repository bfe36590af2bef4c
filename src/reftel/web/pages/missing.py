"""What is missing, and the letter that asks for it. Nothing is noted anywhere: these pages only show."""

from __future__ import annotations

import re
from datetime import datetime
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request

from reftel.collection.missing import State, Wanted
from reftel.collection.requests import Asking, draft
from reftel.errors import CollectionError
from reftel.terms.requests import Kind
from reftel.web import asking, links
from reftel.web.needs import Holdings
from reftel.web.views import MissingPage, RequestPage

MISSING_SHOWN = 100

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def wanted(request: Request) -> Wanted:
    """Return which missing telegrams are asked for; nonsense is left out."""
    state = asking.text(request, "state")
    return Wanted(
        query=asking.text(request, "q") or "",
        post=asking.text(request, "post"),
        year=asking.number(request, "year"),
        first=_day(request, "from"),
        last=_day(request, "to"),
        state=state if state in get_args(State) else None,  # type: ignore[arg-type]
    )


def _day(request: Request, name: str) -> str | None:
    written = asking.text(request, name)
    return written if written and _DAY.fullmatch(written) else None


def missing(holdings: Holdings, which: Wanted) -> MissingPage:
    """Return the page of what is cited but not held, or held in name only."""
    return MissingPage(
        title="Cited but not held",
        here="/missing",
        json_url=links.missing(which, form=".json"),
        missing=tuple(holdings.missing(MISSING_SHOWN, which)),
        counts=dict(holdings.count_missing(which)),
        wanted=which,
    )


def asked_for(holdings: Holdings, request: Request) -> RequestPage:
    """Return the page with the letter that asks for the telegram that the address names."""
    try:
        found = holdings.missing_number(asking.wanted(request))
    except CollectionError as error:  # it is held, or no number
        raise HTTPException(404, str(error)) from error
    (drafted,) = draft([found], Asking(_today()), kind=_kind(asking.text(request, "kind")))
    return RequestPage(
        title=f"A request for {found.mrn}",
        here="/missing",
        json_url=f"{links.request(found.mrn)}.json",
        missing=found,
        letter=drafted,
        other="mdr" if drafted.kind == "foia" else "foia",
    )


def _kind(written: str | None) -> Kind | None:
    return "foia" if written == "foia" else "mdr" if written == "mdr" else None


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()
