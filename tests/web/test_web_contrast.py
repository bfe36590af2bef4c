"""The page of claims held against each other."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection
from tests.collection.contrasts import contrasted

from .conftest import Reader


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return contrasted(tmp_path_factory.mktemp("contrast"))[0]


@pytest.fixture
def reader(mine: Path, reader_of: Callable[..., Reader]) -> Iterator[Reader]:
    with Collection.open(mine) as held:
        yield reader_of(held)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_cards_show_both_passages_and_lead_to_their_places(reader: Reader) -> None:
    page = reader.get("/contrast?kind=contradiction").text
    told = words_of(page)
    assert "Ibáñez denied that pilots had inspected the survey vessel." in told
    assert "One says that it is so, the other that it is not." in told
    places = re.findall(r'href="(/telegram/key/\w+)#(p\d+)"', page)
    assert places
    for address, anchor in places:
        assert f'id="{anchor}"' in reader.get(address).text


def test_filters_choose_and_keep_what_was_asked(reader: Reader) -> None:
    page = reader.get("/contrast?about=survey+vessel&speaker=Ibanez&kind=contradiction").text
    assert 'name="about" value="survey vessel"' in page
    assert page.count('class="contrast"') == 1
    assert "No card answers this." in words_of(reader.get("/contrast?about=nothing").text)
    assert reader.get("/contrast?kind=x&from=y").status_code == 200
    assert reader.get("/contrast.json?kind=retelling").json()["total"] == 1
    assert "The summary is marked (C)" in words_of(reader.get("/contrast?telegram=08VALLETTA4").text)
    assert reader.get("/contrast?telegram=08NOWHERE1").status_code == 404
    assert reader.get("/contrast.json?telegram=08NOWHERE1").status_code == 404
