"""Reading a collection: numbers, references, what is missing; opening it whatever happened to it."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.answers import Resolution
from reftel.collection.layout import Layout
from reftel.collection.lock import writing
from reftel.errors import CollectionError
from tests.collection.exercise import parse, telegram, write

A, B, C, D, E = "2008 VALLETTA 488", "2008 TUNIS 12", "2009 VALLETTA 3", "2008 VALLETTA 490", "2008 LA PAZ 5"


def collection(tmp_path: Path, **texts: str) -> Path:
    build(tmp_path / "mine", [write(tmp_path / "in", **texts)], parse=parse)
    return tmp_path / "mine"


def resolved(folder: Path, citing: str) -> list[Resolution]:
    with Collection.open(folder) as held:
        (card,) = held.find(citing)
        return list(held.resolve(held.telegram(card.key)))


def test_a_telegram_comes_back_as_it_was_read(held: Collection, exercise_folder: Path) -> None:
    raw = (exercise_folder.parent / "source" / "a.txt").read_bytes()
    (expected,) = parse(raw)
    assert held.telegram(expected.key) == expected
    assert held.telegram(expected.key[:10]) == expected
    assert held.original(expected.key) == raw


def test_a_card_tells_what_a_telegram_is(held: Collection) -> None:
    (card,) = held.find(A)
    assert card == held.card(card.key) == held.find(card.key[:8])[0]
    assert card.originator == "AMEMBASSY VALLETTA"
    assert (card.post, card.date, card.classification) == ("VALLETTA", "2008-12-22T10:00:00Z", "SECRET")
    assert (card.captions, card.tags) == (("NOFORN", "SIPDIS"), ("PREL", "EFIS"))
    assert card.source_name == "source/a.txt"


@pytest.mark.parametrize("key", ["", "abc", "0" * 64, "zzzzzzzz", "' OR 1=1"])
def test_an_unknown_key_is_told(held: Collection, key: str) -> None:
    with pytest.raises(CollectionError, match="No telegram has the key"):
        held.card(key)


def test_a_number_without_a_year_finds_every_year(tmp_path: Path) -> None:
    folder = collection(tmp_path, a=telegram("2007 VALLETTA 5"), b=telegram("2008 VALLETTA 5"))
    with Collection.open(folder) as held:
        assert [c.mrn for c in held.find("VALLETTA 5")] == ["2007 VALLETTA 5", "2008 VALLETTA 5"]
        assert [c.mrn for c in held.find("07 VALLETTA 5")] == ["2007 VALLETTA 5"]


def test_a_post_that_no_table_knows_is_found_by_its_name_or_beginning(tmp_path: Path) -> None:
    folder = collection(tmp_path, a=telegram("2008 QUXVILLE 5"))
    with Collection.open(folder) as held:
        for number in ("2008 QUXVILLE 5", "08QUXVILLE5", "quxville 5", "2008QUXVIL00005"):
            assert [c.mrn for c in held.find(number)] == ["2008 QUXVILLE 5"]
        assert held.search("quxville 5").total == 1


def test_references_are_held_not_held_or_no_telegrams(held: Collection) -> None:
    (card,) = held.find(A)
    found = held.resolve(held.telegram(card.key))
    assert [r.status for r in found] == ["held", "not-held", "not-a-telegram", "unreadable"]
    assert [c.mrn for c in found[0].candidates] == [B]
    assert "2007" in found[1].why


def test_an_undated_reference_early_in_the_year_is_to_the_year_before(held: Collection) -> None:
    (card,) = held.find(C)
    first, _ = held.resolve(held.telegram(card.key))
    assert (first.status, [c.mrn for c in first.candidates]) == ("held", [A])
    assert first.reference.mrn is not None
    assert str(first.reference.mrn) == "2009 VALLETTA 488"  # as read; what we conclude stands beside it
    assert A in first.why


def test_an_undated_reference_that_either_year_may_be_is_ambiguous(tmp_path: Path) -> None:
    folder = collection(
        tmp_path,
        old=telegram("2007 TUNIS 9", date="2007-05-01"),
        new=telegram("2008 VALLETTA 1", date="2008-03-01", ref="A. ~2008 TUNIS 9"),
    )
    (found,) = resolved(folder, "2008 VALLETTA 1")
    assert (found.status, [c.mrn for c in found.candidates]) == ("ambiguous", ["2007 TUNIS 9"])


def test_no_telegram_cites_a_later_one(tmp_path: Path) -> None:
    folder = collection(
        tmp_path,
        later=telegram("2008 TUNIS 9", date="2008-11-01"),
        older=telegram("2007 TUNIS 9", date="2007-11-01"),
        citing=telegram("2008 VALLETTA 1", date="2008-10-01", ref="A. ~2008 TUNIS 9; B. ~2008 TUNIS 8"),
        alone=telegram("2008 TUNIS 8", date="2008-11-01"),
    )
    first, second = resolved(folder, "2008 VALLETTA 1")
    assert (first.status, [c.mrn for c in first.candidates]) == ("held", ["2007 TUNIS 9"])
    assert (second.status, [c.mrn for c in second.candidates]) == ("ambiguous", ["2008 TUNIS 8"])


def test_sections_of_one_number_are_all_candidates(tmp_path: Path) -> None:
    folder = collection(
        tmp_path,
        one=telegram("2008 TUNIS 9", "1. One.", date="2008-05-01"),
        two=telegram("2008 TUNIS 9", "2. Two.", date="2008-05-01"),
        citing=telegram("2008 VALLETTA 1", ref="A. 2008 TUNIS 9"),
    )
    (found,) = resolved(folder, "2008 VALLETTA 1")
    assert (found.status, len(found.candidates)) == ("held", 2)


def test_who_cites_a_number_is_told_however_it_is_written(held: Collection) -> None:
    assert [c.card.mrn for c in held.cited_by(B)] == [A]
    assert [(c.card.mrn, c.letter) for c in held.cited_by("08LISBON77")] == [(A, "B"), (C, "B")]
    assert [c.card.mrn for c in held.cited_by(A)] == [C]
    assert held.cited_by("nothing") == ()


def test_missing_telegrams_come_with_who_cites_them(held: Collection) -> None:
    (only,) = held.missing()
    assert only.mrn == "2008 LISBON 77"
    assert [c.card.mrn for c in only.cited_by] == [A, C]
    assert held.overview().missing == 1
    assert held.missing(limit=0) == ()


def test_a_number_that_is_not_held_has_neighbours_and_citations(held: Collection) -> None:
    near = held.near("08 VALLETTA 489")
    assert near is not None
    assert near.mrn == "2008 VALLETTA 489"
    assert near.before is not None
    assert near.after is not None
    assert (near.before.mrn, near.after.mrn) == (A, D)
    cited = held.near("LISBON 77")
    assert cited is not None
    assert [c.card.mrn for c in cited.cited_by] == [A, C]
    assert held.near("no number") is None


def test_neighbours_go_by_the_post_and_year(held: Collection) -> None:
    def around(mrn: str) -> list[str | None]:
        return [None if c is None else c.mrn for c in held.neighbours(held.find(mrn)[0].key)]

    assert around(A) == [None, D]
    assert around(D) == [A, None]
    assert around(C) == [None, None]


def test_cards_stand_in_the_order_they_were_sent(held: Collection) -> None:
    assert [c.mrn for c in held.cards()] == [E, B, A, D, C]
    assert [c.mrn for c in held.cards(post="VALLETTA")] == [A, D, C]
    assert [c.mrn for c in held.cards(post="VALLETTA", year=2008, limit=1, offset=1)] == [D]


def test_the_overview_counts_what_is_held(held: Collection) -> None:
    overview = held.overview()
    assert (overview.name, overview.telegrams, overview.files) == ("Exercise", 5, 5)
    assert (overview.first, overview.last) == ("2008-02", "2009-01-05")
    assert [(p.post, p.year, p.count) for p in overview.by_post_and_year][1:] == [
        ("TUNIS", 2008, 1),
        ("VALLETTA", 2008, 2),
        ("VALLETTA", 2009, 1),
    ]
    assert [(f.value, f.count) for f in overview.families] == [("exercise_form", 5)]
    assert overview.words > 50


def test_a_telegram_with_next_to_nothing_is_held_too(tmp_path: Path) -> None:
    folder = collection(tmp_path, a="DATE: 2008\nbare words\n", b=telegram("2008 VALLETTA 1", date=""))
    with Collection.open(folder) as held:
        assert held.search("bare").total == 1
        assert held.search("date:2008").total == 1
        assert {c.mrn for c in held.cards()} == {None, "2008 VALLETTA 1"}
        assert held.neighbours(held.cards()[0].key) == (None, None)
        for order in ("date", "newest", "number"):
            assert len(held.search("", order=order).hits) == 2


def test_an_empty_collection_can_be_asked(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "mine", name="Nothing yet") as held:
        assert held.name == "Nothing yet"
        assert held.search("harbour").total == held.search("").total == 0
        assert held.overview().telegrams == 0
        assert (held.find(A), held.missing(), held.cards(), held.build_report()) == ((), (), (), None)
    with pytest.raises(CollectionError, match="already"):
        Collection.create(tmp_path / "mine")


def test_what_is_no_collection_is_told(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no collection at"):
        Collection.open(tmp_path / "nothing")
    with pytest.raises(CollectionError, match="not a collection"):
        Collection.open(tmp_path)


def test_a_newer_collection_is_told_with_the_remedy(tmp_path: Path) -> None:
    folder = collection(tmp_path, a=telegram())
    settings = folder / "reftel.toml"
    settings.write_text(settings.read_text().replace("format = 1", "format = 99"))
    with pytest.raises(CollectionError, match=r"newer than this one.*Upgrade"):
        Collection.open(folder)


def test_newer_tables_are_told_with_the_remedy(tmp_path: Path) -> None:
    folder = collection(tmp_path, a=telegram())
    db = sqlite3.connect(folder / "telegrams.sqlite")
    db.execute("PRAGMA user_version = 99")
    db.close()
    for use in (lambda: Collection.open(folder), lambda: build(folder, [], parse=parse)):
        with pytest.raises(CollectionError, match=r"version 99.*Upgrade"):
            use()


@pytest.mark.parametrize("damage", ["settings", "database"])
def test_a_damaged_collection_is_told(tmp_path: Path, damage: str) -> None:
    folder = collection(tmp_path, a=telegram())
    (folder / {"settings": "reftel.toml", "database": "telegrams.sqlite"}[damage]).write_bytes(
        b"\0garbage" * 999
    )
    with pytest.raises(CollectionError, match=r"cannot be (read|opened)"):
        Collection.open(folder)


@pytest.mark.parametrize("loss", ["gone", "emptied", "half"])
def test_a_lost_index_is_made_again(tmp_path: Path, loss: str) -> None:
    folder = collection(tmp_path, a=telegram(), b=telegram("2008 TUNIS 3"))
    index = folder / "index" / "everything"
    if loss == "half":
        next(p for p in index.iterdir() if p.suffix == ".term").unlink()
    else:
        shutil.rmtree(index)
        if loss == "emptied":
            index.mkdir()
    with Collection.open(folder) as held:
        assert held.search("harbour").total == 2


def test_an_index_of_another_version_is_made_again(tmp_path: Path) -> None:
    folder = collection(tmp_path, a=telegram())
    db = sqlite3.connect(folder / "telegrams.sqlite")
    with db:
        db.execute("UPDATE indexes SET version = 0")
    db.close()
    with Collection.open(folder) as held:
        assert held.search("harbour").total == 1


def test_a_collection_is_read_while_someone_writes(tmp_path: Path) -> None:
    folder = collection(tmp_path, a=telegram())
    with writing(Layout(folder)), Collection.open(folder) as held:
        assert held.search("harbour").total == 1


def test_readers_see_each_batch_whole_while_a_build_runs(tmp_path: Path) -> None:
    folder = collection(tmp_path, a=telegram("2008 VALLETTA 1"))
    more = write(tmp_path / "more", **{f"t{n}": telegram(f"2008 TUNIS {n}") for n in range(1, 13)})
    totals: list[int] = []
    with Collection.open(folder) as held:

        def look(step: str) -> None:
            if step in ("rows-committed", "index-committed", "mark-moved"):
                results = held.search("harbour", limit=50)
                assert len(results.hits) == results.total
                totals.append(results.total)

        build(folder, [more], parse=parse, batch=4, on_step=look)
        assert held.search("harbour").total == 13
    assert sorted(set(totals)) == [1, 5, 9, 13]


def test_threads_may_ask_at_once(held: Collection) -> None:
    totals: list[int] = []
    threads = [
        threading.Thread(target=lambda: totals.append(held.search("vessel").total + len(held.cards())))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [8] * 8


def test_a_closed_collection_says_so(exercise_folder: Path) -> None:
    held = Collection.open(exercise_folder)
    held.close()
    with pytest.raises(CollectionError, match="closed"):
        held.overview()


def test_a_collection_is_opened_where_nothing_can_be_written(
    exercise_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr("reftel.collection.lock.os.open", refuse)  # root may write everywhere
    with Collection.open(exercise_folder) as held:
        assert held.search("harbour").total == 2
    with pytest.raises(CollectionError, match="may not be written"):
        build(exercise_folder, [], parse=parse)
