"""Profiles: each telegram is told once, and none is lost, whatever happens in between."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.layout import Layout
from reftel.collection.lock import writing
from reftel.collection.profiles import News, ProfileError, Profiles
from reftel.collection.profiles.meaning import looks_back, meaning_of
from reftel.errors import QueryError
from tests.collection import exercise
from tests.collection.exercise import telegram

ROOT = Path(exercise.__file__).parents[2]


def vessel(serial: int, words: str = "A vessel.") -> str:
    return telegram(f"2008 VALLETTA {serial}", f"1. (U) {words}\n")


class Desk:
    """A collection with the folder it is built from, and someone who is told what is new."""

    def __init__(self, folder: Path) -> None:
        self.source, self.path = folder / "source", folder / "mine"
        self.day = 0  # each build is on a day of its own

    def build(self, **texts: str) -> None:
        exercise.write(self.source, **texts)
        self.day += 1
        when = f"2026-05-{self.day:02d}T08:00:00+00:00"
        build(self.path, [self.source], parse=exercise.parse, name="Exercise", clock=lambda: when)

    def open(self) -> Collection:
        return Collection.open(self.path)

    def add(self, name: str, query: str) -> bool:
        with self.open() as held:
            return held.profiles().add(name, query)[1]

    def told(self, *names: str) -> list[str]:
        """Be told, and return the numbers."""
        with self.open() as held, held.profiles().telling(names) as news:
            return numbers(news)

    def waiting(self) -> list[str]:
        with self.open() as held:
            return numbers(held.profiles().peek())


def numbers(news: Sequence[News]) -> list[str]:
    return [str(a.card.mrn) for each in news for a in each.telegrams]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.build(a=vessel(1), b=telegram("2008 TUNIS 2", "1. (U) Pilots only.\n"))
    return made


@pytest.fixture
def profiles(desk: Desk) -> Iterator[Profiles]:
    with desk.open() as held:
        yield held.profiles()


# -- what one query is ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vessel survey", "  Survey   AND VESSEL "),
        ("(vessel) OR survey", "survey OR vessel OR vessel"),
        ("a (b c)", "(c a) b"),
        ("Señor", "senor"),
        ("from:VALLETTA -tags:prel", "-tags:PREL FROM:valletta"),
        ("number:08VALLETTA488", 'number:"2008 VALLETTA 488"'),
        ("08VALLETTA488", "2008 Valletta 00488"),
        ("date:2008-12", "date:2008-12-01..2008-12-31"),
        ("classification:s", "class:SECRET"),
        ("vessel NEAR/5 survey", "survey NEAR/5 VESSEL"),
        ("citedby:08VALLETTA488", 'citedby:"2008 valletta 00488"'),
    ],
)
def test_what_plainly_means_the_same_is_one_query(one: str, other: str) -> None:
    assert meaning_of(one) == meaning_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vessel survey", "vessel OR survey"),
        ("vessel survey", '"vessel survey"'),
        ('"vessel survey"', '"survey vessel"'),
        ("vessel", "vessel*"),
        ("vessel", "-vessel"),
        ("from:VALLETTA", "to:VALLETTA"),
        ("a OR (b c)", "(a OR b) c"),
        ("date:2008", "date:2008-12"),
        ("08VALLETTA488", "08VALLETTA489"),
        ("vessel NEAR/5 survey", "vessel NEAR/6 survey"),
        ("vessel~1", "vessel~2"),
    ],
)
def test_what_means_something_else_is_another_query(one: str, other: str) -> None:
    assert meaning_of(one) != meaning_of(other)


def test_only_what_others_say_of_a_telegram_is_looked_for_among_old_ones() -> None:
    assert not looks_back("vessel (from:VALLETTA OR date:2008) -number:08VALLETTA488")
    assert looks_back("vessel -(from:VALLETTA OR citedby:08VALLETTA488)")


def test_a_second_name_for_a_query_is_the_first_profile(profiles: Profiles) -> None:
    first, added = profiles.add("ships", "vessel survey")
    again, added_again = profiles.add("boats", "SURVEY  AND vessel")
    assert (added, added_again) == (True, False)
    assert again == first
    assert [p.name for p in profiles.all()] == ["ships"]


def test_a_name_stands_for_one_query(profiles: Profiles) -> None:
    profiles.add("ships", "vessel")
    with pytest.raises(ProfileError, match=r"a profile ships already; it asks for vessel"):
        profiles.add("Ships", "harbour")


@pytest.mark.parametrize("name", ["", "../up", "a b", "-x", "x" * 65, "é"])
def test_a_name_can_stand_in_addresses_and_file_names(profiles: Profiles, name: str) -> None:
    with pytest.raises(ProfileError, match="cannot name a profile"):
        profiles.add(name, "vessel")


def test_a_query_that_cannot_be_read_is_not_saved(profiles: Profiles, desk: Desk) -> None:
    with pytest.raises(QueryError):
        profiles.add("ships", '"vessel')
    assert not (desk.path / "profiles.sqlite").exists()


def test_an_unknown_name_is_told_with_those_there_are(profiles: Profiles) -> None:
    with pytest.raises(ProfileError, match="There are: none"):
        profiles.remove("ships")
    profiles.add("ships", "vessel")
    for ask in (profiles.peek, profiles.feed):
        with pytest.raises(ProfileError, match="There are: ships"):
            ask(["boats"])
    with pytest.raises(ProfileError, match="no profile boats"), profiles.telling(["boats"]):
        pass


def test_a_collection_without_profiles_has_nothing_to_tell(profiles: Profiles, desk: Desk) -> None:
    assert profiles.all() == profiles.peek() == ()
    with profiles.telling() as news:
        assert news == ()
    assert profiles.feed().arrivals == ()
    assert not (desk.path / "profiles.sqlite").exists()


# -- what is new ---------------------------------------------------------------------------------


def test_what_is_held_when_a_profile_is_saved_is_known(desk: Desk) -> None:
    desk.add("ships", "vessel")
    assert desk.told() == []
    desk.build(c=vessel(3), d=telegram("2008 TUNIS 4", "1. (U) Pilots.\n"))
    assert desk.told() == ["2008 VALLETTA 3"]


def test_a_telegram_is_told_once(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    assert desk.waiting() == desk.waiting() == ["2008 VALLETTA 3"]
    assert desk.told() == ["2008 VALLETTA 3"]
    assert desk.waiting() == desk.told() == []


def test_each_profile_tells_for_itself(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.add("all", "post:VALLETTA")
    desk.build(c=vessel(3))
    assert desk.told("SHIPS") == ["2008 VALLETTA 3"]
    assert desk.told("ships") == []
    assert desk.told("all") == ["2008 VALLETTA 3"]


def test_a_profile_waits_for_a_number_and_for_who_cites_it(desk: Desk) -> None:
    desk.add("wanted", "08VALLETTA99")
    desk.build(c=telegram("2008 TUNIS 5", "1. (U) See above.\n", ref="A. 2008 VALLETTA 99"))
    assert desk.told() == ["2008 TUNIS 5"]
    desk.build(d=vessel(99))
    assert desk.told() == ["2008 VALLETTA 99"]


def test_news_comes_in_the_order_it_was_sent(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(
        c=telegram("2008 VALLETTA 8", "1. (U) Vessel.\n", date="2008-12-25"),
        d=telegram("2008 VALLETTA 7", "1. (U) Vessel.\n", date="2008-12-24"),
    )
    assert desk.told() == ["2008 VALLETTA 7", "2008 VALLETTA 8"]


def test_only_what_came_since_is_searched(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    assert desk.told() == ["2008 VALLETTA 3"]
    with desk.open() as held:
        asked: list[int] = []

        def select(query: str, *, order: str = "date", above: int = 0) -> object:
            asked.append(above)
            return held.select(query, order=order, above=above)

        spied = Profiles(desk.path / "profiles.sqlite", name="x", db=lambda: held._db, select=select)  # type: ignore[arg-type]
        assert numbers(spied.peek()) == []
        assert asked == [3]


def test_an_old_telegram_that_comes_to_answer_is_told(desk: Desk) -> None:
    desk.add("cited", "has:citations")
    desk.build(c=telegram("2008 TUNIS 9", "1. (U) See above.\n", ref="A. 2008 VALLETTA 1"))
    assert desk.told() == ["2008 VALLETTA 1"]
    assert desk.told() == []


# -- never twice ---------------------------------------------------------------------------------


def test_a_telegram_that_was_taken_out_and_put_back_is_not_told_again(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    assert desk.told() == ["2008 VALLETTA 3"]
    desk.build(a=telegram("2008 TUNIS 8", "1. (U) Other.\n"), c=telegram("2008 TUNIS 9", "1. (U) Other.\n"))
    assert desk.told() == []
    desk.build(a=vessel(1), c=vessel(3))  # the one known from the beginning, and the one told
    with desk.open() as held:
        assert held.search("vessel").total == 2
    assert desk.told() == []


def test_a_telegram_taken_out_before_it_was_told_is_told_when_it_is_back(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    desk.build(c=telegram("2008 TUNIS 9", "1. (U) Other.\n"))
    assert desk.told() == []
    desk.build(c=vessel(3))
    assert desk.told() == ["2008 VALLETTA 3"]


def test_the_same_text_in_another_file_is_not_told_again(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    assert desk.told() == ["2008 VALLETTA 3"]
    desk.build(again=vessel(3))
    (desk.source / "c.txt").write_text("no telegram")
    desk.build()
    assert desk.told() == []


def test_a_collection_made_anew_tells_only_what_was_never_told(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    assert desk.told() == ["2008 VALLETTA 3"]
    for name in ("telegrams.sqlite", "telegrams.sqlite-wal", "telegrams.sqlite-shm"):
        (desk.path / name).unlink(missing_ok=True)
    shutil.rmtree(desk.path / "index")
    (desk.source / "b.txt").unlink()
    desk.build(a0=vessel(10))  # as many telegrams as before, and the last of them the same
    assert desk.told() == ["2008 VALLETTA 10"]


def group(desk: Desk) -> None:
    """Put telegrams of one number into one group, unless they are grouped."""
    with closing(sqlite3.connect(desk.path / "telegrams.sqlite")) as db, db:
        db.execute("CREATE TABLE IF NOT EXISTS groups (telegram_id INTEGER PRIMARY KEY, first_id INTEGER)")
        db.execute(
            """INSERT OR REPLACE INTO groups (telegram_id, first_id)
               SELECT t.id, min(o.id) FROM telegrams t JOIN telegrams o ON o.mrn = t.mrn GROUP BY t.id"""
        )


def test_a_copy_of_a_telegram_told_is_not_told(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    assert desk.told() == ["2008 VALLETTA 3"]
    desk.build(d=vessel(3, "A vessel, sent again."), e=vessel(1, "A vessel known from the start."))
    group(desk)
    assert desk.told() == []
    with desk.open() as held:
        assert [a.card.source_name for a in held.profiles().feed().arrivals] == ["source/c.txt"]
    with closing(sqlite3.connect(desk.path / "telegrams.sqlite")) as db, db:
        db.execute("DELETE FROM groups")
    assert desk.told() == []  # also when nobody knows any more that they were copies


def test_of_copies_that_come_together_one_is_told(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3), d=vessel(3, "A vessel, sent again."))
    group(desk)
    assert desk.told() == ["2008 VALLETTA 3"]
    assert desk.told() == []


def test_two_telegrams_that_share_a_number_and_no_group_are_both_told(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3), d=vessel(3, "Other matter; a vessel too."))
    with closing(sqlite3.connect(desk.path / "telegrams.sqlite")) as db, db:
        db.execute("CREATE TABLE IF NOT EXISTS groups (telegram_id INTEGER PRIMARY KEY, first_id INTEGER)")
        db.execute("DELETE FROM groups")
    assert desk.told() == ["2008 VALLETTA 3"] * 2


# -- never lost ----------------------------------------------------------------------------------


def test_what_could_not_be_written_down_is_told_again(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))

    def write_down() -> None:
        with desk.open() as held, held.profiles().telling() as news:
            assert numbers(news) == ["2008 VALLETTA 3"]
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_down()
    assert desk.told() == ["2008 VALLETTA 3"]


KILLED = """
import os, signal, sys
from pathlib import Path
from reftel.collection import Collection

