"""The reading room over a real collection: the sample telegrams, in all their layouts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from reftel import sample
from reftel.cli.reading import parse_and_check
from reftel.collection import Collection, build
from reftel.web import links

from .conftest import Reader


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("web") / "sample"
    build(folder, [sample.folder()], parse=parse_and_check, workers=1)
    with Collection.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def room(collection: Collection) -> Reader:
    return Reader(collection)


def test_every_telegram_has_its_page_with_the_source_beside_it(collection: Collection, room: Reader) -> None:
    cards = collection.cards(limit=1000)
    assert len(cards) >= 60
    for card in cards:
        page = room.get(links.by_key(card.key)).text
        shown = re.search(r'<pre class="source-text">(.*?)</pre>', page, re.DOTALL)
        assert shown
        text = html.unescape(re.sub(r"<[^>]*>", "", shown[1]))
        assert text == collection.telegram(card.key).text, card.source_name
        ids = re.findall(r'\sid="([^"]*)"', page)
        assert len(ids) == len(set(ids)), card.source_name
        assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids), card.source_name


def test_every_number_leads_to_its_telegram(collection: Collection, room: Reader) -> None:
    for card in collection.cards(limit=1000):
        if card.mrn:
            assert room.get(f"/search?q={card.mrn}").status_code in (200, 303)
            page = room.get(links.telegram(card))
            assert page.status_code == 200
            assert card.mrn in page.text


@pytest.mark.parametrize("path", ["/", "/search?q=survey", "/missing", "/browse", "/browse?page=2", "/about"])
def test_every_link_of_the_lists_leads_to_a_page(room: Reader, path: str) -> None:
    page = room.get(path)
    assert page.status_code == 200
    for address in sorted(set(re.findall(r'href="(/[^"]*)"', page.text))):
        assert room.get(html.unescape(address)).status_code in (200, 303), address


@pytest.mark.parametrize(
    "query", ['"abc', "colour:red", "from:", "date:yesterday", "((", "a" * 5000, "survey*", "*"]
)
def test_no_query_breaks_the_room(room: Reader, query: str) -> None:
    assert room.get("/search", params={"q": query}).status_code in (200, 303, 400)
    assert room.get("/search.json", params={"q": query}).status_code in (200, 400)


@pytest.mark.parametrize("order", ["relevance", "date", "newest", "number", "nonsense"])
def test_every_order_is_answered(room: Reader, order: str) -> None:
    assert room.get("/search", params={"q": "survey", "order": order}).status_code == 200


def test_what_a_check_found_stands_on_the_page_with_its_rule_and_lines(
    collection: Collection, room: Reader
) -> None:
    [card] = collection.find("2009 TUNIS 3")
    page = room.get(links.by_key(card.key)).text
    assert "What the checks say" in page
    assert "Paragraph 3 is marked (S), the telegram CONFIDENTIAL." in page
    assert "5 FAH-3 H-713" in page
    said = re.search(r'<li class="finding finding-error">(.*?)</li>', page, re.DOTALL)
    assert said
    assert len(re.findall(r'href="#L\d+"', said[1])) == 2


def test_a_page_without_findings_does_not_speak_of_checks(collection: Collection, room: Reader) -> None:
    [card] = collection.find("2008 VALLETTA 483")
    assert "What the checks say" not in room.get(links.by_key(card.key)).text


def test_each_count_beside_an_answer_leads_to_so_many(room: Reader) -> None:
    page = room.get("/search?q=harbor+OR+boat").text
    side = page[page.index('<aside class="side"') :]
    links_ = re.findall(r'<a href="([^"]+)"[^>]*>.*?</a> <span class="n">([\d,]+)</span>', side, re.DOTALL)
    assert len(links_) > 30
    for url, count in links_[::5]:
        narrowed = room.get(html.unescape(url)).text
        found = re.search(r"<h1>([\d,]+) telegrams?", narrowed)
        assert found
        assert found[1] == count, url
        assert 'class="chosen"' in narrowed


def test_what_a_query_was_taken_to_mean_stands_above_the_answer(room: Reader) -> None:
    assert "tags:labor = ELAB" in room.get("/search?q=tags:labor").text


def test_a_telegram_names_those_like_it(collection: Collection, room: Reader) -> None:
    (card,) = collection.find("2008 VALLETTA 483")
    page = room.get(links.telegram(card)).text
    block = page[page.index("More like this") :]
    for like in collection.like(card.key, limit=3):
        assert links.telegram(like) in block


def test_a_choice_between_two_releases_leads_to_their_comparison(room: Reader) -> None:
    page = room.get("/telegram/08VALLETTA497").text
    assert "<b>another release</b>" in page
    (address,) = re.findall(r'href="(/diff/[^"]*)"', page)
    assert "newly withheld" in room.get(address).text


def test_what_is_like_a_telegram_is_none_of_its_copies(collection: Collection) -> None:
    cards = collection.cards(limit=1000)
    grouped = [card for card in cards if collection.copies(card.key)]
    assert len(grouped) == 10
    alike = {card.key: {other.key for other in collection.like(card.key)} for card in grouped}
    assert any(alike.values())
    for card in grouped:
        assert not alike[card.key] & {copy.card.key for copy in collection.copies(card.key)}


def test_an_empty_answer_leads_out_of_what_it_was_narrowed_to(room: Reader) -> None:
    page = room.get('/search?q=vessel+post:TUNIS+tags:"no+such+thing"').text
    found = re.search(r"<p>Look without (.*?)</p>", page)
    assert found
    ways = [html.unescape(way) for way in re.findall(r'href="([^"]*)"', found[1])]
    assert len(ways) == 2
    assert "No telegrams" in room.get(ways[0]).text
    assert "1 telegram " in re.sub(r"<[^>]*>", "", room.get(ways[1]).text)


@pytest.mark.parametrize(
    "query", ["nothinglikeit", "(vessel tags:nothing)", "tags:nothing", "a OR tags:nothing"]
)
def test_no_way_out_is_offered_that_leads_nowhere(room: Reader, query: str) -> None:
    assert "Look without" not in room.get(f"/search?q={query}").text
