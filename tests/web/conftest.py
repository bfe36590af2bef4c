from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
import pytest

from reftel.web.app import create_app
from reftel.web.needs import Holdings

from .shelf import Shelf


class Reader:
    """Asks the reading room for pages, without a server; redirects are not followed."""

    def __init__(self, holdings: Holdings, hosts: tuple[str, ...] = ("*",)) -> None:
        self._app = create_app(holdings, hosts=hosts)

    def get(self, path: str, **options: object) -> httpx.Response:
        return self.ask("GET", path, **options)

    def ask(self, method: str, path: str, **options: object) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, **options)  # type: ignore[arg-type]

        return asyncio.run(asked())


@pytest.fixture
def reader() -> Reader:
    return Reader(Shelf())


@pytest.fixture
def reader_of() -> Callable[..., Reader]:
    return Reader
