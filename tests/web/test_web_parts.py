from __future__ import annotations

import doctest
import socket
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import reftel.web
from reftel.errors import ReftelError
from reftel.model import Defect, Source, Span, Stamp, Telegram
from reftel.web import apparatus, body, links, serve, tables, views, words
from reftel.web.pages import home, telegram
from reftel.web.templating import Templates

from .shelf import TELEGRAMS, Draft

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


def test_long_items_are_set_each_for_itself_and_a_number_ending_a_sentence_is_no_item() -> None:
    text = (
        "The exercise wardens hold that three things stand in the way of the quota:\n"
        "A. The boats of the outer island were counted twice in the spring, by two clerks,\nand nobody saw.\n"
        "B. The scales of the harbour were never tested since they came.\n"
        "- and the exercise scribe was on leave throughout the whole of the season."
    )
    assert [b.kind for b in body.blocks(text)] == ["prose", "item", "item", "item"]
    assert [b.text[:2] for b in body.blocks(text)][1:] == ["A.", "B.", "- "]
    wrapped = (
        "The exercise fleet came to a hundred and ninety boats, the guard's to only\n45. At noon both turned."
    )
    assert [b.kind for b in body.blocks(wrapped)] == ["prose"]


def test_a_table_that_was_read_gets_its_columns_back_from_the_original() -> None:
    printed = (
        "2. EXERCISE CATCH OF THE TWO BOATS, IN TONS.   IT FELL:\n\n"
        "                 2007      2008\n    AZURE         120       110\n"
        "    GULL AND      190        45\n    GANNET\n    TERN            1         2\n"
        "THE REST OF THE FLEET DID NOT SAIL AT ALL IN EITHER YEAR.\n"
    )
    read = (
        "EXERCISE CATCH OF THE TWO BOATS, IN TONS. IT FELL:\n\n2007 2008\nAZURE 120 110\n"
        "GULL AND 190 45 GANNET\nTERN 1 2 THE REST OF THE FLEET DID NOT SAIL AT ALL IN EITHER YEAR."
    )
    first, table, rest = body.blocks(read, tables.rows_of(printed))
    assert (first.kind, table.kind, rest.kind) == ("prose", "table", "prose")
    assert table.text.splitlines() == [
        "             2007      2008",
        "AZURE         120       110",
        "GULL AND      190        45",
        "GANNET",
        "TERN            1         2",
    ]
    assert rest.text.startswith("THE REST OF THE FLEET")
    assert [
        b.kind for b in body.blocks("AZURE 120 110 AND NOTHING ELSE WAS CAUGHT.", tables.rows_of(printed))
    ] == ["prose"]


def test_what_is_printed_around_the_text_is_gathered() -> None:
    d = Draft()
    d.put("passing", "Pass Line:   EXERCISE DESK FOR\n   QUILLFEATHER\n")
    d.put("passing", "\n")
    d.put("footnote", "Footnotes\n\n[1] An exercise note\nin two lines.\n\nSource note\n\nSource: Nowhere.\n")
    source = Source("0" * 64, "utf-8", "text/plain", Span(0, len(d.text)))
    printed = Telegram("0" * 64, "frus", source, d.text, tuple(d.segments))
    assert body.passing(printed) == ("EXERCISE DESK FOR QUILLFEATHER",)
    assert body.editors_notes(printed) == ("[1] An exercise note in two lines.", "Source: Nowhere.")
    assert body.editors_notes(TELEGRAMS[0]) == ()


def test_notes_are_lettered_as_they_follow_on_the_page() -> None:
    t = TELEGRAMS[0]
    dtg = next(s.span for s in t.segments if s.kind == "dtg")
    late = Defect("prosign-misread", "precedence", "D", "O", "no precedence has this prosign", dtg)
    notes = apparatus.annotate(msgspec.structs.replace(t, defects=(*reversed(t.defects), late)))
    assert [(n.mark, n.place) for n in notes.notes] == [("a", "from"), ("b", "tags"), ("c", "p2.number")]


def test_a_mark_of_release_says_its_day_once() -> None:
    span = Span(0, 4)
    stamps = (
        Stamp("case", "EXERCISE CASE 7  DATE: 09/30/2015", "2015-09-30", (span, span)),
        Stamp("odd_kind", "EXERCISE 1 2 26", "2026-02-01", ()),
    )
    t = msgspec.structs.replace(TELEGRAMS[0], release=stamps)
    shown = [telegram._stamp(t, stamp) for stamp in stamps]
    assert [(s.text, s.kind, s.date, s.lines) for s in shown] == [
        ("EXERCISE CASE 7 DATE: 09/30/2015", "case and document number", None, (1,)),
        ("EXERCISE 1 2 26", "odd kind", "2026-02-01", ()),
    ]


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
