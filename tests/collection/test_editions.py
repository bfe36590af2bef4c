from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reftel.cli.reading import parse_and_check
from reftel.collection import Collection, build, editions, follower, repair
from reftel.collection.answers import BuildReport
from reftel.collection.layout import Layout
from reftel.collection.leaks import leak_test
from reftel.errors import CollectionError, PolicyError
from tests.collection.contents import answers
from tests.release.hiding import text

PUBLIC = '[[class]]\nname = "public"\nceiling = "CONFIDENTIAL"\n'
NAMED = "1. (C) Karim al-Tamimi counted boats.\n\n2. (C) He counted them twice.\n"
PROTECTS = "1. (C) Karim al-Tamimi (strictly protect) told us of the pontoon.\n"
SECRET = "1. (S) The boathouse holds a zeppelin.\n"
MIXED = "1. (C) Pilots met.\n\n2. (S) They spoke of marmalade.\n"


def add(mine: Path, **bodies: str) -> BuildReport:
    source = mine.parent / "source"
    source.mkdir(exist_ok=True)
    for name, body in bodies.items():
        level = "S" if name.startswith("s") else "C"
        (source / f"{name}.txt").write_text(text(int(name[1:]), body, level=level))
    return build(mine, [source], parse=parse_and_check)


def rules(mine: Path, told: str) -> None:
    settings = (mine / "reftel.toml").read_text().partition("[[class]]")[0]
    (mine / "reftel.toml").write_text(f"{settings}\n{told}")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A collection with a class that may read up to CONFIDENTIAL."""
    folder = tmp_path / "mine"
    add(folder, c1=NAMED, s2=SECRET, c3=MIXED)
    rules(folder, PUBLIC)
    return folder


def stored(folder: Path) -> bytes:
    """All that a folder holds on the disk, as it is and as the database gives it."""
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()).lower()


def total(mine: Path, query: str, reader: str = "public") -> int:
    with Collection.open(mine, reader=reader) as held:
        return held.search(query).total


def test_a_class_gets_what_it_may_see_and_no_more(mine: Path) -> None:
    with Collection.open(mine, reader="public") as public:
        assert public.reader == "public"
        assert {c.mrn for c in public.cards()} == {"2008 VALLETTA 1", "2008 VALLETTA 3"}
        assert public.overview().telegrams == 2
        assert public.search("zeppelin").total == public.search("marmalade").total == 0
        assert public.find("08VALLETTA2") == ()
        assert public.search("pilots").total == 1
    with Collection.open(mine) as everything:
        assert everything.overview().telegrams == 3
        assert everything.search("zeppelin").total == everything.search("marmalade").total == 1


def test_a_name_protected_later_is_hidden_in_what_was_taken_before(mine: Path) -> None:
    assert total(mine, "Tamimi") == 1
    add(mine, c4=PROTECTS)
    assert total(mine, "Tamimi") == 0
    assert total(mine, "counted") == total(mine, "pontoon") == 1
    assert total(mine, "Tamimi", "everything") == 2


def test_nothing_hidden_stays_on_the_disk(mine: Path) -> None:
    assert total(mine, "Tamimi") == 1
    add(mine, c4=PROTECTS)
    assert total(mine, "Tamimi") == 0
    on_disk = stored(mine / "editions" / "public")
    for word in (b"tamimi", b"zeppelin", b"marmalade"):
        assert word not in on_disk
    assert b"pilots" in on_disk


def test_a_stricter_rule_holds_at_the_next_opening(mine: Path) -> None:
    assert total(mine, "pilots") == 1
    rules(mine, PUBLIC.replace("CONFIDENTIAL", "UNCLASSIFIED"))
    assert total(mine, "pilots") == 0
    assert b"pilots" not in stored(mine / "editions" / "public")
    rules(mine, PUBLIC + 'names = ["Nobody Ofthatname"]\n')
    assert total(mine, "pilots") == 1
    assert b"ofthatname" not in stored(mine / "editions" / "public")


def test_the_edition_says_nothing_of_what_is_withheld_in_its_counts(mine: Path) -> None:
    add(mine, s5=SECRET, s6=SECRET)
    with Collection.open(mine, reader="public") as public:
        assert public.editions() == ()
        assert public.classes == ()
        assert public.rejects() == ()
        assert public.build_report() is None
    with closing(sqlite3.connect(mine / "editions" / "public" / "telegrams.sqlite")) as db:
        assert db.execute("SELECT max(id) FROM telegrams").fetchone() == (2,)
    with Collection.open(mine) as everything:
        (made,) = everything.editions()
        assert (made.shown, made.edited, made.withheld) == (1, 1, 3)
        assert made.reasons == {"above-ceiling": 3, "paragraphs": 1}


def test_what_leaves_the_collection_leaves_the_edition(mine: Path) -> None:
    assert total(mine, "pilots") == 1
    add(mine, c3="1. (C) Ferries met.\n")
    assert total(mine, "pilots") == 0
    assert total(mine, "ferries") == 1
    assert b"pilots" not in stored(mine / "editions" / "public")


def test_two_telegrams_that_are_one_without_the_name_are_shown_once_and_not_lost(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    source = tmp_path / "source"
    source.mkdir()
    for name, who in (("a", "Karim al-Tamimi"), ("b", "Karim Al Tamimi")):
        (source / f"{name}.txt").write_text(text(1, f"1. (C) {who} (protect) waved.\n"))
    build(mine, [source], parse=parse_and_check)
    rules(mine, PUBLIC)
    assert total(mine, "waved") == 1
    (source / "a.txt").write_text(text(2, "1. (C) Nobody came.\n"))
    build(mine, [source], parse=parse_and_check)
    assert total(mine, "waved") == 1
    assert total(mine, "nobody") == 1


def test_the_original_of_an_edition_is_the_telegram_alone(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "both.txt").write_text(f"{text(1, NAMED)}\n\n\n{text(2, SECRET, level='S')}")
    mine = tmp_path / "mine"
    build(mine, [source], parse=parse_and_check)
    rules(mine, PUBLIC)
    with Collection.open(mine, reader="public") as public:
        (card,) = public.cards()
        assert b"zeppelin" not in public.original(card.key)
        assert b"counted boats" in public.original(card.key)
        assert public.original(card.key).decode() == public.telegram(card.key).text


def test_an_edition_can_be_handed_on_as_a_folder(mine: Path, tmp_path: Path) -> None:
    assert total(mine, "pilots") == 1
    shutil.copytree(mine / "editions" / "public", tmp_path / "given")
    with Collection.open(tmp_path / "given") as given:
        assert given.search("pilots").total == 1
        assert given.reader == "public"


def test_an_edition_is_not_built_in(mine: Path) -> None:
    assert total(mine, "pilots") == 1
    with pytest.raises(CollectionError, match="Build in the collection itself"):
        build(mine / "editions" / "public", [mine.parent / "source"], parse=parse_and_check)


def test_a_class_that_is_not_there_is_told_with_those_that_are(mine: Path) -> None:
    with pytest.raises(CollectionError, match="everything, public"):
        Collection.open(mine, reader="pubic")
    rules(mine, '[[class]]\nname = "public"\nceiling = "HUSH"\n')
    with pytest.raises(PolicyError, match=r"reftel\.toml, class public"):
        Collection.open(mine, reader="public")


def test_the_whole_collection_opens_though_a_rule_cannot_be_read(mine: Path) -> None:
    rules(mine, PUBLIC + PUBLIC)
    with pytest.raises(PolicyError, match="two classes public"):
        Collection.open(mine)


def test_an_edition_by_other_rules_is_not_opened_while_it_cannot_be_made(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert total(mine, "pilots") == 1
    rules(mine, PUBLIC.replace("CONFIDENTIAL", "UNCLASSIFIED"))

    def full(*_: object) -> None:
        raise CollectionError("The disk is full.")

    monkeypatch.setattr(editions, "follow", full)
    with pytest.raises(CollectionError, match="by the rules as they are now"):
        Collection.open(mine, reader="public")
    with pytest.raises(CollectionError, match="by the rules as they are now"):
        Collection.open(mine / "editions" / "public")


@pytest.mark.parametrize("stop", range(1, 12))
def test_a_stop_at_any_step_leads_to_the_same_edition(
    mine: Path, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write to an edition may be the last before the power goes; nothing hidden shows afterwards."""
    assert total(mine, "Tamimi") == 1
    steps = 0

    def counted(call: object) -> object:
        def step(*args: object, **options: object) -> object:
            nonlocal steps
            steps += 1
            if steps == stop:
                raise KeyboardInterrupt
            return call(*args, **options)  # type: ignore[operator]

        return step

    with monkeypatch.context() as patch:
        patch.setattr(repair, "mend", counted(repair.mend))
        patch.setattr(follower, "move", counted(follower.move))
        patch.setattr(follower.Follower, "_put", counted(follower.Follower._put))
        try:
            add(mine, c4=PROTECTS, s5=SECRET, c6=MIXED.replace("Pilots", "Captains"))
        except KeyboardInterrupt:
            assert steps == stop
    add(mine)
    with Collection.open(mine, reader="public") as public:
        assert public.search("Tamimi").total == 0
    found = answers(mine / "editions" / "public")
    rules(mine, PUBLIC + 'names = ["Nobody Ofthatname"]\n')
    Collection.open(mine, reader="public").close()
    assert answers(mine / "editions" / "public") == found
    assert not leak_test(mine, "public").leaks


