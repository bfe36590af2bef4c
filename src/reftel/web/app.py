"""The reading room as a web application: which address shows what. Nothing here changes a collection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reftel.errors import QueryError, ReftelError
from reftel.export import FORMATS
from reftel.web import answers, troubles
from reftel.web.desk import Desk
from reftel.web.downloads import Downloads
from reftel.web.needs import Holdings
from reftel.web.safety import SafeHeaders
from reftel.web.templating import Templates

STATIC = Path(__file__).with_name("static")


def create_app(collection: Holdings, *, hosts: Sequence[str] = ("*",)) -> Starlette:
    """Return the reading room of a collection; `hosts` are the names it may be addressed by."""
    templates = Templates(STATIC, name=collection.overview().name)
    desk = Desk(collection, templates)
    return Starlette(
        routes=[
            *_json_routes(collection),
            *_download_routes(collection),
            *_page_routes(desk),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(GZipMiddleware),
        ],
        exception_handlers={
            HTTPException: troubles.refused(collection, templates),
            QueryError: troubles.unreadable_query(templates),
            ReftelError: troubles.mendable(templates),
            Exception: troubles.our_mistake(templates),
        },
    )


def _page_routes(desk: Desk) -> list[Route]:
    return [
        Route("/", desk.home),
        Route("/search", desk.search),
        Route("/telegram/key/{key}", desk.by_key),
        Route("/telegram/{slug}", desk.telegram),
        Route("/number/{slug}", desk.number),
        Route("/thread/{slug}", desk.thread),
        Route("/diff/{left}/{right}", desk.diff),
        Route("/missing", desk.missing),
        Route("/contrast", desk.contrast),
        Route("/gaps", desk.gaps),
        Route("/gaps/{slug}/{year:int}", desk.gaps_of),
        Route("/request/{slug}", desk.request),
        Route("/claims", desk.claims),
        Route("/people", desk.people),
        Route("/people/{name:path}", desk.person),
        Route("/places", desk.places),
        Route("/places/{name:path}", desk.place),
        Route("/timeline", desk.timeline),
        Route("/browse", desk.browse),
        Route("/watch", desk.watch),
        Route("/about", desk.about),
        Route("/robots.txt", _robots),
    ]


def _json_routes(collection: Holdings) -> list[Route]:
    give = answers.Answers(collection)
    return [
        Route("/overview.json", give.overview),
        Route("/search.json", give.search),
        Route("/telegram/key/{key}.json", give.by_key),
        Route("/telegram/{slug}.json", give.telegram),
        Route("/number/{slug}.json", give.number),
        Route("/thread/{slug}.json", give.thread),
        Route("/diff/{left}/{right}.json", give.diff),
        Route("/missing.json", give.missing),
        Route("/contrast.json", give.contrast),
        Route("/gaps.json", give.gaps),
        Route("/gaps/{slug}/{year:int}.json", give.gaps_of),
        Route("/gaps/{slug}/{year:int}/{plot}.svg", give.plot),
        Route("/request/{slug}.json", give.request),
        Route("/claims.json", give.claims),
        Route("/people.json", give.people),
        Route("/people/{name:path}.json", give.people),
        Route("/places.json", give.places),
        Route("/places/{name:path}.json", give.places),
        Route("/timeline.json", give.timeline),
        Route("/browse.json", give.browse),
        Route("/about.json", give.about),
    ]


def _download_routes(collection: Holdings) -> list[Route]:
    give = Downloads(collection)
    return [
        *(Route(f"/search.{name}", give.result_set(name)) for name in FORMATS),
        *(Route(f"/request/{{slug}}.{form}", give.letter(form)) for form in ("txt", "pdf")),
        Route("/watch.json", give.news),
        Route("/watch.atom", give.feed),
        Route("/watch/{name}.atom", give.feed),
    ]


def _robots(_: Request) -> Response:
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
