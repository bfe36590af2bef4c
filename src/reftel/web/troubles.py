"""When something is wrong: each trouble has a page that says what to do, or JSON where JSON was asked for."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reftel.errors import QueryError, ReftelError
from reftel.web import asking
from reftel.web.answers import as_json
from reftel.web.needs import Holdings
from reftel.web.pages import find, lists
from reftel.web.safety import HEADERS
from reftel.web.templating import Templates
from reftel.web.views import FailurePage, Page

# Starlette types a handler by the widest exception; each of ours is registered for the one it is written for.
Handler = Callable[[Request, Exception], Response]

REFUSALS = {
    405: "The reading room can be read, not written to.",
}
OUR_MISTAKE = (
    "Something went wrong on our side, and it has been written to the server’s log. The collection itself is "
    "not touched by it. Go back and try another way; if it happens again, tell whoever runs this reading "
    "room which page you asked for."
)


def _either(request: Request, templates: Templates, page: Page, status: int, told: str) -> Response:
    if request.url.path.endswith(".json"):
        return as_json({"error": told}, status)
    return templates.response(page, status=status)


def refused(holdings: Holdings, templates: Templates) -> Handler:
    """Return the handler of addresses that lead nowhere and of requests that are not reading."""

    def handle(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 404:
            page: Page = lists.not_found(holdings, request.url.path)
            return _either(request, templates, page, 404, "No such page.")
        told = REFUSALS.get(status, "This cannot be answered.")
        response = _either(request, templates, _failure(told, status), status, told)
        response.headers.update((error.headers if isinstance(error, HTTPException) else None) or {})
        return response

    return handle


def unreadable_query(templates: Templates) -> Handler:
    """Return the handler of queries that cannot be read."""

    def handle(request: Request, error: Exception) -> Response:
        assert isinstance(error, QueryError)
        page = find.unreadable(asking.text(request, "q") or "", error)
        return templates.response(page, status=400)

    return handle


def mendable(templates: Templates) -> Handler:
    """Return the handler of what the one who runs the collection can mend: its message says how."""

    def handle(request: Request, error: Exception) -> Response:
        assert isinstance(error, ReftelError)
        return _either(request, templates, _failure(str(error), 503), 503, str(error))

    return handle


def our_mistake(templates: Templates) -> Handler:
    """Return the handler of our own mistakes: the server logs the traceback, the reader is spared it."""

    def handle(request: Request, _: Exception) -> Response:
        response = _either(request, templates, _failure(OUR_MISTAKE, 500), 500, "Something went wrong.")
        response.headers.update(HEADERS)  # this answer is given outside the layer that adds them
        return response

    return handle


def _failure(message: str, status: int) -> FailurePage:
    return FailurePage(title="This did not work", status=status, message=message)