def test_the_sample_leaks_nothing_to_any_class(sample_folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    build(mine, [sample_folder], parse=parse_and_check)
    listed = 'ceiling = "CONFIDENTIAL"\nas_of = "2018-12-31"\nwithheld = ["2008 VALLETTA 488"]'
    classes = ('ceiling = "UNCLASSIFIED"', 'ceiling = "CONFIDENTIAL"', listed, "captions = []", "")
    rules(mine, "".join(f'[[class]]\nname = "c{i}"\n{told}\n' for i, told in enumerate(classes)))
    for i in range(len(classes)):
        test = leak_test(mine, f"c{i}")
        assert test.hidden > 10
        assert not test.leaks


def test_the_leak_test_finds_what_was_put_there(mine: Path) -> None:
    assert not leak_test(mine, "public").leaks
    edition = Layout(mine / "editions" / "public")
    with closing(sqlite3.connect(edition.database)) as db, db:
        db.execute("UPDATE telegrams SET subject = 'THE ZEPPELIN' WHERE id = 1")
    found = leak_test(mine, "public").leaks
    assert {leak.word for leak in found} == {"zeppelin"}
    assert {"stored", "cards"} <= {leak.way for leak in found}


def test_an_alias_given_in_one_telegram_is_hidden_in_all(mine: Path) -> None:
    add(mine, c4="1. (C) Abu Nur counted oars.\n", c5="1. (C) Karim al-Tamimi, alias Abu Nur, sang.\n")
    assert total(mine, "Nur") == 2
    add(mine, c6=PROTECTS)
    assert total(mine, "Nur") == total(mine, "Tamimi") == 0
    assert total(mine, "oars") == total(mine, "sang") == 1
    assert b"abu nur" not in stored(mine / "editions" / "public")
    assert total(mine, "Nur", "everything") == 2


def test_an_alias_that_comes_later_is_hidden_in_what_was_taken_before(mine: Path) -> None:
    add(mine, c4="1. (C) Abu Nur counted oars.\n", c5=PROTECTS)
    assert total(mine, "Nur") == 1
    add(mine, c6="1. (C) Abu Nur (real name Karim al-Tamimi) sang.\n")
    assert total(mine, "Nur") == 0
    assert total(mine, "oars") == total(mine, "sang") == 1


def test_another_spelling_of_a_protected_name_is_hidden_in_what_was_taken_before(mine: Path) -> None:
    add(mine, c4="1. (C) Kareem at-Tameemi counted oars.\n")
    assert total(mine, "Tameemi") == 2
    add(mine, c5=PROTECTS)
    assert total(mine, "Tameemi") == 0
    assert total(mine, "oars") == 1
