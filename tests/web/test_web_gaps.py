"""How complete: the grid, the page of a post and year, their JSON and pictures."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection
from reftel.web import links

from .conftest import Reader


@pytest.fixture
def room(sample_collection: Path) -> Iterator[Reader]:
    with Collection.open(sample_collection) as opened:
        yield Reader(opened)


def test_the_grid_leads_to_every_post_and_year(room: Reader, sample_collection: Path) -> None:
    page = room.get("/gaps").text
    with Collection.open(sample_collection) as held:
        for each in held.gaps():
            assert f'href="{links.gaps(each.post, each.period)}"' in page
            assert room.get(links.gaps(each.post, each.period)).status_code == 200


def test_a_post_and_year_have_plots_tables_and_a_footnote(room: Reader) -> None:
    page = room.get("/gaps/VALLETTA/2008").text
    assert page.count("<svg ") == 2
    assert page.count('role="img"') == 2
    assert "Of the telegrams that VALLETTA numbered in 2008" in page
    assert "1 to 482" in page
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page)
    assert "<style" not in page


def test_the_json_says_the_same(room: Reader) -> None:
    told = room.get("/gaps/VALLETTA/2008.json").json()
    listed = room.get("/gaps.json").json()["gaps"]
    assert told["completeness"] in listed
    assert html.escape(told["footnote"], quote=False) in room.get("/gaps/VALLETTA/2008").text


def test_the_pictures_can_be_taken_alone(room: Reader) -> None:
    for name in ("numbers", "months"):
        picture = room.get(f"/gaps/VALLETTA/2008/{name}.svg")
        assert picture.headers["content-type"].startswith("image/svg+xml")
        ET.fromstring(picture.text)
    assert room.get("/gaps/VALLETTA/2008/other.svg").status_code == 404


@pytest.mark.parametrize("of", ["VALLETTA/1999", "NOWHERE/2008", "VALLETTA/99999999", "VALLETTA/x"])
def test_what_is_not_held_is_not_found(room: Reader, of: str) -> None:
    assert room.get(f"/gaps/{of}").status_code == 404
    assert room.get(f"/gaps/{of}.json").status_code == 404
