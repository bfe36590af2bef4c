"""Copies of one telegram are grouped as they come, and results show each group once."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

import reftel
from reftel.collection import Collection, build, copies
from tests.collection.exercise import write
from tests.release.made import BODY, OTHER_BODY, cable, released

WITHHELD = BODY.replace("A COUSIN OF THE MAYOR", "[text not declassified]")
TEXTS = {
    "a": cable(),
    "b": released(WITHHELD),
    "c": cable(caption="CORRECTED COPY"),
    "d": cable(OTHER_BODY, subject="NET MENDERS", day="091000Z MAY 08"),
    "e": cable(OTHER_BODY, number="000046", subject="NET MENDERS"),
}


def built(folder: Path, **texts: str) -> Path:
    build(folder / "mine", [write(folder / "in", **texts)], parse=reftel.parse)
    return folder / "mine"


def groups(folder: Path) -> dict[str, list[tuple[str, str | None]]]:
    """The groups by the file of the first, each member with its file and what it is."""
    with sqlite3.connect(folder / "telegrams.sqlite") as db:
        rows = db.execute(
            """SELECT f.name, s.name, g.relation FROM groups g
               JOIN telegrams t ON t.id = g.telegram_id JOIN sources s ON s.id = t.source_id
               JOIN telegrams h ON h.id = g.first_id JOIN sources f ON f.id = h.source_id ORDER BY 2"""
        ).fetchall()
    db.close()
    found: dict[str, list[tuple[str, str | None]]] = {}
    for first, name, relation in rows:
        found.setdefault(Path(first).stem, []).append((Path(name).stem, relation))
    return found


FIRST_THREE = {"a": [("a", None), ("b", "another release"), ("c", "corrected copy")]}


def test_copies_are_grouped_around_the_fullest_and_others_of_the_number_are_not(tmp_path: Path) -> None:
    assert groups(built(tmp_path, **TEXTS)) == FIRST_THREE


def test_a_copy_that_comes_later_joins_the_group(tmp_path: Path) -> None:
    built(tmp_path, b=TEXTS["b"])
    built(tmp_path, d=TEXTS["d"])
    assert groups(tmp_path / "mine") == {}
    built(tmp_path, c=TEXTS["c"])
    assert groups(tmp_path / "mine") == {"c": [("b", "corrected copy"), ("c", None)]}
    built(tmp_path, a=TEXTS["a"])
    assert [name for name, _ in groups(tmp_path / "mine")["c"]] == ["a", "b", "c"]


def test_groups_do_not_depend_on_how_the_work_was_cut(tmp_path: Path) -> None:
    def rows(name: str, **how: Any) -> list[tuple[Any, ...]]:
        build(tmp_path / name, [tmp_path / "in"], parse=reftel.parse, workers=1, **how)
        with sqlite3.connect(tmp_path / name / "telegrams.sqlite") as db:
            found = db.execute("SELECT * FROM groups ORDER BY 1").fetchall()
        db.close()
        return found

    write(tmp_path / "in", **TEXTS)
    assert rows("one") == rows("two", batch=1) == rows("three", batch=2)


def test_two_that_belong_together_only_by_a_third_make_one_group(tmp_path: Path) -> None:
    half = BODY.split("\n\n", 1)
    mine = built(tmp_path, a=cable(half[0]), b=cable(half[1]))
    assert groups(mine) == {}
    built(tmp_path, c=cable())
    assert [name for name, _ in groups(mine)["c"]] == ["a", "b", "c"]
    with Collection.open(mine) as held:
        [key] = [c.key for c in held.cards() if c.source_name.endswith("a.txt")]
        assert {c.reason for c in held.copies(key) if c.card.source_name.endswith("b.txt")} == {
            "Both are copies of a third that is held."
        }


def test_a_file_that_changes_takes_its_telegram_out_of_the_group(tmp_path: Path) -> None:
    mine = built(tmp_path, **TEXTS)
    built(tmp_path, a=cable(OTHER_BODY, number="000099", subject="SOMETHING ELSE"))
    assert groups(mine) == {"c": [("b", "corrected copy"), ("c", None)]}
    built(tmp_path, c=cable(OTHER_BODY, number="000098", subject="SOMETHING MORE"))
    assert groups(mine) == {}


def test_the_group_of_a_telegram_deleted_by_any_way_is_found_anew(tmp_path: Path) -> None:
    mine = built(tmp_path, **TEXTS)
    db = sqlite3.connect(mine / "telegrams.sqlite", isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("DELETE FROM telegrams WHERE id = (SELECT first_id FROM groups)")
    assert db.execute("SELECT count(*) FROM groups").fetchone() == (0,)
    copies.update(db, -1)
    assert db.execute("SELECT relation FROM groups ORDER BY 1 DESC").fetchall() == [
        ("corrected copy",),
        (None,),
    ]
    assert db.execute("SELECT count(*) FROM ungrouped").fetchone() == (0,)
    db.close()


def test_a_collection_without_groups_gets_them(tmp_path: Path) -> None:
    mine = built(tmp_path, **TEXTS)
    db = sqlite3.connect(mine / "telegrams.sqlite", isolation_level=None)
    before = db.execute("SELECT * FROM groups ORDER BY 1").fetchall()
    db.execute("DELETE FROM groups")
    copies.regroup(db)
    assert db.execute("SELECT * FROM groups ORDER BY 1").fetchall() == before
    db.close()


def test_a_telegram_quoted_whole_is_found_whichever_comes_first(tmp_path: Path) -> None:
    outer = cable(
        f"FOLLOWING FROM VALLETTA IS FOR YOU:\n\nQUOTE\n{cable()}\nUNQUOTE",
        post="STATE", number="134020", day="141200Z MAY 08", to="RUEHLI/AMEMBASSY LISBON 0003",
    )  # fmt: skip
    expected = {"b": [("a", "retransmission"), ("b", None)]}
    assert groups(built(tmp_path / "one", a=outer, b=cable())) == expected
    assert groups(built(tmp_path / "two", b=cable())) == {}
    assert groups(built(tmp_path / "two", a=outer)) == expected


def test_telegrams_without_a_number_are_found_by_day_post_and_subject(tmp_path: Path) -> None:
    bare = cable().replace("VALLETTA 000045", "").replace("C O N F I D E N T I A L ", "CONFIDENTIAL")
    assert list(groups(built(tmp_path, a=cable(), b=bare))) == ["a"]


def test_many_that_share_a_number_are_not_each_compared_with_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    relate = copies.relate

    def counting(*two: Any) -> Any:
        nonlocal asked
        asked += 1
        return relate(*two)

    monkeypatch.setattr(copies, "relate", counting)
    texts = {
        f"t{n}": cable(f"1. (U) THE {n}TH BARREL HOLDS {n * 7} SARDINES.", subject=f"S{n}") for n in range(60)
    }
    build(tmp_path / "mine", [write(tmp_path / "in", **texts)], parse=reftel.parse)
    assert 0 < asked <= 60 * copies.MOST_COMPARED


def test_a_hit_stands_for_its_group_and_names_the_others(tmp_path: Path) -> None:
    with Collection.open(built(tmp_path, **TEXTS)) as held:
        found = held.search("lanterns")
        assert (found.total, found.folded, len(found.hits)) == (3, 2, 1)
        assert {a.relation for a in found.hits[0].also} <= {"another release", "corrected copy"}
        assert len(found.hits[0].also) == 2
        assert found.facets["posts"][0].count == 3
        apart = held.search("typewriters")
        assert (apart.total, apart.folded, len(apart.hits)) == (2, 0, 2)
        assert apart.hits[0].also == ()


@pytest.mark.parametrize("order", ["relevance", "date", "newest", "number"])
def test_no_page_shows_a_group_again(tmp_path: Path, order: str) -> None:
    texts = {
        f"{name}{n}": text.replace("000045", f"{100 + n:06d}")
        for n in range(9)
        for name, text in TEXTS.items()
        if name in "abc"
    }
    with Collection.open(built(tmp_path, **texts)) as held:
        whole = held.search("quay", limit=100, order=order)
        assert (whole.total, whole.folded) == (27, 18)
        pages = [held.search("quay", limit=2, offset=at, order=order) for at in range(0, 10, 2)]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)
        assert {(page.total, page.folded) for page in pages} == {(27, 18)}
        assert held.search("quay", limit=2, offset=10, order=order).hits == ()
        assert held.search("quay", limit=0, order=order).folded == 18


def test_what_is_folded_is_counted_alike_among_few_and_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.collection import fold

    texts = {f"{k}{n}": TEXTS[k].replace("000045", f"{100 + n:06d}") for n in range(20) for k in "abd"}
    mine = built(tmp_path, **texts)
    counted = []
    for few, spare in ((5_000, 40), (5_000, 0), (-1, 0)):
        monkeypatch.setattr(fold, "_FEW", few)
        monkeypatch.setattr(fold, "_SPARE", spare)
        with Collection.open(mine) as held:
            counted.append(held.search("post:VALLETTA", limit=1).folded)
    assert counted == [20, 20, 20]


def test_copies_tell_what_they_are_seen_from_each(tmp_path: Path) -> None:
    with Collection.open(built(tmp_path, **TEXTS)) as held:
        keys = {Path(c.source_name).stem: c.key for c in held.cards()}
        from_whole = {Path(c.card.source_name).stem: c for c in held.copies(keys["a"])}
        assert from_whole["b"].relation == "another release"
        assert "It withholds 5 words" in from_whole["b"].reason
        from_part = {Path(c.card.source_name).stem: c for c in held.copies(keys["b"])}
        assert "It shows 5 words" in from_part["a"].reason
        assert held.copies(keys["d"]) == ()
        assert held.compare(keys["b"], keys["a"]).counts.opened == 5
