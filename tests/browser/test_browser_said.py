"""From a claim to its words in the telegram, and from the words to who says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.collection.said import annotated, made

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a reading room over annotated exercise telegrams."""
    import uvicorn

    from reftel.collection import Collection
    from reftel.web.app import create_app
    from reftel.web.serve import listen, names_of

    mine = made(tmp_path_factory.mktemp("said"))
    annotated(mine)
    listener = listen("127.0.0.1", 0)
    with Collection.open(mine) as held:
        app = create_app(held, hosts=names_of("127.0.0.1"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)
    listener.close()


def ask_who_says_so(page: Page) -> None:
    page.get_by_role("link", name="Claims", exact=True).click()
    page.get_by_label("who says it").fill("tameemi")
    page.get_by_label("manner").select_option("deny")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".claims tbody tr").count() == 1
    page.locator(".claims .claim-at a").click()
    words = page.locator(".said:target")
    assert words.inner_text() == "the vessel had a cargo"
    page.get_by_label("Who says so: Kareem al-Tamimi").click()
    said = page.locator(".said-claims li:target")
    assert "denied" in said.inner_text()
    said.get_by_role("link", name="Kareem al-Tamimi").click()
    assert "Harbour Master" in page.locator(".known").first.inner_text()


def test_a_claim_leads_to_its_words_and_they_to_who_says_so(page: Page) -> None:
    ask_who_says_so(page)


def test_the_same_path_works_without_a_script(plain_page: Page) -> None:
    ask_who_says_so(plain_page)
