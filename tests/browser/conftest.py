"""A real browser before a real server; the tests are skipped, with a word why, where there is no browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


# Of the module only: while it is open, playwright keeps an event loop running in this thread, which would
# stand in the way of tests elsewhere that run one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no browser is installed: apt install chromium, then run these tests again")
    api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: make test installs it"
    )
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a reading room over the exercise shelf, served from a thread of this process."""
    import uvicorn

    from reftel.web.app import create_app
    from reftel.web.serve import listen, names_of

    listener = listen("127.0.0.1", 0)
    app = create_app(Shelf(), hosts=names_of("127.0.0.1"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    listener.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page with a script, at the front of the reading room; whatever it complains of fails the test."""
    with chromium.new_context(base_url=address) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto("/")
        yield page
        assert [c for c in complaints if not c.startswith("Failed to load resource")] == []


@pytest.fixture
def plain_page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page without a script."""
    with chromium.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        yield page
