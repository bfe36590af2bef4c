from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reftel.collection import Collection
from reftel.collection.missing import Wanted
from reftel.errors import CollectionError
from reftel.model import Segment, Source, Span, Telegram
from reftel.web import links
from reftel.web.needs import Holdings

from .conftest import Reader
from .shelf import TELEGRAMS, Shelf

VALLETTA = "/telegram/2008-VALLETTA-488"
EVERY_PAGE = [
    "/",
    "/search?q=quota",
    VALLETTA,
    "/missing",
    "/gaps",
    "/gaps/VALLETTA/2008",
    "/request/2008-PRAIA-719",
    "/number/2008-PRAIA-719",
    "/browse",
    "/watch",
    "/about",
]


def words_of(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_has_title_landmarks_language_and_skip_link(reader: Reader, path: str) -> None:
    page = reader.get(path)
    assert page.status_code == 200
    assert '<html lang="en">' in page.text
    assert re.search(r"<title>\S.*</title>", page.text)
    assert page.text.count("<h1") == 1
    for landmark in ("<main id=", "<header", "<nav aria-label", "<footer", 'href="#main"', 'role="search"'):
        assert landmark in page.text, landmark


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_is_safe_and_loads_nothing_from_elsewhere(reader: Reader, path: str) -> None:
    page = reader.get(path)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page.text)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page.text), (
        "inline styles and handlers are refused by the policy"
    )


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_id_stands_once_and_every_inner_link_leads_somewhere(reader: Reader, path: str) -> None:
    page = reader.get(path).text
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    for name in ("aria-describedby", "aria-labelledby"):
        assert set(" ".join(re.findall(rf'{name}="([^"]*)"', page)).split()) <= set(ids)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_answer_page_has_its_json(reader: Reader, path: str) -> None:
    found = re.search(r'type="application/json" href="([^"]*)"', reader.get(path).text)
    assert found
    answer = reader.get(html.unescape(found[1]))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.content)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_local_link_leads_to_a_page(reader: Reader, path: str) -> None:
    for address in set(re.findall(r'href="(/[^"]*)"', reader.get(path).text)):
        assert reader.get(html.unescape(address)).status_code in (200, 303), address


def test_home_tells_what_is_held_and_what_is_missing(reader: Reader) -> None:
    page = reader.get("/").text
    assert "4 telegrams, 12 May 2008" in page
    assert 'href="/browse?post=VALLETTA&amp;year=2008"' in page
    assert "Biographic" not in page
    assert "External Political Relations" in page
    assert 'href="/missing"' in page


def test_an_empty_collection_tells_how_to_fill_it(reader_of: Callable[..., Reader]) -> None:
    page = reader_of(Shelf(())).get("/")
    assert page.status_code == 200
    assert "reftel build COLLECTION FOLDER" in page.text
    assert "<table" not in page.text


def test_search_shows_the_words_in_context_and_leads_to_the_paragraph(reader: Reader) -> None:
    page = reader.get("/search?q=quota").text
    assert "<mark>quota</mark>" in page
    assert f'href="{VALLETTA}#p1"' in page
    assert "¶1" in page
    assert "(C)" in page
    assert 'id="p1"' in reader.get(VALLETTA).text


def test_a_hit_that_only_the_subject_has_is_not_said_twice(reader: Reader) -> None:
    page = words_of(reader.get("/search?q=lampuki").text)
    subject = 'TALKS ON THE "LAMPUKI" QUOTA <STALLED> & ADJOURNED'
    assert page.count(subject) == 1
    assert "header" not in page


def test_facets_narrow_the_search_and_show_what_is_chosen(reader: Reader) -> None:
    page = reader.get("/search?q=quota").text
    assert 'href="/search?q=quota+post%3AVALLETTA"' in page
    page = reader.get("/search?q=quota+post%3AVALLETTA").text
    assert 'class="chosen"' in page
    assert 'href="/search?q=quota"' in page


def test_a_search_that_finds_nothing_helps(reader: Reader) -> None:
    page = reader.get("/search?q=kwota").text
    assert "Did you mean" in page
    assert 'href="/search?q=quota"' in page
    assert "How to ask" in page


def test_a_query_that_cannot_be_read_shows_the_place_and_a_correction(reader: Reader) -> None:
    page = reader.get("/search?q=talks+%22lampuki+quota")
    assert page.status_code == 400
    assert '<mark class="trouble">&#34;lampuki</mark>' in page.text
    assert "talks%20" not in page.text
    assert 'href="/search?q=talks+%22lampuki+quota%22"' in page.text
    told = reader.get("/search.json?q=talks+%22lampuki")
    assert told.status_code == 400
    assert told.json()["place"] == 6


