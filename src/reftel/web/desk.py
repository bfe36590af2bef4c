"""The pages' desk: takes a request, asks the collection, and hands over the page."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel.web import asking, links
from reftel.web.needs import Holdings
from reftel.web.pages import contrast, diff, find, gaps, home, lists, missing, said, telegram, thread, watch
from reftel.web.templating import Templates

SEE_OTHER = 303


class Desk:
    """Answers for pages: each method is one address of the reading room."""

    def __init__(self, holdings: Holdings, templates: Templates) -> None:
        self._holdings = holdings
        self._templates = templates

    def home(self, _: Request) -> Response:
        """Show what the collection holds."""
        return self._templates.response(home.home(self._holdings))

    def about(self, _: Request) -> Response:
        """Show what was read, what was rejected and why."""
        return self._templates.response(home.about(self._holdings))

    def search(self, request: Request) -> Response:
        """Show what a query finds; a query that is a number leads to its telegram."""
        query = asking.text(request, "q")
        if query is None:
            return RedirectResponse("/", SEE_OTHER)
        if request.query_params.get("as") != "words" and (found := self._number(query)):
            return found
        order = request.query_params.get("order", "")
        return self._templates.response(
            find.search(self._holdings, query, order=order, page=asking.page(request))
        )

    def _number(self, query: str) -> Response | None:
        """Return where a query leads that is a telegram's number; null where it is none."""
        cards = self._holdings.find(query)
        if len(cards) == 1:
            shared = cards[0].mrn is not None and len(self._holdings.find(cards[0].mrn)) > 1
            return RedirectResponse(links.telegram(cards[0], shared=shared), SEE_OTHER)
        if cards:
            return self._templates.response(lists.choice(self._holdings, query, cards))
        near = self._holdings.near(query)
        if near is None or not lists.is_told_of(near):
            return None
        return self._templates.response(lists.number(near))

    def number(self, request: Request) -> Response:
        """Show what is known about a number: the telegram, several, who cites it, or that nothing is."""
        number = asking.wanted(request)
        if found := self._number(number):
            return found
        near = self._holdings.near(number)
        if near is None:
            raise HTTPException(404)
        return self._templates.response(lists.number(near))

    def telegram(self, request: Request) -> Response:
        """Show the telegram of a number, a choice where several bear it, its neighbours where none does."""
        number = asking.wanted(request)
        cards = asking.bearers(self._holdings, number)
        if len(cards) == 1:
            if cards[0].mrn != number:
                return RedirectResponse(links.telegram(cards[0]), SEE_OTHER)
            return self._templates.response(telegram.telegram(self._holdings, cards[0]))
        if cards:
            return self._templates.response(lists.choice(self._holdings, number, cards))
        near = self._holdings.near(number)
        if near is None:
            raise HTTPException(404)
        return self._templates.response(lists.number(near), status=404)

    def by_key(self, request: Request) -> Response:
        """Show a telegram by the beginning of its key."""
        card = asking.card_by_key(self._holdings, str(request.path_params["key"]))
        return self._templates.response(telegram.telegram(self._holdings, card, shared=True))

    def diff(self, request: Request) -> Response:
        """Show two telegrams word by word."""
        return self._templates.response(diff.diff(self._holdings, *asking.two_cards(request, self._holdings)))

    def thread(self, request: Request) -> Response:
        """Show the exchange around a telegram."""
        return self._templates.response(thread.thread(asking.thread(request, self._holdings)))

    def missing(self, request: Request) -> Response:
        """Show what is cited but not held."""
        return self._templates.response(missing.missing(self._holdings, missing.wanted(request)))

    def contrast(self, request: Request) -> Response:
        """Show claims held against each other."""
        return self._templates.response(contrast.contrast(self._holdings, contrast.against(request)))

    def request(self, request: Request) -> Response:
        """Show the letter that asks for a missing telegram."""
        return self._templates.response(missing.asked_for(self._holdings, request))

    def claims(self, request: Request) -> Response:
        """Show who is reported to have said what."""
        return self._templates.response(said.claims(self._holdings, request))

    def people(self, request: Request) -> Response:
        """List persons and groups by the alphabet; a name asked for leads to whom it means."""
        name = asking.text(request, "name")
        if name is not None:
            return RedirectResponse(links.person(name), SEE_OTHER)
        return self._templates.response(said.names(self._holdings, request, places=False))

    def person(self, request: Request) -> Response:
        """Show all that is known of whom a name means."""
        return self._templates.response(said.known(self._holdings, request, places=False))

    def places(self, request: Request) -> Response:
        """List places by the alphabet; a name asked for leads to those it means."""
        name = asking.text(request, "name")
        if name is not None:
            return RedirectResponse(links.place(name), SEE_OTHER)
        return self._templates.response(said.names(self._holdings, request, places=True))

    def place(self, request: Request) -> Response:
        """Show all that is known of the places a name means."""
        return self._templates.response(said.known(self._holdings, request, places=True))

    def timeline(self, request: Request) -> Response:
        """Show dated statements and events."""
        return self._templates.response(said.timeline(self._holdings, request))

    def gaps(self, _: Request) -> Response:
        """Show how complete posts and years are."""
        return self._templates.response(gaps.gaps(self._holdings))

    def gaps_of(self, request: Request) -> Response:
        """Show the numbers of a post and year."""
        return self._templates.response(gaps.gaps_of(asking.gaps(request, self._holdings)))

    def watch(self, _: Request) -> Response:
        """Show what is new to the saved queries."""
        return self._templates.response(watch.watch(self._holdings))

    def browse(self, request: Request) -> Response:
        """List telegrams of a post, a year, or both."""
        return self._templates.response(
            lists.browse(
                self._holdings,
                post=asking.text(request, "post"),
                year=asking.number(request, "year"),
                page=asking.page(request),
            )
        )
