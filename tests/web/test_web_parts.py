from __future__ import annotations

import doctest
import socket
from pathlib import Path
from types import ModuleType

import pytest

import reftel.web
from reftel.errors import ReftelError
from reftel.web import apparatus, body, links, serve, views, words
from reftel.web.pages import home
from reftel.web.templating import Templates

from .shelf import TELEGRAMS

TEMPLATES = Path(reftel.web.__file__).parent / "templates"
SHARED = {"base.html", "parts.html"}


@pytest.mark.parametrize("module", [links, words, home], ids=lambda m: m.__name__)
def test_examples_of_the_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_every_template_has_its_page_and_every_page_its_template() -> None:
    assert {p.template for p in views.PAGES} == {f.name for f in TEMPLATES.iterdir()} - SHARED


def test_a_template_can_only_use_what_its_page_has() -> None:
    static = TEMPLATES.parent / "static"
    page = views.NotFoundPage(title="No such page", path="/x", held=(), near=None)
    assert "No such page" in Templates(static, name="Shelf").render(page)


@pytest.mark.parametrize(
    "mrn", ["2008 VALLETTA 488", "2005 RIO DE JANEIRO 123", "2008 X-Y/Z 3", "1974 ÉCOLE 1"]
)
def test_a_number_survives_its_address(mrn: str) -> None:
    from urllib.parse import unquote

    assert links.unslug(unquote(links.slug(mrn))) == mrn
    assert " " not in links.slug(mrn)


def test_hard_wrapped_prose_is_rejoined_and_tables_keep_their_lines() -> None:
    prose = "The chairman of the committee told us that\nthe figures of the last meeting were too high.\n"
    table = "Boat      Tons\nAzure      120\nGull       190"
    assert [b.kind for b in body.blocks(f"{prose}\n\n{table}")] == ["prose", "table"]
    assert "\n" not in next(iter(body.blocks(prose))).text
    assert next(iter(body.blocks(table))).text == table
    assert list(body.blocks("  \n ")) == []


def test_a_defect_is_marked_where_it_stands_and_alike_ones_are_one_note() -> None:
    notes = apparatus.annotate(TELEGRAMS[0])
    assert [n.mark for n in notes.notes] == ["a", "b"]
    assert notes.of("tags")[0].written == ("[EFIS](#)",)
    assert notes.of("p2.number")[0].taken_as == "2"
    assert notes.of("subject") == ()


def test_a_small_count_still_shows_in_the_grid() -> None:
    assert [home.shade(n, 1000) for n in (0, 1, 100, 1000)] == [0, 1, 2, 5]


def test_a_taken_port_gives_the_next_free_one() -> None:
    with serve.listen("127.0.0.1", 0) as first:
        first.listen()
        taken = first.getsockname()[1]
        with serve.listen("127.0.0.1", taken) as second:
            assert second.getsockname()[1] > taken


def test_an_address_that_is_not_ours_says_what_to_do() -> None:
    with pytest.raises(ReftelError, match="Name another address"):
        serve.listen("203.0.113.1", 0)


def test_on_this_computer_only_its_own_names_are_answered() -> None:
    assert "*" not in serve.names_of("127.0.0.1")
    assert serve.names_of("0.0.0.0") == ("*",)
    assert serve.names_of("0.0.0.0", ("archive.example",)) == ("archive.example",)
    assert serve.address("::1", 8474) == "http://[::1]:8474/"
    assert isinstance(socket.AF_INET6, int)
