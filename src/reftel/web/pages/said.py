"""The pages of what is said: claims, people, places, and the timeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request

from reftel.collection.said import Asked, Happening
from reftel.extract.annotations import Manner
from reftel.web import asking, links
from reftel.web.needs import Holdings
from reftel.web.pages.lists import paging
from reftel.web.views import ClaimsPage, KnownPage, NamesPage, TimelinePage

PER_PAGE = 50
NAMES_PER_PAGE = 100
CLAIMS_SHOWN = 20

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_OWN = {"yes": True, "no": False}
MANNERS = get_args(Manner)


def asked(request: Request) -> Asked:
    """Return which claims are asked for; nonsense is left out."""
    manner = asking.text(request, "manner")
    return Asked(
        speaker=asking.text(request, "speaker"),
        hearer=asking.text(request, "hearer"),
        about=asking.text(request, "about"),
        first=_day(request, "from"),
        last=_day(request, "to"),
        manner=manner if manner in MANNERS else None,
        own=_OWN.get(asking.text(request, "own") or ""),
        place=asking.text(request, "place"),
        post=asking.text(request, "post"),
        portion=asking.text(request, "portion"),
    )


def _day(request: Request, name: str) -> str | None:
    written = asking.text(request, name)
    return written if written and _DAY.fullmatch(written) else None


def claims(holdings: Holdings, request: Request) -> ClaimsPage:
    """Return the page of the claims that answer."""
    which, page, said = asked(request), asking.page(request), holdings.said
    found, total = said.counted(which, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    return ClaimsPage(
        title="Who says so",
        here="/claims",
        json_url=links.claims(which, form=".json"),
        claims=found,
        total=total,
        asked=which,
        manners=MANNERS,
        paging=paging(page, total, PER_PAGE, lambda n: links.claims(which, n)),
        waiting=said.state().waiting,
    )


def names(holdings: Holdings, request: Request, *, places: bool) -> NamesPage:
    """Return the page of persons and groups, or of places, by the alphabet."""
    said, page = holdings.said, asking.page(request)
    address = "/places" if places else "/people"
    total = said.count_places() if places else said.count_people()
    ask, link = (said.places, links.place) if places else (said.people, links.person)
    found = ask(limit=NAMES_PER_PAGE, offset=(page - 1) * NAMES_PER_PAGE)
    return NamesPage(
        title="Places" if places else "People and groups",
        here="/people",
        json_url=f"{address}.json",
        names=tuple((known, link(known.name)) for known in found),
        total=total,
        places=places,
        paging=paging(page, total, NAMES_PER_PAGE, lambda n: links.with_query(address, page=n)),
        waiting=said.state().waiting,
    )


def known(holdings: Holdings, request: Request, *, places: bool) -> KnownPage:
    """Return the page of whom or of which places a name may mean; of nobody, not found."""
    name, said = str(request.path_params["name"]), holdings.said
    found = tuple((said.places if places else said.people)(name, limit=NAMES_PER_PAGE))
    if not found:
        raise HTTPException(404, f"Nothing here is named {name}.")
    which = Asked(place=name) if places else Asked(speaker=name)
    return KnownPage(
        title=found[0].name if len(found) == 1 else name,
        here="/people",
        json_url=(links.place if places else links.person)(name, form=".json"),
        name=name,
        found=found,
        claims=tuple(said.claims(which, limit=CLAIMS_SHOWN)),
        places=places,
    )


def happenings(holdings: Holdings, request: Request, limit: int) -> Sequence[Happening]:
    """Return what is dated of what is asked for."""
    return holdings.said.timeline(
        about=asking.text(request, "about"),
        person=asking.text(request, "person"),
        place=asking.text(request, "place"),
        first=_day(request, "from"),
        last=_day(request, "to"),
        limit=limit,
        offset=(asking.page(request) - 1) * limit,
    )


def timeline(holdings: Holdings, request: Request) -> TimelinePage:
    """Return the page of what is dated."""
    given = {name: asking.text(request, name) or "" for name in ("about", "person", "place", "from", "to")}
    return TimelinePage(
        title="Day by day",
        here="/timeline",
        json_url=links.with_query("/timeline.json", **given),
        happenings=tuple(happenings(holdings, request, PER_PAGE * 2)),
        about=given["about"],
        person=given["person"],
        place=given["place"],
        first=given["from"],
        last=given["to"],
        waiting=holdings.said.state().waiting,
    )
