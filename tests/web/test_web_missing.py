"""The pages of what is missing and of the letter, over the sample collection."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection

from .conftest import Reader


@pytest.fixture
def sample(sample_collection: Path, reader_of: Callable[..., Reader]) -> Iterator[Reader]:
    with Collection.open(sample_collection) as held:
        yield reader_of(held)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_missing_shows_cards_whose_sentences_open_at_their_place(sample: Reader) -> None:
    page = sample.get("/missing").text
    assert "We would now put ref B aside." in words_of(page)
    places = re.findall(r'href="(/telegram/key/\w+)#((?:p|ref-)\d+)"', page)
    assert any(anchor.startswith("ref-") for _, anchor in places)
    for address, anchor in dict(places[:12]).items():
        assert f'id="{anchor}"' in sample.get(address).text


def test_filters_choose_and_keep_what_was_asked(sample: Reader) -> None:
    page = sample.get("/missing?post=tunis&from=2008-12&to=2009-01").text
    assert "2008 TUNIS 1265" in page
    assert "2008 LISBON 2799" not in page
    assert 'name="post" size="14" value="tunis"' in page
    assert "1976 LISBON 4410" in sample.get("/missing?state=withdrawn").text
    assert "Nothing that is missing answers this." in words_of(sample.get("/missing?post=NOWHERE").text)
    assert sample.get("/missing.json?state=stub").json()["counts"] == {
        "not-held": 0,
        "stub": 1,
        "withdrawn": 0,
    }
    assert sample.get('/missing?q="open').status_code == 400
    assert sample.get('/missing.json?q="open').status_code == 400
    assert sample.get("/missing?year=x&from=y&state=z").status_code == 200


def test_the_letter_is_shown_and_nothing_is_noted(sample: Reader, sample_collection: Path) -> None:
    page = sample.get("/request/2008-TUNIS-1265")
    assert page.status_code == 200
    assert "Mandatory Declassification Review" in page.text
    assert "[your name]" in page.text
    other = sample.get("/request/2008-TUNIS-1265?kind=foia").text
    assert "Freedom of Information Act (5 U.S.C. 552)" in other
    text = sample.get("/request/2008-TUNIS-1265.txt?kind=foia")
    assert text.headers["content-type"].startswith("text/plain")
    assert sample.get("/request/2008-TUNIS-1265.pdf").content.startswith(b"%PDF")
    assert sample.get("/request/2008-TUNIS-1265.json").json()["letter"]["kind"] == "mdr"
    assert not (sample_collection / "requests.sqlite").exists()


@pytest.mark.parametrize("slug", ["2008-VALLETTA-483", "nonsense"])
@pytest.mark.parametrize("form", ["", ".txt", ".json"])
def test_what_is_not_missing_has_no_letter(sample: Reader, slug: str, form: str) -> None:
    assert sample.get(f"/request/{slug}{form}").status_code == 404


def test_a_request_by_post_is_refused(sample: Reader) -> None:
    assert sample.ask("POST", "/request/2008-TUNIS-1265").status_code == 405