@pytest.mark.parametrize("query", ["", "%20", None])
def test_an_empty_search_leads_to_the_front(reader: Reader, query: str | None) -> None:
    page = reader.get("/search" if query is None else f"/search?q={query}")
    assert (page.status_code, page.headers["location"]) == (303, "/")


def test_a_number_leads_to_its_telegram(reader: Reader) -> None:
    page = reader.get("/search?q=2008+valletta+488")
    assert (page.status_code, page.headers["location"]) == (303, VALLETTA)
    assert reader.get("/search?q=2008+valletta+488&as=words").status_code == 200


def test_a_number_not_held_shows_who_cites_it(reader: Reader) -> None:
    for path in ("/search?q=2008+praia+719", "/number/2008-PRAIA-719"):
        page = reader.get(path)
        assert page.status_code == 200
        assert "1 telegram in it cites it" in words_of(page.text)
        assert VALLETTA in page.text
    assert reader.get("/telegram/2008-PRAIA-719").status_code == 404
    assert "cites it" in reader.get("/telegram/2008-PRAIA-719").text


def test_what_only_looks_like_a_number_is_searched_for(reader: Reader) -> None:
    page = reader.get("/search?q=1999+june+15")
    assert page.status_code == 200
    assert "No telegram here has all of that" in page.text
    assert 'href="/number/1999-JUNE-15"' in page.text
    assert reader.get("/cables/1999-JUNE-15").text.count("1999 JUNE 15") == 0


def test_a_shared_number_gives_a_choice(reader: Reader) -> None:
    page = reader.get("/telegram/2008-LISBON-2801")
    addresses = [links.by_key(t.key) for t in TELEGRAMS[2:]]
    assert page.status_code == 200
    assert all(f'href="{address}"' in page.text for address in addresses)
    assert "CORRECTED COPY" in reader.get(addresses[1]).text
    assert reader.get("/telegram/2008-LISBON-2801.json").status_code == 300
    hits = reader.get("/search?q=another").text
    assert f'href="{addresses[1]}#p1"' in hits


def test_the_choice_says_how_the_bearers_belong_together(
    reader_of: Callable[[Holdings], Reader], sample_collection: Path
) -> None:
    with Collection.open(sample_collection) as held:
        page = reader_of(held).get("/telegram/2008-VALLETTA-491").text
        (first, second) = held.find("VALLETTA 491")
    text = words_of(page)
    assert f"To {first.key[:12]} : corrected copy . It says" in text
    assert f'href="{links.diff(first.key, second.key)}"' in page
    assert "A telegram of its own" not in text


def test_the_telegram_page_tells_everything_of_the_header(reader: Reader) -> None:
    page = words_of(reader.get(VALLETTA).text)
    for words in (
        "2008 VALLETTA 488",
        "12 May 2008, 08:00 Z",
        'TALKS ON THE "LAMPUKI" QUOTA <STALLED> & ADJOURNED',
        "AMEMBASSY VALLETTA",
        "SECSTATE WASHDC",
        "3 addressees",
        "NATO COLLECTIVE",
        "12958, declassify on 12 May 2018",
        "by Orla Quillfeather",
        "1.4(b)",
        "External Political Relations",
        "QUILLFEATHER",
        "a paragraph mark read as the digit 1",
        "The header, word by word",
        "exercise/telegram.txt",
        TELEGRAMS[0].key,
    ):
        assert words in page, words


def test_references_lead_to_what_is_held_and_to_what_is_not(reader: Reader) -> None:
    page = reader.get(VALLETTA).text
    assert 'href="/telegram/2008-TUNIS-1277"' in page
    assert 'href="/number/2008-PRAIA-719"' in page
    assert "not held" in page
    assert ">e-mail</span>" in page


def test_a_citation_names_sender_number_subject_date_and_fingerprint(reader: Reader) -> None:
    page = words_of(reader.get(VALLETTA).text)
    assert "AMEMBASSY VALLETTA to SECSTATE WASHDC, telegram 488, “EXERCISE: TALKS" in page
    assert f"2008 VALLETTA 488; SHA-256 {TELEGRAMS[0].key[:16]}." in page


def test_the_original_on_the_page_is_the_source(reader: Reader) -> None:
    for telegram in TELEGRAMS:
        page = reader.get(links.by_key(telegram.key)).text
        shown = re.search(r'<pre class="source-text">(.*?)</pre>', page, re.DOTALL)
        assert shown
        assert html.unescape(re.sub(r"<[^>]*>", "", shown[1])) == telegram.text


def test_the_json_of_a_telegram_is_its_record(reader: Reader) -> None:
    answer = reader.get(f"{VALLETTA}.json").json()
    assert answer["mrn"] == "2008 VALLETTA 488"
    assert answer["format"] == "reftel/1"
    by_key = reader.get(f"/telegram/key/{answer['key'][:12]}.json").json()
    assert by_key == answer


