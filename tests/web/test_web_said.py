"""The pages of what is said: claims, people, places, days, and the marks in a telegram."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection
from tests.collection.said import BODIES, annotated, made

from .conftest import Reader


@pytest.fixture(scope="module")
def said_collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mine = made(
        tmp_path_factory.mktemp("said"), {**BODIES, 9: "1. (C) <b>Ibáñez said that <i>5 & 6</i> left.\n"}
    )
    annotated(mine)
    return mine


@pytest.fixture
def said(said_collection: Path, reader_of: Callable[..., Reader]) -> Iterator[Reader]:
    with Collection.open(said_collection) as held:
        yield reader_of(held)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_a_claim_leads_to_its_words_in_the_telegram_and_back(said: Reader) -> None:
    page = said.get("/claims?speaker=tamimi&manner=deny").text
    assert "the vessel had a cargo" in words_of(page)
    ((address, anchor),) = re.findall(r'href="(/telegram/key/\w+)#(said-\d+)"', page)
    telegram = said.get(address).text
    assert f'<span class="said" id="{anchor}">the vessel had a cargo</span>' in telegram
    assert f'href="#{anchor.replace("said", "claim")}"' in telegram
    assert f'id="{anchor.replace("said", "claim")}"' in telegram


def test_every_claim_of_a_telegram_leads_to_a_place_on_its_page(said: Reader) -> None:
    for number in (1, 2, 3, 9):
        page = said.get(f"/telegram/2008-VALLETTA-{number}").text
        anchors = re.findall(r'class="claim-where" href="#([\w-]+)"', page)
        assert anchors
        assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_words_of_a_telegram_stay_words(said: Reader) -> None:
    page = said.get("/telegram/2008-VALLETTA-9").text
    assert "<i>5" not in page
    assert "<i>5 & 6</i> left" in words_of(page)


def test_filters_choose_and_keep_what_was_asked(said: Reader) -> None:
    page = said.get("/claims?about=survey+vessel&place=Malta&from=2008-12&to=2008-12-31").text
    assert "1 claim" in words_of(page)
    assert 'name="about" value="survey vessel"' in page
    assert "Nobody is reported to have said this." in words_of(said.get("/claims?speaker=nobody").text)
    assert said.get("/claims?from=x&manner=y&own=z&page=w").status_code == 200
    assert said.get("/claims.json?speaker=ibanez").json()["total"] == 2
    assert len(said.get("/claims.json?limit=1").json()["claims"]) == 1


def test_a_person_is_shown_with_spellings_offices_and_what_may_be_the_same(said: Reader) -> None:
    assert said.get("/people?name=al-Tamimi").headers["location"] == "/people/al-Tamimi"
    page = words_of(said.get("/people/al-Tamimi").text)
    assert "Kareem al-Tamimi" in page
    assert "Harbour Master" in page
    assert "the vessel had a cargo" in page
    listed = said.get("/people").text
    for address in re.findall(r'href="(/people/[^"]+)"', listed):
        assert said.get(html.unescape(address)).status_code == 200
    assert said.get("/people/Nobody").status_code == 404
    assert said.get("/people/al-Tamimi.json").json()["names"][0]["claims_by"] == 4


def test_places_and_days_are_shown(said: Reader) -> None:
    assert "Marsaxlokk" in said.get("/places").text
    assert "the survey vessel left Marsaxlokk" in words_of(said.get("/places/Marsaxlokk").text)
    page = said.get("/timeline?place=Marsaxlokk").text
    days = re.findall(r'<time datetime="([\d-]+)">', page)
    assert days == sorted(days) == ["2008-12-18", "2008-12-19", "2008-12-20"]
    assert len(said.get("/timeline.json?about=boats").json()["timeline"]) == 1
    assert said.get("/places.json").json()["names"][0]["name"] == "Marsaxlokk"


def test_where_nothing_is_annotated_the_pages_say_so(reader: Reader) -> None:
    for path in ("/claims", "/people", "/places", "/timeline"):
        assert "not annotated yet" in words_of(reader.get(path).text)
