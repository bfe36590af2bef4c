"""The templates: everything escaped, nothing undefined, and the few words they may use."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from reftel.web import links, words
from reftel.web.pages.find import ORDERS
from reftel.web.views import Page


class Templates:
    """Renders pages; `name` is the collection's, shown on each."""

    def __init__(self, static: Path, *, name: str) -> None:
        self._environment = Environment(
            loader=PackageLoader("reftel.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(day=words.day, moment=words.moment, family=words.family)
        digests = {f.name: hashlib.sha256(f.read_bytes()).hexdigest()[:10] for f in static.iterdir()}
        self._environment.globals.update(
            links=links,
            count=words.count,
            collection_name=name,
            orders=ORDERS,
            static=lambda file: f"/static/{file}?v={digests[file]}",
        )

    def render(self, page: Page) -> str:
        """Return a page as HTML."""
        return self._environment.get_template(page.template).render(page=page)

    def response(self, page: Page, *, status: int = 200) -> HTMLResponse:
        """Return a page as an answer."""
        return HTMLResponse(self.render(page).encode("utf-8", "replace"), status)
