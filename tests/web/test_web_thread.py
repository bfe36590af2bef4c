from __future__ import annotations

from .conftest import Reader


def test_a_thread_shows_what_is_not_held_and_where_it_was_cut(reader: Reader) -> None:
    page = reader.get("/thread/2008-VALLETTA-488")
    assert page.status_code == 200
    assert "thread-missing" in page.text
    assert "2008 PRAIA 719" in page.text
    assert "It is cut here." in page.text
    told = reader.get("/thread/2008-VALLETTA-488.json").json()
    assert [bool(m["cards"]) for m in told["members"]] == [False, True]


def test_what_is_no_number_is_not_found(reader: Reader) -> None:
    assert reader.get("/thread/nothing").status_code == 404


def test_a_telegrams_page_leads_to_its_thread(reader: Reader) -> None:
    pages = [reader.get(f"/telegram/2008-{n}").text for n in ("VALLETTA-488", "TUNIS-1277")]
    assert any("Open the whole exchange" in page for page in pages)
