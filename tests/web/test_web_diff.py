"""Copies on the telegram's page, in results, and two of them word by word."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

import pytest

from reftel.collection.answers import Also, Results
from reftel.web import links
from tests.release.made import BODY, OTHER_BODY, cable, read, released

from .conftest import Reader
from .shelf import Shelf, card_of
from .test_web_pages import words_of

CUT = BODY.replace("A COUSIN OF THE MAYOR", "[         ]").replace("A BOAT", "(b)(6)")
WHOLE, PART = read(cable()), read(released(CUT))
OTHER = read(cable(OTHER_BODY, number="000046", subject="NETS & MENDERS"))
PAGE = links.diff(PART.key, WHOLE.key)


class CopiesShelf(Shelf):
    """A shelf with two copies of one telegram, that folds them."""

    def __init__(self) -> None:
        super().__init__((WHOLE, PART, OTHER))

    def search(self, query: str, *, limit: int = 20, offset: int = 0, order: str = "relevance") -> Results:
        found = super().search(query, limit=1000, order=order)
        also = (Also(card_of(PART), "another release", "certain"),)
        hits = [h for h in found.hits if h.card.key != PART.key]
        folded = len(found.hits) - len(hits)
        from msgspec.structs import replace

        hits = [replace(h, also=also) if h.card.key == WHOLE.key else h for h in hits]
        return replace(found, hits=tuple(hits[offset : offset + limit]), folded=folded)


@pytest.fixture
def copies(reader_of: Callable[..., Reader]) -> Reader:
    return reader_of(CopiesShelf())


def test_what_was_opened_stands_in_ins_with_the_mark_it_replaces(copies: Reader) -> None:
    page = copies.get(PAGE)
    assert page.status_code == 200
    assert re.search(
        r'<del class="redacted">\[ ]\.</del> <ins class="opened">A COUSIN OF THE MAYOR\.</ins>', page.text
    )
    assert re.search(r'<ins class="opened">A BOAT\.</ins> <span class="codes">B6</span>', page.text)
    assert "7 newly opened" in words_of(page.text)
    assert "personal privacy" in words_of(page.text)
    assert f'href="{links.diff(WHOLE.key, PART.key)}"' in page.text
    assert "Another release. It shows 7 words" in words_of(page.text)


def test_the_other_way_round_it_is_withheld(copies: Reader) -> None:
    page = copies.get(links.diff(WHOLE.key, PART.key)).text
    assert '<del class="closed">A BOAT.</del> <ins class="redacted">(b)(6).</ins>' in page
    assert "7 newly withheld" in words_of(page)


def test_every_word_of_both_stands_on_the_page(copies: Reader) -> None:
    said = words_of(copies.get(PAGE).text)
    assert all(word in said for word in BODY.split())


def test_the_page_has_its_json_and_its_links_lead_somewhere(copies: Reader) -> None:
    page = copies.get(PAGE).text
    told = json.loads(copies.get(f"{PAGE}.json").content)
    assert told["counts"]["opened"] == 7
    assert page.count("<h1") == 1
    for address in set(re.findall(r'href="(/[^"]*)"', page)):
        assert copies.get(html.unescape(address)).status_code in (200, 303), address
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page)


def test_text_of_a_telegram_never_becomes_markup(reader_of: Callable[..., Reader]) -> None:
    a, b = (
        read(cable(BODY.replace("FOUR", "<b>FOUR</b>"))),
        read(cable(BODY.replace("FOUR", "<i>FIVE</i> &amp;"))),
    )
    page = reader_of(Shelf((a, b))).get(links.diff(a.key, b.key)).text
    assert "&lt;b&gt;FOUR&lt;/b&gt;" in page
    assert "&lt;i&gt;FIVE&lt;/i&gt; &amp;amp;" in page


def test_two_that_are_the_same_are_said_to_be(reader_of: Callable[..., Reader]) -> None:
    a, b = read(cable()), read(cable(BODY.replace("\n", "\r\n")))
    page = words_of(reader_of(Shelf((a, b))).get(links.diff(a.key, b.key)).text)
    assert "on both sides; only layout, page lines or stamps differ" in page
    assert "newly opened" not in page


def test_a_key_that_nobody_has_is_not_found(copies: Reader) -> None:
    assert copies.get("/diff/aaaaaaaaaaaa/bbbbbbbbbbbb").status_code == 404
    assert copies.get("/diff/aaaaaaaaaaaa/bbbbbbbbbbbb.json").status_code == 404


def test_the_telegram_page_names_its_copies_and_leads_to_the_comparison(copies: Reader) -> None:
    page = copies.get(links.by_key(WHOLE.key)).text
    assert "Other copies" in page
    assert "another release : It withholds 7 words" in words_of(page)
    assert f'href="{PAGE}"' in page  # the earlier first, from whichever side one comes
    assert f'href="{PAGE}"' in copies.get(links.by_key(PART.key)).text
    assert "Other copies" not in copies.get(links.by_key(OTHER.key)).text


def test_results_name_the_copies_folded_into_a_hit(copies: Reader) -> None:
    page = copies.get("/search?q=lanterns").text
    assert "2 telegrams for" in words_of(page)
    assert "1 copy is folded into another" in words_of(page)
    assert "Also held: 1 other copy ( another release )" in words_of(page)
    assert f'href="{links.by_key(PART.key)}"' in page


def test_pages_are_counted_by_what_stands_on_them(reader_of: Callable[..., Reader]) -> None:
    from msgspec.structs import replace

    class Folded(Shelf):
        def search(
            self, query: str, *, limit: int = 20, offset: int = 0, order: str = "relevance"
        ) -> Results:
            return replace(super().search(query), total=45, folded=10)

    assert "Page 1 of 2" in words_of(reader_of(Folded()).get("/search?q=quota").text)