def test_a_text_that_nobody_understood_is_still_shown(reader_of: Callable[..., Reader]) -> None:
    whole = Span(0, 9)
    odd = Telegram(
        "ab" * 32, "unknown", Source("cd" * 32, "latin-1", "text/plain", whole), "<b>\r\n\0é&x", ()
    )
    odd = Telegram(odd.key, odd.family, odd.source, odd.text, (Segment("unread", whole),))
    page = reader_of(Shelf((odd,))).get(links.by_key(odd.key))
    assert page.status_code == 200
    assert "seg-unread" in page.text
    assert "No paragraph could be read" in page.text
    assert "Telegram without a number" in page.text
    assert "<b>\r" not in page.text


def test_an_unknown_address_helps(reader: Reader) -> None:
    page = reader.get("/nowhere/at/all")
    assert page.status_code == 404
    assert "/nowhere/at/all" in page.text
    assert 'role="search"' in page.text
    page = reader.get("/cables/2008 PRAIA 719")
    assert page.status_code == 404
    assert 'href="/number/2008-PRAIA-719"' in page.text
    page = reader.get("/cables/2008-TUNIS-1277")
    assert page.status_code == 404
    assert 'href="/telegram/2008-TUNIS-1277"' in page.text
    assert reader.get("/nowhere.json").json() == {"error": "No such page."}
    assert reader.get("/telegram/key/ffffffff").status_code == 404


def test_what_an_address_says_is_escaped(reader: Reader) -> None:
    for path in (
        "/<script>x",
        "/search?q=<script>",
        "/search?q=%22<script>",
        "/telegram/<script>",
        "/browse?post=<script>",
    ):
        assert "<script>" not in reader.get(path).text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_reading_room_is_only_read(reader: Reader, method: str) -> None:
    answer = reader.ask(method, "/search")
    assert answer.status_code == 405
    assert answer.headers["allow"]


@pytest.mark.parametrize("path", [*EVERY_PAGE, "/overview.json"])
def test_head_answers_without_a_body(reader: Reader, path: str) -> None:
    answer = reader.ask("HEAD", path)
    assert (answer.status_code, answer.content) == (200, b"")


def test_static_files_are_kept_and_pages_asked_for_again(reader: Reader) -> None:
    page = reader.get("/")
    assert page.headers["cache-control"] == "no-cache"
    for address in re.findall(r'(?:href|src)="(/static/[^"]*)"', page.text):
        static = reader.get(address)
        assert static.status_code == 200
        assert "immutable" in static.headers["cache-control"]
        assert reader.get(address, headers={"if-none-match": static.headers["etag"]}).status_code == 304
    assert reader.get("/static/../app.py").status_code == 404


class Broken(Shelf):
    """A collection that fails when its telegrams are asked for."""

    def missing(self, limit: int = 100, wanted: Wanted | None = None) -> tuple[()]:
        raise ZeroDivisionError("a secret of the house")

    def rejects(self) -> tuple[()]:
        raise CollectionError("The database is locked. Try again when the build has ended.")


def test_our_mistake_shows_no_traceback_and_a_mendable_one_says_how(reader_of: Callable[..., Reader]) -> None:
    reader = reader_of(Broken())
    page = reader.get("/missing")
    assert page.status_code == 500
    assert "secret" not in page.text
    assert "Traceback" not in page.text
    assert "content-security-policy" in page.headers
    page = reader.get("/about")
    assert page.status_code == 503
    assert "Try again when the build has ended." in page.text
    assert reader.get("/about.json").json() == {
        "error": "The database is locked. Try again when the build has ended."
    }


def test_a_name_from_elsewhere_is_turned_away(reader_of: Callable[..., Reader]) -> None:
    reader = reader_of(Shelf(), hosts=("127.0.0.1",))
    assert reader.get("/").status_code == 200
    assert reader.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_where_a_text_comes_from_is_told(reader: Reader) -> None:
    said = "Released The <Exercise> Archive, March 2014 Fetched https://archive.example/release Licence CC0"
    assert said in words_of(reader.get(VALLETTA).text)
    assert reader.get(f"{VALLETTA}.json").json()["provenance"]["licence"] == "CC0"
    answer = words_of(reader.get("/search?q=quota").text)
    assert answer.count("Where these come from: Released by The <Exercise> Archive, March 2014") == 1
    about = words_of(reader.get("/about").text)
    assert "Released by The <Exercise> Archive, March 2014" in about
    assert [s["name"] for s in reader.get("/about.json").json()["sources"]] == ["exercise", "notes"]
