"""What is taken away from the reading room: result sets and feeds."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.web.downloads import gathered
from tests.collection import exercise
from tests.export.atom_rules import ATOM, entries

from .conftest import Reader


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A collection with a profile to which one of its telegrams is new."""
    folder = tmp_path_factory.mktemp("watched")
    source = exercise.write(folder / "source", a=exercise.telegram("2008 VALLETTA 1", "1. (U) A vessel.\n"))
    build(folder / "mine", [source], parse=exercise.parse, name="Exercise")
    with Collection.open(folder / "mine") as held:
        held.profiles().add("ships", "vessel")
        held.profiles().add("quiet", "pilots")
    text = exercise.telegram("2008 TUNIS 2", "1. (U) <b>Vessel</b>.\n", subject="A <i>VESSEL</i> & MORE")
    exercise.write(source, b=text)
    build(folder / "mine", [source], parse=exercise.parse)
    with Collection.open(folder / "mine") as held:
        yield held


@pytest.fixture
def room(watched: Collection) -> Reader:
    return Reader(watched)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_result_set_comes_whole(room: Reader) -> None:
    answer = room.get("/search.csv?q=vessel&order=newest")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="telegrams.csv"'
    assert {row["number"] for row in rows(answer.content)} == {"2008 VALLETTA 1", "2008 TUNIS 2"}
    lines = room.get("/search.jsonl?q=post:TUNIS").content.splitlines()
    assert [json.loads(line)["mrn"] for line in lines] == ["2008 TUNIS 2"]


def test_without_a_query_everything_comes(room: Reader) -> None:
    assert len(rows(room.get("/search.csv").content)) == 2


def test_a_large_result_set_comes_whole(
    sample_collection: Path, reader_of: Callable[..., Reader], tmp_path: Path
) -> None:
    shutil.copytree(sample_collection, tmp_path / "mine")
    with Collection.open(tmp_path / "mine") as held:
        answer = reader_of(held).get("/search.jsonl")
        keys = [json.loads(line)["key"] for line in answer.content.splitlines()]
        assert len(keys) == len(set(keys)) == held.overview().telegrams


def test_a_query_that_cannot_be_read_is_told_before_a_file_begins(room: Reader) -> None:
    answer = room.get("/search.csv?q=%22vessel")
    assert answer.status_code == 400
    assert "content-disposition" not in answer.headers
    assert "This query cannot be read" in answer.text


def test_the_head_of_a_result_set_can_be_asked_for(room: Reader) -> None:
    answer = room.ask("HEAD", "/search.csv?q=vessel")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def test_small_pieces_are_joined_and_none_is_lost() -> None:
    pieces = [b"ab", b"c", b"defg", b"h"]
    assert list(gathered(iter(pieces), 3)) == [b"abc", b"defg", b"h"]
    assert list(gathered(iter([]), 3)) == []


def test_the_page_of_a_search_leads_to_its_files(reader: Reader) -> None:
    page = reader.get("/search?q=quota").text
    assert 'href="/search.csv?q=quota"' in page
    assert 'href="/search.jsonl?q=quota"' in page


def test_what_is_new_is_shown_and_stays_new(room: Reader) -> None:
    for _ in range(2):
        page = room.get("/watch").text
        assert "1 new telegram" in page
        assert "Nothing new for" in page
        assert "A &lt;i&gt;VESSEL&lt;/i&gt; &amp; MORE" in page
        assert 'href="/watch/ships.atom"' in page
    (quiet, ships) = room.get("/watch.json").json()["profiles"]
    assert quiet["telegrams"] == []
    assert [t["card"]["mrn"] for t in ships["telegrams"]] == ["2008 TUNIS 2"]


def test_nothing_is_written_by_reading(room: Reader, watched: Collection) -> None:
    for path in ("/watch", "/watch.json", "/watch.atom", "/watch/ships.atom"):
        assert room.ask("POST", path).status_code == 405
        assert room.get(path).status_code == 200
    assert "<form" not in room.get("/watch").text.split("<main")[1]
    assert [len(each.telegrams) for each in watched.profiles().peek()] == [0, 1]


def test_feeds_keep_the_rules_and_lead_to_the_telegrams(room: Reader) -> None:
    for path in ("/watch.atom", "/watch/ships.atom", "/watch/SHIPS.atom"):
        answer = room.get(path)
        assert answer.headers["content-type"] == "application/atom+xml"
        (entry,) = entries(answer.content)
        (link,) = entry.findall(f"{ATOM}link")
        assert link.get("href", "").startswith("http://127.0.0.1/telegram/key/")
        assert room.get(link.get("href", "").removeprefix("http://127.0.0.1")).status_code == 200
    assert entries(room.get("/watch/quiet.atom").content) == []


def test_a_feed_of_no_profile_is_not_found(room: Reader) -> None:
    assert room.get("/watch/boats.atom").status_code == 404


def test_a_room_without_profiles_says_how_to_save_one(
    sample_collection: Path, reader_of: Callable[..., Reader]
) -> None:
    with Collection.open(sample_collection) as held:
        room = reader_of(held)
        assert "reftel watch add" in room.get("/watch").text
        assert entries(room.get("/watch.atom").content) == []
    assert not (sample_collection / "profiles.sqlite").exists()