with Collection.open(sys.argv[1]) as held, held.profiles().telling() as news:
    Path(sys.argv[2]).write_text(" ".join(a.card.mrn for each in news for a in each.telegrams))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_between_writing_and_noting_repeats_and_does_not_lose(desk: Desk, tmp_path: Path) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(desk.path), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "out").read_text() == "2008 VALLETTA 3"
    assert desk.told() == ["2008 VALLETTA 3"]
    assert desk.told() == []


def test_of_two_who_tell_at_once_one_tells(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    others: list[list[str]] = []
    other = threading.Thread(target=lambda: others.append(desk.told()))
    with desk.open() as held, held.profiles().telling() as news:
        other.start()
        assert numbers(news) == ["2008 VALLETTA 3"]
    other.join()
    assert others == [[]]


def test_telling_does_not_wait_for_a_build(desk: Desk) -> None:
    """A build holds the lock, and its database for as long as a batch takes."""
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    with (
        desk.open() as held,
        writing(Layout(desk.path)),
        closing(sqlite3.connect(desk.path / "telegrams.sqlite", isolation_level=None)) as db,
    ):
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM telegrams")
        with held.profiles().telling() as news:
            assert numbers(news) == ["2008 VALLETTA 3"]
        assert held.profiles().add("all", "")[1]
        db.execute("ROLLBACK")
    assert desk.told() == []


# -- the feed ------------------------------------------------------------------------------------


def test_a_feed_is_the_same_before_and_after_it_is_told(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3), d=vessel(4))
    with desk.open() as held:
        before = held.profiles().feed()
        assert {a.card.mrn for a in before.arrivals} == {"2008 VALLETTA 3", "2008 VALLETTA 4"}
        with held.profiles().telling() as news:
            assert held.profiles().feed(news=news) == before
        assert held.profiles().feed() == before
    desk.build(c=telegram("2008 TUNIS 9", "1. (U) Other.\n"))
    with desk.open() as held:
        assert [a.card.mrn for a in held.profiles().feed().arrivals] == ["2008 VALLETTA 4"]
    desk.build(c=vessel(3))  # read anew: the time it came at stays
    with desk.open() as held:
        assert held.profiles().feed() == before


