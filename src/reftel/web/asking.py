"""What a request asks for: its values, read with care for what readers and robots may write."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request

from reftel.collection.answers import Card, Thread
from reftel.collection.gaps import Gaps
from reftel.errors import ReftelError
from reftel.web import links
from reftel.web.needs import Holdings

LAST_PAGE = 100_000
FIRST_YEAR, LAST_YEAR = 1900, 2100


def page(request: Request) -> int:
    """Return the page asked for, 1 where none or nonsense is."""
    return min(max(number(request, "page") or 1, 1), LAST_PAGE)


def number(request: Request, name: str) -> int | None:
    """Return a whole number of the query string, null where there is none."""
    written = request.query_params.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def text(request: Request, name: str) -> str | None:
    """Return a text of the query string, null where it is empty."""
    return " ".join(request.query_params.get(name, "").split()) or None


def wanted(request: Request) -> str:
    """Return the number that the address of a telegram stands for."""
    return links.unslug(str(request.path_params["slug"]))


def bearers(holdings: Holdings, number: str) -> Sequence[Card]:
    """Return the telegrams that bear a number; where it names one exactly, only those."""
    cards = holdings.find(number)
    return [card for card in cards if card.mrn == number] or cards


def card_by_key(holdings: Holdings, key: str) -> Card:
    """Return the telegram whose key begins like this; an unknown one is not found."""
    try:
        return holdings.card(key)
    except ReftelError as error:
        raise HTTPException(404, str(error)) from error


def gaps(request: Request, holdings: Holdings) -> Gaps:
    """Return what is known of the numbers of the post and year of an address; without any, not found."""
    post, year = links.unslug(str(request.path_params["slug"])), int(request.path_params["year"])
    found = holdings.gaps_of(post, year) if FIRST_YEAR <= year <= LAST_YEAR else None
    if found is None:
        raise HTTPException(404)
    return found


def thread(request: Request, holdings: Holdings) -> Thread:
    """Return the exchange around the number of an address; what is no number is not found."""
    try:
        return holdings.thread(wanted(request))
    except ReftelError as error:
        raise HTTPException(404, str(error)) from error


def two_cards(request: Request, holdings: Holdings) -> tuple[Card, Card]:
    """Return the two telegrams that the address of a comparison names."""
    left, right = (card_by_key(holdings, str(request.path_params[side])) for side in ("left", "right"))
    return left, right
