"""The JSON of the pages: the same answers, as records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reftel.collection.answers import Card
from reftel.collection.said import Known
from reftel.errors import QueryError
from reftel.web import asking
from reftel.web.needs import Holdings
from reftel.web.pages import said
from reftel.web.pages.contrast import SHOWN, against, found
from reftel.web.pages.find import ORDERS, PER_PAGE
from reftel.web.pages.lists import CARDS_PER_PAGE
from reftel.web.pages.missing import MISSING_SHOWN, asked_for, wanted

MOST = 500


def as_json(answer: object, status: int = 200) -> Response:
    """Return an answer as JSON."""
    return Response(msgspec.json.encode(answer), status, media_type="application/json")


class Answers:
    """Answers as JSON: each method is one address."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def overview(self, _: Request) -> Response:
        """Tell what the collection holds."""
        return as_json(self._holdings.overview())

    def search(self, request: Request) -> Response:
        """Tell what a query finds; one that cannot be read is told with the place of the trouble."""
        query = asking.text(request, "q")
        if query is None:
            return as_json({"error": "Say what to look for: /search.json?q=…"}, 400)
        limit = min(asking.number(request, "limit") or PER_PAGE, MOST)
        order = request.query_params.get("order", "")
        try:
            return as_json(
                self._holdings.search(
                    query,
                    limit=limit,
                    offset=(asking.page(request) - 1) * limit,
                    order=order if order in ORDERS else "relevance",
                )
            )
        except QueryError as error:
            told = {"error": str(error), "place": error.place, "suggestion": error.suggestion}
            return as_json(told, 400)

    def telegram(self, request: Request) -> Response:
        """Give the record of a telegram; where several bear the number, their cards."""
        number = asking.wanted(request)
        cards = asking.bearers(self._holdings, number)
        if len(cards) == 1:
            return self._record(cards[0])
        if cards:
            return as_json({"number": number, "telegrams": cards}, 300)
        return as_json({"error": f"{number} is not held", "near": self._holdings.near(number)}, 404)

    def by_key(self, request: Request) -> Response:
        """Give the record of a telegram by the beginning of its key."""
        return self._record(asking.card_by_key(self._holdings, str(request.path_params["key"])))

    def _record(self, card: Card) -> Response:
        return as_json({**self._holdings.telegram(card.key).to_dict(), "provenance": card.provenance})

    def number(self, request: Request) -> Response:
        """Tell what is known about a number, held or not."""
        number = asking.wanted(request)
        cards, near = asking.bearers(self._holdings, number), self._holdings.near(number)
        if not cards and near is None:
            raise HTTPException(404)
        return as_json({"number": number, "telegrams": cards, "near": near})

    def diff(self, request: Request) -> Response:
        """Give the comparison of two telegrams by the beginnings of their keys."""
        left, right = asking.two_cards(request, self._holdings)
        return as_json(self._holdings.compare(left.key, right.key))

    def thread(self, request: Request) -> Response:
        """Give the exchange around a telegram."""
        return as_json(asking.thread(request, self._holdings))

    def missing(self, request: Request) -> Response:
        """Tell what is cited but not held."""
        limit = asking.number(request, "limit") or MISSING_SHOWN
        which = wanted(request)
        try:
            found = self._holdings.missing(min(limit, MOST * 10), which)
            return as_json({"counts": self._holdings.count_missing(which), "missing": found})
        except QueryError as error:
            return as_json({"error": str(error), "place": error.place, "suggestion": error.suggestion}, 400)

    def contrast(self, request: Request) -> Response:
        """Tell which claims stand against each other."""
        limit = asking.number(request, "limit") or SHOWN
        return as_json(found(self._holdings, against(request), min(limit, MOST * 10)))

    def claims(self, request: Request) -> Response:
        """Tell who is reported to have said what."""
        which, held = said.asked(request), self._holdings.said
        limit = min(asking.number(request, "limit") or said.PER_PAGE, MOST)
        offset = (asking.page(request) - 1) * limit
        found, total = held.counted(which, limit=limit, offset=offset)
        return as_json({"total": total, "offset": offset, "claims": found})

    def people(self, request: Request) -> Response:
        """Tell which persons and groups are named, or all that is known of whom a name means."""
        return self._names(request, self._holdings.said.people)

    def places(self, request: Request) -> Response:
        """Tell which places are named, or all that is known of those a name means."""
        return self._names(request, self._holdings.said.places)

    def _names(self, request: Request, ask: Callable[..., Sequence[Known]]) -> Response:
        name = request.path_params.get("name") or asking.text(request, "name")
        offset = (asking.page(request) - 1) * said.NAMES_PER_PAGE
        return as_json({"names": ask(name, limit=said.NAMES_PER_PAGE, offset=offset)})

    def timeline(self, request: Request) -> Response:
        """Tell what is dated, in the order of the day it is of."""
        limit = min(asking.number(request, "limit") or said.PER_PAGE, MOST)
        return as_json({"timeline": said.happenings(self._holdings, request, limit)})

    def request(self, request: Request) -> Response:
        """Give the letter that asks for a missing telegram."""
        page = asked_for(self._holdings, request)
        return as_json({"letter": page.letter, "missing": page.missing})

    def gaps(self, _: Request) -> Response:
        """Tell how complete each post and period is."""
        return as_json({"gaps": self._holdings.gaps()})

    def gaps_of(self, request: Request) -> Response:
        """Tell all that is known of the numbers of a post and period."""
        return as_json(asking.gaps(request, self._holdings))

    def plot(self, request: Request) -> Response:
        """Draw the numbers of a post and period, or the share held by month."""
        from reftel.export.plots import months_svg, numbers_svg

        draw = {"numbers": numbers_svg, "months": months_svg}.get(str(request.path_params["plot"]))
        if draw is None:
            raise HTTPException(404)
        return Response(draw(asking.gaps(request, self._holdings), alone=True), media_type="image/svg+xml")

    def browse(self, request: Request) -> Response:
        """List the cards of a post, a year, or both."""
        post, year = asking.text(request, "post"), asking.number(request, "year")
        offset = (asking.page(request) - 1) * CARDS_PER_PAGE
        cards = self._holdings.cards(post=post, year=year, limit=CARDS_PER_PAGE, offset=offset)
        return as_json({"post": post, "year": year, "telegrams": cards})

    def about(self, _: Request) -> Response:
        """Tell what the last build saw and did, where the files come from, and what was rejected."""
        held = self._holdings
        return as_json({"report": held.build_report(), "sources": held.sources(), "rejects": held.rejects()})
