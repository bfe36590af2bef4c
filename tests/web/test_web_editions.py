"""The reading room of a class of readers gives away nothing that the class may not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from reftel.cli.reading import parse_and_check
from reftel.collection import Collection, build
from reftel.web.needs import Holdings
from tests.hidden import hidden_words, words

from .conftest import Reader

CLASS = '\n[[class]]\nname = "press"\nceiling = "CONFIDENTIAL"\n'
_LINK = re.compile(r'href="(/[^"]*)"')


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory, sample_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("editions") / "mine"
    build(folder, [sample_folder], parse=parse_and_check)
    with (folder / "reftel.toml").open("a") as settings:
        settings.write(CLASS)
    return folder


def pages(reader: Reader, start: str, limit: int) -> Iterator[tuple[str, str]]:
    """Every page that can be reached by links, as far as the limit."""
    seen, waiting = {start}, [start]
    while waiting and limit:
        path = waiting.pop(0)
        answer = reader.get(path)
        limit -= 1
        yield path, answer.text
        for link in map(unescape, _LINK.findall(answer.text)):
            if link not in seen and not link.startswith("/static"):
                seen.add(link)
                waiting.append(link)


@pytest.fixture(scope="module")
def hidden(mine: Path) -> set[str]:
    """Words that stand only in what the class may not see, and are none of the reading room's own."""
    return hidden_words(mine, "press")


def test_no_page_that_links_lead_to_holds_a_hidden_word(
    mine: Path, hidden: set[str], reader_of: Callable[[Holdings], Reader]
) -> None:
    with Collection.open(mine, reader="press") as press:
        for path, text in pages(reader_of(press), "/", 400):
            assert not hidden & words(text), path


def test_no_way_of_asking_brings_a_hidden_word_back(
    mine: Path, hidden: set[str], reader_of: Callable[[Holdings], Reader]
) -> None:
    with Collection.open(mine, reader="press") as press:
        room = reader_of(press)
        for word in sorted(hidden)[::12]:
            for asked in (f"/search?q={word}", f"/search.json?q={word[:-1]}*", f"/telegram/{quote(word)}"):
                found = hidden & words(room.get(asked).text)
                assert found <= {word, word[:-1]}, asked


def test_a_withheld_telegram_is_as_if_it_were_not_held(
    mine: Path, reader_of: Callable[[Holdings], Reader]
) -> None:
    with Collection.open(mine) as whole, Collection.open(mine, reader="press") as press:
        secret = next(c for c in whole.cards(limit=1000) if c.mrn and not press.find(c.mrn))
        assert secret.mrn is not None
        for path in (f"/telegram/{quote(secret.mrn)}", f"/telegram/key/{secret.key}"):
            assert reader_of(press).get(path).status_code == 404