def test_a_telegram_of_two_profiles_stands_in_the_feed_once(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.add("all", "post:VALLETTA")
    desk.build(c=vessel(3))
    with desk.open() as held:
        (arrival,) = held.profiles().feed().arrivals
        assert arrival.profiles == ("all", "ships")
        (alone,) = held.profiles().feed(["ships"]).arrivals
        assert alone.profiles == ("ships",)
        ids = {held.profiles().feed(names).id for names in ([], ["ships"], ["all"])}
        assert len(ids) == 3


def test_a_feed_holds_the_last_hundred(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(**{f"v{n}": vessel(n) for n in range(100, 230)})
    with desk.open() as held:
        before = held.profiles().feed()
        assert len(before.arrivals) == 100
    assert len(desk.told()) == 130
    with desk.open() as held:
        assert held.profiles().feed() == before


# -- classes of readers -------------------------------------------------------------------------


def test_a_class_of_readers_has_profiles_of_its_own_and_is_told_what_it_may_see(desk: Desk) -> None:
    with (desk.path / "reftel.toml").open("a") as settings:
        settings.write('[[class]]\nname = "press"\nceiling = "CONFIDENTIAL"\n')
    with Collection.open(desk.path, reader="press") as press:
        press.profiles().add("ships", "vessel")
    secret = telegram("2008 VALLETTA 3", "1. (S) A vessel.\n", CLASS="SECRET")
    desk.build(c=secret, d=telegram("2008 VALLETTA 4", "1. (U) A vessel.\n", CLASS="UNCLASSIFIED"))
    with desk.open() as whole:
        assert whole.profiles().all() == ()
        whole.profiles().add("ships", "vessel")
        whole_id = whole.profiles().feed(["ships"]).id
    with Collection.open(desk.path, reader="press") as press:
        assert press.profiles().feed(["ships"]).id != whole_id
        assert [entry.number for entry in press.select("vessel").entries()] == ["2008 VALLETTA 4"]
        with press.profiles().telling() as news:
            assert numbers(news) == ["2008 VALLETTA 4"]
        assert numbers(press.profiles().peek()) == []
    assert (desk.path / "editions" / "press" / "profiles.sqlite").exists()


# -- troubles ------------------------------------------------------------------------------------


def test_a_query_of_a_newer_reftel_is_told_as_trouble_and_stays_new(desk: Desk) -> None:
    desk.add("ships", "vessel")
    with closing(sqlite3.connect(desk.path / "profiles.sqlite")) as db:
        db.execute("UPDATE profiles SET query = 'planet:mars'")
        db.commit()
    desk.build(c=vessel(3))
    with desk.open() as held:
        with held.profiles().telling() as news:
            assert news[0].trouble is not None
            assert "planet" in news[0].trouble
        assert held.profiles().add("mars", "harbour")[1]


def test_a_file_that_is_none_is_an_error_that_says_what_to_do(desk: Desk) -> None:
    (desk.path / "profiles.sqlite").write_bytes(b"no database at all, by far" * 100)
    with desk.open() as held:
        for ask in (held.profiles().all, held.profiles().peek, held.profiles().feed):
            with pytest.raises(ProfileError, match="Put back a copy"):
                ask()
        with pytest.raises(ProfileError, match="Put back a copy"):
            held.profiles().add("ships", "vessel")


def test_a_file_of_a_newer_reftel_is_left_alone(desk: Desk) -> None:
    desk.add("ships", "vessel")
    with closing(sqlite3.connect(desk.path / "profiles.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    with desk.open() as held, pytest.raises(ProfileError, match="Upgrade reftel"):
        held.profiles().all()


def test_a_profile_that_is_removed_forgets(desk: Desk) -> None:
    desk.add("ships", "vessel")
    desk.build(c=vessel(3))
    with desk.open() as held:
        assert held.profiles().remove("SHIPS").name == "ships"
        assert held.profiles().all() == ()
        held.profiles().add("ships", "vessel")
    assert desk.told() == []


def test_the_folder_is_still_a_collection_that_can_be_begun_again(tmp_path: Path) -> None:
    """A build that was killed before its first settings finds the profiles no stranger."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "profiles.sqlite").touch()
    Collection.create(folder).close()
